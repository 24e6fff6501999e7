#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules, alerts and messages at size: Prometheus with an Alertmanager beside Hearth, which is both in one process.

    warning.py --hearth BUILD/hearth --loadgen LOADGEN [--quick] [--json FILE] [--only hearth]

100 targets of 1,000 series are scraped every 15 s. 100 groups of 20 rules are evaluated as often: 12 recording rules
and 6 alerting rules that look at one target, 2 that look at one metric of all targets. The alerting rules keep 10,000
alerts firing; they go to a webhook in 500 groups, again every `repeat_interval`. Both sides read the same
prometheus.yml, rules and alertmanager.yml, run at the same time, and have a load generator of their own. A second part
without rules says what scraping costs, so that the rest is the warnings' part. Where a busy machine makes a side miss
evaluations, what counts is the CPU per rule evaluated. CPU is that of the processes, memory what
/proc/PID/smaps_rollup says; lag is how much later than `startsAt` + `group_wait` a group's first message arrives.
"""
import argparse
import ctypes
import http.client
import http.server
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime

ALERTS_PER_TARGET = 100  # what the rules of sliceAlerts() make of one target of the load generator
GROUPS_PER_TARGET = 5

HANDLERS = ["/", "/api/v1/query", "/api/v1/query_range", "/api/v1/series", "/metrics", "/login", "/api/orders"]
FLEET = [
    'sum by (mode) (rate(node_cpu_seconds_total{mode="%s"}[RANGE]))',
    'sum by (namespace, container) (rate(container_cpu_usage_seconds_total{container!="%s"}[RANGE]))',
    'histogram_quantile(0.9, sum by (le, method) (rate(http_request_duration_seconds_bucket{handler="%s"}[RANGE])))',
    'topk(10, sum by (instance, pod) (container_memory_working_set_bytes{container!="%s"}))',
    'sum by (code) (rate(http_requests_total{handler!="%s"}[RANGE])) / ignoring(code) group_left '
    'sum(rate(http_requests_total[RANGE]))',
    'quantile by (device) (0.95, rate(node_disk_io_time_seconds_total{device!="%s"}[RANGE]))',
    'avg by (job) (node_load1{instance!="%s"}) / count by (job) (up)',
    'max by (mountpoint) (1 - node_filesystem_avail_bytes{mountpoint!="%s"} / node_filesystem_size_bytes)',
]
FLEET_VALUES = [["idle", "iowait", "system", "user"], ["redis", "cart", "web"], HANDLERS, ["redis", "postgres"],
                HANDLERS, ["sda", "sdb"], ["node-0000"], ["/", "/home"]]

SLICE_RECORDS = [
    ("instance:node_cpu_utilisation:rate",
     '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle",I}[RANGE]))'),
    ("instance_mode:node_cpu:rate", "sum by (instance, mode) (rate(node_cpu_seconds_total{I}[RANGE]))"),
    ("handler_code:http_requests:rate", "sum by (instance, handler, code) (rate(http_requests_total{I}[RANGE]))"),
    ("instance:http_errors:ratio", 'sum by (instance) (rate(http_requests_total{code=~"5..",I}[RANGE])) / '
                                   "sum by (instance) (rate(http_requests_total{I}[RANGE]))"),
    ("handler:http_request_duration_seconds:p99",
     "histogram_quantile(0.99, sum by (instance, handler, le) (rate(http_request_duration_seconds_bucket{I}[RANGE])))"),
    ("instance:http_request_duration_seconds:p50",
     "histogram_quantile(0.5, sum by (instance, le) (rate(http_request_duration_seconds_bucket{I}[RANGE])))"),
    ("handler:http_request_duration_seconds:mean",
     "sum by (instance, handler) (rate(http_request_duration_seconds_sum{I}[RANGE])) / "
     "sum by (instance, handler) (rate(http_request_duration_seconds_count{I}[RANGE]))"),
    ("pod:container_cpu_usage:rate",
     "sum by (instance, namespace, pod) (rate(container_cpu_usage_seconds_total{I}[RANGE]))"),
    ("namespace:container_memory:sum",
     "sum by (instance, namespace) (container_memory_rss{I}) / on (instance) group_left node_memory_MemTotal_bytes{I}"),
    ("instance:node_network_bytes:rate", "sum by (instance) (rate(node_network_receive_bytes_total{I}[RANGE])) + "
                                         "sum by (instance) (rate(node_network_transmit_bytes_total{I}[RANGE]))"),
    ("instance_device:node_disk_io_time:rate", "rate(node_disk_io_time_seconds_total{I}[RANGE])"),
    ("instance:series:count", "count by (instance) ({I})"),
]

# Component, name, expression, alerts a target: always true, or false for ever where none is said.
SLICE_ALERTS = [
    ("cpu", "CpuBusy", 'rate(node_cpu_seconds_total{cpu=~"[0-4]",mode=~"idle|iowait|system|user",I}[RANGE]) >= 0', 20),
    ("memory", "ContainerMemoryHigh", "container_memory_working_set_bytes{I} / 1048576 > 0", 23),
    ("threads", "ContainerThreads", "container_threads{I} >= 0", 23),
    ("restarts", "ContainerRestarting", "kube_pod_container_status_restarts_total{I} >= 0", 23),
    ("disk", "DiskFilling", "node_filesystem_avail_bytes{I} / node_filesystem_size_bytes{I} >= 0", 8),
    ("disk", "QueueLong", "app_queue_depth{I} >= 0", 3),
]

ALERTMANAGER = """route:
  receiver: hook
  group_by: [component, instance]
  group_wait: {wait}s
  group_interval: {interval}s
  repeat_interval: {repeat}s
