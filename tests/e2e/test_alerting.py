#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a machine that goes down to the mail that says so, and back: Hearth alone and with the real programs."""

import sys
import time

from alerting import MailServer, body_text, start_alertmanager, start_hearth_with_alertmanager
from harness import Server, free_port, peer, run, wait_until, workplace

RULES = """
groups:
  - name: machines
    rules:
      - alert: InstanceDown
        expr: up == 0
        for: 30s
        labels:
          severity: page
        annotations:
          summary: 'Instance {{ $labels.instance }} down'
          description: '{{ $labels.instance }} of job {{ $labels.job }} has been down for more than 30 seconds.'
"""
HOLD_SECONDS = 30


def prometheus_config(rules, target, alertmanager=None):
    text = f"""
global:
  scrape_interval: 1s
  evaluation_interval: 1s
rule_files:
  - {rules}
scrape_configs:
  - job_name: node
    static_configs:
      - targets: ['{target}']
"""
    if alertmanager:
        text += f"""
alerting:
  alertmanagers:
    - static_configs:
        - targets: ['{alertmanager}']
"""
    return text


class Node:
    """A node_exporter that comes and goes on one port."""

    def __init__(self, place):
        self.place, self.port, self.runs = place, free_port(), 0
        self.start()

    def start(self):
        self.runs += 1
        self.process = self.place.start([peer("prometheus-node-exporter", "node_exporter"),
                                         f"--web.listen-address=127.0.0.1:{self.port}"], f"node{self.runs}")
        server = Server(self.port, self.process)
        wait_until(lambda: server.get("/-/healthy")[0] in (200, 404), "node_exporter", process=self.process)

    def stop(self):
        self.process.stop()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"


def rule_state(server):
    return server.api("rules")["groups"][0]["rules"][0]["state"]


def check_mails(address, mails, instance, place):
    down, up = mails
    assert down["From"] == "hearth@example.org" and down["To"] == address, down.as_string()
    assert down["Subject"].startswith("[FIRING:1] InstanceDown"), down["Subject"]
    assert up["Subject"].startswith("[RESOLVED] InstanceDown"), up["Subject"]
    for word in (f"instance = {instance}", "severity = page", "alertname = InstanceDown",
                 f"summary = Instance {instance} down"):
        for mail in (down, up):
            assert word in body_text(mail), f"{place}: {word}\n{body_text(mail)}"


def test_a_machine_goes_down_and_comes_back_in_three_ways():
    """One mail when the machine has been down for 30 s and one when it is back: Hearth alone, Hearth feeding the real
    Alertmanager, the real Prometheus feeding Hearth."""
    with workplace() as place, MailServer(place) as mail:
        node = Node(place)
        rules = place.write("rules.yml", RULES)
        alone, _ = start_hearth_with_alertmanager(place, prometheus_config(rules, node.address),
                                                  mail.config("alone@example.org"), name="alone")
        real = start_alertmanager(place, mail.config("feeds@example.org"))
        feeds = place.start_hearth(prometheus_config(rules, node.address, real.address), name="feeds", data="feeds")
        other, fed = start_hearth_with_alertmanager(place, prometheus_config(rules, node.address),
                                                    mail.config("fed@example.org"), name="other")
        prometheus = place.start_prometheus(prometheus_config(rules, node.address, fed.address))
        ways = {"alone@example.org": alone, "feeds@example.org": feeds, "fed@example.org": prometheus}
        other.process.log()
        for server in ways.values():
            wait_until(lambda one=server: one.value("up") == 1 and rule_state(one) == "inactive", "inactive",
                       process=server.process)
        node.stop()
        stopped = time.monotonic()
        for server in ways.values():
            wait_until(lambda one=server: rule_state(one) == "pending", "pending", process=server.process)
        for address, server in ways.items():
            wait_until(lambda one=server: rule_state(one) == "firing", "firing", 45, server.process)
            wait_until(lambda to=address: len(mail.to(to)) == 1, f"a mail to {address}", 45, server.process)
            assert time.monotonic() - stopped >= HOLD_SECONDS - 1, "it fired too soon"
        node.start()
        for address, server in ways.items():
            wait_until(lambda one=server: rule_state(one) == "inactive", "inactive again", process=server.process)
            wait_until(lambda to=address: len(mail.to(to)) == 2, f"a second mail to {address}", 45, server.process)
        for address in ways:
            check_mails(address, mail.to(address), node.address, address)
        assert len(mail.messages) == 6, [m["Subject"] for _, m in mail.messages]


