#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the alert generator compliance suite in Hearth and in the real Prometheus: pending, firing and resolved in
order and at the right evaluation, sent, sent again and sent as resolved, templates expanded.

All durations are a thirtieth of those of the suite: 30 s between evaluations are 1 s. Both are given all samples before
the first of them counts, so that what an evaluation sees does not depend on chance.
`test-prometheus.yaml` of the suite names the addresses that its own runner uses: remote write, queries, rules and
alerts, and a receiver of alerts are what is used here, on free ports.
"""

import json
import os
import re
import sys
import threading
import time
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import harness
import remote_write
from harness import Skip, wait_until, workplace
from test_tool import CONFORMANCE

SCALE = 30
SHORT_HOLD, LONG_HOLD = 180 // SCALE, 360 // SCALE
RESEND_SECONDS = 2
STEP_MS = 250
FLAGS = ["--web.enable-remote-write-receiver", f"--rules.alert.resend-delay={RESEND_SECONDS}s"]
# {(group, alert, further labels): [(second, value from then on)]}
FEED = {("PendingAndFiringAndResolved", "SimpleAlert", ""): [(0, 5), (3, 15), (25, 5)],
        ("PendingAndResolved_AlwaysInactive", "PendingAlert", ""): [(0, 5), (3, 15), (7, 5)],
        ("PendingAndResolved_AlwaysInactive", "InactiveAlert", ""): [(0, 50)],
        ("NewAlerts_OrderCheck", "Rule1", "one"): [(0, 5), (3, 15), (28, 5)],
        ("NewAlerts_OrderCheck", "Rule1", "two"): [(0, 5), (10, 15), (30, 5)]}
END = 36


class Receiver:
    """Takes alerts as an Alertmanager does, and writes down when."""

    def __init__(self):
        receiver = self
        self.posts, self.lock = [], threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                alerts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with receiver.lock:
                    receiver.posts += [(time.time(), self.path, alert) for alert in alerts]
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"127.0.0.1:{self.server.server_address[1]}"

    def of(self, name, **labels):
        with self.lock:
            return [(at, alert) for at, _, alert in self.posts if alert["labels"]["alertname"] == name and
                    labels.items() <= alert["labels"].items()]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def scaled_rules():
    path = os.path.join(CONFORMANCE, "alert-generator", "rules.yaml")
    if not os.path.exists(path):
        raise Skip(f"{path} is not on this machine")
    with open(path) as f:
        text = f.read()
    units = {"s": 1, "m": 60}
    return re.sub(r"(interval|for): (\d+)([sm])\b",
                  lambda m: f"{m[1]}: {int(m[2]) * units[m[3]] // SCALE}s", text)


def series(begin_ms):
    for (group, rule, variant), values in FEED.items():
        labels = {"__name__": "alert_generator_test_suite", "alertname": f"{group}_{rule}", "rulegroup": group}
        if variant:
            labels["variant"] = variant
        samples = []
        for at in range(0, END * 1000, STEP_MS):
            samples.append((begin_ms + at, float([v for second, v in values if second * 1000 <= at][-1])))
        yield labels, samples


def history(server, name, at):
    """{(alertname, variant, state): [times in ms]} of ALERTS, or {(alertname, variant): [(time, value)]}."""
    found = {}
    for one in server.api("query", query=f"{name}[{END + 10}s]", time=f"{at:.3f}")["result"]:
        metric = one["metric"]
        key = (metric["alertname"].rpartition("_")[2], metric.get("variant", ""), metric.get("alertstate", ""))
        found[key] = [(round(t * 1000), v) for t, v in one["values"]]
    return found


def check_history(alerts, clocks, begin_ms):
    """Pending, then firing, at the very evaluations that the samples and the rules ask for."""
    def times(rule, variant, state):
        return [t for t, _ in alerts.get((rule, variant, state), [])]

    def check(rule, variant, start, end, hold):
        pending, firing = times(rule, variant, "pending"), times(rule, variant, "firing")
        assert begin_ms + start * 1000 <= pending[0] < begin_ms + start * 1000 + 1000, (rule, pending[0], begin_ms)
        assert len(pending) == hold and pending == list(range(pending[0], pending[0] + hold * 1000, 1000)), pending
        assert firing[0] == pending[0] + hold * 1000, (rule, pending, firing)
        assert begin_ms + end * 1000 - 1000 <= firing[-1] < begin_ms + end * 1000, (rule, firing[-1], begin_ms)
        assert firing == list(range(firing[0], firing[-1] + 1, 1000)), firing
        active = {v for state in ("", "pending", "firing") for _, v in clocks.get((rule, variant, state), [])}
        assert active == {str(pending[0] // 1000)}, (rule, active, pending[0])
        return firing

    check("SimpleAlert", "", 3, 25, LONG_HOLD)
    one = check("Rule1", "one", 3, 28, SHORT_HOLD)
    two = check("Rule1", "two", 10, 30, SHORT_HOLD)
    pending = times("PendingAlert", "", "pending")
    assert len(pending) == 4 and not times("PendingAlert", "", "firing"), pending
    assert not any(rule == "InactiveAlert" for rule, _, _ in alerts), alerts
    # The second rule of the group sees in the same evaluation what the first one just found.
    second = times("Rule2", "", "firing")
    assert second == sorted(set(one) & set(two)) and len(second) > 3, (second, one, two)


def relative(alerts, clocks, begin):
    """Both in whole seconds since the beginning: releases differ in where within a second they evaluate a group."""
    def seconds(ms):
        return (ms - begin * 1000) // 1000
    return ({key: [seconds(t) for t, _ in samples] for key, samples in alerts.items()},
            {key: [(seconds(t), int(v) - begin) for t, v in samples] for key, samples in clocks.items()})


def check_notifications(receiver):
    def parse(text):
        return datetime.fromisoformat(re.sub(r"(\.\d{6})\d*", r"\1", text).replace("Z", "+00:00")).timestamp()

    def check(name, **labels):
        told = receiver.of(name, **labels)
        firing = [at for at, alert in told if parse(alert["endsAt"]) > at]
        ended = [at for at, alert in told if parse(alert["endsAt"]) <= at]
        gaps = [b - a for a, b in zip(firing, firing[1:])]
        # Alerts are looked at with each evaluation, and sent again once the delay is over.
        assert len(firing) >= 3 and all(RESEND_SECONDS - 0.6 <= gap <= RESEND_SECONDS + 1.6 for gap in gaps), (name, gaps)
        assert ended and ended[0] > firing[-1], (name, firing, ended)
        assert all(alert["generatorURL"].startswith("http://") for _, alert in told), told[0]
        return told[0][1]

    simple = check("PendingAndFiringAndResolved_SimpleAlert")
    assert simple["annotations"] == {"description": "SimpleAlert is firing", "summary": "The value is 15 15"}, simple
    assert simple["labels"] == {"alertname": "PendingAndFiringAndResolved_SimpleAlert", "foo": "bar",
                                "rulegroup": "PendingAndFiringAndResolved"}, simple
    for variant in ("one", "two"):
        check("NewAlerts_OrderCheck_Rule1", variant=variant)
    second = check("NewAlerts_OrderCheck_Rule2")
    assert second["labels"]["foo"] == "baz" and second["labels"]["ba_dum"] == "tss", second
    assert second["annotations"]["description"] == ("Based on ALERTS. Old alertname was NewAlerts_OrderCheck_Rule1. "
                                                    "foo was bar."), second
    assert not receiver.of("PendingAndResolved_AlwaysInactive_PendingAlert")
    assert not receiver.of("PendingAndResolved_AlwaysInactive_InactiveAlert")


def watch(server, seen):
    """Notes which states the API shows of each alert."""
    for group in server.api("rules", type="alert")["groups"]:
        for rule in group["rules"]:
            states = seen.setdefault(rule["name"].rpartition("_")[2], [])
            if rule["state"] != "unknown" and states[-1:] != [rule["state"]]:
                states.append(rule["state"])
    active = {alert["labels"]["alertname"] for alert in server.api("alerts")["alerts"]}
    shown = {rule["name"] for group in server.api("rules")["groups"] for rule in group["rules"] if rule["alerts"]}
    return active == shown


def test_alerts_are_generated_as_the_compliance_suite_wants():
    """Hearth and the real Prometheus side by side: the same samples of ALERTS and ALERTS_FOR_STATE, the same states."""
    with workplace() as place:
        rules = place.write("rules.yaml", scaled_rules())
        starters = {"hearth": place.start_hearth}
        try:
            harness.peer("prometheus")
            starters["prometheus"] = place.start_prometheus
        except Skip as reason:
            print(f"without the real Prometheus: {reason}")
        receivers = {name: Receiver() for name in starters}
        servers = {}
        for name, start in starters.items():
            servers[name] = start(f"rule_files: ['{rules}']\n"
                                  "alerting: {alertmanagers: [{static_configs: [{targets: "
                                  f"['{receivers[name].address}']}}]}}]}}\n", name=name, extra=FLAGS)
        begin = int(time.time()) + 3
        body = remote_write.encode([(labels, samples) for labels, samples in series(begin * 1000)])
        for server in servers.values():
            remote_write.send(server, body)
        assert time.time() < begin, "the machine is too slow for this"
        seen, agreed = {name: {} for name in servers}, 0
        while time.time() < begin + END:
            agreed += sum(watch(server, seen[name]) for name, server in servers.items())
            time.sleep(0.2)
        at = begin + END
        wait_until(lambda: all(any(datetime.fromisoformat(alert["endsAt"][:19] + "+00:00").timestamp() <= time.time()
                                   for _, alert in receiver.of("NewAlerts_OrderCheck_Rule1", variant="two"))
                               for receiver in receivers.values()), "the end of the last alert", 20)
        histories = {}
        for name, server in servers.items():
            histories[name] = [history(server, "ALERTS", at), history(server, "ALERTS_FOR_STATE", at)]
            check_history(*histories[name], begin * 1000)
            check_notifications(receivers[name])
            assert seen[name] == {"SimpleAlert": ["inactive", "pending", "firing", "inactive"],
                                  "PendingAlert": ["inactive", "pending", "inactive"], "InactiveAlert": ["inactive"],
                                  "Rule1": ["inactive", "pending", "firing", "inactive"],
                                  "Rule2": ["inactive", "firing", "inactive"]}, (name, seen[name])
            receivers[name].stop()
        if len(histories) == 2:
            for mine, theirs in zip(*(relative(*one, begin) for one in histories.values())):
                different = {key: (mine.get(key), theirs.get(key)) for key in mine.keys() | theirs.keys()
                             if mine.get(key) != theirs.get(key)}
                assert not different, different
        assert agreed > 10, agreed
        count = sum(len(samples) for samples in histories["hearth"][0].values())
        print(f"{count} samples of ALERTS, {len(receivers['hearth'].posts)} alerts sent")


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
