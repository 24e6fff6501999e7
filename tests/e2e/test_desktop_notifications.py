#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on a desktop with a real notification daemon: a target is stopped, and a person answers."""

import json
import os
import sys
import time

import harness
from harness import Server, wait_until, workplace
from notification_desktop import Desktop, Exporter

CONFIG = """global: {{scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}}
rule_files: [rules.yml]
scrape_configs:
- job_name: nas
  static_configs: [{{targets: [{targets}]}}]
"""
RULES = """groups:
- name: targets
  rules:
  - alert: ExporterDown
    expr: up{job="nas"} == 0
    labels: {severity: critical}
    annotations:
      summary: '{{ $labels.instance }} <b>does not answer</b> & waits'
      description: 'It was last seen up a moment ago. Is the exporter running there?'
"""


class Scene:
    """The window, two exporters, and the desktop around them."""

    def __init__(self, place):
        if not os.path.exists(os.path.join(os.path.dirname(harness.hearth()), "libhearth-ui.so")):
            raise harness.Skip("built without the window")
        self.desktop = Desktop(place)
        self.place = place
        self.exporters = [Exporter(), Exporter()]
        os.makedirs(place.path("config/hearth"))
        place.write("config/hearth/prometheus.yml",
                    CONFIG.format(targets=", ".join(f"'{e.instance}'" for e in self.exporters)))
        place.write("config/hearth/rules.yml", RULES)
        os.makedirs(place.path("state/hearth"))
        place.write("state/hearth/window.ini", "[silences]\ncreator=ann\n")
        os.makedirs(place.path("run"), mode=0o700)
        env = self.desktop.env | {"HOME": place.directory, "XDG_CONFIG_HOME": place.path("config"),
                                  "XDG_DATA_HOME": place.path("data"), "XDG_STATE_HOME": place.path("state"),
                                  "XDG_RUNTIME_DIR": place.path("run"), "QT_QPA_PLATFORM": "xcb",
                                  "LC_ALL": "C.UTF-8"}
        port, alerts = harness.free_port(), harness.free_port()
        argv = [harness.hearth(), f"--web.listen-address=127.0.0.1:{port}",
                f"--alertmanager.listen-address=127.0.0.1:{alerts}"]
        self.process = harness.Process(argv, place.directory, "window", env)
        place.processes.append(self.process)
        self.server = Server(port, self.process)
        self.alertmanager = Server(alerts, self.process)
        wait_until(lambda: self.server.value('sum(up{job="nas"})') == 2, "both targets up", 30, self.process)

    def silences(self, prefix):
        status, body = self.alertmanager.get("/api/v2/silences")
        assert status == 200, body
        return [s for s in json.loads(body) if s["comment"].startswith(prefix)]

    def active(self, prefix):
        return [s for s in self.silences(prefix) if s["status"]["state"] == "active"]

    def notifications(self, count, what, seconds=60):
        return self.desktop.wait_calls("Notify", count, what, seconds, self.process)


def arguments(call):
    """application, replaces_id, icon, title, body of a Notify."""
    values = call.values()
    return {"replaces": int(values[1]), "title": values[3], "body": values[4]}


