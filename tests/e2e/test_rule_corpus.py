#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule of the shared rule corpus, loaded and evaluated by Hearth and by the real Prometheus.

1525 expressions of 103 files are asked of both, over an empty database and over one that has series for the metrics
that they name; then both evaluate the files as rules, and the alerts with their expanded labels and annotations are
compared. The peers are the installed Prometheus and, where HEARTH_PROMETHEUS3 names it, a current 3.x.
"""

import json
import math
import os
import re
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import harness
import remote_write
from harness import Skip, wait_until, workplace
from test_tool import CONFORMANCE

FILES, EXPRESSIONS = 103, 1525
INTERVAL_SECONDS = 30
STEP_MS, PAST_MS, FUTURE_MS = 30_000, 40 * 60_000, 6 * 60_000
FLAGS = ["--web.enable-remote-write-receiver", "--web.enable-lifecycle"]
ASKERS = 4


def corpus():
    """{path: text}"""
    root = os.path.join(CONFORMANCE, "rule-corpus")
    if not os.path.isdir(root):
        raise Skip(f"{root} is not on this machine")
    texts = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            with open(path) as f:
                texts[os.path.relpath(path, root)] = f.read()
    assert len(texts) == FILES, len(texts)
    return texts


def prometheuses():
    """{name: program}"""
    found = {}
    try:
        found["installed"] = harness.peer("prometheus")
    except Skip as reason:
        print(f"without the installed Prometheus: {reason}")
    current = os.environ.get("HEARTH_PROMETHEUS3", "")
    if os.access(current, os.X_OK):
        found["3.x"] = current
    if not found:
        raise Skip("no Prometheus")
    return found


class World:
    """Hearth and its peers with the rules of the corpus, all evaluated at the same moments."""

    def __init__(self, place):
        self.place, self.texts = place, corpus()
        config = self.write("1d")  # nothing is evaluated yet
        # A moment at which neither samples nor the steps of subqueries lie on a border: 2.x counts the beginning of a
        # range in.
        self.moment = (int(time.time()) // 60 - 1) * 60 + 33
        self.own = place.start_hearth(config, extra=FLAGS)
        self.peers = {name: place.start_server([program], config, f"data-{name}", FLAGS, f"prometheus-{name}")
                      for name, program in prometheuses().items()}

    def write(self, interval):
        """The rule files, all at one pace; returns the configuration."""
        def paced(line):
            return re.sub(r":.*", f": {interval}", line[0])
        for path, text in self.texts.items():
            self.place.write(path.replace("/", "-") + ".rules", re.sub(r'(?m)^[ -]*"?interval"?:.*$', paced, text))
        return f"global: {{evaluation_interval: {interval}}}\nrule_files: ['{self.place.path('*.rules')}']\n"

    def evaluate(self):
        """From now on the rules are evaluated."""
        config = self.write(f"{INTERVAL_SECONDS}s")
        for name in ("hearth", *(f"prometheus-{peer}" for peer in self.peers)):
            self.place.write(f"{name}.yml", config)
        for server in self.servers:
            status, body = server.get("/-/reload", method="POST")
            assert status == 200, body

    @property
    def servers(self):
        return [self.own, *self.peers.values()]

    def expressions(self):
        rules = [rule["query"] for group in self.own.api("rules")["groups"] for rule in group["rules"]]
        assert len(rules) == EXPRESSIONS, len(rules)
        return sorted(set(rules))

    def answers(self, server, expressions):
        """{expression: (error or nothing, sorted result)}"""
        def ask(expression):
            _, body = server.get("/api/v1/query", {"query": expression, "time": self.moment})
            answer = json.loads(body)
            if answer["status"] != "success":
                return f"{answer['errorType']}: {answer['error']}", []
            result = answer["data"]["result"]
            if answer["data"]["resultType"] == "scalar":
                return "", [["", result[1]]]
            return "", sorted([json.dumps(one["metric"], sort_keys=True), one["value"][1]] for one in result)

        with ThreadPoolExecutor(ASKERS) as pool:
            return dict(zip(expressions, pool.map(ask, expressions)))

    def fill(self, series):
        """Series go the ways of `series` from before the moment until some minutes from now."""
        now = int(time.time()) * 1000
        first = (now - PAST_MS) // 60_000 * 60_000 + 7_000
        times = range(first, now + FUTURE_MS, STEP_MS)
        batch = []
        def flush():
            body = remote_write.encode(batch)
            for server in self.servers:
                remote_write.send(server, body)
            batch.clear()
        for labels, way in series:
            batch.append((labels, [(at, way((at - first) // STEP_MS)) for at in times]))
            if len(batch) == 500:
                flush()
        flush()


def nodes(tree):
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from nodes(value)


def literal(pattern):
    """Some text that a regular expression matches; 'x' where none is found easily."""
    for candidate in (pattern, *pattern.strip("()^$").split("|")):
        text = re.sub(r"\.[*+]", "x", candidate.strip("()^$")).replace("\\", "")
        if text and re.fullmatch(pattern, text):
            return text
    return "x"


def labels_of(selector, names):
    labels = {"__name__": selector["name"]} if selector["name"] else {}
    for matcher in selector["matchers"]:
        kind, name, value = matcher["type"], matcher["name"], matcher["value"]
        if kind == "=" and value:
            labels[name] = value
        elif kind == "=~":
            labels[name] = literal(value)
        elif kind == "!=" and not value:
            labels[name] = "x"
    return {name: "x" for name in names if name not in ("le", "instance", "__name__")} | labels


WAYS = {"flat:1": lambda _: 0.0, "steady:1": lambda tick: 150.0 * tick, "one:1": lambda _: 1.0,
        "saw:1": lambda tick: float(tick % 4)}


def series_of(own, expressions):
    """[(labels, value by tick)] so that selectors of the expressions find something."""
    found = {}
    for expression in expressions:
        tree = own.api("parse_query", query=expression)
        names = set()
        for node in nodes(tree):
            names |= set(node.get("grouping") or []) | set((node.get("matching") or {}).get("labels") or [])
        for node in nodes(tree):
            if node.get("type") in ("vectorSelector", "matrixSelector"):
                labels = labels_of(node, names)
                if "__name__" not in labels:
                    continue
                bounds = [labels["le"]] if "le" in labels else ["0.1", "1", "+Inf"]
                for bound in bounds if labels["__name__"].endswith("_bucket") else [None]:
                    own_labels = labels | ({"le": bound} if bound else {})
                    for instance, way in WAYS.items():
                        full = {"instance": instance} | own_labels
                        found.setdefault(json.dumps(full, sort_keys=True), (full, way))
    return list(found.values())


def is_same(mine, theirs):
    """Whether two results are the same but for the last digits."""
    return len(mine) == len(theirs) and all(
        a[0] == b[0] and (a[1] == b[1] or math.isclose(float(a[1]), float(b[1]), rel_tol=1e-9, abs_tol=1e-9)) for a, b in
        zip(mine, theirs))


def compare(world, expressions, what):
    mine = world.answers(world.own, expressions)
    errors = Counter(bool(error) for error, _ in mine.values())
    full = sum(bool(result) for _, result in mine.values())
    for name, peer in world.peers.items():
        theirs = world.answers(peer, expressions)
        different = [f"{expression}\n  hearth: {mine[expression]}\n  {name}: {theirs[expression]}"[:1500]
                     for expression in expressions
                     if bool(mine[expression][0]) != bool(theirs[expression][0]) or
                     not is_same(mine[expression][1], theirs[expression][1])]
        print(f"{what}, {name}: {len(expressions)} different expressions, {full} with results, {errors[True]} with "
              f"errors, {len(different)} not as Prometheus")
        assert not different, "\n".join(different[:8])
        if name == "3.x":
            # Which of several ambiguous groups is named is up to chance.
            worded = [e for e in expressions
                      if re.sub(r"\{.*\]", "", mine[e][0]) != re.sub(r"\{.*\]", "", theirs[e][0])]
            assert not worded, [(e, mine[e][0], theirs[e][0]) for e in worded[:4]]


def told(server, exact):
    """{(file, group, position): (when evaluated, what is told of the rule)}; `exact`: with the numbers."""
    def texts(annotations):
        return {name: text if exact else re.sub(r"[-+]?\d+(\.\d+)?(e[-+]\d+)?", "#", text)
                for name, text in annotations.items()}
    rules = {}
    for group in server.api("rules")["groups"]:
        for position, rule in enumerate(group["rules"]):
            alerts = sorted(json.dumps([a["labels"], texts(a["annotations"]), a["state"],
                                        f"{float(a['value']):.9g}" if exact else ""], sort_keys=True)
                            for a in rule.get("alerts", []))
            rules[group["file"], group["name"], position] = (
                rule["lastEvaluation"], (rule["name"], rule["health"], bool(rule.get("lastError")), alerts))
    return rules


def seconds(timestamp):
    return datetime.fromisoformat(timestamp[:19] + "+00:00").timestamp()


def compare_rules(world, name, peer):
    """Each rule has to tell the same as the peer's at some evaluation that both made. 2.x evaluates groups at other
    instants than 3.x does, so its numbers are others."""
    exact = name == "3.x"
    left, last = None, {}
    end = time.monotonic() + 4 * INTERVAL_SECONDS
    counts = Counter()
    while time.monotonic() < end and left != 0:
        mine, theirs = told(world.own, exact), told(peer, exact)
        assert mine.keys() == theirs.keys()
        for key, (at, what) in mine.items():
            other_at, other = theirs[key]
            if last.get(key) != "same" and not at.startswith("0001") and not other_at.startswith("0001"):
                is_equal = what == other
                last[key] = "same" if is_equal else (what, other)
                if is_equal:
                    counts["alerts"] += len(what[3])
                    counts["failed"] += what[2]
                    counts["templates failed"] += sum("error expanding template" in alert for alert in what[3])
        left = sum(last.get(key) != "same" for key in mine)
        time.sleep(1)
    different = [f"{key}\n  {last.get(key)}"[:1500] for key in sorted(mine) if last.get(key) != "same"]
    print(f"rules, {name}: {len(mine)} rules, {counts['alerts']} alerts, {counts['failed']} failed rules, "
          f"{counts['templates failed']} failed templates, {len(different)} not as Prometheus")
    assert not different, "\n".join(different[:8])


def test_every_rule_answers_and_alerts_as_prometheus_does():
    """Over an empty database, over a full one, and as rules with their templates expanded."""
    with workplace() as place:
        world = World(place)
        expressions = world.expressions()
        compare(world, expressions, "empty")
        series = series_of(world.own, expressions)
        world.fill(series)
        print(f"{len(series)} series")
        compare(world, expressions, "full")
        world.evaluate()
        began = time.time()
        for server in world.servers:
            wait_until(lambda one=server: all(not at.startswith("0001") and seconds(at) > began
                                              for at, _ in told(one, False).values()),
                       "an evaluation of all rules", 3 * INTERVAL_SECONDS, server.process)
        for name, peer in world.peers.items():
            compare_rules(world, name, peer)


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
