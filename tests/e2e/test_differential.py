#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hearth and the real Prometheus scrape the same target and are asked the same questions.

The target counts the scrapes of each client and serves its n-th scrape the n-th tick of a made-up world, stamped with
that tick's time: both databases then hold the same samples, whenever each of them came by. Queries look half-way
between samples, so that it does not matter whether a range includes its left end (2.x) or not (3.x).

HEARTH_E2E_TICKS and HEARTH_E2E_INTERVAL set how long the two scrape: the default is short, 120 and 1s are two minutes.
"""

import http.server
import itertools
import json
import math
import os
import sys
import threading
import time

import harness
from harness import wait_until, workplace

TICKS = int(os.environ.get("HEARTH_E2E_TICKS", "60"))
INTERVAL = os.environ.get("HEARTH_E2E_INTERVAL", "100ms")
TICK_SECONDS = 2
RELATIVE = 1e-9


def exposition(tick, stamp):
    """The world at one tick: counters (one resets), gauges, a histogram, a summary, a series that comes and goes."""
    lines = ["# HELP requests_total Requests.", "# TYPE requests_total counter"]

    def add(series, value):
        lines.append(f"{series} {value!r} {stamp}")

    for i, (job, code) in enumerate(itertools.product("abc", ("200", "404", "500"))):
        value = 1000 + tick * (i + 1) + (tick * tick * 7 % 13)
        add(f'requests_total{{job_name="{job}",code="{code}"}}', float(value))
    lines.append("# TYPE restarts_total counter")
    add("restarts_total", float(500 + tick * 3 if tick < TICKS // 2 else 5 + tick))
    lines.append("# TYPE temperature_celsius gauge")
    for i, room in enumerate(("attic", "cellar", "hall")):
        add(f'temperature_celsius{{room="{room}"}}', 20 + 5 * math.sin(tick / (3 + i)) - i)
    add('temperature_celsius{room="roof"}', math.nan if tick % 7 == 0 else -3.5)
    lines.append("# TYPE room_floor gauge")
    for i, room in enumerate(("attic", "cellar", "hall")):
        add(f'room_floor{{room="{room}",building="main"}}', float(2 - 2 * i))
    lines.append("# TYPE wait_seconds histogram")
    for i, zone in enumerate(("x", "y")):
        total = 0
        for j, bound in enumerate(("0.25", "0.5", "2.5", "+Inf")):
            total += 100 + tick * (j + 1 + i)
            add(f'wait_seconds_bucket{{zone="{zone}",le="{bound}"}}', float(total))
        add(f'wait_seconds_sum{{zone="{zone}"}}', 100.5 + tick * 2.25)
        add(f'wait_seconds_count{{zone="{zone}"}}', float(total))
    if tick % 10 < 5:
        add("sometimes", float(tick))
    return ("\n".join(lines) + "\n").encode()


class World(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        client = "prometheus" if self.path.startswith("/prometheus") else "hearth"
        with self.server.lock:
            tick = self.server.ticks[client] = min(self.server.ticks.get(client, -1) + 1, TICKS - 1)
        body = exposition(tick, self.server.start_ms + tick * TICK_SECONDS * 1000)
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def instant_queries():
    r, t = "requests_total", "temperature_celsius"
    yield from (r, f'{r}{{code="200"}}', f'{r}{{code!="200"}}', f'{r}{{code=~"4..|5.."}}', f'{r}{{code!~"4.*"}}',
                '{__name__=~"re.*_total"}', f'{r}{{nothing=""}}', f"{r} offset 20s", f"{t} offset -10s", "sometimes",
                "1", "1 + 2 * 3 ^ 2 - -1", '"text"', "-1 ^ 2", "7 % 3", "time() - time()", "vector(1)", "nothing_here",
                f"-{t}", f"+{t}", f"({r})", f"{t} @ end()", f"{t} @ start()", "Inf", "NaN", "0x1F", "1e3")
    for function in ("abs", "ceil", "floor", "exp", "sqrt", "ln", "log2", "log10", "round", "sgn", "sin", "cos", "tan",
                     "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "deg", "rad", "sort",
                     "sort_desc", "timestamp", "absent", "scalar"):
        yield f"{function}({t})"
    for function in ("minute", "hour", "day_of_week", "day_of_month", "day_of_year", "days_in_month", "month", "year"):
        yield from (f"{function}()", f"{function}({r} * 100000)")
    yield from (f"round({t}, 0.5)", f"clamp({t}, 16, 20)", f"clamp_min({t}, 18)", f"clamp_max({t}, 18)",
                f"clamp({t}, 20, 16)", "absent(nothing_here{a=\"b\",c=~\"d\"})", "absent_over_time(nothing_here[1m])",
                "pi()", "scalar(sum(room_floor))", "vector(time()) > 5")
    for function in ("rate", "increase", "delta", "irate", "idelta", "changes", "resets", "deriv"):
        for series in (r, "restarts_total", t, "sometimes"):
            yield f"{function}({series}[21s])"
    for function in ("avg", "sum", "min", "max", "count", "stddev", "stdvar", "last", "present"):
        for series in (t, "sometimes"):
            yield f"{function}_over_time({series}[25s])"
    yield from (f"quantile_over_time({q}, {t}[30s])" for q in (-0.5, 0, 0.3, 0.5, 0.99, 1, 2))
    yield from (f"predict_linear({t}[30s], 60)", f"rate({r}[21s] offset 10s)", f"rate({r}[21s] @ end())")
    for op in ("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"):
        yield from (f"{op}({r})", f"{op} by (code) ({r})", f"{op} without (code) ({r})", f"{op} by (job_name, code) ({r})",
                    f"{op}({t})", f"{op} by () ({t})", f"{op}(rate({r}[21s])) by (job_name)")
    yield from (f"{op}({k}, {r})" for op in ("topk", "bottomk") for k in (0, 1, 3, 100))
    yield from (f"topk by (code) (1, {r})", f"bottomk without (job_name) (2, {r})")
    yield from (f"quantile({q}, {t})" for q in (-1, 0, 0.25, 0.5, 1, 2))
    yield from (f'count_values("v", room_floor)', f'count_values by (building) ("v", room_floor)')
    for op in ("+", "-", "*", "/", "%", "^", "atan2"):
        for both in (f"{t} {op} 2", f"2 {op} {t}", f"{t} {op} {t}", f"{t} {op} on (room) room_floor",
                     f"{t} {op} ignoring (building) room_floor"):
            # 2.x forgets to drop the metric name after atan2.
            yield f"sum by (room, building) ({both})" if op == "atan2" else both
    for op in ("==", "!=", "<", ">", "<=", ">="):
        yield from (f"{t} {op} 18", f"{t} {op} bool 18", f"18 {op} {t}", f"1 {op} bool 2",
                    f"{t} {op} on (room) room_floor", f"{t} {op} bool on (room) room_floor")
    for op in ("and", "or", "unless"):
        yield from (f"{t} {op} {t} > 18", f"{t} {op} on (room) room_floor", f"{r} {op} ignoring (code) {r}{{code=\"200\"}}")
    yield from (f"{r} / ignoring (code) group_left sum without (code) ({r})",
                f"{r} / on (job_name) group_left sum by (job_name) ({r})",
                f"{t} * on (room) group_left (building) room_floor",
                f"room_floor * on (room) group_right (building) {t}",
                f"{r} + on (job_name) {r}", f"{t} + on () {t}")
    yield from (f"histogram_quantile({q}, rate(wait_seconds_bucket[21s]))" for q in (-1, 0, 0.1, 0.5, 0.9, 0.99, 1, 2))
    yield from ("histogram_quantile(0.9, sum by (le) (rate(wait_seconds_bucket[21s])))",
                "rate(wait_seconds_sum[21s]) / rate(wait_seconds_count[21s])")
    yield from (f'label_replace({t}, "x", "$1-y", "room", "(.).*")', f'label_replace({t}, "room", "", "room", ".*")',
                f'label_join({r}, "j", "/", "job_name", "code")', f'label_replace({t}, "x", "y", "room", "nothing")')
    yield from (f"max_over_time(rate({r}[10s])[30s:5s])", f"avg_over_time({t}[30s:7s])", f"sum_over_time({t}[20s:2s] offset 6s)",
                f"max_over_time(sum({r})[40s:10s])", f"{t}[15s]", f"{r}[9s] offset 5s", f"{t}[20s:5s]",
                f"min_over_time(deriv({t}[10s])[20s:5s])", f"rate({t}[20s:1s])")


def failing_queries():
    yield from ("sum(", "rate(requests_total)", "requests_total{", "1 +", "foo bar", "{}", '{a=""}', "sum by (a", "rate(x[0s])",
                "topk(x)", "abs()", "1 and 2", "x[5m] offset", "unknown_function(x)", '"a" + 1', "x + on (a) group_left (a) y",
                "requests_total + on (code) requests_total", "x{a=~\"(\"}", "x{__name__=\"y\"}", "bool", "1 == 1", "x[5m] + 1",
                "count_values(1, x)", "label_replace(temperature_celsius, \"a\", \"b\", \"c\", \"(\")", "@", "x @ y", "[5m]")


def close(a, b):
    a, b = float(a), float(b)
    return a == b or (math.isnan(a) and math.isnan(b)) or abs(a - b) <= RELATIVE * max(abs(a), abs(b), 1e-300) or \
        abs(a - b) < 1e-12


def points_of(series):
    """[time, value or native histogram] in the order of time, of a vector's or a matrix's series."""
    one = [series[k] for k in ("value", "histogram") if k in series]
    return sorted(one + series.get("values", []) + series.get("histograms", []), key=lambda point: point[0])


def same_value(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        buckets = a.get("buckets") or [], b.get("buckets") or []
        return close(a["count"], b["count"]) and close(a["sum"], b["sum"]) and len(buckets[0]) == len(buckets[1]) and \
            all(x[0] == y[0] and all(map(close, x[1:], y[1:])) for x, y in zip(*buckets))
    return not isinstance(a, dict) and not isinstance(b, dict) and close(a, b)


def key(series):
    return tuple(sorted(series["metric"].items()))


def difference(one, two, ordered):
    """None where the answers are alike, else what differs."""
    if one["resultType"] != two["resultType"]:
        return f"type {one['resultType']} / {two['resultType']}"
    kind, a, b = one["resultType"], one["result"], two["result"]
    if kind == "string":
        return None if a[1] == b[1] else f"{a} / {b}"
    if kind == "scalar":
        return None if close(a[1], b[1]) else f"{a} / {b}"
    if ordered and [key(s) for s in a] != [key(s) for s in b]:
        return f"order {[key(s) for s in a]} / {[key(s) for s in b]}"
    left, right = {key(s): s for s in a}, {key(s): s for s in b}
    if left.keys() != right.keys():
        return f"series only in one: {list(left.keys() ^ right.keys())[:4]}"
    for labels, series in left.items():
        points, others = points_of(series), points_of(right[labels])
        if [p[0] for p in points] != [p[0] for p in others]:
            return f"times of {labels}: {len(points)} / {len(others)} points"
        for (at, v), (_, w) in zip(points, others):
            if not same_value(v, w):
                return f"{labels} at {at}: {v} / {w}"
    return None


def ask(server, path, parameters):
    status, body = server.get("/api/v1/" + path, parameters)
    return status, json.loads(body)


def compare(prometheus, hearth, path, parameters, ordered=False):
    """What differs between the two answers to one request; None where nothing does."""
    status, expected = ask(prometheus, path, parameters)
    mine, got = ask(hearth, path, parameters)
    if status != mine or expected["status"] != got["status"]:
        return f"{status} {expected.get('error', '')} / {mine} {got.get('error', '')}"
    if expected["status"] == "error":
        return None if expected["errorType"] == got["errorType"] else f"{expected} / {got}"
    if "resultType" in (expected["data"] or {}):
        return difference(expected["data"], got["data"], ordered)
    return None if expected["data"] == got["data"] else f"{expected['data']} / {got['data']}"


def start_both(place):
    world = http.server.ThreadingHTTPServer(("127.0.0.1", 0), World)
    world.ticks, world.lock = {}, threading.Lock()
    world.start_ms = (int(time.time()) - TICKS * TICK_SECONDS) * 1000 + 250
    threading.Thread(target=world.serve_forever, daemon=True).start()
    config = ("global: {scrape_interval: %s, scrape_timeout: %s}\n"
              "scrape_configs: [{job_name: world, metrics_path: /%s, static_configs: [{targets: ['127.0.0.1:%d']}]}]")
    both = []
    for name, start in (("prometheus", place.start_prometheus), ("hearth", place.start_hearth)):
        both.append(start(config % (INTERVAL, INTERVAL, name, world.server_port)))
    wait_until(lambda: len(world.ticks) == 2 and min(world.ticks.values()) >= TICKS - 1, "all ticks scraped", 300)
    last = (world.start_ms + (TICKS - 1) * TICK_SECONDS * 1000) / 1000
    for server in both:
        wait_until(lambda: server.value("timestamp(restarts_total)", last + 0.1) == last, "the last tick", 30)
    world.shutdown()
    return *both, last


def test_the_same_questions_get_the_same_answers():
    with workplace() as place:
        prometheus, hearth, last = start_both(place)
        at = last - 7.75
        wrong, asked = [], 0

        def check(path, parameters, ordered=False):
            nonlocal asked
            asked += 1
            if found := compare(prometheus, hearth, path, parameters, ordered):
                wrong.append(f"{path} {parameters}: {found}")

        for expression in instant_queries():
            ordered = expression.startswith(("sort", "topk(", "bottomk("))
            check("query", {"query": expression, "time": f"{at:.3f}"}, ordered)
            if "[" not in expression.rstrip(")")[-4:] and not expression.endswith("]") and expression != '"text"':
                check("query_range", {"query": expression, "start": f"{at - 40:.3f}", "end": f"{at:.3f}", "step": "7"})
        for expression in failing_queries():
            check("query", {"query": expression, "time": f"{at:.3f}"})
        window = {"start": f"{last - 60:.3f}", "end": f"{last:.3f}"}
        for path, parameters in (("labels", {"match[]": "requests_total"}), ("labels", {"match[]": ["room_floor", "sometimes"]}),
                                 ("label/code/values", {}), ("label/room/values", {"match[]": "room_floor"}),
                                 ("series", {"match[]": "room_floor"}), ("series", {}), ("query", {}),
                                 ("query", {"query": "1", "time": "x"}), ("query", {"query": "1", "timeout": "x"}),
                                 ("query_range", {"query": "1", "start": "2", "end": "1", "step": "1"}),
                                 ("query_range", {"query": "1", "start": "1", "end": "2", "step": "0"}),
                                 ("query_range", {"query": "1", "start": "1", "end": "90000", "step": "1"}),
                                 ("labels", {"match[]": "{"}),
                                 ("format_query", {"query": "sum(x)by(a)+1"})):
            check(path, parameters | (window if path.startswith(("label", "series")) else {}))
        print(f"{asked} questions, {len(wrong)} answered differently")
        assert asked >= 300
        assert not wrong, "\n".join(wrong)


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
