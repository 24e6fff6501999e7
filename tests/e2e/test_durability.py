#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What survives kill -9, and whether the real Prometheus reads what Hearth wrote and the other way round."""

import http.server
import os
import shutil
import sys
import threading

import harness
from harness import wait_until, workplace

TARGETS = int(os.environ.get("HEARTH_E2E_TARGETS", "10"))
SERIES = int(os.environ.get("HEARTH_E2E_SERIES", "1000"))


class CountingTarget(http.server.BaseHTTPRequestHandler):
    """Serves SERIES series whose value is the number of the scrape."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        counts = self.server.counts
        counts[self.path] = counts.get(self.path, 0) + 1
        body = "".join(f'load{{series="{i}",a="some label",b="another label"}} {counts[self.path]}\n'
                       for i in range(SERIES)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), CountingTarget)
    server.counts = {}
    server.handle_error = lambda *_: None  # a client that was killed in the middle of an answer
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def config_of(port):
    jobs = "".join(f"  - {{job_name: job{i}, metrics_path: /m{i}, static_configs: [{{targets: ['127.0.0.1:{port}']}}]}}\n"
                   for i in range(TARGETS))
    return "global: {scrape_interval: 1s}\nscrape_configs:\n" + jobs


def everything(server, at):
    """Every raw sample of `load` in the last hour as {labels: [[t, v], ...]}."""
    result = server.api("query", query="load[1h]", time=f"{at:.3f}")["result"]
    return {tuple(sorted(s["metric"].items())): [tuple(v) for v in s["values"]] for s in result}


def acknowledged(server):
    return server.value("sum(count_over_time(load[1h]))") or 0


def contains(whole, part):
    """Whether every sample of `part` is in `whole`; scrapes under way when `part` was read may have added to it."""
    return all(set(samples) <= set(whole.get(labels, ())) for labels, samples in part.items())


def test_kill_9_loses_nothing_that_was_answered():
    target = serve()
    with workplace() as place:
        server = place.start_hearth(config_of(target.server_port))
        wait_until(lambda: acknowledged(server) >= 3 * TARGETS * SERIES, "three scrapes of all", 60, server.process)
        now = server.api("query", query="time()")["result"][0]
        before = everything(server, now)
        server.process.kill()
        server.process.wait()
        again = place.start_hearth("", name="again")
        after = everything(again, now)
        assert len(before) == TARGETS * SERIES, len(before)
        assert contains(after, before)
        assert again.stop() == 0
    target.shutdown()


def test_prometheus_replays_what_hearth_wrote():
    target = serve()
    with workplace() as place:
        server = place.start_hearth(config_of(target.server_port))
        wait_until(lambda: acknowledged(server) >= 3 * TARGETS * SERIES, "three scrapes of all", 60, server.process)
        now = server.api("query", query="time()")["result"][0]
        before = everything(server, now)
        assert server.stop() == 0, server.process.log()
        shutil.copytree(place.path("hearth-data"), place.path("copy"))
        prometheus = place.start_prometheus("", data="copy")
        theirs = everything(prometheus, now)
        assert contains(theirs, before)
        assert "err=" not in prometheus.process.log(1000), prometheus.process.log(1000)
        assert prometheus.value("prometheus_tsdb_wal_corruptions_total") in (0, None)
        assert everything(place.start_hearth("", name="again"), now) == theirs
    target.shutdown()


def test_hearth_replays_what_prometheus_wrote():
    target = serve()
    with workplace() as place:
        prometheus = place.start_prometheus(config_of(target.server_port))
        wait_until(lambda: acknowledged(prometheus) >= 3 * TARGETS * SERIES, "three scrapes of all", 60,
                   prometheus.process)
        now = prometheus.api("query", query="time()")["result"][0]
        before = everything(prometheus, now)
        prometheus.process.kill()
        prometheus.process.wait()
        shutil.copytree(place.path("prometheus-data"), place.path("copy"))
        server = place.start_hearth("", data="copy")
        ours = everything(server, now)
        assert contains(ours, before)
        assert everything(place.start_prometheus("", name="again"), now) == ours
        assert server.stop() == 0
    target.shutdown()


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