receivers:
- name: hook
  webhook_configs:
  - url: http://127.0.0.1:{port}/
inhibit_rules:
- source_matchers: [severity="critical"]
  target_matchers: [severity="warning"]
  equal: [component, instance]
"""


# ------------------------------------------------------------------- rules

def rule_group(number, options):
    """The text of group `number`: 20 rules."""
    instance = f'instance="node-{number % options.targets:04d}"'

    def rule(kind, name, expr):
        text = expr.replace("RANGE", options.range).replace("I}", instance + "}")
        return f"  - {kind}: {name}\n    expr: '{text}'\n"

    lines = [f"- name: slice-{number:03d}\n  interval: {options.interval}s\n  rules:\n"]
    lines += [rule("record", name, expr) for name, expr in SLICE_RECORDS]
    for component, name, expr, _ in SLICE_ALERTS:
        lines.append(rule("alert", name, expr) + f"    for: {2 * options.interval}s\n"
                     f"    labels: {{severity: warning, component: {component}, team: team-{number % 7}}}\n"
                     "    annotations:\n"
                     f"      summary: '{name} on {{{{ $labels.instance }}}}: {{{{ $value | humanize }}}}'\n"
                     f"      runbook_url: 'https://runbooks.example.org/{name}'\n")
    for one in (2 * number, 2 * number + 1):
        values = FLEET_VALUES[one % len(FLEET)]
        lines.append(rule("record", f"fleet:view_{one:03d}",
                          FLEET[one % len(FLEET)] % values[one // len(FLEET) % len(values)]))
    return "".join(lines)


def prometheus_yml(options, load_port, alertmanager_port, with_rules):
    lines = ["global:", f"  scrape_interval: {options.interval}s", f"  scrape_timeout: {options.interval}s",
             f"  evaluation_interval: {options.interval}s"]
    if with_rules:
        lines += ["rule_files: [rules.yml]", "alerting:", "  alertmanagers:", "  - static_configs:",
                  f"    - targets: ['127.0.0.1:{alertmanager_port}']"]
    lines += ["scrape_configs:", "- job_name: load", "  static_configs:"]
    for target in range(options.targets):
        lines += [f"  - targets: ['127.0.0.1:{load_port}']",
                  f"    labels: {{__metrics_path__: /t/{target}, instance: node-{target:04d}}}"]
    return "\n".join(lines) + "\n"


# --------------------------------------------------------------- processes

def free_port():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()[1]


def get(port, path, timeout=60):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def wait_for(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if condition():
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    raise RuntimeError(f"timed out waiting for {what}")


class Process:
    """A child that ends with this program."""

    def __init__(self, argv, directory):
        self.log = f"{directory}/{os.path.basename(argv[0])}.log"
        libc = ctypes.CDLL(None)
        with open(self.log, "ab") as out:
            self.child = subprocess.Popen(argv, cwd=directory, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                          preexec_fn=lambda: libc.prctl(1, signal.SIGKILL))

    def cpu(self):
        """CPU seconds of all threads, also of those that have ended."""
        return time.clock_gettime((~self.child.pid << 3) | 2)

    def kib(self, file, field):
        with open(f"/proc/{self.child.pid}/{file}") as lines:
            return int(re.search(rf"^{field}:\s+(\d+)", lines.read(), re.MULTILINE).group(1))

    def written(self):
        return self.kib("io", "write_bytes")

    def stop(self):
        self.child.kill()  # what it would still write is of no interest
        self.child.wait()


def seconds_of(text):
    """RFC 3339, of which Python knows microseconds at best."""
    return datetime.fromisoformat(re.sub(r"(\.\d{6})\d*", r"\1", text).replace("Z", "+00:00")).timestamp()


class Recorder:
    """Takes webhooks; keeps the time and the text of each."""

    def __init__(self):
        self.got = []
        recorder = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                recorder.got.append((time.time(), body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 1024
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def summary(self, wait):
        """Of all that came: alerts, groups, and how late the first message of each group was."""
        alerts, groups, late = set(), set(), []
        for arrived, body in list(self.got):
            message = json.loads(body)
            for alert in message["alerts"]:
                alerts.add(json.dumps(alert["labels"], sort_keys=True))
            if message["groupKey"] not in groups:
                groups.add(message["groupKey"])
                late.append(arrived - min(seconds_of(alert["startsAt"]) for alert in message["alerts"]) - wait)
        return alerts, groups, sorted(late)


class Side:
    """One of the two, with its load generator and its recorder."""

    def __init__(self, name, options, root, with_rules):
        self.name, self.options = name, options
        self.directory = f"{root}/{name}-{'rules' if with_rules else 'plain'}"
        os.makedirs(self.directory)
        self.recorder = Recorder()
        self.web, self.alerts, load = free_port(), free_port(), free_port()
        self.write("prometheus.yml", prometheus_yml(options, load, self.alerts, with_rules))
        self.write("rules.yml", "groups:\n" + "".join(rule_group(i, options) for i in range(options.groups)))
        self.write("alertmanager.yml", ALERTMANAGER.format(wait=options.wait, interval=options.group_interval,
                                                           repeat=options.repeat, port=self.recorder.port))
        self.load = Process([options.loadgen, "--port", str(load), "--targets", str(options.targets), "--series",
                             str(options.series)], self.directory)
        wait_for(lambda: get(load, "/stats")[0] == 200, 30, "the load generator")
        self.processes = [Process(argv, self.directory) for argv in self.commands()]
        self.pss, self.rss = [], []

    def write(self, name, text):
        with open(f"{self.directory}/{name}", "w") as file:
            file.write(text)

    def commands(self):
        common = ["--config.file=prometheus.yml", "--storage.tsdb.path=data",
                  f"--web.listen-address=127.0.0.1:{self.web}", "--log.level=warn"]
        if self.name == "hearth":
            return [[self.options.hearth, "--server", *common, "--alertmanager.config.file=alertmanager.yml",
                     f"--alertmanager.listen-address=127.0.0.1:{self.alerts}"]]
        return [[self.options.alertmanager, "--config.file=alertmanager.yml", "--storage.path=alerts",
                 f"--web.listen-address=127.0.0.1:{self.alerts}", "--cluster.listen-address=", "--log.level=warn"],
                [self.options.prometheus, *common]]

    def cpu(self):
        return [process.cpu() for process in self.processes]

    def sample(self):
        for process in self.processes:
            if process.child.poll() is not None:
                raise RuntimeError(f"{self.name} has ended ({process.child.returncode}), see {process.log}")
        self.pss.append(sum(one.kib("smaps_rollup", "Pss") for one in self.processes) / 1024)
        self.rss.append(sum(one.kib("smaps_rollup", "Rss") for one in self.processes) / 1024)

    def peak(self):
        return sum(one.kib("status", "VmHWM") for one in self.processes) / 1024

    def written(self):
        return sum(one.written() for one in self.processes)

    def metrics(self):
        """(name, labels) -> value, of the server's own."""
        found = {}
        for name, labels, value in re.findall(r"^(\w+)(\{.*\})? (\S+)", get(self.web, "/metrics")[1], re.MULTILINE):
            found[name, labels] = float(value)
        return found

    def stop(self):
        for process in [*reversed(self.processes), self.load]:
            process.stop()
        self.recorder.server.shutdown()


