#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first day with Hearth: an empty home, one more target, which stops, and the answer to the notification.

The starter rule waits three minutes by design, and so does this test: about five minutes in all.
"""

import datetime
import json
import os
import pwd
import re
import signal
import subprocess
import sys
import time

import harness
from harness import Server, wait_until, workplace
from notification_desktop import Desktop, Exporter

# Scrape interval, evaluation interval, `for`, one more evaluation, group_wait, and some slack.
FIRES_WITHIN_SECONDS = 15 + 30 + 180 + 30 + 5 + 25


def account_name():
    """As whom somebody silences who never said another name."""
    account = pwd.getpwuid(os.getuid())
    return account.pw_gecos.split(",")[0].strip() or account.pw_name


def needs_patience():
    if not os.environ.get("HEARTH_E2E_PATIENCE"):
        raise harness.Skip("takes five minutes: HEARTH_E2E_PATIENCE=1")


class Home:
    """A machine of somebody who has just installed Hearth."""

    def __init__(self, place):
        if not os.path.exists(os.path.join(os.path.dirname(harness.hearth()), "libhearth-ui.so")):
            raise harness.Skip("built without the window")
        harness.peer("xdotool")
        self.place, self.desktop = place, Desktop(place)
        os.makedirs(place.path("home"))
        os.makedirs(place.path("run"), mode=0o700)
        self.env = {k: v for k, v in self.desktop.env.items() if not k.startswith("XDG_")}
        self.env |= {"HOME": place.path("home"), "XDG_RUNTIME_DIR": place.path("run"), "QT_QPA_PLATFORM": "xcb",
                     "LC_ALL": "C.UTF-8"}
        port, alerts = harness.free_port(), harness.free_port()
        self.process = harness.Process([harness.hearth(), f"--web.listen-address=127.0.0.1:{port}",
                                        f"--alertmanager.listen-address=127.0.0.1:{alerts}"],
                                       place.directory, "window", self.env)
        place.processes.append(self.process)
        self.server, self.alertmanager = Server(port, self.process), Server(alerts, self.process)

    def wait(self, condition, what, seconds):
        return wait_until(condition, what, seconds, self.process)

    def config(self, *parts):
        return self.place.path("home", ".config", "hearth", *parts)

    def ask(self, path, **parameters):
        status, body = self.alertmanager.get("/api/v2/" + path, parameters)
        assert status == 200, (path, status, body)
        return json.loads(body)

    def settings(self):
        with open(self.place.path("home", ".local/state/hearth/window.ini")) as file:
            return file.read()

    def keys(self, *keys):
        """Presses keys in the window; without a window manager it has to be given the keyboard first."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Hearth"], env=self.desktop.env,
                               capture_output=True, text=True, timeout=20)
        window = found.stdout.split()[0]
        subprocess.run(["xdotool", "windowfocus", "--sync", window, "key", "--delay", "50", *keys],
                       env=self.desktop.env, check=True, timeout=20)

    def see_page(self, name, key):
        self.keys(key)
        self.wait(lambda: f"page={name}" in self.settings(), f"the page {name}", 20)


def seconds_of(moment):
    """Of a moment as the API writes it."""
    return datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp()


def add_target(home, exporter):
    """As the comments at the end of the starter configuration show."""
    with open(home.config("prometheus.yml")) as file:
        text = file.read()
    example = text[text.index("  # - job_name: nas"):]
    uncommented = re.sub(r"^  # ", "  ", example, flags=re.MULTILINE).replace("nas:9100", exporter.instance)
    with open(home.config("prometheus.yml"), "w") as file:
        file.write(text.replace(example, uncommented))
    home.process.send_signal(signal.SIGHUP)


def check_trace(home, fingerprint):
    """From the rule over the group's wait to the notification daemon, in this order."""
    events = home.ask("hearth/trace", fingerprint=fingerprint)
    wanted = [("rule", "pending"), ("rule", "firing"), ("received", "firing"), ("grouped", "group_wait"),
              ("sent", "dunst")]
    said = [(event["kind"], event.get("to", "") + event.get("detail", "")) for event in events]
    position = 0
    for kind, word in wanted:
        place = next((i for i in range(position, len(said)) if said[i][0] == kind and word in said[i][1]), None)
        assert place is not None, (kind, word, said)
        position = place + 1
    return events


