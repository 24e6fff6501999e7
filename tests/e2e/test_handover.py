#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A data directory goes from Hearth to Prometheus and back, and nothing is lost on the way.

A made-up world is written into one of them by remote write, hours of it in seconds, with blocks so short that several
levels of compaction arise. The other one starts on a copy of the directory; both are asked the same questions at times
that lie in blocks and at times that lie in the head, and every raw sample is compared.

The peers are the installed Prometheus and, where HEARTH_PROMETHEUS3 names it, a current 3.x. HEARTH_E2E_HOURS sets how
much of the world there is: 2 by default, 12 by hand.
"""

import json
import os
import shutil
import sys
import time

import harness
import remote_write
import test_differential as differential
from harness import Skip, wait_until, workplace

HOURS = float(os.environ.get("HEARTH_E2E_HOURS", "2"))
TICK_SECONDS = differential.TICK_SECONDS
TICKS = int(HOURS * 3600 / TICK_SECONDS)
BATCH_TICKS = 60
BLOCK = "10m"
FLAGS = [f"--storage.tsdb.min-block-duration={BLOCK}", "--web.enable-remote-write-receiver",
         "--enable-feature=exemplar-storage,native-histograms"]
CONFIG = "global: {scrape_interval: 1h}\nstorage: {exemplars: {max_exemplars: 5000}}\n"
QUESTIONS = int(os.environ.get("HEARTH_E2E_QUESTIONS", "500"))


class World:
    """The samples of every tick, made up the same way for whoever asks."""

    def __init__(self):
        self.start_ms = (int(time.time()) - TICKS * TICK_SECONDS) * 1000 + 250
        differential.TICKS = TICKS

    def at(self, tick):
        return self.start_ms + tick * TICK_SECONDS * 1000

    def floats(self, tick):
        """{labels as sorted tuple: value}"""
        out = {}
        for line in differential.exposition(tick, 0).decode().splitlines():
            if line.startswith("#"):
                continue
            series, value, _ = line.rsplit(" ", 2)
            name, _, rest = series.partition("{")
            labels = {"__name__": name}
            for pair in filter(None, rest.rstrip("}").split('",')):
                key, _, text = pair.partition("=")
                labels[key] = text.strip('"')
            out[tuple(sorted(labels.items()))] = float(value)
        return out

    def histogram(self, tick):
        counts = [tick % 500 + 1, 2 * (tick % 500), tick % 500 // 3, 5]
        return remote_write.Histogram(1, -2, counts, 3, tick * 1.5)

    def series(self, ticks):
        """Of several ticks, as remote_write takes them."""
        samples = {}
        for tick in ticks:
            for labels, value in self.floats(tick).items():
                samples.setdefault(labels, []).append((self.at(tick), value))
        for labels, values in samples.items():
            exemplars = ()
            if labels[0] == ("__name__", "wait_seconds_bucket"):
                at = values[-1][0]
                exemplars = ((at, 0.2, {"trace_id": f"t{at}"}),)
            yield dict(labels), values, (), exemplars
        yield ({"__name__": "native_seconds"}, (), [(self.at(t), self.histogram(t)) for t in ticks], ())


def write(world, server, first, last):
    """Writes the ticks [first, last)."""
    for start in range(first, last, BATCH_TICKS):
        body = remote_write.encode(world.series(range(start, min(start + BATCH_TICKS, last))))
        remote_write.send(server, body)


def blocks_of(directory):
    """The meta.json of each block, by time."""
    metas = []
    for name in os.listdir(directory):
        path = os.path.join(directory, name, "meta.json")
        if len(name) == 26 and os.path.exists(path):
            with open(path) as f:
                metas.append(json.load(f))
    return sorted(metas, key=lambda meta: meta["minTime"])


def wait_for_blocks(server, directory, levels):
    """Compaction is over: blocks of so many levels, and two looks a while apart see the same."""
    def settled():
        before = [meta["ulid"] for meta in blocks_of(directory)]
        if len({meta["compaction"]["level"] for meta in blocks_of(directory)}) < levels:
            return False
        time.sleep(1)
        return before == [meta["ulid"] for meta in blocks_of(directory)]
    wait_until(settled, f"blocks of {levels} levels in {os.listdir(directory)}", 100, server.process)


def raw(server, world, first, last):
    """Every sample in the ticks [first, last) as {labels: {ms: value or histogram}}."""
    seconds = (last - first) * TICK_SECONDS
    result = server.api("query", query='{__name__=~".+"}' + f"[{seconds}s]", time=f"{world.at(last - 1) / 1000 + 0.1:.3f}")
    out = {}
    for series in result["result"]:
        labels = tuple(sorted(series["metric"].items()))
        values = {round(at * 1000): float(v) for at, v in series.get("values", ())}
        histograms = {round(at * 1000): (h["count"], h["sum"], len(h.get("buckets", ())))
                      for at, h in series.get("histograms", ())}
        out[labels] = values | histograms
    return out


def assert_everything_is_there(world, server, first, last):
    """Every sample of the world within the ticks, with its value, and no other."""
    step = 600
    for start in range(first, last, step):
        end = min(start + step, last)
        found = raw(server, world, start, end)
        native = found.pop((("__name__", "native_seconds"),), {})
        expected = {}
        for tick in range(start, end):
            for labels, value in world.floats(tick).items():
                expected.setdefault(labels, {})[world.at(tick)] = value
        assert found.keys() == expected.keys(), list(found.keys() ^ expected.keys())[:5]
        for labels, samples in expected.items():
            mine = found[labels]
            assert mine.keys() == samples.keys(), (labels, len(mine), len(samples), sorted(mine.keys() ^ samples.keys())[:5])
            wrong = [(at, mine[at], v) for at, v in samples.items() if mine[at] != v and v == v]
            assert not wrong, (labels, wrong[:5])
        assert len(native) == end - start, (len(native), end - start)
        for tick in range(start, end):
            count, total, buckets = native[world.at(tick)]
            h = world.histogram(tick)
            assert (float(count), float(total)) == (h.count, h.sum), (tick, count, total, h.count, h.sum)


def questions(world, ticks):
    """(path, parameters, ordered) over head and blocks, in turn."""
    times = [world.at(t) / 1000 - 0.75 + TICK_SECONDS for t in
             (ticks - 5, ticks // 2, ticks // 5, ticks - ticks // 10, 60)]
    expressions = list(differential.instant_queries())
    expressions += ["native_seconds", "histogram_count(native_seconds)", "rate(native_seconds[31s])",
                    "sum(histogram_sum(native_seconds))", "increase(native_seconds[1m])", "count(native_seconds)"]
    for i, expression in enumerate(expressions):
        at = times[i % len(times)]
        ordered = expression.startswith(("sort", "topk(", "bottomk("))
        yield "query", {"query": expression, "time": f"{at:.3f}"}, ordered
        if "[" not in expression.rstrip(")")[-4:] and not expression.endswith("]") and expression != '"text"':
            width = 40 if i % 3 else 3000  # the wide ones go over several blocks
            yield "query_range", {"query": expression, "start": f"{at - width:.3f}", "end": f"{at:.3f}",
                                  "step": "7" if width == 40 else "301"}, False
    for begin, end in ((0, ticks), (0, ticks // 4), (ticks // 2, ticks // 2 + 100), (ticks - 50, ticks)):
        window = {"start": f"{world.at(begin) / 1000:.3f}", "end": f"{world.at(end) / 1000:.3f}"}
        for path, parameters in (("labels", {}), ("labels", {"match[]": "requests_total"}), ("label/code/values", {}),
                                 ("label/__name__/values", {}), ("label/room/values", {"match[]": "room_floor"}),
                                 ("series", {"match[]": "room_floor"}), ("series", {"match[]": '{__name__=~"w.*|s.*"}'}),
                                 ("query_exemplars", {"query": "wait_seconds_bucket"})):
            yield path, parameters | window, False


def canonical(answer):
    """Exemplars and series in one order."""
    if isinstance(answer.get("data"), list):
        answer["data"].sort(key=lambda x: json.dumps(x, sort_keys=True))
    return answer


def compare(theirs, mine, path, parameters, ordered):
    if path in ("series", "query_exemplars"):
        one, two = (canonical(differential.ask(s, path, parameters)[1]) for s in (theirs, mine))
        return None if one == two else f"{str(one)[:300]} / {str(two)[:300]}"
    return differential.compare(theirs, mine, path, parameters, ordered)


def assert_alike(world, ticks, theirs, mine):
    asked, wrong = 0, []
    for path, parameters, ordered in questions(world, ticks):
        asked += 1
        if found := compare(theirs, mine, path, parameters, ordered):
            wrong.append(f"{path} {parameters}: {found}")
    print(f"{asked} questions, {len(wrong)} answered differently", flush=True)
    assert asked >= QUESTIONS, asked
    assert not wrong, "\n".join(wrong[:20])


def peers():
    """[(name, path of the program)]"""
    found = []
    try:
        found.append(("installed", harness.peer("prometheus")))
    except Skip as reason:
        print(f"without the installed Prometheus: {reason}")
    current = os.environ.get("HEARTH_PROMETHEUS3", "")
    if os.access(current, os.X_OK):
        found.append(("3.x", current))
    else:
        print("without Prometheus 3.x: HEARTH_PROMETHEUS3 does not name it")
    if not found:
        raise Skip("no Prometheus")
    return found


def start_peer(place, program, data, name, extra=()):
    return place.start_server([program], CONFIG, data, [*FLAGS, *extra], name)


def start_hearth(place, data, name="hearth"):
    return place.start_hearth(CONFIG, data, [*FLAGS, "--storage.tsdb.block-reload-interval=1s"], name)


def filled_by_hearth(place, world, ticks):
    server = start_hearth(place, "hearth-data")
    write(world, server, 0, ticks)
    wait_for_blocks(server, place.path("hearth-data"), 2)
    return server


def test_prometheus_serves_what_hearth_wrote():
    world = World()
    with workplace() as place:
        hearth = filled_by_hearth(place, world, TICKS)
        assert_everything_is_there(world, hearth, 0, TICKS)
        shutil.copytree(place.path("hearth-data"), place.path("live"))  # while it runs
        assert hearth.stop() == 0, hearth.process.log()
        for name, program in peers():
            for kind, source in (("stopped", "hearth-data"), ("live", "live")):
                directory = f"{kind}-{name}"
                shutil.copytree(place.path(source), place.path(directory))
                theirs = start_peer(place, program, directory, directory)
                assert_everything_is_there(world, theirs, 0, TICKS)
                again = start_hearth(place, source, f"hearth-{directory}")
                assert_alike(world, TICKS, theirs, again)
                assert theirs.stop() == 0
                log = theirs.process.log(10000)
                assert "corruption" not in log.lower(), log
                if kind == "live":
                    again.process.kill()
                    again.process.wait()
                else:
                    assert again.stop() == 0


def hearth_takes_over(program, end):
    world = World()
    with workplace() as place:
        theirs = start_peer(place, program, "prometheus-data", "prometheus")
        write(world, theirs, 0, TICKS)
        wait_for_blocks(theirs, place.path("prometheus-data"), 2)
        end(theirs)
        shutil.copytree(place.path("prometheus-data"), place.path("copy"))
        mine = start_hearth(place, "copy")
        assert_everything_is_there(world, mine, 0, TICKS)
        again = start_peer(place, program, "prometheus-data", "prometheus-again")
        assert_alike(world, TICKS, again, mine)
        assert mine.stop() == 0


def kill(server):
    server.process.kill()
    server.process.wait()


def stop(server):
    assert server.stop() == 0


def test_hearth_takes_over_from_a_killed_prometheus():
    for _, program in peers():
        hearth_takes_over(program, kill)


def test_hearth_takes_over_from_a_stopped_prometheus():
    for _, program in peers():
        hearth_takes_over(program, stop)


def test_a_directory_goes_there_and_back():
    world = World()
    for name, program in peers():
        with workplace() as place:
            third = TICKS // 3
            hearth = start_hearth(place, "data")
            write(world, hearth, 0, third)
            assert hearth.stop() == 0
            theirs = start_peer(place, program, "data", "prometheus")
            write(world, theirs, third, 2 * third)
            assert_everything_is_there(world, theirs, 0, 2 * third)
            kill(theirs)
            again = start_hearth(place, "data", "hearth-again")
            assert_everything_is_there(world, again, 0, 2 * third)
            write(world, again, 2 * third, TICKS)
            wait_for_blocks(again, place.path("data"), 2)
            assert_everything_is_there(world, again, 0, TICKS)
            kill(again)
            theirs = start_peer(place, program, "data", "prometheus-again")
            assert_everything_is_there(world, theirs, 0, TICKS)


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
