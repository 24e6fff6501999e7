# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up alertmanager.yml files: a seed gives routes, receivers, inhibitions and time intervals, always the same ones.

Time intervals alone depend on the time of the run: they are drawn so that about half of them hold at its start.
Flushes fall on .4 to .6 of a second after the start of the plan (`alert_plan.py`): waits of groups end so, intervals
are whole seconds.
Repetition falls due between flushes: at a multiple of group_interval it is up to the milliseconds of a delivery which
flush repeats, in every Alertmanager.
"""

import dataclasses
import datetime
import json
import re
import zoneinfo

LABELS = {
    "alertname": ["DiskFull", "HostDown", "HighLatency", "Überlast", 'Queue "x"', "a b", "Backup, late"],
    "team": ["infra", "shop", "dba", ""],
    "severity": ["page", "warn", "info"],
    "site": ["home", "lab", "dc 1", ""],
    "instance": [f"host{i}:9100" for i in range(1, 8)],
    "job": ["node", "db", "web", ""],
    "note": ["", "", "x=y", "back\\slash", "日本 <b>", "two\nlines", "{curly}", "a\"quote"],
}
REGEXES = {
    "alertname": ["Disk.*", "Host.+|a b", ".*L.*", "(?i)diskfull|HOSTDOWN", "[^Q].*"],
    "team": ["infra|shop", ".+", ".*", "d.?a|"],
    "severity": ["page|warn", "(page|info)", "w.*"],
    "site": ["home|lab", "dc \\d", "", "[a-l].*"],
    "instance": ["host[1-3]:.*", "host\\d+:9100", ".*5.*"],
    "job": ["node|db", "web|", "(?:n|d).*"],
    "note": [".+", "x=y|two\\slines", ".*\\\\.*"],
}
GROUP_BY = [["..."], ["..."], [], ["alertname"], ["instance", "alertname"], ["alertname", "site"], ["note"],
            ["severity", "nothing"], ["instance", "job"], ["team"]]
ZONES = ["UTC", "Europe/Rome", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Auckland"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december"]
# Without `title`, which writes zeros now and then when two messages of 0.25 meet in it.
TEXTS = [
    "{{ len .Alerts.Firing }}/{{ len .Alerts.Resolved }} {{ .Status | toUpper }} "
    "{{ .GroupLabels.SortedPairs.Values | join \" \" }}",
    "{{ range .CommonLabels.SortedPairs }}{{ .Name }}={{ .Value | printf \"%q\" }};{{ end }}",
    "{{ range .Alerts }}{{ .Labels.alertname }}@{{ or .Labels.instance \"nowhere\" }}:{{ .Status }}"
    ":{{ .Fingerprint }}\n{{ end }}",
    "{{ with .CommonLabels.Remove (stringSlice \"alertname\" \"team\") }}"
    "{{ range $k, $v := . }}{{ $k }}-{{ $v }} {{ end }}{{ else }}none{{ end }}",
    "{{ reReplaceAll \"host(\\\\d)\" \"h$1\" (.CommonLabels.Values | join \",\") }} {{ .Receiver | toLower }} "
    "{{ .ExternalURL }}",
    "{{ range $i, $a := .Alerts.Firing }}{{ if lt $i 3 }}{{ $a.Annotations.summary | safeHtml }}|{{ end }}{{ end }}"
    "{{ if gt (len .Alerts.Firing) 3 }}and {{ len (slice .Alerts.Firing 3) }} more{{ end }}",
    "{{ if match \"^Disk\" .CommonLabels.alertname }}disk"
    "{{ else if eq .CommonLabels.severity \"page\" \"warn\" }}loud{{ end }}"
    "{{ (index .Alerts 0).StartsAt.UTC.Format \"2006-01-02\" }}",
]


@dataclasses.dataclass(frozen=True)
class Matcher:
    name: str
    op: str
    value: str

    def matches(self, labels):
        value = labels.get(self.name, "")
        equal = bool(re.fullmatch(self.value, value)) if "~" in self.op else value == self.value
        return equal != self.op.startswith("!")

    def text(self, random):
        """In quotes or without, with white space or without."""
        value = self.value
        if not re.fullmatch(r"[\w.+*|-]+", value) or random.random() < 0.6:
            # A backslash that escapes nothing known stands for itself in 0.25, and in the classic syntax since then.
            escaped = value if "\\d" in value or "\\s" in value else value.replace("\\", "\\\\")
            value = '"' + escaped.replace('"', '\\"').replace("\n", "\\n") + '"'
        space = " " * (random.random() < 0.3)
        return f"{self.name}{space}{self.op}{space}{value}"

    def posted(self):
        """As silences have it."""
        return {"name": self.name, "value": self.value, "isRegex": "~" in self.op, "isEqual": self.op[0] != "!"}


def all_match(matchers, labels):
    return all(matcher.matches(labels) for matcher in matchers)


def random_matcher(random, name=None, weights=(5, 4, 1.5, 1.5)):
    name = name or random.choice(list(LABELS))
    op = random.choices(["=", "=~", "!=", "!~"], weights)[0]
    return Matcher(name, op, random.choice((REGEXES if "~" in op else LABELS)[name]))


def write_matchers(random, matchers, prefix=""):
    """The keys of a route or of one side of an inhibition: old forms where they can say it, else the new ones."""
    old = {"=": "match", "=~": "match_re"}
    if all(m.op in old for m in matchers) and random.random() < 0.4:
        out = {}
        for m in matchers:
            out.setdefault(prefix + old[m.op], {})[m.name] = m.value
        return out
    texts = [m.text(random) for m in matchers]
    form = random.random()
    if form < 0.25:
        texts = [", ".join(texts)]
    elif form < 0.5:
        texts = ["{" + ",".join(texts) + random.choice(["", ","]) + "}"]
    return {prefix + "matchers": texts}


def distinct(matchers):
    """At most one matcher a name and operator: the old forms cannot say more."""
    return list({(m.name, m.op): m for m in matchers}.values())


@dataclasses.dataclass
class Route:
    receiver: str
    group_by: list
    wait: float
    interval: int
    matchers: list
    continues: bool
    written: dict
    children: list = dataclasses.field(default_factory=list)

    def match(self, labels):
        if not all_match(self.matchers, labels):
            return []
        found = []
        for child in self.children:
            here = child.match(labels)
            found += here
            if here and not child.continues:
                break
        return found or [self]

    def group_labels(self, labels):
        names = labels if "..." in self.group_by else self.group_by
        return tuple(sorted((n, labels[n]) for n in names if n in labels))


@dataclasses.dataclass
class InhibitRule:
    source: list
    target: list
    equal: list

    def allows(self, source, target):
        """Whether `source` may be what keeps `target` quiet."""
        both = all_match(self.target, source) and all_match(self.source, target)
        return all_match(self.source, source) and all_match(self.target, target) and not both and \
            all(source.get(n, "") == target.get(n, "") for n in self.equal)


class Configuration:
    """`text(url)` is the file; receivers send to paths below `url`."""

    def __init__(self, random, times, start):
        """What depends on the time of the run draws from `times`, all else from `random`."""
        self.random, self.times, self.start = random, times, start
        self.receivers = [f"{kind}{i}" for kind, count in (("hook", 4), ("flaky", 2), ("slack", 2), ("many", 1))
                          for i in range(count)]
        self.intervals = {f"interval {i}": [self.interval() for _ in range(times.choice([1, 1, 2]))] for i in range(6)}
        self.root = self.route(None, 0)
        self.rules, self.written_rules = [], []
        for _ in range(random.randint(1, 4)):
            self.add_rule()
        self.resolve_timeout = random.choice([4, 7, 11])

    def route(self, parent, depth):
        random = self.random
        receiver = random.choice(self.receivers)
        written = {"receiver": receiver}
        group_by, wait, interval = (parent.group_by, parent.wait, parent.interval) if parent else ([], 1.5, 2)
        if parent is None or random.random() < 0.6:
            group_by = random.choice(GROUP_BY)
            if parent and not group_by:
                group_by = ["..."]  # an empty list is the parent's in 0.25, and no labels since then
            written["group_by"] = group_by
        if parent is None or random.random() < 0.6:
            wait = random.choice([0.5, 0.55, 1.5, 2.45, 3.5])
            whole, rest = int(wait), round(wait % 1 * 1000)
            written["group_wait"] = random.choice([f"{whole}s{rest}ms", f"{whole * 1000 + rest}ms"])
        if parent is None or random.random() < 0.6:
            interval = random.choice([1, 2, 3, 5])
            written["group_interval"] = f"{interval}s"
        # Those that fail now and then do not repeat: a retry would come close to the instant of repetition.
        written["repeat_interval"] = "1h" if receiver.startswith("flaky") else \
            random.choice(["4s500ms", "7s500ms", "9500ms", "1h"])
        matchers, continues = [], False
        if parent:
            matchers = distinct(random_matcher(random) for _ in range(random.choice([1, 1, 2, 3])))
            written |= write_matchers(random, matchers)
            if continues := random.random() < 0.55:
                written["continue"] = True
            for key in ("mute_time_intervals", "active_time_intervals"):
                if random.random() < 0.12:
                    written[key] = random.sample(sorted(self.intervals), random.choice([1, 2]))
        route = Route(receiver, group_by, wait, interval, matchers, continues, written)
        for _ in range(0 if depth == 4 else random.choice([3, 4, 5, 6] if parent is None else [0, 1, 2, 3])):
            child = self.route(route, depth + 1)
            # Two of the same key would share one entry of the notification log.
            if all(set(child.matchers) != set(other.matchers) for other in route.children):
                route.children.append(child)
        if route.children:
            written["routes"] = [child.written for child in route.children]
        return route

    def add_rule(self):
        random = self.random
        source = [Matcher("severity", "=", "page")] if random.random() < 0.8 else []
        name = random.choice(["alertname", "instance", "team"])
        source = distinct(source + [random_matcher(random, name, (5, 3, 0.3, 0.3))])
        target = [random_matcher(random, "severity", (5, 3, 1, 0.3))]
        if random.random() < 0.5:
            target = distinct([*target, random_matcher(random)])
        equal = random.sample(["site", "team", "instance", "nothing", "job"], random.choice([1, 2, 3, 3]))
        self.rules.append(InhibitRule(source, target, equal))
        self.written_rules.append({"equal": equal} | write_matchers(random, source, "source_") |
                                  write_matchers(random, target, "target_"))

    def interval(self):
        """Holds now where each of its fields does; a field is one that holds in most cases."""
        random, out = self.times, {}
        zone = random.choice(ZONES)
        now = datetime.datetime.fromtimestamp(self.start, zoneinfo.ZoneInfo(zone))

        def near(value, low, high):
            """A range about the value, or one beside it."""
            first = max(low, value - random.randint(0, 2))
            last = min(high, value + random.randint(0, 2))
            if random.random() < 0.12:
                first, last = (last + 1, high) if last < high else (low, max(low, first - 1))
            return first, last

        if zone != "UTC" or random.random() < 0.5:
            out["location"] = zone
        if random.random() < 0.5:
            minute = now.hour * 60 + now.minute
            # Close about now: some begin or end while the plan runs.
            hour = minute // 60 * 60
            first, last = near(minute, 0, 24 * 60) if random.random() < 0.5 else (hour, hour + 60)
            last = min(max(last, first + 1), 24 * 60)
            first = min(first, last - 1)
            clock = [f"{m // 60:02}:{m % 60:02}" for m in (first, last)]
            out["times"] = [{"start_time": clock[0], "end_time": clock[1]}]
        if random.random() < 0.5:
            first, last = near((now.weekday() + 1) % 7, 0, 6)
            names = (WEEKDAYS[-1:] + WEEKDAYS)[first:last + 1]
            out["weekdays"] = [names[0] if first == last else f"{names[0].title()}:{names[-1]}"]
            if random.random() < 0.3:
                out["weekdays"].append(random.choice(WEEKDAYS))
        if random.random() < 0.4:
            first, last = near(now.day, 1, 31)
            out["days_of_month"] = [random.choice([f"{first}:{last}", "-31:-1", "1:-1", "-5:-1", f"{now.day}"])]
        if random.random() < 0.4:
            first, last = near(now.month, 1, 12)
            out["months"] = [random.choice([f"{first}:{last}", f"{MONTHS[first - 1]}:{MONTHS[last - 1].upper()}",
                                            MONTHS[now.month - 1], f"{now.month}"])]
        if random.random() < 0.3:
            out["years"] = [random.choice([f"{now.year}", f"{now.year - 1}:{now.year + 1}", f"{now.year + 1}:2099"])]
        return out

    def receiver(self, name, url):
        random = self.random
        sends = {"send_resolved": False} if random.random() < 0.3 else {}
        if name.startswith("slack"):
            title, text, value = random.sample(TEXTS, 3)
            fields = [{"title": "f", "value": value, "short": True}]
            return {"name": name, "slack_configs": [
                {"api_url": f"{url}/{name}/slack.0", "channel": "#{{ .GroupLabels.team }}", "title": title,
                 "text": text, "send_resolved": random.random() < 0.7, "fields": fields},
                {"api_url": f"{url}/{name}/slack.1", "channel": "plain", "send_resolved": True}]}
        hooks = [{"url": f"{url}/{name}/webhook.0"} | sends]
        if name.startswith("many"):
            hooks += [{"url": f"{url}/{name}/webhook.1", "max_alerts": 2},
                      {"url": f"{url}/{name}/webhook.2", "send_resolved": not sends}]
        return {"name": name, "webhook_configs": hooks}

    def text(self, url):
        named = [{"name": name, "time_intervals": entries} for name, entries in self.intervals.items()]
        state = self.random.getstate()
        parts = {"global": {"resolve_timeout": f"{self.resolve_timeout}s"}, "route": self.root.written,
                 "inhibit_rules": self.written_rules, "time_intervals": named[:4], "mute_time_intervals": named[4:],
                 "receivers": [self.receiver(name, url) for name in self.receivers]}
        self.random.setstate(state)
        return "".join(f"{key}: {json.dumps(part, ensure_ascii=False)}\n" for key, part in parts.items())
