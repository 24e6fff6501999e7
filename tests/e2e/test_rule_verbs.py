#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`hearth check rules`, `test rules`, `check alertmanager-config` and `route` beside the real promtool and amtool: exit
codes and printed text on the shared conformance files, and what is said of bad input.

| data | tests |
| --- | --- |
| rules, rules-eval, rule-corpus, promtool (rules) | `check rules` with all kinds of lint |
| promtool (unit tests), rule-unit-tests | `test rules`; as their README says, and as promtool |
| alertmanager-config, alertmanager-examples, amtool | `check alertmanager-config`, `route show`, `route test` |

Where HEARTH_PROMTOOL3 names the promtool of a current 3.x its words count too; those of 2.42 are older.
"""

import glob
import os
import re
import subprocess
import sys
from collections import Counter

import harness
from harness import Skip, hearth, peer, workplace
from test_tool import CONFORMANCE

ENVIRONMENT = {"HOME": "/nonexistent", "TZ": "UTC", "PATH": os.environ["PATH"]}
LINTS = ([], ["--lint=all", "--lint-fatal"], ["--lint=none"], ["--lint=duplicate-rules"], ["--lint=all"])
# What 2.42 gets wrong by the rules of 3.x (see the README of the data).
NEWER_RULES = {"utf-8_annotation.good.yaml", "utf-8_lname.good.yaml"}
NEWER_TESTS = {"unittest.yml", "no-test-group-interval.yml", "absent_alert-test.yaml", "tests.yaml"}


def shared(*parts):
    path = os.path.join(CONFORMANCE, *parts)
    if not os.path.exists(path):
        raise Skip(f"{path} is not on this machine")
    return path


def run(program, *arguments, directory=None):
    """(exit code, output, complaints)"""
    done = subprocess.run([program, *arguments], capture_output=True, timeout=120, env=ENVIRONMENT, cwd=directory,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def ours(*arguments, directory=None):
    return run(hearth(), *arguments, directory=directory)


def promtools():
    """[(whether it is of a current 3.x, path)]"""
    found = [(False, peer("promtool"))]
    if os.access(os.environ.get("HEARTH_PROMTOOL3", ""), os.X_OK):
        found.append((True, os.environ["HEARTH_PROMTOOL3"]))
    return found


def files_below(*folders):
    found = []
    for folder in folders:
        for root, _, names in os.walk(shared(folder)):
            found += [os.path.join(root, name) for name in names]
    return sorted(found)


def lines(text):
    return [line for line in text.splitlines() if line and not line.startswith("Unit Testing:")]


def assert_same(mine, theirs, what):
    assert (mine[0], lines(mine[1]), lines(mine[2])) == (theirs[0], lines(theirs[1]), lines(theirs[2])), \
        f"{what}\nhearth: {mine}\nreal: {theirs}"


def with_known_places(mine, theirs):
    """Both, without places where promtool knows none."""
    if " 0:0: " in theirs[2] or " template: " in theirs[2]:
        return [(*one[:2], re.sub(r"(ya?ml: )(\d+:\d+: )+", r"\1", one[2])) for one in (mine, theirs)]
    return mine, theirs


def test_rules_are_checked_as_promtool_checks_them():
    """Every rule file of the conformance folders, with all kinds of lint."""
    paths = files_below("rules", "rules-eval", "rule-corpus") + sorted(glob.glob(shared("promtool") + "/*rules*.yml"))
    paths = [path for path in paths if not path.endswith("rules_run.yml") and "test.yml" not in path]
    calls = 0
    for path in paths:
        for lint in LINTS[:2] if "rule-corpus" in path else LINTS:
            mine = ours("check", "rules", *lint, path)
            for is_current, promtool in promtools():
                calls += 1
                theirs = run(promtool, "check", "rules", *lint, path)
                if is_current and "yaml: unmarshal errors" not in theirs[2]:  # the words are go-yaml's, places are ours
                    assert_same(*with_known_places(mine, theirs), (lint, path))
                elif os.path.basename(path) not in NEWER_RULES:
                    assert mine[0] == theirs[0], (lint, path, mine, theirs)
    print(f"{len(paths)} rule files, {calls} checks compared")


def test_verdicts_on_rules_are_as_the_readme_says():
    """Exit codes of the files that it names."""
    wanted = {"rules.yml": 0, "rules-bad.yml": 1, "rules_duplicates.yml": 0, "prometheus-rules.lint.yml": 0,
              "features.yml": 1, "rules_large.yml": 0}
    for name, code in wanted.items():
        assert ours("check", "rules", shared("promtool", name))[0] == code, name
    for name in ("rules_duplicates.yml", "prometheus-rules.lint.yml"):
        code, _, complaints = ours("check", "rules", "--lint-fatal", shared("promtool", name))
        assert code == 3 and "duplicate rule(s) found" in complaints, (name, code, complaints)
    features = "promql-experimental-functions,promql-extended-range-selectors,promql-binop-fill-modifiers"
    assert ours(f"--enable-feature={features}", "check", "rules", shared("promtool", "features.yml"))[0] == 0 or \
        ours("check", "rules", f"--enable-feature={features}", shared("promtool", "features.yml"))[0] == 0


def test_unit_tests_of_rules_run_as_promtool_runs_them():
    """Every unit test file of the conformance folders, and single tests of one by name."""
    tests = [("promtool", [name]) for name in
             ("unittest.yml", "long-period.yml", "no-test-group-interval.yml", "negative-offset-test.yml",
              "bad-promql.yml", "bad-rules-syntax-test.yml", "failing.yml", "rules_run.yml")]
    tests += [("promtool", [f"--run={name}", "rules_run.yml"]) for name in ("correct", "wrong", "neither", "c.*t")]
    tests += [("rule-unit-tests/tests", [name]) for name in sorted(os.listdir(shared("rule-unit-tests/tests")))]
    for folder, arguments in tests:
        directory = shared(folder)
        mine = ours("test", "rules", *arguments, directory=directory)
        good = folder != "promtool" or arguments[-1] in ("unittest.yml", "long-period.yml", "negative-offset-test.yml",
                                                         "no-test-group-interval.yml") or \
            arguments[0] in ("--run=correct", "--run=neither", "--run=c.*t")
        assert mine[0] == (0 if good else 1), (arguments, mine)
        for is_current, promtool in promtools():
            if not is_current and (arguments[-1] in NEWER_TESTS or arguments[0].startswith("--run")):
                continue
            theirs = run(promtool, "test", "rules", *arguments, directory=directory)
            if is_current and arguments[0] != "bad-promql.yml":  # which of two equal series it names is up to chance
                assert_same(mine, theirs, arguments)
            assert mine[0] == theirs[0], (arguments, mine, theirs)
    print(f"{len(tests)} runs of unit tests")


def test_all_data_of_a_unit_test_are_shown():
    """--debug prints what promtool prints; --diff shows whole alerts."""
    directory = shared("promtool")
    for is_current, promtool in promtools():
        if is_current:
            mine, theirs = (run(program, "test", "rules", "--debug", "unittest.yml", directory=directory)
                            for program in (hearth(), promtool))
            # On streams of their own; promtool shows no more than 10,000 samples of a test.
            shown = [Counter(re.sub(r"took [\d.]+\w+", "", line) for line in lines(answer[1] + answer[2])
                             if "too many samples" not in line) for answer in (mine, theirs)]
            assert not shown[1] - shown[0] and sum(shown[1].values()) > 100, shown[1] - shown[0]
    code, _, complaints = ours("test", "rules", "--diff", "failing.yml", directory=directory)
    assert code == 1 and '- Labels:{alertname="Test"}' in complaints, complaints
    assert '+ Labels:{alertname="InstanceDown", job="test", severity="page"}' in complaints, complaints


def misused(*lines):
    """Each of these command lines is refused in one line, with exit code 2."""
    for words in lines:
        code, _, complaints = ours(*words)
        assert code == 2 and complaints.count("\n") == 1, (words, code, complaints)


def test_bad_rule_input_is_told_with_its_place():
    """Missing files, broken YAML, unknown fields: exit code 1, with file, line and column."""
    with workplace() as place:
        cases = {"broken.yml": ("groups:\n- name: g\n  rules: [\n", r"broken\.yml:4:1: "),
                 "unknown.yml": ("groups:\n- name: g\n  rules:\n  - record: a\n    expr: b\n    forr: 1m\n",
                                 r'unknown\.yml:6:5: unknown field "forr"'),
                 "expression.yml": ("groups:\n- name: g\n  rules:\n  - record: a\n    expr: sum(\n",
                                    r"expression\.yml: 5:11: group \"g\", rule 1, \"a\": could not parse expression"),
                 "binary.yml": ("\x01\x02", r"binary\.yml:1:1"),
                 "duration.yml": ("groups:\n- name: g\n  interval: 5\n", r"duration\.yml:3:13")}
        for name, (text, wanted) in cases.items():
            code, _, complaints = ours("check", "rules", place.write(name, text))
            assert code == 1 and re.search(wanted, complaints), (name, code, complaints)
        good = place.write("good.yml", "groups: [{name: g}]\n")
        code, output, complaints = ours("check", "rules", place.path("none.yml"), good)
        assert code == 1 and "none.yml" in complaints and "SUCCESS: 0 rules found" in output, (code, output, complaints)
        assert ours("check", "rules", place.directory)[0] == 1
        code, _, complaints = ours("test", "rules", place.path("none.yml"))
        assert code == 1 and "none.yml" in complaints, complaints
        test = place.write("test.yml", "rule_files: [good.yml]\ntests:\n- interval: 1m\n  inputs: []\n")
        code, _, complaints = ours("test", "rules", test)
        assert code == 1 and re.search(r'test\.yml:4:3: unknown field "inputs"', complaints), complaints
    misused(["test", "rules"], ["check", "rules", "--lnt"], ["test", "ruls", "x"], ["check", "x"])


def test_alertmanager_configurations_are_checked_as_amtool_checks_them():
    """Exit code by the verdicts; the words of amtool for all that 0.25 knows."""
    amtool = peer("amtool")
    verdicts = {}
    with open(shared("alertmanager-config", "verdicts.tsv")) as f:
        for line in f.read().splitlines()[1:]:
            name, verdict = line.split("\t")[:2]
            verdicts[shared("alertmanager-config", name)] = verdict == "accept"
    assert len(verdicts) == 32, len(verdicts)
    verdicts |= {shared("alertmanager-examples", name): True for name in ("alertmanager.yml", "simple.yml")}
    verdicts |= {shared("amtool/testdata", name): "bad" not in name for name in
                 ("conf.good.yml", "conf.bad.yml", "conf.routing.yml")}
    same = 0
    for path, accepted in verdicts.items():
        mine = ours("check", "alertmanager-config", path)
        assert mine[0] == (0 if accepted else 1), (path, mine)
        if not accepted:
            assert re.search(re.escape(path) + r":\d+:\d+: ", mine[1]), (path, mine)
        theirs = run(amtool, "--no-version-check", "check-config", path)
        if mine[0] == theirs[0]:
            same += 1
            told = "".join(line for line in mine[1].splitlines(True) if "WARNING" not in line)
            if accepted:
                assert told == theirs[1], (path, told, theirs)
            else:
                assert lines(mine[2])[0].removeprefix("hearth: ") == \
                    lines(theirs[2])[0].removeprefix("amtool: error: "), (path, mine, theirs)
    print(f"{len(verdicts)} configurations, {same} judged by amtool 0.25 alike")
    assert same >= 25, same
    every = ours("check", "alertmanager-config", *verdicts)
    bad = len([accepted for accepted in verdicts.values() if not accepted])
    assert every[0] == 1 and f"failed to validate {bad} file(s)" in every[2], every[2]


def test_routes_are_shown_and_tested_as_amtool_does():
    """For every good configuration, and label sets of all shapes."""
    amtool = peer("amtool")
    for path in glob.glob(shared("alertmanager-config") + "/*.yml") + glob.glob(shared("amtool/testdata") + "/*.yml"):
        theirs = run(amtool, "--no-version-check", "config", "routes", "show", f"--config.file={path}")
        if theirs[0] == 0:
            mine = ours("route", f"--config.file={path}", "show")
            assert mine[:2] == theirs[:2], (path, mine, theirs)
    path = shared("amtool/testdata/conf.routing.yml")
    for words in (["test=1"], ["test=2"], ["test=3"], ["test=12"], [], ["--tree", "test=2"], ["--tree", "x=y"],
                  ["--verify.receivers=test1", "test=1"], ["--verify.receivers=test1,test2", "test=2"],
                  ["--verify.receivers=other", "test=1"], ["a=b", 'c="d e"'], ["test=1", "test=2"], ["a=b,c=d"]):
        theirs = run(amtool, "--no-version-check", "config", "routes", "test", f"--config.file={path}", *words)
        mine = ours("route", f"--config.file={path}", "test", *words)
        assert mine[:2] == theirs[:2], (words, mine, theirs)
    for words in (["test!=1"], ["a"], ["=b"]):
        theirs = run(amtool, "--no-version-check", "config", "routes", "test", f"--config.file={path}", *words)
        mine = ours("route", f"--config.file={path}", "test", *words)
        assert mine[0] == theirs[0] == 1 and mine[2].count("\n") == 1, (words, mine, theirs)


def test_bad_alertmanager_input_is_told_with_its_place():
    """Missing files, broken YAML, unknown fields, unknown receivers: file, line, column and field."""
    with workplace() as place:
        cases = {"broken.yml": ("route: {receiver: a\n", r"broken\.yml:2:1: "),
                 "field.yml": ("route: {receiver: a}\nreceivers: [{name: a}]\nreceiver: b\n",
                               r'field\.yml:3:1: unknown field "receiver"'),
                 "receiver.yml": ("route:\n  receiver: a\n  routes:\n  - receiver: b\nreceivers: [{name: a}]\n",
                                  r'receiver\.yml:\d+:\d+: .*"b"'),
                 "no-route.yml": ("receivers: [{name: a}]\n", r"no-route\.yml.*route"),
                 "template.yml": ("route: {receiver: a}\nreceivers: [{name: a}]\ntemplates: ['broken.tmpl']\n",
                                  r"broken\.tmpl"),
                 "interval.yml": ("route: {receiver: a, group_wait: 5x}\nreceivers: [{name: a}]\n",
                                  r"interval\.yml:1:34: ")}
        place.write("broken.tmpl", "{{ define")
        for name, (text, wanted) in cases.items():
            path = place.write(name, text)
            code, output, complaints = ours("check", "alertmanager-config", path)
            assert code == 1 and re.search(wanted, output), (name, code, output)
            assert complaints == "hearth: failed to validate 1 file(s)\n", complaints
            if name != "template.yml":
                code, _, complaints = ours("route", f"--config.file={path}", "show")
                assert code == 1 and re.search(wanted, complaints), (name, code, complaints)
        for words in (["check", "alertmanager-config", place.path("none.yml")],
                      ["route", f"--config.file={place.path('none.yml')}", "test"]):
            code, output, complaints = ours(*words)
            assert code == 1 and "none.yml" in output + complaints, (words, code, output, complaints)
    misused(["check", "alertmanager-config"], ["route", "show"], ["route", "--config.file=x", "shw"],
            ["silence", "add", "--nope"], ["alert", "--nope"])


def test_an_alertmanager_out_of_reach_is_said_so():
    """hearth silence and hearth alert: one line, exit code 1, no secrets of the address."""
    address = f"127.0.0.1:{harness.free_port()}"
    for words in (["silence"], ["silence", "query"], ["silence", "add", "-a", "me", "-c", "x", "a=b"],
                  ["silence", "expire", "x"], ["alert"], ["alert", "add", "x"]):
        code, output, complaints = ours(*words, f"--alertmanager.url=http://user:secret@{address}")
        assert code == 1 and not output and complaints.count("\n") == 1, (words, code, output, complaints)
        assert "secret" not in complaints and "refused" in complaints, complaints


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
