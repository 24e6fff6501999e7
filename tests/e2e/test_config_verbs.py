#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`hearth check config|metrics|service-discovery` and `tsdb dump` beside the real promtool, on the shared conformance
files; amtool's own settings; and that every file of both folders is read by some test.

Where HEARTH_PROMTOOL3 names the promtool of a current 3.x its words count too; those of 2.42 are older.
"""

import glob
import json
import os
import re
import shutil
import subprocess
import sys

import harness
import test_rule_verbs
from harness import hearth, peer, workplace
from test_rule_verbs import ENVIRONMENT, assert_same, misused, ours, promtools, run, shared

CONFIGS = ("authorization_credentials_file.bad.yml", "authorization_credentials_file.good.yml",
           "config_with_rule_files.yml", "config_with_service_discovery_files.yml", "config_with_tls_files.yml",
           "prometheus-aws-sd-empty-region.good.yml", "prometheus-config.bad.yml", "prometheus-config.good.yml",
           "prometheus-config.lint.yml", "url_in_scrape_targetgroup_with_relabel_config.bad.yml",
           "url_in_scrape_targetgroup_with_relabel_config.good.yml")
TARGET_FILES = ("good-sd-file.yml", "good-sd-file.yaml", "bad-sd-file-format.yml", "bad-sd-file-extension.nonexistent")
DUMPS = ("dump-test-1.prom", "dump-test-2.prom", "dump-series-1.prom", "dump-series-2.prom",
         "dump-openmetrics-test.prom", "dump-openmetrics-roundtrip-test.prom")
FLAGS = ([], ["--lint=all", "--lint-fatal"], ["--lint=none"], ["--lint=duplicate-rules,too-long-scrape-interval"],
         ["--syntax-only"], ["--agent"], ["--ignore-unknown-fields"])
# Go's YAML reader says these in words of its own.
YAML_COMPLAINT = re.compile(r"parsing YAML file ([^:]*): .*", re.DOTALL)
PLACE = re.compile(r"(  FAILED: )\S+:\d+:\d+: [\w.\[\]]+: ")


def with_input(program, path, *arguments):
    """(exit code, output, complaints) of a program that reads the file from its standard input."""
    with open(path, "rb") as f:
        done = subprocess.run([program, *arguments], capture_output=True, timeout=120, env=ENVIRONMENT, stdin=f)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def without_places(answer):
    """Ours say where; promtool names targets by number and writes system errors in lower case."""
    code, output, complaints = answer
    complaints = PLACE.sub(r"\1", complaints).replace("No such file", "no such file")
    return code, output, re.sub(r"instance \S+ in group", "instance 0 in group", complaints)


def assert_alike(mine, theirs, is_current, what):
    assert mine[0] == theirs[0], (what, mine, theirs)
    if YAML_COMPLAINT.search(theirs[2]):
        path = YAML_COMPLAINT.search(theirs[2])[1]
        assert mine[1].splitlines()[0] == theirs[1].splitlines()[0], (what, mine, theirs)
        assert re.fullmatch(rf"  FAILED: {re.escape(path)}:\d+:\d+: .+\n", mine[2]), (what, mine)
    elif is_current:
        assert_same(without_places(mine), without_places(theirs), what)


def test_configurations_are_checked_as_promtool_checks_them():
    """Every configuration of the folder with all flags, and other files taken for one: exit code and words."""
    folder, calls = shared("promtool"), 0
    for path in (*CONFIGS, *TARGET_FILES, "prometheus-config.rules.good.yml", "metrics-test.prom", "rules.yml"):
        for flags in FLAGS:
            mine = ours("check", "config", *flags, path, directory=folder)
            for is_current, promtool in promtools():
                if not is_current and ("too-long" in "".join(flags) or "--ignore-unknown-fields" in flags):
                    continue
                calls += 1
                theirs = run(promtool, "check", "config", *flags, path, directory=folder)
                assert_alike(mine, theirs, is_current, (flags, path))
    print(f"{calls} checks compared")


def test_verdicts_on_configurations_are_as_the_readme_says():
    folder = shared("promtool")
    bad = {"authorization_credentials_file.bad.yml": r':4:25: .*credentials_file.*"/random/file/which/does/not/exist\.yml"',
           "config_with_rule_files.yml": r':2:5: rule_files\[0\]: "non-existent-file\.yml"',
           "config_with_tls_files.yml": r':4:18: .*cert_file: .*"nonexistent_cert_file\.yml"',
           "prometheus-aws-sd-empty-region.good.yml": r':8:5: .*mechanism "ec2"',  # not in this build, and named
           "prometheus-config.bad.yml": r':1:1: unknown field "not-prometheus"',
           "url_in_scrape_targetgroup_with_relabel_config.bad.yml": r':\d+:\d+: .*"http://bad" is not a valid hostname'}
    for name in CONFIGS:
        code, output, complaints = ours("check", "config", name, directory=folder)
        assert code == (1 if name in bad else 0), (name, code, complaints)
        if name in bad:
            assert re.match(rf"  FAILED: {re.escape(name)}{bad[name]}", complaints), (name, complaints)
        else:
            assert f" SUCCESS: {name} is valid prometheus config file syntax\n" in output, (name, output)
    assert ours("check", "config", "--lint-fatal", "prometheus-config.lint.yml", directory=folder)[0] == 3
    _, output, _ = ours("check", "config", "config_with_service_discovery_files.yml", directory=folder)
    assert output.count("WARNING: file \"nonexistent_file.yml\" for file_sd in") == 2, output
    several = ours("check", "config", *CONFIGS, directory=folder)
    assert several[0] == 1 and several[1].count("Checking ") == len(CONFIGS) + 1, several


def test_target_files_are_told_apart_by_their_ending():
    """As files of a job and of Alertmanagers, beside the real promtool."""
    job = "scrape_configs: [{job_name: a, file_sd_configs: [{files: ['%s']}]}]\n"
    alerting = "alerting: {alertmanagers: [{file_sd_configs: [{files: ['%s']}]}]}\n"
    with workplace() as place:
        for name in TARGET_FILES:
            shutil.copy(shared("promtool", name), place.directory)
        for form in (job, alerting):
            for name in (*TARGET_FILES, "good-*.yml", "*.yml", "none.json"):
                place.write("config.yaml", form % name)
                mine = ours("check", "config", "config.yaml", directory=place.directory)
                is_good = name.startswith(("good", "none"))
                assert mine[0] == (0 if is_good else 1), (name, mine)
                for is_current, promtool in promtools():
                    theirs = run(promtool, "check", "config", "config.yaml", directory=place.directory)
                    assert mine[0] == theirs[0], (name, mine, theirs)
                    if is_good:
                        assert mine[1:] == theirs[1:], (name, mine, theirs)
                if not is_good:
                    assert re.match(r"  FAILED: config\.yaml:1:\d+: .*(targats|nonexistent)", mine[2]), (name, mine)
        place.write("config.yaml", job % "good-sd-file.yaml")
        _, output, _ = ours("check", "service-discovery", "config.yaml", "a", directory=place.directory)
        shown = json.loads(output)
        assert shown[0]["labels"]["instance"] == "localhost:9100", shown
        for is_current, promtool in promtools():
            if is_current:
                theirs = run(promtool, "check", "service-discovery", "--timeout=1s", "config.yaml", "a",
                             directory=place.directory)
                assert shown == json.loads(theirs[1]), (shown, theirs)
        code, _, complaints = ours("check", "service-discovery", "config.yaml", "b", directory=place.directory)
        assert code == 1 and complaints == "Job b not found. Select one of:\n\ta\n", complaints


def test_metrics_are_checked_as_promtool_checks_them():
    """The conformance file, and every exposition of the other folders: lint, cardinality, exit codes."""
    paths = [shared("promtool/metrics-test.prom"), *sorted(glob.glob(shared("expfmt/corpus") + "/*")),
             shared("expfmt/text"), *sorted(glob.glob(shared("textparse") + "/*.txt"))]
    seen = set()
    for path in paths:
        for flags in ([], ["--extended"], ["--extended", "--lint=none"]):
            mine = with_input(hearth(), path, "check", "metrics", *flags)
            seen.add(mine[0])
            for is_current, promtool in promtools():
                if not is_current and "--lint=none" in flags:
                    continue
                theirs = with_input(promtool, path, "check", "metrics", *flags)
                if not is_current:  # knows other conventions
                    assert (mine[0] == 1) == (theirs[0] == 1), (path, flags, mine, theirs)
                    continue
                complaints = theirs[2].replace("text format parsing error in ", "")
                # Equal numbers of series stand in any order there.
                assert (mine[0], sorted(mine[1].splitlines()), mine[2]) == \
                    (theirs[0], sorted(theirs[1].splitlines()), complaints), (path, flags, mine, theirs)
    assert seen == {0, 1, 3}, seen
    code, output, complaints = with_input(hearth(), paths[0], "check", "metrics", "--extended")
    assert (code, complaints) == (0, "") and re.search(r"go_gc_duration_seconds +7 +25\.93%", output), output
    assert re.search(r"Total +27 +100%", output), output
    code, _, complaints = with_input(hearth(), paths[0], "check", "metrics", "--lint=none")
    assert code == 1 and "at least one of --extended or linting" in complaints, complaints
    print(f"{len(paths)} expositions")


def backfilled(place, name, text):
    """A database made of an OpenMetrics text."""
    code, _, complaints = ours("tsdb", "create-blocks-from", "openmetrics", place.write(f"{name}.om", text),
                               place.path(name))
    assert code == 0, complaints
    os.makedirs(place.path(name, "wal"), exist_ok=True)  # promtool of 2.42 wants one
    return place.path(name)


def series(name, values):
    return "".join(f"{name} {value} {i * 60}\n" for i, value in enumerate(values))


def lines_of(name):
    with open(shared("promtool", name)) as f:
        return f.read().splitlines()


def dumped(program, verb, data, *flags):
    code, output, complaints = run(program, "tsdb", verb, *flags, data)
    assert code == 0, (program, verb, flags, complaints)
    return output.splitlines()


def test_dumps_are_as_promtools_own_tests_want_them():
    """The stores that they make, dumped in every form with their selectors."""
    text = (series('metric{baz="abc",foo="bar"}', [1, 2, 3, 4, 5]) + series('heavy_metric{foo="bar"}', [5, 4, 3, 2, 1]) +
            series('heavy_metric{foo="foo"}', [5, 4, 3, 2, 1]) + "# EOF\n")
    wanted = (([], 1), (["--match={__name__=~'(?s:.*)'}"], 1), (["--match={foo=~'.+'}", "--match={foo=~'.+'}"], 1),
              (["--match={__name__=~'(?s:.*)'}", "--match={baz='abc'}"], 1),
              (["--match={__name__='heavy_metric'}", "--match={baz='abc'}"], 1),
              (["--match={__name__='heavy_metric',foo='foo'}", "--match={__name__='metric'}"], 2))
    with workplace() as place:
        data = backfilled(place, "data", text)
        for flags, number in wanted:
            assert dumped(hearth(), "dump", data, *flags) == lines_of(f"dump-test-{number}.prom"), flags
            assert dumped(hearth(), "dump", data, "--format=seriesjson", *flags) == \
                lines_of(f"dump-series-{number}.prom"), flags
        for is_current, promtool in promtools():
            assert sorted(dumped(promtool, "dump", data)) == sorted(lines_of("dump-test-1.prom")), promtool
        reduced = ["--min-time=60000", "--max-time=120000", "--match={__name__='metric'}"]
        assert dumped(hearth(), "dump", data, *reduced) == lines_of("dump-test-1.prom")[11:13]

        data = backfilled(place, "om", series('my_counter{baz="abc",foo="bar"}', [1, 2, 3, 4, 5]) +
                          series('my_gauge{abc="baz",bar="foo"}', [9, 8, 0, 4, 7]) + "# EOF\n")
        assert dumped(hearth(), "dump-openmetrics", data) == lines_of("dump-openmetrics-test.prom")
        there_and_back = lines_of("dump-openmetrics-roundtrip-test.prom")
        data = backfilled(place, "again", "\n".join(there_and_back) + "\n")
        assert dumped(hearth(), "dump-openmetrics", data) == there_and_back


def test_bad_input_series_fail_with_their_place():
    folder = shared("promtool")
    mine = ours("test", "rules", "bad-input-series.yml", directory=folder)
    assert mine[0] == 1, mine
    assert re.search(r"bad-input-series\.yml:3:17: tests\[0\]\.input_series\[0\]\.series: 1:48: parse error: "
                     r"unexpected character inside braces: '0'", mine[2]), mine
    for _, promtool in promtools():
        theirs = run(promtool, "test", "rules", "bad-input-series.yml", directory=folder)
        assert theirs[0] == 1 and "48: parse error: unexpected character inside braces: '0'" in theirs[2], theirs


def test_settings_of_amtool_are_read():
    """~/.config/amtool/config.yml gives flags their defaults, as it does for the real amtool."""
    amtool, folder = peer("amtool"), shared("amtool/config/testdata")
    with workplace() as place:
        home = {**ENVIRONMENT, "HOME": place.directory}
        # Debian's amtool has them in the second place.
        settings = [place.path(".config", *parts) for parts in (("amtool", "config.yml"), ("prometheus", "amtool.yml"))]
        for path in settings:
            os.makedirs(os.path.dirname(path))

        def asked(program, *words):
            done = subprocess.run([program, *words], capture_output=True, timeout=60, env=home, text=True,
                                  stdin=subprocess.DEVNULL)
            return done.returncode, done.stdout, done.stderr

        def settle(text):
            for path in settings:
                place.write(path, text)

        for name in ("amtool.good1.yml", "amtool.good2.yml", "amtool.bad.yml"):
            with open(os.path.join(folder, name)) as f:
                settle(f.read())
            routing = f"--config.file={shared('amtool/testdata/conf.routing.yml')}"
            theirs = asked(amtool, "--no-version-check", "config", "routes", "show", routing)
            mine = asked(hearth(), "route", routing, "show")
            assert mine[0] == theirs[0] == (1 if "bad" in name else 0) and mine[1] == theirs[1], (name, mine, theirs)
            if "bad" in name:
                assert re.match(r"hearth: .*config\.yml:1:1: expected a map", mine[2]), mine
                assert asked(hearth(), "silence")[0] == 1
        address = f"127.0.0.1:{harness.free_port()}"
        http = os.path.join(folder, "http_config.good.yml")
        settle(f"alertmanager.url: http://{address}\ncomment_required: false\noutput: json\n")
        for words in (["silence", "query"], ["alert", "query"], ["silence", "add", "-a", "me", "a=b"]):
            for program, more in ((hearth(), []), (amtool, ["--no-version-check"])):
                code, _, complaints = asked(program, *more, *words)
                assert code == 1 and address in complaints and "refused" in complaints, (program, words, complaints)
                code, _, complaints = asked(program, *more, *words, "--alertmanager.url=http://127.0.0.1:1")
                assert code == 1 and "127.0.0.1:1" in complaints and address not in complaints, (words, complaints)
        settle(f"alertmanager.url: http://{address}\nhttp.config.file: {http}\n")  # through a proxy that is not there
        for program in (hearth(), amtool):
            code, _, complaints = asked(program, "silence", "query")
            assert code == 1 and "theanswer" not in complaints and "refused" not in complaints, (program, complaints)
        settle("output: loud\n")
        assert asked(hearth(), "silence")[0] == 1 and asked(amtool, "silence", "query")[0] == 1


def test_mistyped_checks_are_refused():
    misused(["check", "config"], ["check", "config", "--lnt", "x"], ["check", "metrics", "x"],
            ["check", "service-discovery", "x"], ["check", "config", "--query.lookback-delta=soon", "x"])
    for words in (["check", "config", "--help"], ["check", "metrics", "--help"], ["check", "service-discovery", "--help"]):
        code, output, _ = ours(*words)
        assert code == 0 and "--" in output, (words, output)


def test_every_file_of_the_folders_is_read():
    """By this file or the one beside it, which name it or take it by a pattern."""
    named = ""
    for module in (__file__, test_rule_verbs.__file__):
        with open(module) as f:
            named += f.read()
    read = {f"promtool/{name}" for name in (*CONFIGS, *TARGET_FILES, *DUMPS)}
    read |= {f"promtool/{os.path.basename(path)}" for path in glob.glob(shared("promtool") + "/*rules*.yml")}
    for name in ("negative-offset-test.yml", "unittest.yml"):  # unit tests name their rules
        read |= {f"promtool/{rules}" for rules in re.findall(r"^ *- (\S+\.yml)$", "\n".join(lines_of(name)), re.M)}
    left = []
    for folder in ("promtool", "amtool"):
        for root, _, names in os.walk(shared(folder)):
            for name in names:
                path = os.path.relpath(os.path.join(root, name), shared("."))
                if path not in read and not re.search(rf"[\"/]{re.escape(name)}\"", named):
                    left.append(path)
    assert not left, left


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
