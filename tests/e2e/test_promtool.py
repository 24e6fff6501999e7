#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real promtool on a directory that Hearth wrote and compacted: `tsdb list`, `analyze` and `dump` without complaint,
line by line what `hearth tsdb` prints.

The directory has blocks of three levels, native histograms of integers and of floats, exemplars, samples that came out
of order (in blocks, in head chunk files and in the write-behind log), tombstones in blocks and in the head, and a head.

The peers are the installed promtool and, where HEARTH_PROMTOOL3 names it, that of a current 3.x.
"""

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import time
from collections import Counter

import harness
import remote_write
from harness import Skip, wait_until, workplace
from remote_write import FloatHistogram, Histogram
from test_handover import blocks_of, wait_for_blocks
from test_tool import good, lists, ours

STEP_MS = 15_000
BLOCK_MS = 10 * 60_000
TICKS = 4 * 3600_000 // STEP_MS
BATCH_TICKS = 60
LATE_EVERY = 7  # ticks; so many samples are left out at first and come late
# Ticks, both inclusive. No late samples of the head are deleted: Prometheus goes on showing those.
ATTIC_DELETED = (TICKS // 5, TICKS // 3)
NATIVE_DELETED = (TICKS // 2, TICKS // 2 + 50)
HEAD_DELETED = (TICKS - 30, TICKS - 9)
CONFIG = """
global: {scrape_interval: 1h}
storage:
  exemplars: {max_exemplars: 5000}
  tsdb: {out_of_order_time_window: 2h}
