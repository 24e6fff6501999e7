#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API says of the storage, and does to it, beside the real Prometheus."""

import json
import os
import sys
import time

import harness
from harness import wait_until, workplace

CONFIG = "scrape_configs: [{job_name: self, scrape_interval: 200ms, static_configs: [{targets: ['SELF']}]}]\n"
ADMIN = "/api/v1/admin/tsdb/"

# Requests whose answers must be the same to the byte: method, target.
REFUSED_WITHOUT_FLAGS = [("POST", ADMIN + "delete_series?match[]=up"), ("PUT", ADMIN + "delete_series"),
                         ("POST", ADMIN + "clean_tombstones"), ("POST", ADMIN + "snapshot?skip_head=maybe"),
                         ("GET", "/api/v1/query_exemplars?query=up")]
REFUSED_WITH_FLAGS = [("POST", ADMIN + "delete_series"), ("POST", ADMIN + "delete_series?match[]=up&start=x"),
                      ("POST", ADMIN + "delete_series?match[]=up&end=never"),
                      ("PUT", ADMIN + "delete_series?match[]=up{"), ("POST", ADMIN + "snapshot?skip_head=maybe"),
                      ("GET", "/api/v1/query_exemplars?query=up&start=x"),
                      ("GET", "/api/v1/query_exemplars?query=up&start=2&end=1"),
                      ("GET", "/api/v1/query_exemplars?query=sum("),
                      ("GET", "/api/v1/query_exemplars?query=nothing_of_that_name")]


def answers(server, requests):
    return [(method, target, *server.get(target, method=method)) for method, target in requests]


def test_refusals_are_prometheuss_to_the_byte():
    with workplace() as place:
        flags = ["--web.enable-admin-api", "--enable-feature=exemplar-storage"]
        mine, other = place.start_hearth(CONFIG), place.start_prometheus(CONFIG)
        different = [pair for pair in zip(answers(mine, REFUSED_WITHOUT_FLAGS), answers(other, REFUSED_WITHOUT_FLAGS))
                     if pair[0] != pair[1]]
        assert not different, different
        mine = place.start_hearth(CONFIG, "second", flags, "hearth-2")
        other = place.start_prometheus(CONFIG, "third", flags, "prometheus-2")
        different = [pair for pair in zip(answers(mine, REFUSED_WITH_FLAGS), answers(other, REFUSED_WITH_FLAGS))
                     if pair[0] != pair[1]]
        assert not different, different


def test_shapes_are_prometheuss():
    with workplace() as place:
        mine, other = place.start_hearth(CONFIG), place.start_prometheus(CONFIG)
        for server in (mine, other):
            wait_until(lambda: server.value("up") == 1, "the first scrape", process=server.process)
        assert list(mine.api("status/walreplay")) == list(other.api("status/walreplay")) == ["min", "max", "current"]
        assert mine.api("status/runtimeinfo")["storageRetention"] == other.api("status/runtimeinfo")["storageRetention"]
        assert mine.api("status/runtimeinfo")["corruptionCount"] == 0
        statuses = [server.api("status/tsdb") for server in (mine, other)]
        assert list(statuses[0]) == list(statuses[1]), [list(s) for s in statuses]
        assert list(statuses[0]["headStats"]) == list(statuses[1]["headStats"])
        assert mine.api("status/tsdb/blocks") == {"blocks": []}


def test_retention_is_shown_as_prometheus_shows_it():
    for flags in (["--storage.tsdb.retention.size=512MB"], ["--storage.tsdb.retention.time=30d"],
                  ["--storage.tsdb.retention=3d"],
                  ["--storage.tsdb.retention.time=1y", "--storage.tsdb.retention.size=1536MB"]):
        with workplace() as place:
            shown = [server.api("status/runtimeinfo")["storageRetention"]
                     for server in (place.start_hearth(CONFIG, extra=flags), place.start_prometheus(CONFIG, extra=flags))]
            assert shown[0] == shown[1], (flags, shown)


def test_series_are_deleted_and_cleaned_and_copied():
    with workplace() as place:
        server = place.start_hearth(CONFIG, extra=["--web.enable-admin-api"])
        wait_until(lambda: (server.value("count_over_time(up[1m])") or 0) > 2, "some scrapes", process=server.process)
        status, body = server.get(ADMIN + "snapshot", method="POST")
        assert status == 200, body
        name = json.loads(body)["data"]["name"]
        copy = place.path("hearth-data", "snapshots", name)
        assert [n for n in os.listdir(copy) if len(n) == 26], os.listdir(copy)
        metric = "prometheus_build_info"
        assert server.query(metric)
        before = time.time()
        status, body = server.get(ADMIN + "delete_series", {"match[]": metric}, "POST")
        assert (status, body) == (204, b""), (status, body)
        assert not server.query(f"{metric}[1m]", before)
        wait_until(lambda: server.query(metric), "the next scrape of it", process=server.process)
        status, body = server.get(ADMIN + "clean_tombstones", method="PUT")
        assert (status, body) == (204, b""), (status, body)
        # The copy has what was deleted, and is a database of its own.
        wal = os.path.join(copy, "wal")
        os.makedirs(wal, exist_ok=True)
        again = place.start_prometheus("global: {}\n", os.path.join("hearth-data", "snapshots", name), name="copy")
        assert again.query(f"{metric}[5m]", before)
        assert len(again.query("count_over_time(up[5m])", before)) == 1


def test_a_reload_opens_and_closes_the_window_for_late_samples():
    with workplace() as place:
        window = "storage: {tsdb: {out_of_order_time_window: 1h}}\n"
        server = place.start_hearth(CONFIG, extra=["--web.enable-lifecycle"])
        config = CONFIG.replace("SELF", server.address)
        for text in (config + window, config):
            place.write("hearth.yml", text)
            status, body = server.get("/-/reload", method="POST")
            assert status == 200, body
            assert ("1h" in server.api("status/config")["yaml"].split("out_of_order_time_window")[-1]) == (text != config)


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
