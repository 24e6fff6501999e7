# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done to the Alertmanagers of one seed, and when.

The order of a change and of a flush at the same instant is nobody's promise. So a second has phases: changes at .0 and
.2, flushes from .4 to .6, questions at .75. An alert that is older than group_wait makes its group flush at once: it is
posted at .4, alone, and is no source of an inhibition.

Releases differ in three cases. Two are left out with the help of a model of the groups. One: an old alert that joins a
group before its first flush has that group flushed at once by 0.25; since then only the first alert of a group does.
Two: a group of which all alerts were resolved and gone keeps its timer until a sweep every 30 s in 0.25; since then it
is gone with its last alert. Alerts come to such groups only when the sweep is past. Three: new matchers of a silence
that are refused, because they match everything, end the silence in 0.25; since then it stays. Such matchers come only
with new silences.
"""

import dataclasses
import datetime
import random as random_module

from alert_configurations import LABELS, Configuration, all_match, random_matcher

SWEEP_SECONDS = 30
SWEEP_EARLY = 9
MARGIN = 0.3


@dataclasses.dataclass
class Event:
    """`kind` is alerts (a list to post), silence (its number, how to come by the start, the body) or expire."""
    at: float
    kind: str
    body: object


class Group:
    def __init__(self, route, at, first_flush):
        self.route, self.created, self.first = route, at, first_flush
        self.next, self.ends, self.emptied = first_flush, {}, None

    def advance(self, now):
        while self.next <= now:
            self.ends = {labels: end for labels, end in self.ends.items() if end > self.next}
            if not self.ends and self.emptied is None:
                self.emptied = self.next
            self.next += self.route.interval

    def is_swept(self, now):
        if self.emptied is None or self.route.receiver.startswith("flaky"):
            return False
        sweep = (int(now - 1) // SWEEP_SECONDS) * SWEEP_SECONDS
        return self.emptied < sweep - SWEEP_EARLY


class Alert:
    def __init__(self, labels):
        self.labels = {name: value for name, value in labels.items() if value}
        self.posted_labels, self.key = labels, tuple(sorted(self.labels.items()))
        self.start = self.end = None
        self.by_timeout = False

    def merged(self, start, end, at):
        """Start and end once these are posted."""
        if self.start is not None and (self.start < end < self.end or self.start < start < self.end):
            start = min(start, self.start)
            if end > at and self.end > end and not self.by_timeout:
                end = self.end
        return start, end


def posted(matchers):
    return [matcher.posted() for matcher in matchers]


class Plan:
    def __init__(self, seed, alerts, seconds, start):
        self.random, self.seconds, self.start = random_module.Random(seed), seconds, start
        self.configuration = Configuration(self.random, random_module.Random(f"times of {seed}"), start)
        self.groups, self.events, self.refused = {}, [], 0
        self.alerts = self.label_sets(alerts)
        self.plan_alerts()
        self.plan_silences()
        self.events.sort(key=lambda event: event.at)

    def label_sets(self, count):
        found = {}
        while len(found) < count:
            alert = Alert({name: self.random.choice(values) for name, values in LABELS.items()})
            found.setdefault(alert.key, alert)
        return list(found.values())

    def time(self, at):
        stamp = datetime.datetime.fromtimestamp(self.start + at, datetime.timezone.utc)
        return stamp.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def plan_alerts(self):
        last = max(3, int(self.seconds * 0.85))
        wanted = [[] for _ in range(last)]
        for alert in self.alerts:
            first = self.random.choice([0, 0, 1, self.random.randrange(last)])
            again = {self.random.randrange(first, last) for _ in range(self.random.choice([0, 1, 2, 3]))}
            for second in {first} | again:
                wanted[second].append(alert)
        for second, alerts in enumerate(wanted):
            self.random.shuffle(alerts)
            later = [alert for alert in alerts if alert.start is not None and self.random.random() < 0.4]
            self.batch(second + 0.0, [alert for alert in alerts if alert not in later])
            self.batch(second + 0.2, later)
            if second + 1 < last:  # each gets in at last
                wanted[second + 1] += [alert for alert in alerts if alert.start is None]
            for _ in range(3):  # until one is found that fits
                if self.batch(second + 0.4, [self.random.choice(self.alerts)]):
                    break

    def batch(self, at, alerts):
        for group in self.groups.values():
            group.advance(at)
        posted = [body for alert in alerts if (body := self.posted(at, alert))]
        if posted:
            self.events.append(Event(at, "alerts", posted))
        return posted

    def posted(self, at, alert):
        """What to post, or None where it would meet an undefined order or a known difference of releases."""
        # It is up to the milliseconds of each server whether one that ends by timeout now is still there.
        ends_now = alert.by_timeout and abs(alert.end - at) < MARGIN
        for _ in range(0 if ends_now else 4):
            body, start, end = self.times(at, alert)
            merged = alert.merged(start, end, at)
            if self.enter(at, alert, *merged):
                alert.start, alert.end = merged
                alert.by_timeout = "endsAt" not in body
                break
        else:
            self.refused += 1
            return None
        body["labels"] = alert.posted_labels
        body["annotations"] = {"summary": self.random.choice(["full", "<b>&amp;</b>", "ü \"q\""])}
        if self.random.random() < 0.5:
            body["annotations"]["value"] = str(self.random.randrange(100))
        if self.random.random() < 0.5:
            body["generatorURL"] = "http://prometheus.example.org/graph?g0.expr=up+%3D%3D+0&g0.tab=1"
        return body

    def times(self, at, alert):
        random, body, start, end = self.random, {}, at, None
        age = random.choice([0, 0, 0.5, 1, 2, 5, 300]) if round(at % 1, 1) != 0.4 else random.choice([5, 60, 3600])
        fires = alert.end is not None and alert.end > at
        if age or random.random() < 0.5:
            start = at - age
            body["startsAt"] = self.time(start)
        if fires and random.random() < 0.35:
            end = at - random.choice([0, 0, 0.2, 1])
            body["startsAt"], start = self.time(min(start, end - 1)), min(start, end - 1)
        elif round(at % 1, 1) == 0.4 or random.random() < 0.5:
            # Far off, or at an instant of changes.
            end = random.choice([int(at) + random.randint(2, 12) + random.choice([0, 0.2]), at + 3600])
        elif random.random() < 0.06:
            end = max(start, at - 0.5)  # over before it was told
        if end is not None:
            body["endsAt"] = self.time(end)
            if "startsAt" not in body and (round(at % 1, 1) == 0.4 or random.random() < 0.7):
                body["startsAt"] = self.time(start)
            start = start if "startsAt" in body else end
        return body, start, at + self.configuration.resolve_timeout if end is None else end

    def enter(self, at, alert, start, end):
        """Puts the alert in its groups, or in none of them and says False."""
        at_once, found = round(at % 1, 1) == 0.4, []
        for route in self.configuration.root.match(alert.labels):
            key = (id(route), route.group_labels(alert.labels))
            group = self.groups.get(key)
            is_new = group is None or group.is_swept(at)
            if not is_new and group.emptied is not None:
                return False
            if at_once and not is_new:
                return False
            wait_over = start + route.wait - at
            if is_new or at <= group.first:
                if abs(wait_over) < MARGIN or (wait_over < 0) != (is_new and at_once):
                    return False
                if is_new and round(at % 1, 1) == 0.2:
                    return False
            found.append((key, group if not is_new else Group(route, at, at if at_once else at + route.wait)))
        if at_once and any(all_match(rule.source, alert.labels) for rule in self.configuration.rules):
            return False
        for key, group in found:
            self.groups[key] = group
            group.ends[alert.key] = end
            if at_once:
                group.advance(at)
        return True

    def plan_silences(self):
        random = self.random
        for number in range(14):
            second = random.randrange(max(1, self.seconds - 8))
            at = second + random.choice([0, 0.2])
            begin = random.choice([0, 0, -10, 2, 4])
            end = int(at + max(begin, 0)) + random.choice([4, 8, 20, 3600])
            matchers = self.silence_matchers(may_be_refused=True)
            body = {"matchers": posted(matchers), "createdBy": "me", "comment": f"silence {number}",
                    "startsAt": self.time(at + begin), "endsAt": self.time(end)}
            self.events.append(Event(at, "silence", (number, "new", body)))
            if all_match(matchers, {}):
                continue
            for later in sorted(random.sample(range(second + 1, second + 8), random.choice([0, 1, 2, 3]))):
                if random.random() < 0.3:
                    self.events.append(Event(later + 0.2, "expire", number))
                    continue
                change = dict(body, endsAt=self.time(later + random.choice([2, 6, 30])))
                change |= random.choice([{}, {"comment": f"longer {number}"}, {"startsAt": self.time(later + 1)},
                                         {"matchers": posted(self.silence_matchers())}])
                start = "given" if change["startsAt"] != body["startsAt"] else random.choice(["given", "kept", "kept"])
                self.events.append(Event(later + 0.2, "silence", (number, start, change)))

    def silence_matchers(self, may_be_refused=False):
        """Narrow as a rule, for a silence that matches all leaves nothing to compare."""
        random = self.random
        while True:
            names = random.sample(sorted(LABELS), random.choice([1] + 6 * [2] + 9 * [3] + 4 * [4]))
            matchers = [random_matcher(random, name, (6, 3, 0.6, 0.4)) for name in names]
            if may_be_refused or not all_match(matchers, {}):
                return matchers