# ----------------------------------------------------------------- figures

def values(metrics, name):
    return [value for (found, _), value in metrics.items() if found == name]


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def machine_cpu():
    with open("/proc/stat") as lines:
        fields = [int(field) for field in lines.readline().split()[1:]]
    return (sum(fields[:3]) + sum(fields[5:8])) / os.sysconf("SC_CLK_TCK")


def measure(names, options, root, with_rules, warm, window):
    """Runs the sides at the same time; figures of each."""
    sides = [Side(name, options, root, with_rules) for name in names]
    figures = {}
    try:
        time.sleep(warm)
        begin, busy, load = time.monotonic(), machine_cpu(), sum(side.load.cpu() for side in sides)
        before = {side: (side.cpu(), side.written(), side.metrics(), len(side.recorder.got)) for side in sides}
        while time.monotonic() < begin + window:
            for side in sides:
                side.sample()
            time.sleep(min(2.0, max(0.0, begin + window - time.monotonic())))
        minutes = (time.monotonic() - begin) / 60
        for side in sides:
            cpu = [after - at for after, at in zip(side.cpu(), before[side][0])]
            figures[side.name] = {
                "cpu": sum(cpu) / minutes, "cpu_each": [one / minutes for one in cpu],
                "pss": statistics.median(side.pss), "rss": statistics.median(side.rss), "peak": side.peak(),
                "written": (side.written() - before[side][1]) / minutes / 2**20,
                "hooks": (len(side.recorder.got) - before[side][3]) / minutes,
                **(rule_figures(side, before[side][2], minutes) if with_rules else {})}
        own = sum(side["cpu"] for side in figures.values()) * minutes + sum(side.load.cpu() for side in sides) - load
        figures["foreign"] = max(0.0, (machine_cpu() - busy - own) / minutes / 60)
        if options.pause:
            for side in sides:
                print(side.name, [process.child.pid for process in side.processes], side.directory, file=sys.stderr)
            input("running; Enter ends it\n")
    finally:
        for side in sides:
            side.stop()
    return figures


