#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`hearth tsdb` beside the real promtool, on directories that the real programs wrote."""

import os
import re
import shutil
import subprocess
import sys

import harness
from harness import Skip, workplace

CONFORMANCE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared", "conformance")


def written_by_prometheus(place, name):
    """A copy of a data directory that Prometheus 2.42 wrote."""
    source = os.path.join(CONFORMANCE, "tsdb-written-by-2.42", name, "data")
    if not os.path.isdir(source):
        raise Skip(f"{source} is not on this machine")
    shutil.copytree(source, place.path(name))
    return place.path(name)


def run(program, *arguments):
    """(exit code, output, complaints)"""
    done = subprocess.run([program, "tsdb", *arguments], capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def ours(*arguments):
    return run(harness.hearth(), *arguments)


def theirs(*arguments):
    return run(harness.peer("promtool"), *arguments)


def dumped_by_promtool(directory, *flags):
    """What the real promtool dumps of a directory, sorted; it wants a log beside the blocks."""
    os.makedirs(os.path.join(directory, "wal"), exist_ok=True)
    return sorted(good(theirs("dump", *flags, directory)).splitlines())


def good(answer):
    code, output, complaints = answer
    assert code == 0, (code, output[-500:], complaints)
    return output


def contents(directory):
    """Every file with its bytes, so that a change shows."""
    found = {}
    for root, _, names in os.walk(directory):
        for name in names:
            with open(os.path.join(root, name), "rb") as f:
                found[os.path.join(root, name)] = f.read()
    return found


def test_list_prints_what_promtool_prints():
    with workplace() as place:
        data = written_by_prometheus(place, "om-blocks")
        for flags in ([], ["-r"], ["--human-readable"]):
            assert good(ours("list", *flags, data)) == good(theirs("list", *flags, data))


def test_dump_prints_what_promtool_prints():
    with workplace() as place:
        data = written_by_prometheus(place, "om-blocks")
        for flags in ([], ["--min-time=1700000000000", "--max-time=1700003600000"], ["--match={room=~'k.*|attic'}"],
                      ["--match=om_req_total"]):
            mine, other = good(ours("dump", *flags, data)), dumped_by_promtool(data, *flags)
            assert sorted(mine.splitlines()) == other, flags
            assert mine, flags


def test_the_directory_of_a_running_or_killed_server_is_not_touched():
    with workplace() as place:
        data = written_by_prometheus(place, "wal-killed")
        before = contents(data)
        mine = good(ours("dump", data))
        good(ours("list", data))
        good(ours("verify", data))
        assert contents(data) == before
        copy = place.path("copy")
        shutil.copytree(data, copy)  # promtool replays, and may write
        # promtool 2.42 prints a series up to its first histogram only.
        other = good(theirs("dump", copy)).splitlines()
        assert set(other) <= set(mine.splitlines()), sorted(set(other) - set(mine.splitlines()))[:3]
        assert len(mine.splitlines()) >= len(other) > 100


def lists(analysis):
    """{title: set of lines} of an analysis; the head is under ''."""
    parts = {"": set()}
    title = ""
    for line in analysis.replace("Total Series:", "Series:").split("\nCompaction analysis")[0].splitlines():
        if line.endswith(":") and not re.match(r"^\d", line):
            title = line
            parts[title] = set()
        elif line:
            parts[title].add(line)
    return parts


def test_analyze_prints_what_promtool_prints():
    with workplace() as place:
        data = written_by_prometheus(place, "om-blocks")
        for block in [[]] + [[name] for name in os.listdir(data) if len(name) == 26]:
            mine, other = (lists(good(f("analyze", "--limit=1000", data, *block))) for f in (ours, theirs))
            assert mine == other, (block, {k: mine.get(k, set()) ^ other.get(k, set()) for k in mine | other})
        extended = good(ours("analyze", "--extended", data))
        assert "samples per float chunk (min/avg/max):" in extended and "histogram chunk: N/A" in extended, extended
        assert "Matched series: 1" in good(ours("analyze", "--match={room='attic'}", data))


def test_blocks_made_of_openmetrics_hold_what_promtools_hold():
    with workplace() as place:
        source = os.path.join(CONFORMANCE, "tsdb-written-by-2.42", "om-blocks", "input.om")
        if not os.path.exists(source):
            raise Skip(f"{source} is not on this machine")
        mine, other = place.path("mine"), place.path("other")
        table = good(ours("create-blocks-from", "openmetrics", source, mine))
        good(theirs("create-blocks-from", "openmetrics", source, other))
        without_names = [re.sub(r"^\w{26} ", "", line.rsplit(None, 1)[0]) for line in table.splitlines()]
        assert len(without_names) == 4 and without_names[0].startswith("BLOCK ULID"), table
        listed = [[line.split()[1:6] for line in good(theirs("list", d)).splitlines()[1:]] for d in (mine, other)]
        times_and_samples = [[(b[0], b[1], b[2], b[3]) for b in blocks] for blocks in listed]
        assert times_and_samples[0] == times_and_samples[1], times_and_samples
        dumps = [dumped_by_promtool(d) for d in (mine, other)]
        assert dumps[0] == dumps[1] and len(dumps[0]) > 1000, [len(d) for d in dumps]
        assert good(ours("verify", mine)).endswith("no damage found\n")
        assert good(ours("create-blocks-from", "openmetrics", "-q", source, place.path("quiet"))) == ""
        labelled = place.path("labelled")
        good(ours("create-blocks-from", "openmetrics", "--label=site=home", "--max-block-duration=1d", source, labelled))
        assert len(good(theirs("list", labelled)).splitlines()) < len(listed[0]) + 1
        assert all('site="home"' in line for line in dumped_by_promtool(labelled))


def test_a_dump_as_openmetrics_makes_the_same_blocks_again():
    with workplace() as place:
        data = written_by_prometheus(place, "om-blocks")
        text = place.write("dump.om", good(ours("dump-openmetrics", data)))
        again = place.path("again")
        good(ours("create-blocks-from", "openmetrics", text, again))
        assert sorted(good(ours("dump", again)).splitlines()) == sorted(good(ours("dump", data)).splitlines())


def test_bad_openmetrics_is_refused_with_the_line_and_nothing_is_written():
    with workplace() as place:
        for text, named in [("a 1\n# EOF\n", "line 1: expected timestamp for series a"),
                            ("a 1 1\na 2 2", "line 2"), ("a 1 1\n", "# EOF"),
                            ("# TYPE a nonsense\na 1 1\n# EOF\n", "line 1"),
                            ('a{b="1",b="2"} 1 1\n# EOF\n', "line 1")]:
            source = place.write("bad.om", text)
            code, output, complaints = ours("create-blocks-from", "openmetrics", source, place.path("out"))
            assert code == 1 and named in complaints and not output, (text, code, output, complaints)
            assert not os.path.exists(place.path("out")) or not os.listdir(place.path("out"))


def test_verify_names_the_damage_and_its_cost():
    with workplace() as place:
        data = written_by_prometheus(place, "om-blocks")
        output = good(ours("verify", data))
        assert output.endswith("no damage found\n") and "420 samples of 7 series" in output, output
        block = sorted(name for name in os.listdir(data) if len(name) == 26)[0]
        path = os.path.join(data, block, "chunks", "000001")
        with open(path, "r+b") as f:
            f.seek(100)
            byte = f.read(1)
            f.seek(100)
            f.write(bytes([byte[0] ^ 0xFF]))
        code, output, _ = ours("verify", data)
        assert code == 1 and "000001" in output and "losing it costs 420 samples of 7 series" in output, output


def test_verify_reads_what_a_killed_server_left():
    with workplace() as place:
        data = written_by_prometheus(place, "wal-killed")
        output = good(ours("verify", data))
        assert "wal/00000000" in output, output
        segments = sorted(os.listdir(os.path.join(data, "wal")))
        path = os.path.join(data, "wal", segments[0])
        with open(path, "r+b") as f:
            f.seek(50)
            f.write(b"\xff\xff\xff")
        code, output, _ = ours("verify", data)
        assert code == 1 and "DAMAGED" in output and "losing it costs" in output, output


def test_dump_file_shows_every_kind_of_file():
    with workplace() as place:
        killed, blocks = written_by_prometheus(place, "wal-killed"), written_by_prometheus(place, "om-blocks")
        block = os.path.join(blocks, sorted(n for n in os.listdir(blocks) if len(n) == 26)[0])
        for path, part in [(os.path.join(killed, "wal", "00000000"), "series"),
                           (os.path.join(block, "index"), "index version 2"),
                           (os.path.join(block, "chunks", "000001"), "XOR"),
                           (os.path.join(block, "meta.json"), "ulid"), (block, "== "),
                           (os.path.join(killed, "chunks_head", "000001"), "")]:
            if os.path.exists(path):
                assert part in good(ours("dump-file", path)), path
        good(ours("dump-file", os.path.join(block, "tombstones")))
        code, _, complaints = ours("dump-file", place.write("other", "hello"))
        assert code == 1 and "other" in complaints, complaints


def test_blocks_made_of_rules_hold_what_the_server_computes():
    with workplace() as place:
        data = written_by_prometheus(place, "om-blocks")
        server = place.start_hearth("global: {scrape_interval: 1h}\n", data="om-blocks",
                                    extra=["--storage.tsdb.retention.time=100y"])
        rules = place.write("rules.yml", """
groups:
  - name: rooms
    interval: 5m
    rules:
      - {record: "room:om_temp:max", expr: "max by (room) (om_temp)", labels: {made: "up"}}
      - {alert: Ignored, expr: "vector(1)"}
""")
        out = place.path("out")
        good(ours("create-blocks-from", "rules", f"--url=http://{server.address}", "--start=1700000000",
                  "--end=1700010000", f"--output-dir={out}", rules))
        lines = dumped_by_promtool(out)
        assert len(lines) > 30 and all('made="up"' in line and "room:om_temp:max" in line for line in lines), lines[:3]
        name, value, time = lines[0].rsplit(" ", 2)
        room = re.search(r'room="([a-z]*)"', name)
        if room:
            assert server.value(f'max(om_temp{{room="{room.group(1)}"}})', int(time) / 1000) == float(value)
        assert os.path.isdir(data)


def test_histograms_that_rules_yield_are_left_out_with_a_word():
    with workplace() as place:
        written_by_prometheus(place, "wal-killed")
        server = place.start_hearth("global: {scrape_interval: 1h}\n", data="wal-killed",
                                    extra=["--storage.tsdb.retention.time=100y"])
        series = server.api("query", query='last_over_time({__name__=~".+"}[1d])', time=1700001600)["result"]
        name = next(one["metric"]["__name__"] for one in series if "histogram" in one)
        rules = place.write("rules.yml", "groups: [{name: g, interval: 1m, rules: ["
                            f"{{record: copy, expr: 'last_over_time({name}[1d])'}}, {{record: one, expr: 'vector(1)'}}]}}]\n")
        out = place.path("out")
        code, _, complaints = ours("create-blocks-from", "rules", f"--url=http://{server.address}", "--start=1699999800",
                                   "--end=1700001600", f"--output-dir={out}", rules)
        assert code == 0 and "left out" in complaints and "rule=copy" in complaints, (code, complaints)
        assert all('"one"' in line for line in good(ours("dump", out)).splitlines())


def test_mistyped_commands_are_said_so():
    for arguments in (["lst"], ["list", "--nope"], ["dump", "--min-time=soon"], ["create-blocks-from", "rules", "x.yml"]):
        code, _, complaints = ours(*arguments)
        assert code == 2 and complaints.count("\n") == 1, (arguments, code, complaints)
    for arguments in (["--help"], ["dump", "--help"], ["create-blocks-from", "openmetrics", "--help"]):
        assert "Usage" in good(ours(*arguments)), arguments
    code, _, complaints = ours("list", "/nowhere/at/all")
    assert code == 1 and "/nowhere/at/all" in complaints


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
