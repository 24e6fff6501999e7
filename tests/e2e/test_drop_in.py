#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hearth in Prometheus's place: its configuration, real exporters, real client libraries."""

import os
import re
import signal
import sys

import harness
from harness import Skip, wait_until, workplace

CONFIG = """
global: {{scrape_interval: 1s}}
scrape_configs:
  - job_name: prometheus
    static_configs: [{{targets: ["SELF"]}}]
  - job_name: node
    static_configs: [{{targets: ["{node}"]}}]
"""

# Whose series come and go from one scrape to the next, or which node_exporter itself does not always show.
UNSTEADY = re.compile(r"^(go_|promhttp_|process_|node_scrape_collector)")


def exposed_series(text):
    """Names with label blocks, as exposed."""
    return {line.rsplit(" ", 1)[0] for line in text.splitlines() if line and not line.startswith("#")}


def test_a_stock_configuration_collects_itself_and_node_exporter():
    with workplace() as place:
        node = place.start_node_exporter()
        server = place.start_hearth(CONFIG.format(node=node.address))
        wait_until(lambda: server.value("sum(up)") == 2, "both targets up", process=server.process)
        exposed = [s for s in exposed_series(node.get("/metrics")[1].decode()) if not UNSTEADY.match(s)]
        stored = server.value('count({job="node", __name__!~"up|scrape_.*|go_.*|promhttp_.*|process_.*'
                              '|node_scrape_collector.*"})')
        assert len(exposed) > 100, len(exposed)
        assert stored == len(exposed), (stored, len(exposed))
        assert server.value("process_resident_memory_bytes{job='prometheus'}") > 1e6
        wait_until(lambda: (server.value("rate(prometheus_tsdb_head_samples_appended_total[1m])") or 0) > 0,
                   "a rate of appended samples", process=server.process)
        assert server.stop() == 0, server.process.log()


def test_metrics_of_the_python_client_arrive_with_types():
    try:
        import prometheus_client as client
    except ImportError:
        raise Skip("python3-prometheus-client is not installed")
    registry = client.CollectorRegistry()
    client.Counter("jobs", "Jobs done.", ["kind"], registry=registry).labels("a b").inc(3)
    client.Gauge("room_celsius", "Temperature \\ of\nthe room.", registry=registry).set(21.5)
    client.Summary("wait_seconds", "Waiting.", registry=registry).observe(0.25)
    client.Histogram("size_bytes", "Sizes.", buckets=(1, 10), registry=registry).observe(5)
    port = harness.free_port()
    httpd = client.start_http_server(port, addr="127.0.0.1", registry=registry)
    with workplace() as place:
        server = place.start_hearth(
            "scrape_configs: [{job_name: app, scrape_interval: 1s, static_configs: [{targets: ['127.0.0.1:%d']}]}]" % port)
        wait_until(lambda: server.value("up") == 1, "the target up", process=server.process)
        assert server.value('jobs_total{kind="a b"}') == 3
        assert server.value("room_celsius") == 21.5
        assert server.value("wait_seconds_sum") == 0.25 and server.value("wait_seconds_count") == 1
        assert server.value('size_bytes_bucket{le="1.0"}') == 0
        assert server.value('size_bytes_bucket{le="10.0"}') == 1 and server.value('size_bytes_bucket{le="+Inf"}') == 1
        metadata = server.api("metadata")
        # The client speaks OpenMetrics when asked: a counter's family is named without _total there.
        types = {name: entries[0]["type"] for name, entries in metadata.items()}
        assert types.get("jobs", types.get("jobs_total")) == "counter", types
        assert types["room_celsius"] == "gauge" and types["wait_seconds"] == "summary", types
        assert types["size_bytes"] == "histogram", types
        assert metadata["room_celsius"][0]["help"] == "Temperature \\ of\nthe room."
    if isinstance(httpd, tuple):
        httpd[0].shutdown()