def check_history(home, fingerprint, states):
    """Oldest first, as the rule changed it."""
    turns = home.ask("hearth/history", fingerprint=fingerprint)[::-1]
    assert [turn["to"] for turn in turns if turn["source"] == "rule"] == states, turns
    return turns


def test_from_an_empty_home_to_a_silenced_alert():
    """Starter files, one more target, its end after three minutes of the starter rule, the button, what is kept."""
    needs_patience()
    with workplace() as place:
        home = Home(place)
        desktop = home.desktop
        home.wait(lambda: home.server.value('up{job="hearth"}') == 1, "Hearth's own target", 30)
        for name in ("prometheus.yml", "rules/starter.yml"):
            assert os.path.getsize(home.config(*name.split("/"))) > 300, name
        rules = [rule["name"] for group in home.server.api("rules")["groups"] for rule in group["rules"]]
        assert len(rules) == 16 and "TargetDown" in rules, rules

        exporter = Exporter()
        add_target(home, exporter)
        home.wait(lambda: home.server.value('up{job="nas"}') == 1, "the new target", 30)
        desktop.screenshot("from-nothing-1-home")
        exporter.stop()
        begun = time.monotonic()
        home.wait(lambda: home.server.api("alerts")["alerts"], "the pending alert", 60)
        home.see_page("alerts", "ctrl+4")
        desktop.screenshot("from-nothing-2-pending")

        shown = desktop.wait_calls("Notify", 1, "the notification", FIRES_WITHIN_SECONDS, home.process)[0]
        print(f"on the screen {time.monotonic() - begun:.0f} s after the target stopped")
        assert f"{exporter.instance} does not answer" in shown.text, shown.text
        home.wait(lambda: desktop.dunstctl("count", "displayed").stdout.strip() == "1", "dunst's popup", 10)
        desktop.screenshot("from-nothing-3-notification")
        alert = home.ask("alerts")[0]
        assert alert["labels"] == {"alertname": "TargetDown", "instance": exporter.instance, "job": "nas",
                                   "severity": "warning"}, alert
        home.wait(lambda: check_trace(home, alert["fingerprint"]), "the trace", 20)
        check_history(home, alert["fingerprint"], ["pending", "firing"])

        desktop.press("Silence 1 h")
        silence = home.wait(lambda: [s for s in home.ask("silences") if s["status"]["state"] == "active"],
                            "the silence", 20)[0]
        assert silence["createdBy"] == account_name() and silence["comment"], silence
        assert all(alert["labels"][m["name"]] == m["value"] and m["isEqual"] and not m["isRegex"]
                   for m in silence["matchers"]), silence
        assert abs(seconds_of(silence["endsAt"]) - seconds_of(silence["startsAt"]) - 3600) < 5, silence
        home.wait(lambda: home.ask("alerts")[0]["status"]["silencedBy"] == [silence["id"]], "what it holds back", 20)
        # The next turn of the group says what held it back.
        home.wait(lambda: any(event["kind"] == "silenced" and silence["id"] in event["by"]
                              for event in home.ask("hearth/trace", fingerprint=alert["fingerprint"])),
                  "the silence in the trace", 60)
        home.see_page("silences", "ctrl+6")
        time.sleep(1)  # the page asks, then paints
        print(desktop.screenshot("from-nothing-4-silences"))
        home.see_page("alerts", "ctrl+4")
        time.sleep(1)
        print(desktop.screenshot("from-nothing-5-alerts"))

        exporter.start()
        home.wait(lambda: not home.ask("alerts"), "the end of the alert", 90)
        turns = check_history(home, alert["fingerprint"], ["pending", "firing", "inactive"])
        assert all(turn["labels"]["instance"] == exporter.instance for turn in turns), turns


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
