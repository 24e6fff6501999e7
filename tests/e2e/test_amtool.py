#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real amtool against Hearth's Alertmanager and against the real one: the same words, the same output."""

import json
import re
import subprocess
import sys

from alerting import start_alertmanager, start_hearth_with_alertmanager
from harness import hearth, run, wait_until, workplace

CONFIG = """
route:
  receiver: all
  group_by: [alertname]
  group_wait: 0s
  routes:
    - matchers: [team="storage", severity=~"page|warn"]
      receiver: storage
      continue: true
    - matchers: [severity="page"]
      receiver: pager
      routes:
        - matchers: [site!="home"]
          receiver: elsewhere
receivers:
  - name: all
  - name: storage
  - name: pager
  - name: elsewhere
inhibit_rules:
  - source_matchers: [alertname="Root"]
    target_matchers: [alertname="Leaf"]
    equal: [site]
"""
PROMETHEUS = "scrape_configs: []\n"
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z| UTC)")


def normalized(output):
    return TIME.sub("<time>", ID.sub("<id>", output))


def ours(alertmanager, *arguments):
    """Hearth's own verbs."""
    done = subprocess.run([hearth(), *arguments, f"--alertmanager.url={alertmanager.url}"], capture_output=True,
                          text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


class Pair:
    """Both Alertmanagers, told the same."""

    def __init__(self, place):
        self.real = start_alertmanager(place, CONFIG)
        _, self.own = start_hearth_with_alertmanager(place, PROMETHEUS, CONFIG)
        self.ids = [None, None]

    def both(self, *arguments):
        """The same command to both; {id} stands for the silence that was added last. Returns (real, own)."""
        answers = []
        for i, one in enumerate((self.real, self.own)):
            answers.append(one.amtool(*[a.replace("{id}", self.ids[i] or "") for a in arguments]))
            if found := ID.search(answers[-1][1]):
                self.ids[i] = found.group()
        return answers

    def same(self, *arguments):
        """Both answer the same but for ids and times."""
        real, own = self.both(*arguments)
        assert (own[0], normalized(own[1])) == (real[0], normalized(real[1])), \
            f"amtool {' '.join(arguments)}\nreal: {real[0]}\n{real[1]}\nhearth: {own[0]}\n{own[1]}"
        return own[1]

    def settled(self, text, *arguments):
        """Waits until both show `text`, then compares."""
        wait_until(lambda: all(text in answer[1] for answer in self.both(*arguments)), f"{text} in {arguments}")
        return self.same(*arguments)


def test_alerts_are_added_and_found():
    """amtool alert add and query, in all formats and with all filters."""
    with workplace() as place:
        pair = Pair(place)
        pair.same("alert", "add", "Disk", "team=storage", "severity=page", "--annotation=summary=it is \"full\" <now>",
                  "--generator-url=http://h/graph?a=b&c=d", "--start=2026-01-02T03:04:05Z", "--end=2036-01-02T03:04:05Z")
        pair.same("alert", "add", "Root", "site=home", "--start=2026-01-03T03:04:05Z", "--end=2036-01-02T03:04:05Z")
        pair.same("alert", "add", "Leaf", "site=home", "--start=2026-01-04T03:04:05Z", "--end=2036-01-02T03:04:05Z")
        pair.settled("Root", "alert", "query")
        pair.same("alert", "query", "-o", "extended")
        pair.same("alert", "query", "Disk")
        pair.same("alert", "query", "team=~sto.+", "severity!=warn")
        pair.same("alert", "query", "-i")
        pair.same("alert", "query", "-r", "storage|elsewhere")
        pair.same("alert", "query", "nothing=here")
        pair.same("alert", "query", "a=~(")
        pair.same("alert", "add", "a!=b")
        shown = json.loads(pair.own.amtool("alert", "query", "Disk", "-o", "json")[1])
        real = json.loads(pair.real.amtool("alert", "query", "Disk", "-o", "json")[1])
        for alert in (*shown, *real):
            alert.pop("updatedAt")
            alert["receivers"].sort(key=lambda receiver: receiver["name"])
        assert shown == real, f"{shown}\n{real}"


def test_silences_live_and_die():
    """amtool silence add, query, update and expire; a silenced alert is suppressed."""
    with workplace() as place:
        pair = Pair(place)
        pair.same("alert", "add", "Disk", "team=storage", "--end=2036-01-02T03:04:05Z")
        pair.settled("Disk", "alert", "query")
        pair.same("silence", "add", "-a", "me", "-c", "while <moving> & lifting", "-d", "1h", "Disk", "team=~sto.*")
        pair.same("silence", "query")
        pair.same("silence", "query", "-o", "extended")
        pair.same("silence", "query", "-o", "json")
        pair.same("silence", "query", "-q", "alertname=Disk")
        pair.same("silence", "query", "alertname=Other")
        pair.same("silence", "query", "--within", "2h")
        pair.same("silence", "query", "--within", "1m")
        pair.same("alert", "query")
        pair.settled("Disk", "alert", "query", "-s")
        pair.same("silence", "update", "-d", "3h", "-c", "longer", "{id}")
        pair.same("silence", "query", "--within", "2h")
        pair.same("silence", "expire", "{id}")
        pair.same("silence", "query")
        pair.same("silence", "query", "--expired")
        pair.same("alert", "query")
        pair.same("silence", "add", "-a", "me", "Disk")  # without a comment
        pair.same("silence", "add", "-a", "me", "-c", "x", "--end=2020-01-01T00:00:00Z", "Disk")
        # It matches everything; releases say so in different words.
        real, own = pair.both("silence", "add", "-a", "me", "-c", "x", "a=~.*")
        assert real[0] == own[0] == 1 and "must not match the empty string" in own[1], own
        pair.same("silence", "update", "-d", "1h", "00000000-0000-0000-0000-000000000000")


def test_silences_are_exported_and_imported():
    """What amtool exports from one Alertmanager it imports into the other."""
    with workplace() as place:
        pair = Pair(place)
        for name in ("One", "Two"):
            assert pair.real.amtool("silence", "add", "-a", "me", "-c", name, name, "x!=y")[0] == 0
        exported = place.write("silences.json", pair.real.amtool("silence", "query", "-o", "json")[1])
        code, printed = pair.own.amtool("silence", "import", exported)
        assert code == 0 and len(printed.split()) == 2, printed
        assert normalized(pair.own.amtool("silence", "query")[1]) == normalized(pair.real.amtool("silence", "query")[1])
        code, printed = ours(pair.real, "silence", "import", "--force", exported)
        assert code == 0 and len(printed.split()) == 2, printed


def test_routes_are_tested_and_shown():
    """amtool config routes test and show, on the configuration that the status tells."""
    with workplace() as place:
        pair = Pair(place)
        pair.same("config", "routes", "show")
        for labels in (["team=storage", "severity=page"], ["severity=page", "site=home"], ["severity=page"], ["x=y"]):
            pair.same("config", "routes", "test", *labels)
            pair.same("config", "routes", "test", "--tree", *labels)
        pair.same("config", "routes", "test", "--verify.receivers=all", "x=y")
        pair.same("config", "routes", "test", "--verify.receivers=pager", "x=y")
        pair.same("cluster", "show")


def test_own_verbs_print_what_amtool_prints():
    """hearth silence and hearth alert against the real Alertmanager print what amtool prints."""
    with workplace() as place:
        real = start_alertmanager(place, CONFIG)
        added = ours(real, "alert", "add", "Disk", "team=storage", "--annotation=summary=full", "--end",
                     "2036-01-02T03:04:05Z")
        assert added == (0, ""), added
        code, silence = ours(real, "silence", "add", "-c", "why", "-a", "me", "Disk")
        assert code == 0 and ID.fullmatch(silence.strip()), silence
        wait_until(lambda: "Disk" in ours(real, "alert", "query", "-s")[1], "the alert")
        for words in (["alert", "query"], ["alert"], ["alert", "query", "-s"], ["alert", "query", "-s", "-o", "extended"],
                      ["silence", "query"], ["silence"], ["silence", "query", "-o", "extended"],
                      ["silence", "query", "-q"], ["silence", "query", "alertname=Disk"], ["silence", "query", "Other"]):
            assert ours(real, *words) == real.amtool(*words), f"{words}\n{ours(real, *words)}\n{real.amtool(*words)}"
        code, _ = ours(real, "silence", "update", "-d", "2h", silence.strip())
        assert code == 0
        assert ours(real, "silence", "expire", silence.strip()) == (0, "")
        assert ours(real, "silence", "query", "--expired")[1] == real.amtool("silence", "query", "--expired")[1]
        code, complaint = ours(real, "silence", "expire", "no-id")
        assert code == 1 and "uuid" in complaint, complaint


if __name__ == "__main__":
    sys.exit(run(sys.modules[__name__]))
