#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Test messages through receivers: what is told of servers that take them, refuse them, hang, or are not there."""

import contextlib
import http.server
import json
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import harness
from alerting import PASSWORD, MailServer, start_hearth_with_alertmanager
from harness import free_port, workplace

SECRET = "hooks/T024/secret-word"


class WebServer:
    """HTTP on loopback: /ok takes everything, /500 and /401 refuse, /slow says nothing."""

    def __enter__(self):
        released = self.released = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # named by http.server
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status = 500 if "500" in self.path else 401 if "401" in self.path else 200
                if "slow" in self.path:
                    released.wait(60)
                body = b"the disk of the chat is full" if status == 500 else b"fine"
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError):  # who was kept waiting has gone
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.released.set()
        self.server.shutdown()


class SilentServer:
    """Takes connections and says nothing."""

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=20)
        self.port = self.socket.getsockname()[1]
        return self

    def __exit__(self, *_):
        self.socket.close()


def config(mail, web, silent):
    login = "auth_username: monitor, auth_password: '%s'"
    tls = f"tls_config: {{ca_file: {mail.certificate}}}"
    ways = {
        "good": f"{{to: a@example.org, smarthost: 'localhost:{mail.port}', {login % PASSWORD}, {tls}}}",
        "wrong-password": f"{{to: a@example.org, smarthost: 'localhost:{mail.port}', {login % 'open sesame'}, {tls}}}",
        "closed": f"{{to: a@example.org, smarthost: 'localhost:{free_port()}'}}",
        "no-tls-there": f"{{to: a@example.org, smarthost: 'localhost:{mail.port}', force_implicit_tls: true, {tls}}}",
        "unknown-authority": f"{{to: a@example.org, smarthost: 'localhost:{mail.port}', {login % PASSWORD}}}",
        "hangs": f"{{to: a@example.org, smarthost: '127.0.0.1:{silent.port}'}}",
    }
    hooks = {"hook": f"{web.url}/ok/{SECRET}", "hook-500": f"{web.url}/500/{SECRET}",
             "hook-401": f"{web.url}/401/{SECRET}", "hook-slow": f"{web.url}/slow/{SECRET}",
             "hook-https": f"{web.url}/ok/{SECRET}".replace("http:", "https:")}
    lines = ["global: {smtp_from: hearth@example.org}", "route: {receiver: good}", "receivers:"]
    lines += [f"- name: {name}\n  email_configs: [{way}]" for name, way in ways.items()]
    lines += [f"- name: {name}\n  webhook_configs: [{{url: '{url}'}}]" for name, url in hooks.items()]
    lines.append(f"- name: both\n  email_configs: [{ways['closed']}]\n  webhook_configs: [{{url: '{hooks['hook']}'}}]")
    return "\n".join(lines) + "\n"


def ask(own, body, kind="application/json"):
    """Status and answer of POST /api/v2/receivers/test."""
    request = urllib.request.Request(f"{own.url}/api/v2/receivers/test", headers={"Content-Type": kind},
                                     data=body if isinstance(body, bytes) else json.dumps(body).encode())
    try:
        with urllib.request.urlopen(request, timeout=40) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def tested(own, receiver):
    status, answer = ask(own, {"receiver": receiver})
    assert status == 200, (receiver, status, answer)
    (one,) = answer["integrations"]
    times = [step["microseconds"] for step in one["steps"]]
    assert times == sorted(times) and all(0 <= time <= one["microseconds"] + 1000 for time in times), one
    assert PASSWORD not in json.dumps(answer) and "open sesame" not in json.dumps(answer), answer
    assert SECRET not in json.dumps(answer), answer
    return one, [step["step"] for step in one["steps"]]