def test_what_prometheus_says_of_rules_hearth_says_too():
    """/api/v1/rules of both for one rule file, but for times and durations."""
    def without_times(value):
        if isinstance(value, list):
            return [without_times(item) for item in value]
        if isinstance(value, dict):
            return {k: without_times(v) for k, v in value.items()
                    if k not in ("lastEvaluation", "evaluationTime", "activeAt", "keepFiringFor")}
        return value

    with workplace() as place:
        rules = place.write("rules.yml", """
groups:
  - name: b
    interval: 1s
    limit: 5
    rules:
      - record: job:nothing:sum
        expr: sum by(job) (nothing)
        labels: {kind: sum}
      - alert: Always
        expr: vector(0.5) > 0
        for: 0s
        labels: {severity: page}
        annotations: {text: 'value {{ $value }} of {{ $labels.x }}'}
      - alert: Waiting
        expr: vector(1)
        for: 1h
      - alert: Broken
        expr: label_replace(vector(1), "x", "y", "", "") * on() (vector(1) or label_replace(vector(2), "a", "b", "", ""))
  - name: a
    interval: 1s
    rules: [{alert: Never, expr: vector(0) > 1, keep_firing_for: 1m}]
""")
        config = f"rule_files: ['{rules}']\n"
        servers = [place.start_hearth(config), place.start_prometheus(config)]
        def evaluated(server):
            rules_of = [rule for group in server.api("rules")["groups"] for rule in group["rules"]]
            return rules_of and all(rule["health"] != "unknown" for rule in rules_of)
        for server in servers:
            wait_until(lambda one=server: evaluated(one), "an evaluation", process=server.process)
        for path, parameters in (("rules", {}), ("rules", {"type": "alert"}), ("rules", {"type": "record"}),
                                 ("alerts", {}), ("alertmanagers", {})):
            own, real = (without_times(server.api(path, **parameters)) for server in servers)
            for answer in (own, real):
                # Groups without a rule that counts were left out later.
                answer["groups"] = [group for group in answer.get("groups", []) if group["rules"]]
                for group in answer["groups"]:
                    for rule in group["rules"]:
                        rule["lastError"] = bool(rule.get("lastError"))
            assert own == real, f"{path} {parameters}\n{own}\n{real}"


def test_bad_rules_are_refused_and_the_running_ones_stay():
    """A reload with a bad rule file, or a bad alertmanager.yml, changes nothing and says where the fault is."""
    with workplace() as place:
        rules = place.write("rules.yml", "groups: [{name: g, rules: [{record: a:b, expr: vector(1)}]}]\n")
        server, own = start_hearth_with_alertmanager(place, f"rule_files: ['{place.path('*rules.yml')}']\n",
                                                     "route: {receiver: x}\nreceivers: [{name: x}]\n",
                                                     extra=["--web.enable-lifecycle"])
        before = server.api("rules")["groups"]
        place.write("more.rules.yml", "groups:\n  - name: bad\n    rules:\n      - alert: A\n        expr: up ==\n")
        status, body = server.get("/-/reload", method="POST")
        assert status == 500 and b"more.rules.yml" in body and b'group "bad", rule 1, "A"' in body, body
        assert [g["name"] for g in server.api("rules")["groups"]] == [g["name"] for g in before]
        assert server.get("/api/v1/status/config")[0] == 200

        place.write("more.rules.yml", "")
        place.write("hearth-alertmanager.yml", "route: {receiver: y}\nreceivers: [{name: x}]\n")
        for status, body in (server.get("/-/reload", method="POST"), own.get("/-/reload", method="POST")):
            assert status == 500 and b"hearth-alertmanager.yml" in body and b'"y"' in body, body
        assert b"alertmanager_config_last_reload_successful 0" in own.get("/metrics")[1]
        place.write("hearth-alertmanager.yml", "route: {receiver: x}\nreceivers: [{name: x}]\n")
        assert server.get("/-/reload", method="POST")[0] == 200
        assert b"alertmanager_config_last_reload_successful 1" in own.get("/metrics")[1]
        assert rules


def test_rules_feed_the_built_in_alertmanager_once():
    """Without an `alertmanagers` entry alerts go to the built-in one in process; with one that names it, over HTTP;
    never both ways."""
    with workplace() as place:
        rules = place.write("rules.yml", "groups: [{name: g, interval: 1s, rules: [{alert: A, expr: vector(1)}]}]\n")
        own_port = free_port()
        inside = f"rule_files: ['{rules}']\nglobal: {{external_labels: {{site: home}}}}\n"
        outside = inside + ("alerting: {alertmanagers: [{static_configs: [{targets: "
                            f"['127.0.0.1:{own_port}']}}]}}]}}\n")
        for name, config in (("inside", inside), ("outside", outside)):
            server, own = start_hearth_with_alertmanager(place, config, "route: {receiver: x}\nreceivers: [{name: x}]\n",
                                                         name=name, alertmanager_port=own_port)
            wait_until(lambda one=own: b'"A"' in one.get("/api/v2/alerts")[1], "the alert", process=server.process)
            received = [line for line in own.get("/metrics")[1].decode().splitlines()
                        if line.startswith('alertmanager_alerts_received_total{status="firing"')]
            assert sum(float(line.split()[-1]) for line in received) == 1, received
            assert b'"site":"home"' in own.get("/api/v2/alerts")[1]
            urls = [one["url"] for one in server.api("alertmanagers")["activeAlertmanagers"]]
            assert urls == [f"http://127.0.0.1:{own_port}/api/v2/alerts"], urls
            sent = server.get("/metrics")[1].decode()
            assert ("prometheus_notifications_sent_total{" in sent) == (name == "outside"), sent
            trace = own.get("/api/v2/hearth/history")[1]
            assert b'"to":"firing"' in trace and b'"source":"rule"' in trace, trace
            server.stop()


if __name__ == "__main__":
    sys.exit(run(sys.modules[__name__]))