def test_a_stopped_target_is_told_answered_and_taken_back():
    """Shown, updated in place, opened, silenced and undone, acknowledged, and closed when it is resolved."""
    with workplace() as place:
        scene = Scene(place)
        desktop = scene.desktop
        first, second = scene.exporters

        # A picture needs a past.
        wait_until(lambda: (scene.server.value('count(count_over_time(up{job="nas"}[2m]) > 25)') or 0) == 2,
                   "half a minute of values", 60, scene.process)
        begun = time.monotonic()
        first.stop()
        call = scene.notifications(1, "the first notification")[0]
        print(f"on the screen {time.monotonic() - begun:.1f} s after the target stopped")
        shown = arguments(call)
        assert shown["replaces"] == 0, call.text
        assert shown["title"] == f"{first.instance} <b>does not answer</b> & waits", shown
        assert "last seen up" in shown["body"] and "now 0" in shown["body"], shown
        for word in ("Silence 1 h", "Acknowledge", '"default"', "image-data", "io.github.hearth", "byte 2"):
            assert word in call.text, (word, call.text)
        wait_until(lambda: desktop.dunstctl("count", "displayed").stdout.strip() == "1", "dunst's popup", 10)
        print(desktop.screenshot("1-firing"))

        second.stop()
        again = arguments(scene.notifications(2, "the second alert", 60)[1])
        wait_until(lambda: len(desktop.ids()) == 2, "the daemon's answer", 10)
        assert again["replaces"] == scene.desktop.ids()[0], (again, scene.desktop.ids())
        assert again["title"] == "ExporterDown: 2 alerts", again
        print(desktop.screenshot("2-updated-in-place"))

        desktop.click()
        wait_until(lambda: "page=alerts" in open(place.path("state/hearth/window.ini")).read(), "the page of alerts",
                   20, scene.process)
        print(desktop.screenshot("3-opened"))

        desktop.press("Silence 1 h")
        silence = wait_until(lambda: scene.active("Silenced from the notification"), "the silence", 20,
                             scene.process)[0]
        matchers = {(m["name"], m["value"]) for m in silence["matchers"]}
        assert matchers == {("alertname", "ExporterDown"), ("job", "nas"), ("severity", "critical")}, matchers
        assert silence["createdBy"] == "ann", silence
        confirmation = scene.notifications(3, "the confirmation")[2]
        assert arguments(confirmation)["title"].startswith("Silenced: "), confirmation.text
        print(desktop.screenshot("4-silenced"))
        desktop.press("Undo")
        wait_until(lambda: not scene.active("Silenced from the notification"), "the silence's end", 20, scene.process)
        scene.notifications(4, "the group again")

        desktop.press("Acknowledge")
        acknowledged = wait_until(lambda: len(found := scene.active("ACK!")) == 2 and found,
                                  "an acknowledgement for each alert", 20, scene.process)
        assert {m["value"] for s in acknowledged for m in s["matchers"] if m["name"] == "instance"} == \
               {first.instance, second.instance}, acknowledged
        scene.notifications(5, "its confirmation")
        print(desktop.screenshot("5-acknowledged"))

        # Both are up again: the engine takes the acknowledgements back by itself.
        first.start()
        second.start()
        wait_until(lambda: not scene.active("ACK!"), "the end of the acknowledgements", 150, scene.process)


def test_what_is_resolved_leaves_the_screen():
    with workplace() as place:
        scene = Scene(place)
        scene.exporters[0].stop()
        scene.notifications(1, "the notification")
        wait_until(lambda: scene.desktop.ids(), "the daemon's answer", 10)
        number = scene.desktop.ids()[0]
        scene.exporters[0].start()
        closes = scene.desktop.wait_calls("CloseNotification", 1, "its end", 90, scene.process)
        assert closes[0].values() == [str(number)], closes[0].text
        wait_until(lambda: scene.desktop.dunstctl("count", "displayed").stdout.strip() == "0", "an empty screen", 10)
        print(scene.desktop.screenshot("6-resolved"))


def test_the_trace_says_by_whom_it_was_shown():
    with workplace() as place:
        scene = Scene(place)
        scene.exporters[0].stop()
        scene.notifications(1, "the notification")

        def sent():
            alerts = json.loads(scene.alertmanager.get("/api/v2/alerts")[1])
            return any(b"shown by dunst" in scene.alertmanager.get(
                "/api/v2/hearth/trace", {"fingerprint": alert["fingerprint"]})[1] for alert in alerts)

        wait_until(sent, "the trace", 20, scene.process)


def test_a_daemon_that_starts_anew_is_shown_what_fires():
    with workplace() as place:
        scene = Scene(place)
        scene.exporters[0].stop()
        scene.notifications(1, "the notification")
        wait_until(lambda: scene.desktop.ids(), "the daemon's answer", 10)
        scene.desktop.dunst.stop()
        scene.desktop.start_dunst()
        call = scene.notifications(2, "the notification on the new daemon", 30)[1]
        assert arguments(call)["replaces"] == 0, call.text


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
