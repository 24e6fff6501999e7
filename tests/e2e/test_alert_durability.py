#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at the worst moments between an alert and its message: never a loss, at most one message twice."""

import contextlib
import http.client
import http.server
import json
import sys
import threading
import time

from alerting import start_hearth_with_alertmanager
from harness import free_port, run, wait_until, workplace


class Hook:
    """A webhook receiver: keeps the names of the alerts of each message; `before_answer` is called with them."""

    def __init__(self):
        self.messages, self.before_answer = [], lambda names: None
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                names = sorted(alert["labels"]["alertname"] for alert in body["alerts"])
                hook.messages.append(names)
                hook.before_answer(names)
                with contextlib.suppress(OSError):  # who asked may be dead by now
                    self.send_response(200)
                    self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()

    @property
    def config(self):
        return f"""
route:
  receiver: hook
  group_by: [alertname]
  group_wait: 1s
  group_interval: 1s
  repeat_interval: 4h
receivers:
  - name: hook
    webhook_configs:
      - url: http://127.0.0.1:{self.server.server_port}/
"""

    def count(self, name):
        return sum(name in names for names in self.messages)


class Killable:
    """A Hearth that is killed and started again on the same data and ports."""

    def __init__(self, place, alertmanager_config, config="scrape_configs: []\n", extra=()):
        self.place, self.config, self.alertmanager_config, self.extra = place, config, alertmanager_config, extra
        self.port, self.alertmanager_port = free_port(), free_port()
        self.start()

    def start(self):
        self.server, self.alertmanager = start_hearth_with_alertmanager(
            self.place, self.config, self.alertmanager_config, port=self.port,
            alertmanager_port=self.alertmanager_port, extra=self.extra)

    def kill(self):
        self.server.process.kill()
        self.server.process.wait()

    def post(self, path, body):
        """Posts JSON; returns the answer once it was acknowledged."""
        connection = http.client.HTTPConnection("127.0.0.1", self.alertmanager_port, timeout=30)
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        assert answer.status == 200, text
        return text

    def alert(self, name):
        self.post("/api/v2/alerts", [{"labels": {"alertname": name}, "endsAt": "2036-01-01T00:00:00Z"}])

    def wait_for_messages_after(self, hook, name):
        """Until an alert that is posted now has been told: what was due before it has been told, too."""
        self.alert(name)
        wait_until(lambda: hook.count(name) == 1, f"a message of {name}", process=self.server.process)


def test_an_acknowledged_alert_is_told_after_a_kill():
    """Killed between the acknowledgement and the message: one message after the restart, and not two."""
    with workplace() as place, Hook() as hook:
        hearth = Killable(place, hook.config)
        hearth.alert("Early")
        hearth.kill()
        assert hook.count("Early") == 0
        hearth.start()
        wait_until(lambda: hook.count("Early") >= 1, "the message", process=hearth.server.process)
        hearth.wait_for_messages_after(hook, "Fence")
        assert hook.count("Early") == 1, hook.messages


def test_a_kill_between_delivery_and_log_repeats_one_message():
    """Killed while the receiver has the message and before it answers: told once more, and then no more."""
    with workplace() as place, Hook() as hook:
        hearth = Killable(place, hook.config)
        killed = threading.Event()

        def kill(names):
            if names == ["Twice"] and not killed.is_set():
                hearth.kill()
                killed.set()

        hook.before_answer = kill
        hearth.alert("Twice")
        assert killed.wait(30)
        hearth.start()
        wait_until(lambda: hook.count("Twice") == 2, "the second message", process=hearth.server.process)
        hearth.wait_for_messages_after(hook, "Fence")
        hearth.kill()
        hearth.start()
        hearth.wait_for_messages_after(hook, "Second fence")
        assert hook.count("Twice") == 2 and hook.count("Fence") == 1, hook.messages


def test_an_acknowledged_silence_survives_a_kill():
    """The silence is there after the restart and holds its alert back."""
    with workplace() as place, Hook() as hook:
        hearth = Killable(place, hook.config)
        answer = hearth.post("/api/v2/silences", {
            "matchers": [{"name": "alertname", "value": "Quiet", "isRegex": False}], "createdBy": "me", "comment": "c",
            "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2036-01-01T00:00:00Z"})
        hearth.kill()
        hearth.start()
        silences = json.loads(hearth.alertmanager.get("/api/v2/silences")[1])
        assert [one["id"] for one in silences] == [json.loads(answer)["silenceID"]], silences
        hearth.alert("Quiet")
        hearth.wait_for_messages_after(hook, "Fence")
        assert hook.count("Quiet") == 0, hook.messages


def test_a_pending_clock_goes_on_after_a_kill():
    """An alert that was pending for a while is not made to wait from the beginning."""
    hold = 12
    with workplace() as place, Hook() as hook:
        rules = place.write("rules.yml", "groups: [{name: g, interval: 1s, rules: "
                                         f"[{{alert: Slow, expr: vector(1), for: {hold}s}}]}}]\n")
        hearth = Killable(place, hook.config, f"rule_files: ['{rules}']\n", ["--rules.alert.for-grace-period=1s"])

        def active_at():
            alerts = hearth.server.api("alerts")["alerts"]
            return alerts and alerts[0]["activeAt"]

        first = wait_until(active_at, "the alert", process=hearth.server.process)
        begun = time.monotonic()
        wait_until(lambda: time.monotonic() - begun > hold / 2, "half of its time")
        hearth.kill()
        hearth.start()
        wait_until(lambda: hook.count("Slow") == 1, "the message", 30, hearth.server.process)
        assert time.monotonic() - begun < hold + hold / 2, f"it began anew: {first}"


if __name__ == "__main__":
    sys.exit(run(sys.modules[__name__]))