def rule_figures(side, before, minutes):
    now = side.metrics()
    durations = values(now, "prometheus_rule_group_last_duration_seconds")

    def grown(name):
        return sum(values(now, name)) - sum(values(before, name))

    evaluations = grown("prometheus_rule_evaluations_total")
    alerts, groups, late = side.recorder.summary(side.options.wait)
    return {
        "evaluations": evaluations / minutes,
        "group_ms": 1e3 * statistics.median(durations), "group_max_ms": 1e3 * max(durations),
        "rule_us": 1e6 * grown("prometheus_rule_evaluation_duration_seconds_sum") / max(1, evaluations),
        "missed": grown("prometheus_rule_group_iterations_missed_total"),
        "failures": sum(values(now, "prometheus_rule_evaluation_failures_total")),
        "samples": sum(values(now, "prometheus_rule_group_last_evaluation_samples")),
        "alerts": len(alerts), "alert_set": alerts, "groups": len(groups),
        "lag_ms": 1e3 * percentile(late, 0.5), "lag_p99_ms": 1e3 * percentile(late, 0.99)}


ROWS = [
    ("cpu", "CPU s per minute, all", "{:.2f}"), ("scrape", "the same, without rules", "{:.2f}"),
    ("rules", "the rules' and alerts' part", "{:.2f}"), ("evaluations", "rules evaluated per minute", "{:.0f}"),
    ("evaluation", "that part per rule evaluated, CPU ms", "{:.2f}"), ("pss", "memory (PSS), steady MiB", "{:.0f}"),
    ("rss", "memory (RSS), steady MiB", "{:.0f}"), ("peak", "memory (RSS), peak MiB", "{:.0f}"),
    ("plain_pss", "memory (PSS) without rules, MiB", "{:.0f}"),
    ("group_ms", "evaluation of a group of 20 rules, median ms", "{:.1f}"),
    ("group_max_ms", "the same, slowest ms", "{:.1f}"), ("rule_us", "evaluation of a rule, mean us", "{:.0f}"),
    ("lag_ms", "first message later than due, median ms", "{:.0f}"), ("lag_p99_ms", "the same, p99 ms", "{:.0f}"),
    ("written", "MiB written per minute", "{:.1f}"), ("missed", "evaluations missed", "{:.0f}"),
    ("failures", "evaluations failed", "{:.0f}"), ("samples", "samples of the last evaluations", "{:.0f}"),
    ("alerts", "different alerts told", "{:.0f}"), ("groups", "groups told", "{:.0f}"),
    ("hooks", "messages per minute", "{:.0f}"),
]