"""
FLAGS = ["--storage.tsdb.min-block-duration=10m", "--storage.tsdb.block-reload-interval=1s",
         "--web.enable-remote-write-receiver", "--web.enable-admin-api",
         "--enable-feature=exemplar-storage,native-histograms"]
ODD_VALUES = [0.0, -0.0, 1e6, 999999.0, 123456789.0, 1e20, 1e21, 1e-4, 1e-5, -2.5e-7, 0.1 + 0.2, 2.0**53, 5e-324,
              1.7976931348623157e308, float("inf"), float("-inf"), float("nan")]
STALE = struct.unpack("<d", struct.pack("<Q", 0x7ff0000000000002))[0]
ODD_TEXT = 'C:\\temp "quoted"\n\ttab, ünïcode, } 1 2'
SAMPLE = re.compile(r"^(\{.*\}) (\{count:.*\}|\S+) (-?\d+)$")


class World:
    """Series whose samples follow from the tick: {labels: [(ms, value)]}, by kind."""

    def __init__(self):
        # From the beginning of a range of the fourth level, so that the layout of the blocks is always the same.
        length = 27 * BLOCK_MS
        self.start = (int(time.time() * 1000) - TICKS * STEP_MS) // length * length

    def at(self, tick):
        return self.start + tick * STEP_MS

    def tick_of(self, ms):
        return (ms - self.start) // STEP_MS

    @staticmethod
    def is_late(tick):
        return tick % LATE_EVERY == 3

    def floats(self, tick):
        for room in ("attic", "cellar", "kitchen"):
            yield {"__name__": "temperature", "room": room}, 20 + (tick * len(room)) % 11 / 10
        yield {"__name__": "odd", "text": ODD_TEXT}, ODD_VALUES[tick % len(ODD_VALUES)]
        yield {"__name__": "requests_total", "code": "200"}, float(tick * 1234567 % 10**9)
        if tick < TICKS // 8:
            yield {"__name__": "gone"}, float(tick)
        if tick == TICKS // 8:
            yield {"__name__": "gone"}, STALE

    def histograms(self, tick):
        size = tick % 500  # a counter that is reset
        counts = [size * 9000 + 1, 0, size * 3, 5 + size // 50]
        yield {"__name__": "native_seconds"}, Histogram(1, -2, counts, 3, size * 1.5)
        yield ({"__name__": "native_float"},
               FloatHistogram(2, -5, [c / 3 for c in counts], 0.25, tick * 1e5, [size / 7, 2.5e6]))

    def series(self, ticks, late):
        """The samples of the ticks that are late, or those that are not, as remote_write takes them."""
        samples, native = {}, {}
        for tick in (t for t in ticks if self.is_late(t) == late):
            for labels, value in self.floats(tick):
                samples.setdefault(tuple(labels.items()), []).append((self.at(tick), value))
            for labels, value in self.histograms(tick):
                native.setdefault(tuple(labels.items()), []).append((self.at(tick), value))
        for labels, values in samples.items():
            at = values[-1][0]
            exemplars = ((at, 0.5, {"trace_id": f"t{at}"}),) if labels[0][1] == "requests_total" and not late else ()
            yield dict(labels), values, (), exemplars
        for labels, values in native.items():
            yield dict(labels), (), values, ()


def write(world, server, first, last, late):
    for start in range(first, last, BATCH_TICKS):
        ticks = range(start, min(start + BATCH_TICKS, last))
        remote_write.send(server, remote_write.encode(world.series(ticks, late)))


def delete(server, selector, start_ms, end_ms):
    status, body = server.get("/api/v1/admin/tsdb/delete_series",
                              {"match[]": selector, "start": f"{start_ms / 1000:.3f}", "end": f"{end_ms / 1000:.3f}"},
                              "POST")
    assert status == 204, (status, body)


def levels(directory):
    return Counter(meta["compaction"]["level"] for meta in blocks_of(directory))


def fill(world, server, directory):
    """Leaves a directory with all that the module speaks of; returns how many samples of a name were deleted where."""
    write(world, server, 0, TICKS // 2, late=False)
    write(world, server, TICKS * 3 // 8, TICKS // 2, late=True)  # no earlier: the first block of level 3 stays as it is
    wait_for_blocks(server, directory, 2)
    write(world, server, TICKS // 2, TICKS, late=False)
    wait_for_blocks(server, directory, 3)
    write(world, server, TICKS * 3 // 4, HEAD_DELETED[0], late=True)  # stay in the head
    for selector, (first, last) in (('{room="attic"}', ATTIC_DELETED), ("native_seconds", NATIVE_DELETED),
                                    ('{__name__=~"odd|native_float"}', HEAD_DELETED)):
        delete(server, selector, world.at(first), world.at(last))


def is_there(world, labels, tick):
    def is_within(ticks):
        return ticks[0] <= tick <= ticks[1]
    if world.is_late(tick) and not (TICKS * 3 // 8 <= tick < TICKS // 2 or TICKS * 3 // 4 <= tick < HEAD_DELETED[0]):
        return False
    name = labels["__name__"]
    return not (labels.get("room") == "attic" and is_within(ATTIC_DELETED) or
                name == "native_seconds" and is_within(NATIVE_DELETED) or
                name in ("odd", "native_float") and is_within(HEAD_DELETED))


def expected_times(world):
    """{name and room: times}"""
    times = {}
    for tick in range(TICKS):
        for labels, _ in [*world.floats(tick), *world.histograms(tick)]:
            if is_there(world, labels, tick):
                times.setdefault((labels["__name__"], labels.get("room")), []).append(world.at(tick))
    return times


def dumped_times(lines):
    times = {}
    for line in lines:
        series, _, at = SAMPLE.match(line).groups()
        room = re.search(r'room="(\w+)"', series)
        name = re.search(r'__name__="(\w+)"', series)[1]
        times.setdefault((name, room[1] if room else None), []).append(int(at))
    return times


def kind(series, value):
    if not value.startswith("{count:"):
        return "float"
    return "float histogram" if "native_float" in series else "histogram"


def as_promtool_prints(lines, kinds):
    """The lines that promtool shows of all samples.

    It reads a series in one loop a kind of sample, in the order of `kinds`, and the sample that ends a loop is read but
    not printed. 2.42 has the loop for floats alone.
    """
    by_series = {}
    for line in lines:
        series, value, _ = SAMPLE.match(line).groups()
        by_series.setdefault(series, []).append((kind(series, value), line))
    shown = []
    for samples in by_series.values():
        rest = iter(samples)
        for wanted in kinds:
            for found, line in rest:
                if found != wanted:
                    break
                shown.append(line)
    return shown


def promtools():
    """[(name, path, kinds of samples its dump prints)]"""
    found = []
    try:
        found.append(("installed", harness.peer("promtool"), ("float",)))
    except Skip as reason:
        print(f"without the installed promtool: {reason}")
    current = os.environ.get("HEARTH_PROMTOOL3", "")
    if os.access(current, os.X_OK):
        found.append(("3.x", current, ("float", "float histogram", "histogram")))
    else:
        print("without promtool 3.x: HEARTH_PROMTOOL3 does not name it")
    if not found:
        raise Skip("no promtool")
    return found


def asked(program, *arguments):
    """The output of a call that succeeds without a word of complaint."""
    done = subprocess.run([program, "tsdb", *arguments], capture_output=True, timeout=120)
    assert done.returncode == 0 and not done.stderr, (arguments, done.returncode, done.stderr.decode()[-2000:])
    return done.stdout.decode()


def difference(mine, theirs):
    for number, (one, two) in enumerate(zip(mine, theirs)):
        if one != two:
            return f"line {number + 1}: {one!r} / {two!r}"
    return f"{len(mine)} lines / {len(theirs)} lines"


def assert_promtool_reads(program, kinds, data):
    """`data` is a copy: promtool of 2.42 may write when it replays the log."""
    is_current = "histogram" in kinds
    for flags in ([], ["-r"]):
        assert asked(program, "list", *flags, data) == good(ours("list", *flags, data)), flags
    # Without a name the block that was made last is meant; to 2.42 it is the one that ends last.
    for block in [[]] * is_current + [[meta["ulid"]] for meta in blocks_of(data)]:
        mine, theirs = (lists(text) for text in (good(ours("analyze", "--limit=1000", data, *block)),
                                                 asked(program, "analyze", "--limit=1000", data, *block)))
        assert mine == theirs, {k: mine.get(k, set()) ^ theirs.get(k, set()) for k in mine | theirs}
    for flags in ([], ["--match={__name__=~'temperature|native.*',room!='cellar'}"]):
        mine = as_promtool_prints(good(ours("dump", *flags, data)).splitlines(), kinds)
        theirs = asked(program, "dump", *flags, data).splitlines()
        assert mine == theirs, difference(mine, theirs)
        assert len(mine) > 1000, len(mine)
    if is_current:
        mine = good(ours("dump-openmetrics", data)).splitlines()
        # Ours leaves stale markers out: read back they would be plain NaNs.
        theirs = [line for line in asked(program, "dump-openmetrics", data).splitlines() if "gone{} NaN" not in line]
        assert mine == theirs, difference(mine, theirs)
        for meta in blocks_of(data):
            mine, theirs = (text.partition("\nCompaction analysis")[2] for text in
                            (good(ours("analyze", "--extended", data, meta["ulid"])),
                             asked(program, "analyze", "--extended", data, meta["ulid"])))
            assert mine and mine == theirs, (mine, theirs)


def assert_verify_counts(place, data):
    """What losing a block costs is what a dump of that block alone prints, deletions undone."""
    text = good(ours("verify", data))
    assert text.endswith("no damage found\n"), text
    for meta in blocks_of(data):
        alone = place.path(f"alone-{meta['ulid']}")
        shutil.copytree(os.path.join(data, meta["ulid"]), os.path.join(alone, meta["ulid"]))
        os.remove(os.path.join(alone, meta["ulid"], "tombstones"))
        lines = good(ours("dump", alone)).splitlines()
        series = {SAMPLE.match(line)[1] for line in lines}
        assert f"{meta['ulid']}: {len(lines)} samples of {len(series)} series" in text, (meta, len(lines), text)
        shutil.rmtree(alone)


def assert_holds_all_kinds(world, server, data):
    assert {1, 2, 3} <= levels(data).keys(), levels(data)
    assert os.path.getsize(os.path.join(data, "wbl", sorted(os.listdir(os.path.join(data, "wbl")))[-1])) > 0
    assert sum(meta["stats"].get("numTombstones", 0) for meta in blocks_of(data)) >= 2
    assert len(server.api("query_exemplars", query="requests_total", start="0", end="9999999999")) == 1
    head = server.api("status/tsdb")["headStats"]
    assert head["numSeries"] >= 6 and head["maxTime"] == world.at(TICKS - 1), head


def test_promtool_reads_what_hearth_wrote_and_compacted():
    world, tools = World(), promtools()
    with workplace() as place:
        data = place.path("data")
        server = place.start_hearth(CONFIG, "data", FLAGS)
        fill(world, server, data)
        assert_holds_all_kinds(world, server, data)
        shutil.copytree(data, place.path("live"))  # while it runs
        assert server.stop() == 0
        assert_verify_counts(place, data)
        print(f"levels of the blocks: {dict(levels(data))}", flush=True)
        for source in ("live", "data"):
            lines = good(ours("dump", place.path(source))).splitlines()
            found, wanted = dumped_times(lines), expected_times(world)
            for series in wanted | found:
                assert found.get(series) == wanted.get(series), (
                    source, series, sorted(map(world.tick_of, set(found.get(series, [])) ^ set(wanted.get(series, []))))[:20])
            for name, program, kinds in tools:
                copy = place.path(f"{source}-{name}")
                shutil.copytree(place.path(source), copy)
                assert_promtool_reads(program, kinds, copy)
                print(f"{name}, {source}: {len(as_promtool_prints(lines, kinds))} of {len(lines)} samples alike",
                      flush=True)


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
