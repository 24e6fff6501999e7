#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window and its engine on a machine that goes to sleep while one alert is pending and another fires."""

import os
import subprocess
import sys
import time

import harness
from harness import Server, wait_until, workplace
from notification_desktop import BUS_CONFIG, Desktop, Exporter

CONFIG = """global: {{scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}}
rule_files: [rules.yml]
scrape_configs:
- job_name: early
  static_configs: [{{targets: ['{early}']}}]
- job_name: late
  static_configs: [{{targets: ['{late}']}}]
"""
# The pending one would fire within the sleep by the wall clock.
RULES = """groups:
- name: targets
  rules:
  - alert: EarlyDown
    expr: up{job="early"} == 0
  - alert: LateDown
    expr: up{job="late"} == 0
    for: 15s
"""
ASLEEP_SECONDS = 20
GRACE_SECONDS = 60


class Logind:
    """A system bus with nothing but a logind on it."""

    def __init__(self, place):
        os.makedirs(place.path("system"))
        config = place.write("system.conf", BUS_CONFIG.format(directory=place.path("system")))
        bus = subprocess.Popen([harness.peer("dbus-daemon"), f"--config-file={config}", "--print-address", "--nofork",
                                "--nopidfile"], stdout=subprocess.PIPE, text=True, preexec_fn=harness.die_with_us)
        place.processes.append(bus)
        self.address = bus.stdout.readline().strip()
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fake_logind.py")
        self.process = subprocess.Popen([sys.executable, "-B", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, env=os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": self.address},
                                        preexec_fn=harness.die_with_us)
        place.processes.append(self.process)
        if self.process.stdout.readline().strip() != "ready":
            raise harness.Skip("python3-dbus and python3-gi are not here")

    def say(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def hear(self):
        return self.process.stdout.readline().strip()

    def locks(self):
        self.say("locks")
        return int(self.hear().split()[1])


def test_a_sleep_raises_no_false_alarm_and_is_told_once():
    with workplace() as place:
        if not os.path.exists(os.path.join(os.path.dirname(harness.hearth()), "libhearth-ui.so")):
            raise harness.Skip("built without the window")
        logind = Logind(place)
        desktop = Desktop(place)
        early, late = Exporter(), Exporter()
        os.makedirs(place.path("config/hearth"))
        place.write("config/hearth/prometheus.yml", CONFIG.format(early=early.instance, late=late.instance))
        place.write("config/hearth/rules.yml", RULES)
        os.makedirs(place.path("run"), mode=0o700)
        env = desktop.env | {"HOME": place.directory, "XDG_CONFIG_HOME": place.path("config"),
                             "XDG_DATA_HOME": place.path("data"), "XDG_STATE_HOME": place.path("state"),
                             "XDG_RUNTIME_DIR": place.path("run"), "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8",
                             "DBUS_SYSTEM_BUS_ADDRESS": logind.address}
        port, alerts = harness.free_port(), harness.free_port()
        process = harness.Process([harness.hearth(), f"--web.listen-address=127.0.0.1:{port}",
                                   f"--alertmanager.listen-address=127.0.0.1:{alerts}"], place.directory, "window", env)
        place.processes.append(process)
        server = Server(port, process)
        wait_until(lambda: server.value("sum(up)") == 2, "both targets up", 30, process)
        wait_until(lambda: logind.locks() == 1, "the lock that delays sleep", 20, process)

        early.stop()
        desktop.wait_calls("Notify", 1, "the alert that fires", 60, process)
        late.stop()
        wait_until(lambda: server.value('ALERTS{alertname="LateDown", alertstate="pending"}') == 1, "the pending alert",
                   20, process)

        logind.say("sleep")
        assert logind.hear() == "released"
        began = time.monotonic()
        wait_until(lambda: time.monotonic() - began > ASLEEP_SECONDS, "the night", ASLEEP_SECONDS + 5, process)
        early.start()
        late.start()
        logind.say("wake")
        woke = time.monotonic()
        wait_until(lambda: server.value("hearth_suspensions_total") == 1 or
                   b"hearth_suspensions_total 1" in server.get("/metrics")[1], "the sleep to be noticed", 20, process)
        spans = server.api("status/sleep")["sleeps"]
        assert len(spans) == 1 and spans[0]["end"] - spans[0]["begin"] >= 1000 * (ASLEEP_SECONDS - 1), spans
        assert logind.locks() == 1, "no new lock after waking"

        # What fired is taken away once, and not before the rules could judge again.
        desktop.wait_calls("CloseNotification", 1, "the end of the alert", GRACE_SECONDS + 60, process)
        assert time.monotonic() - woke > GRACE_SECONDS - 5, "judged before the grace was over"
        wait_until(lambda: any("While you slept" in call.text for call in desktop.calls("Notify")), "the summary", 120,
                   process)
        print(desktop.screenshot("7-while-you-slept"))
        told = [call for call in desktop.calls("Notify") if "While you slept" in call.text]
        assert len(told) == 1 and " over." in told[0].text, [call.text for call in told]
        others = [call for call in desktop.calls("Notify") if call not in told]
        assert not any("LateDown" in call.text for call in others), "the pending alert was told"
        assert len(desktop.calls("CloseNotification")) == 1


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