def test_reload_takes_a_good_configuration_and_refuses_a_bad_one():
    with workplace() as place:
        config = "scrape_configs: [{job_name: %s, scrape_interval: 1s, static_configs: [{targets: ['SELF']}]}]"
        server = place.start_hearth(config % "one", extra=["--web.enable-lifecycle"])
        path = place.path("hearth.yml")
        place.write("hearth.yml", (config % "two").replace("SELF", server.address))
        assert server.get("/-/reload", method="POST")[0] == 200
        assert server.api("scrape_pools")["scrapePools"] == ["two"]
        place.write("hearth.yml", "scrape_configs:\n  - job_name: three\n    scrape_intervall: 1s\n")
        status, body = server.get("/-/reload", method="POST")
        assert status == 500 and b"scrape_intervall" in body and b":3:" in body and path.encode() in body, body
        assert server.api("scrape_pools")["scrapePools"] == ["two"]
        assert server.value("prometheus_config_last_reload_successful") in (0, 1, None)
        place.write("hearth.yml", (config % "four").replace("SELF", server.address))
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: server.api("scrape_pools")["scrapePools"] == ["four"], "the reload by SIGHUP")


def refused(place, *arguments):
    """(exit code, log) of a start that must fail."""
    process = place.start([harness.hearth(), "--server", *arguments], f"refused-{len(place.processes)}")
    code = process.wait(30)
    return code, process.log()


def test_every_refused_start_says_why_in_one_sentence():
    with workplace() as place:
        good = place.write("good.yml", "global: {scrape_interval: 10s}\n")
        server = place.start_hearth("global: {scrape_interval: 10s}\n")
        port = harness.free_port()
        code, log = refused(place, f"--config.file={good}", f"--web.listen-address=127.0.0.1:{server.port}",
                            f"--storage.tsdb.path={place.path('d1')}")
        assert code != 0 and "already uses port" in log and str(server.port) in log, (code, log)
        code, log = refused(place, f"--config.file={good}", f"--web.listen-address=127.0.0.1:{port}",
                            f"--storage.tsdb.path={place.path('hearth-data')}")
        assert code != 0 and "locked" in log and str(server.process.pid) in log, (code, log)
        code, log = refused(place, f"--config.file={place.path('nowhere.yml')}",
                            f"--web.listen-address=127.0.0.1:{port}", f"--storage.tsdb.path={place.path('d2')}")
        assert code == 2 and "nowhere.yml" in log, (code, log)
        assert not os.path.exists(place.path("d2"))
        bad = place.write("bad.yml", "global:\n  scrape_interval: often\n")
        code, log = refused(place, f"--config.file={bad}", f"--storage.tsdb.path={place.path('d2')}")
        assert code == 2 and "bad.yml:2:" in log and "scrape_interval" in log, (code, log)
        code, log = refused(place, "--no.such.flag")
        assert code == 2 and "no.such.flag" in log, (code, log)
        file_path = place.write("file", "")
        code, log = refused(place, f"--config.file={good}", f"--web.listen-address=127.0.0.1:{port}",
                            f"--storage.tsdb.path={file_path}/data")
        assert code == 1 and file_path in log, (code, log)


def test_a_malformed_exposition_takes_the_target_down_and_keeps_what_was():
    import http.server
    import threading

    class Handler(http.server.BaseHTTPRequestHandler):
        body = b"good_metric 1\n"

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.send_header("Content-Length", str(len(self.body)))
            self.end_headers()
            self.wfile.write(self.body)

        def log_message(self, *_):
            pass

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    with workplace() as place:
        server = place.start_hearth("scrape_configs: [{job_name: app, scrape_interval: 200ms, scrape_timeout: 200ms, "
                                    "static_configs: [{targets: ['127.0.0.1:%d']}]}]" % httpd.server_port)
        wait_until(lambda: server.value("good_metric") == 1, "a good scrape", process=server.process)
        Handler.body = b"good_metric 2\nbad metric line\n"
        wait_until(lambda: server.value("up") == 0, "the target down", process=server.process)
        error = server.api("targets")["activeTargets"][0]["lastError"]
        assert "2" in error and error, error
        assert server.value("max_over_time(good_metric[1m])") == 1
    httpd.shutdown()


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
