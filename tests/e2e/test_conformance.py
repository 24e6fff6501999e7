#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every database of the shared conformance data through the built binary.

| data | tests |
| --- | --- |
| tsdb/index_format_v1, tsdb/prometheus/snapshots, tsdb/observed-dump-2.42 | as dumped, as dumped again when compacted |
| tsdb/prometheus/expected_response.json | the answer to its query |
| tsdb/repair_index_version | repaired, its labels served; whole blocks that are misnumbered alike |
| tsdb-written-by-2.42/om-blocks | as dumped, as dumped again when compacted, the answer to its query |
| tsdb-written-by-2.42/wal-killed | the answer to its query |
"""

import json
import os
import shutil
import stat
import sys

import harness
from harness import Skip, wait_until, workplace
from test_handover import blocks_of
from test_tool import CONFORMANCE, contents, dumped_by_promtool, good, ours

SNAPSHOT = "tsdb/prometheus/snapshots/20250602T205846Z-7e03e43cf46dda03/01JWS713P2E4MQW7T643GYGD69"
WRITTEN = "tsdb-written-by-2.42"
MISNUMBERED = "tsdb/repair_index_version/01BZJ9WJQPWHGNC2W4J9TA62KC"
CONFIG = "global: {scrape_interval: 1h}\nstorage: {exemplars: {max_exemplars: 5000}}\n"
FLAGS = ["--storage.tsdb.retention.time=100y", "--storage.tsdb.block-reload-interval=1s",
         "--enable-feature=exemplar-storage,native-histograms"]
TWIN = "01ZZZZZZZZZZZZZZZZZZZZZZZ"  # and a digit


def shared(name):
    path = os.path.join(CONFORMANCE, name)
    if not os.path.exists(path):
        raise Skip(f"{path} is not on this machine")
    return path


def copy(source, target):
    """A copy that may be changed, though the data may not."""
    shutil.copytree(source, target)
    for root, names, files in os.walk(target):
        for name in [".", *names, *files]:
            path = os.path.join(root, name)
            os.chmod(path, os.stat(path).st_mode | stat.S_IWUSR)
    return target


def edit_meta(block, **changes):
    path = os.path.join(block, "meta.json")
    with open(path) as f:
        meta = json.load(f)
    meta |= changes
    with open(path, "w") as f:
        json.dump(meta, f)
    return meta


def databases():
    """[(name, blocks, the file with what a released tool dumps of them)]"""
    written = shared(f"{WRITTEN}/om-blocks/data")
    return [("index_format_v1", [shared("tsdb/index_format_v1")], "tsdb/observed-dump-2.42/index_format_v1.txt"),
            ("snapshot", [shared(SNAPSHOT)], "tsdb/observed-dump-2.42/prometheus-snapshot.txt"),
            ("om-blocks", [os.path.join(written, n) for n in os.listdir(written)], f"{WRITTEN}/om-blocks/dump.txt")]


def database(place, name, blocks):
    """A directory of the named blocks, each under the name that it says it has."""
    os.makedirs(place.path(name))
    for block in blocks:
        with open(os.path.join(block, "meta.json")) as f:
            copy(block, place.path(name, json.load(f)["ulid"]))
    return place.path(name)


def observed(name):
    with open(shared(name)) as f:
        return sorted(f.read().splitlines())


def test_databases_dump_as_observed_and_are_not_touched():
    with workplace() as place:
        for name, blocks, dump in databases():
            data = database(place, name, blocks)
            before = contents(data)
            mine = good(ours("dump", data)).splitlines()
            assert sorted(mine) == observed(dump), name
            assert good(ours("verify", data)).endswith("no damage found\n"), name
            assert contents(data) == before, name


def test_databases_dump_as_observed_after_compaction():
    with workplace() as place:
        for name, blocks, dump in databases():
            data = database(place, name, blocks)
            # A second block of the same samples overlaps with the first, so that both are merged, sample by sample.
            for number, block in enumerate(sorted(os.listdir(data))):
                twin = f"{TWIN}{number}"
                copy(os.path.join(data, block), os.path.join(data, twin))
                edit_meta(os.path.join(data, twin), ulid=twin)
            originals = os.listdir(data)
            server = place.start_hearth(CONFIG, name, FLAGS, f"hearth-{name}")
            wait_until(lambda: not {meta["ulid"] for meta in blocks_of(data)} & set(originals), "compaction", 30,
                       server.process)
            assert server.stop() == 0
            assert len(blocks_of(data)) == len(blocks), os.listdir(data)
            assert sorted(good(ours("dump", data)).splitlines()) == observed(dump), name
            assert dumped_by_promtool(data) == observed(dump), name


def sorted_by_labels(result):
    return sorted(result, key=lambda series: json.dumps(series["metric"], sort_keys=True))


def assert_answers(place, source, expected, query, at):
    """The data directory `source` yields the expected matrix."""
    name = os.path.basename(os.path.dirname(source))
    copy(source, place.path(name))
    server = place.start_hearth(CONFIG, name, FLAGS, f"hearth-{name}")
    found = server.api("query", query=query, time=at)["result"]
    assert len(found) == len(expected) > 0, (len(found), len(expected))
    for one, two in zip(sorted_by_labels(found), sorted_by_labels(expected)):
        assert one == two, (one["metric"], str(one)[:500], str(two)[:500])
    return server


def test_databases_of_prometheus_answer_as_it_did():
    with workplace() as place:
        for name in ("om-blocks", "wal-killed"):
            with open(shared(f"{WRITTEN}/{name}/expected.json")) as f:
                expected = json.load(f)
            server = assert_answers(place, shared(f"{WRITTEN}/{name}/data"), expected["result"], expected["query"],
                                    expected["time"])
            exemplars = server.api("query_exemplars", query='{__name__=~".+"}', start=0, end=expected["time"])
            assert exemplars == expected["exemplars"], str(exemplars)[:500]
            log = server.process.log(1000)
            assert "damage" not in log and "level=error" not in log, log
            assert server.stop() == 0


def test_the_snapshot_answers_as_its_taker_did():
    with open(shared("tsdb/prometheus/expected_response.json")) as f:
        expected = json.load(f)["data"]["result"]
    with workplace() as place:
        newest = max(float(at) for series in expected for at, _ in series["values"])
        # The answer was that to a question for the messages of one server, of which it had got these.
        locations = "|".join(series["metric"]["location"] for series in expected)
        assert_answers(place, os.path.dirname(shared(SNAPSHOT)), expected,
                       'vm_log_messages_total{location=~"' + locations + '"}[1d]', newest + 1)


def misnumber(block):
    """As Prometheus 2.1 wrote it."""
    edit_meta(block, version=2)
    with open(os.path.join(block, "index"), "r+b") as f:
        f.seek(4)
        f.write(b"\x01")


def assert_is_well_numbered(block):
    with open(os.path.join(block, "meta.json")) as f:
        assert json.load(f)["version"] == 1, block
    with open(os.path.join(block, "index"), "rb") as f:
        assert f.read(5)[4] == 2, block


def test_the_misnumbered_index_is_repaired_and_its_labels_are_served():
    with workplace() as place:
        data = database(place, "data", [shared(MISNUMBERED), *databases()[2][1]])
        server = place.start_hearth(CONFIG, "data", FLAGS)
        block = os.path.join(data, os.path.basename(MISNUMBERED))
        assert_is_well_numbered(block)
        with open(os.path.join(block, "meta.json")) as f:
            meta = json.load(f)
        window = {"start": meta["minTime"] / 1000, "end": meta["maxTime"] / 1000}
        # It names two series by b="1", without chunks, and by nothing else.
        assert server.api("labels", **window) == ["b"]
        assert server.api("label/b/values", **window) == ["1"]
        assert server.value("count(count_over_time(om_temp[1d]))", 1700020800) == 3
        assert server.stop() == 0


def test_misnumbered_blocks_are_read_and_repaired():
    with workplace() as place:
        data = database(place, "data", databases()[2][1])
        dump = observed(databases()[2][2])
        for block in os.listdir(data):
            misnumber(os.path.join(data, block))
        before = contents(data)
        assert sorted(good(ours("dump", data)).splitlines()) == dump
        assert contents(data) == before
        assert place.start_hearth(CONFIG, "data", FLAGS).stop() == 0
        for meta in blocks_of(data):
            assert_is_well_numbered(os.path.join(data, meta["ulid"]))
        assert sorted(good(ours("dump", data)).splitlines()) == dump
        assert dumped_by_promtool(data) == dump


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
