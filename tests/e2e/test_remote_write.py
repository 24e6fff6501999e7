#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real Prometheus sends what it scrapes to Hearth by remote write."""

import sys
import time

import harness
from harness import Skip, wait_until, workplace

RECEIVER = "global: {scrape_interval: 1s}\n"
SENDER = """
global: {{scrape_interval: 200ms, external_labels: {{site: "café"}}}}
scrape_configs:
  - job_name: prometheus
    static_configs: [{{targets: ["SELF"]}}]
  - job_name: app
    static_configs: [{{targets: ["{app}"]}}]
remote_write:
  - url: http://{receiver}/api/v1/write
    send_exemplars: true
    queue_config: {{batch_send_deadline: 100ms, min_backoff: 30ms, max_backoff: 100ms}}
    metadata_config: {{send_interval: 200ms}}
"""


class App:
    """A target with counters, exemplars and a series that ends, by the Python client library."""

    def __init__(self):
        try:
            import prometheus_client as client
        except ImportError:
            raise Skip("python3-prometheus-client is not installed")
        self.registry = client.CollectorRegistry()
        self.jobs = client.Counter("jobs", "Jobs done.", ["kind"], registry=self.registry)
        self.wait = client.Histogram("wait_seconds", "Waiting.", registry=self.registry)
        self.port = harness.free_port()
        client.start_http_server(self.port, addr="127.0.0.1", registry=self.registry)

    def work(self, times):
        for i in range(times):
            self.jobs.labels("a b").inc(1, {"trace_id": f"job{i}"})
            self.wait.observe(0.01 * i, {"trace_id": f"wait{i}"})


def newest(server):
    """When the newest sample of the app's `up` was scraped; 0 where there is none."""
    return server.value('timestamp(up{job="app"})', time.time()) or 0


def series_of(server, selector, at):
    """{labels as sorted tuple: values with times} of the last half minute."""
    result = server.query(selector + "[30s]", at)
    return {tuple(sorted((k, v) for k, v in s["metric"].items() if k != "site")): s["values"] for s in result}


def test_prometheus_sends_all_its_samples():
    with workplace() as place:
        app = App()
        receiver = place.start_hearth(RECEIVER, extra=["--web.enable-remote-write-receiver"])
        sender = place.start_prometheus(SENDER.format(app=f"127.0.0.1:{app.port}", receiver=receiver.address))
        wait_until(lambda: newest(receiver), "the first samples", process=receiver.process)
        for _ in range(5):
            app.work(3)
            scraped = newest(sender)
            wait_until(lambda: newest(sender) > scraped, "the next scrape", process=sender.process)
        app.jobs.remove("a b")
        wait_until(lambda: not sender.query('jobs_total{job="app"}'), "the series to end", process=sender.process)
        at = time.time()
        wait_until(lambda: newest(receiver) > at, "all samples to arrive", process=receiver.process)
        selector = '{job=~"app|prometheus", __name__!~"prometheus_remote_storage.*|prometheus_tsdb.*"}'
        sent, received = series_of(sender, selector, at), series_of(receiver, selector, at)
        assert len(sent) > 200, len(sent)
        assert sent.keys() == received.keys(), (sent.keys() ^ received.keys())
        # The sender's first scrapes may lie before its queue was ready.
        late = {k for k in sent if received[k] != sent[k][len(sent[k]) - len(received[k]):] or len(received[k]) < 3
                and len(sent[k]) >= 5}
        assert not late, list(late)[:3]
        assert receiver.value('count({site="café"})') > 200
        # The stale marker came, too.
        assert not receiver.query('jobs_total{job="app"}') and receiver.value('count(wait_seconds_count)') == 1
        failed = sender.value("sum(prometheus_remote_storage_samples_failed_total)")
        assert failed == 0, failed
        assert receiver.value('sum(prometheus_api_remote_write_invalid_labels_samples_total)') in (0, None)
        status, body = receiver.get("/metrics")
        assert status == 200 and b'prometheus_http_requests_total{code="204",handler="/api/v1/write"}' in body


def test_the_sender_waits_for_a_receiver_that_restarts():
    with workplace() as place:
        app = App()
        port = harness.free_port()
        extra = ["--web.enable-remote-write-receiver"]
        receiver = place.start_hearth(RECEIVER, extra=extra, port=port)
        sender = place.start_prometheus(SENDER.format(app=f"127.0.0.1:{app.port}", receiver=receiver.address))
        wait_until(lambda: receiver.value('up{job="app"}') == 1, "the first samples", process=receiver.process)
        start = time.time()
        receiver.process.kill()
        receiver.process.wait()
        time.sleep(1)  # samples pile up at the sender
        receiver = place.start_hearth(RECEIVER, extra=extra, port=port, name="hearth-again")
        end = time.time()
        wait_until(lambda: newest(receiver) > end, "later samples", process=receiver.process)
        counts = [s.value(f'count_over_time(up{{job="app"}}[{end - start:.0f}s])', end) for s in (sender, receiver)]
        assert counts[0] == counts[1] and counts[0] >= 4, counts
        assert sender.value("sum(prometheus_remote_storage_samples_failed_total)") == 0


def test_without_the_flag_the_sender_is_told_why():
    with workplace() as place:
        receiver = place.start_hearth(RECEIVER)
        status, body = receiver.get("/api/v1/write", method="POST", body=b"")
        assert status == 404 and b"--web.enable-remote-write-receiver" in body, (status, body)


def test_exemplars_arrive():
    with workplace() as place:
        app = App()
        features = ["--enable-feature=exemplar-storage"]
        receiver = place.start_hearth(RECEIVER, extra=["--web.enable-remote-write-receiver", *features])
        sender = place.start_prometheus(SENDER.format(app=f"127.0.0.1:{app.port}", receiver=receiver.address),
                                        extra=features)
        app.work(5)

        def exemplars(server):
            found = server.api("query_exemplars", query="wait_seconds_bucket", start=0, end=time.time() + 60)
            return {(s["seriesLabels"]["le"], e["labels"]["trace_id"], e["value"], e["timestamp"])
                    for s in found for e in s["exemplars"]}

        wait_until(lambda: exemplars(sender), "exemplars at the sender", process=sender.process)
        wait_until(lambda: exemplars(sender) == exemplars(receiver), "the same at the receiver",
                   process=receiver.process)


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