def table(figures, names):
    print("| figure |" + "".join(f" {name} |" for name in names) + (" ratio |" if len(names) == 2 else ""))
    print("| --- |" + " ---: |" * (len(names) + (len(names) == 2)))
    for key, title, form in ROWS:
        found = [figures[name].get(key) for name in names]
        if None in found:
            continue
        ratio = f" {found[1] / found[0]:.2f} |" if len(found) == 2 and found[0] else " |" if len(found) == 2 else ""
        print(f"| {title} |" + "".join(f" {form.format(value)} |" for value in found) + ratio)


def complaints(figures, names, options):
    wanted = {"alerts": options.targets * ALERTS_PER_TARGET, "groups": options.targets * GROUPS_PER_TARGET,
              "failures": 0}
    found = [f"{name}: {key} is {figures[name][key]:.0f}, not {value}"
             for name in names for key, value in wanted.items() if figures[name][key] != value]
    if len({frozenset(figures[name]["alert_set"]) for name in names}) > 1:
        found.append("the sides told different alerts")
    return found


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hearth", required=True, type=os.path.abspath)
    parser.add_argument("--loadgen", required=True, type=os.path.abspath)
    parser.add_argument("--prometheus", default=shutil.which("prometheus"))
    parser.add_argument("--alertmanager", default=shutil.which("prometheus-alertmanager"))
    parser.add_argument("--quick", action="store_true", help="a fifth of the size, every 5 s, two minutes")
    parser.add_argument("--only", choices=["peers", "hearth"])
    parser.add_argument("--no-plain", action="store_true", help="leave out the part without rules")
    parser.add_argument("--warm", type=int, help="seconds before the window")
    parser.add_argument("--window", type=int, help="seconds of the window")
    parser.add_argument("--pause", action="store_true", help="keep both running after the window until Enter")
    parser.add_argument("--json")
    options = parser.parse_args()
    options.targets, options.series, options.interval = (20, 1000, 5) if options.quick else (100, 1000, 15)
    options.groups = options.targets
    options.range = f"{20 * options.interval}s"
    options.wait, options.group_interval, options.repeat = (5, 10, 30) if options.quick else (10, 60, 300)
    options.warm = options.warm or (110 if options.quick else 390)
    options.window = options.window or (60 if options.quick else 300)
    return options


def main():
    options = read_options()
    names = [options.only] if options.only else ["peers", "hearth"]
    with tempfile.TemporaryDirectory() as root:
        figures = measure(names, options, root, True, options.warm, options.window)
        if not options.no_plain:
            plain = measure(names, options, root, False, 3 * options.interval, options.window // 2)
            for name in names:
                rules = figures[name]["cpu"] - plain[name]["cpu"]
                figures[name] |= {"scrape": plain[name]["cpu"], "rules": rules, "plain_pss": plain[name]["pss"],
                                  "evaluation": 1e3 * rules / max(1, figures[name]["evaluations"])}
    table(figures, names)
    wrong = complaints(figures, names, options)
    print(f"\nCPU of each process: { {name: [round(c, 2) for c in figures[name]['cpu_each']] for name in names} }; "
          f"cores busy with other work: {figures['foreign']:.2f}")
    print("\n".join(wrong))
    if options.json:
        for name in names:
            del figures[name]["alert_set"]
        with open(options.json, "w") as file:
            json.dump(figures, file, indent=1)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