EXPECTED = {
    # receiver: steps made, the step that failed, words of the error
    "good": (["resolve", "connect", "hello", "tls", "login", "send", "answer"], None, ""),
    "wrong-password": (["resolve", "connect", "hello", "tls"], "login", "535"),
    "closed": (["resolve"], "connect", "connection refused"),
    "no-tls-there": (["resolve", "connect"], "tls", "TLS"),
    "unknown-authority": (["resolve", "connect", "hello"], "tls", "certificate"),
    "hook": (["resolve", "connect", "send", "answer"], None, ""),
    "hook-500": (["resolve", "connect", "send", "answer"], "answer", "the disk of the chat is full"),
    "hook-401": (["resolve", "connect", "send", "answer"], "answer", "401"),
    "hook-https": (["resolve", "connect"], "tls", ""),
}


def test_each_step_is_told_with_its_time_and_the_servers_words():
    with workplace() as place, MailServer(place) as mail, WebServer() as web, SilentServer() as silent:
        _, own = start_hearth_with_alertmanager(place, "scrape_configs: []\n", config(mail, web, silent))
        for receiver, (steps, failed, words) in EXPECTED.items():
            one, made = tested(own, receiver)
            assert made == steps, (receiver, one)
            assert one.get("failedStep") == failed and one["delivered"] == (failed is None), (receiver, one)
            assert words in one["error"], (receiver, one)
        (message,) = mail.to("a@example.org")
        assert "Test message to good" in str(message), message
        one, _ = tested(own, "good")
        assert one["answer"] == "250 2.0.0 queued", one
        said = [line["text"] for line in one["transcript"]]
        assert "STARTTLS" in said and any(line.endswith("***") for line in said if line.startswith("AUTH ")), said
        # Groups, log and counts know nothing of tests.
        assert json.loads(own.get("/api/v2/alerts")[1]) == []
        assert json.loads(own.get("/api/v2/hearth/deliveries")[1]) == []


def test_servers_that_hang_are_given_up():
    with workplace() as place, MailServer(place) as mail, WebServer() as web, SilentServer() as silent:
        _, own = start_hearth_with_alertmanager(place, "scrape_configs: []\n", config(mail, web, silent))
        for receiver, failed in (("hangs", "hello"), ("hook-slow", "answer")):
            one, _ = tested(own, receiver)
            assert one["failedStep"] == failed and 14e6 < one["microseconds"] < 20e6, (receiver, one)


def test_bad_requests_are_refused_and_many_are_limited():
    with workplace() as place, MailServer(place) as mail, WebServer() as web, SilentServer() as silent:
        _, own = start_hearth_with_alertmanager(place, "scrape_configs: []\n", config(mail, web, silent))
        assert ask(own, {"receiver": "nobody"})[0] == 404
        assert ask(own, {"receiver": "hook", "integration": "email[0]"})[0] == 404
        assert ask(own, {"receiver": "hook"}, "text/plain")[0] == 415
        assert ask(own, {"integration": "email[0]"})[0] == 422
        assert ask(own, b"[1")[0] == 422
        assert ask(own, {"receiver": "x" * 20_000})[0] == 413
        assert own.get("/api/v2/receivers/test")[0] == 405
        statuses = [ask(own, {"receiver": "hook"})[0] for _ in range(25)]
        assert statuses[:20] == [200] * 20 and set(statuses[20:]) == {400}, statuses


def test_the_verb_prints_steps_and_fails_where_a_message_did_not_arrive():
    with workplace() as place, MailServer(place) as mail, WebServer() as web, SilentServer() as silent:
        _, own = start_hearth_with_alertmanager(place, "scrape_configs: []\n", config(mail, web, silent))

        def run(*arguments):
            done = subprocess.run([harness.hearth(), "alert", "test-receiver", f"--alertmanager.url={own.url}", *arguments],
                                  capture_output=True, text=True, timeout=60, env={"HOME": "/nonexistent"})
            return done.returncode, done.stdout, done.stderr

        code, out, err = run("good")
        assert code == 0 and out.startswith("email[0]: delivered\n") and "250 2.0.0 queued" in out, (code, out, err)
        code, out, err = run("both")
        assert code == 1 and "email[0]: failed" in out and "webhook[0]: delivered" in out, (code, out, err)
        assert "Nobody listens there." in out and "1 of 2 test messages did not arrive" in err, (out, err)
        assert run("--integration", "webhook[0]", "both")[0] == 0
        assert run("nobody")[0] == 1


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
