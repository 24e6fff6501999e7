#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages over the real network: mail to a server that speaks TLS and asks for a password, webhooks that fail."""

import contextlib
import email
import email.header
import http.server
import json
import os
import socket
import ssl
import subprocess
import sys
import threading

import harness
from harness import Skip, workplace

NOTIFICATION = {
    "groupKey": '{}:{alertname="DiskFull"}',
    "groupLabels": {"alertname": "DiskFull"},
    "alerts": [{
        "status": "firing",
        "labels": {"alertname": "DiskFull", "instance": "däta <1>"},
        "annotations": {"summary": "läuft über\n.dot & <b>markup</b>"},
        "startsAt": "2026-01-02T03:04:05Z",
        "generatorURL": "http://prometheus.example/graph?a=1&b=2",
    }],
}
MAIL = """
route: {{receiver: r}}
receivers:
- name: r
  email_configs:
  - to: 'On call <a@example.org>, b@example.org'
    from: hearth@example.org
    smarthost: 'localhost:{port}'
    auth_username: me
    auth_password: '{password}'
    headers: {{subject: 'Störung {{{{ .GroupLabels.alertname }}}}'}}
    text: '{{{{ range .Alerts }}}}{{{{ .Annotations.summary }}}}{{{{ end }}}}'
    {more}
"""
HOOK = "route: {{receiver: r}}\nreceivers: [{{name: r, webhook_configs: [{{url: '{url}'}}]}}]\n"


def aiosmtpd():
    try:
        from aiosmtpd import controller, smtp
    except ImportError:
        raise Skip("python3-aiosmtpd is not installed")
    return controller, smtp


def certificate(directory, name):
    """A key and a certificate for `name` that signed itself."""
    key, cert = (os.path.join(directory, f"{name}.{end}") for end in ("key", "crt"))
    subprocess.run([harness.peer("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-keyout", key,
                    "-out", cert, "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context


class Postbox:
    """What an aiosmtpd server took."""

    def __init__(self, replies=None):
        self.mails = []
        self.replies = replies or {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if reply := self.replies.get("RCPT"):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope)
        return self.replies.get("DATA", "250 2.0.0 queued as 42")


@contextlib.contextmanager
def mail_server(box, context=None, starttls=True):
    controller, smtp = aiosmtpd()

    def check(server, session, envelope, mechanism, data):
        return smtp.AuthResult(success=(data.login, data.password) == (b"me", b"right"), handled=False)

    class Controller(controller.Controller):
        def factory(self):
            return smtp.SMTP(self.handler, authenticator=check, auth_required=True, hostname="peer",
                             tls_context=context if starttls else None, require_starttls=starttls,
                             auth_require_tls=starttls)

    running = Controller(box, hostname="localhost", port=harness.free_port(),
                         ssl_context=None if starttls else context)
    running.start()
    try:
        yield running.port
    finally:
        running.stop()


def send(directory, config, seconds=10):
    """How the first integration's message ended."""
    probe = os.environ.get("HEARTH_RECEIVER_PROBE", "")
    if not os.access(probe, os.X_OK):
        raise Skip(f"no probe at '{probe}' (HEARTH_RECEIVER_PROBE)")
    paths = [os.path.join(directory, name) for name in ("am.yml", "notification.json")]
    for path, text in zip(paths, (config, json.dumps(NOTIFICATION))):
        with open(path, "w") as f:
            f.write(text)
    done = subprocess.run([probe, *paths, str(seconds)], capture_output=True, text=True, timeout=60)
    assert done.stdout, done.stderr
    return json.loads(done.stdout.splitlines()[0])


def test_a_mail_goes_through_starttls_and_login():
    """A mail over STARTTLS with a password arrives whole, and its recipients with it."""
    with workplace() as place:
        cert, context = certificate(place.directory, "localhost")
        box = Postbox()
        with mail_server(box, context) as port:
            told = send(place.directory, MAIL.format(port=port, password="right", more=f"tls_config: {{ca_file: {cert}}}"))
        assert told["outcome"] == "sent" and told["answer"] == "250 2.0.0 queued as 42", told
        [mail] = box.mails
        assert (mail.mail_from, mail.rcpt_tos) == ("hearth@example.org", ["a@example.org", "b@example.org"]), mail.rcpt_tos
        message = email.message_from_bytes(mail.content)
        subject = str(email.header.make_header(email.header.decode_header(message["Subject"])))
        assert subject == "Störung DiskFull", subject
        text, html = (part.get_payload(decode=True).decode() for part in message.get_payload())
        assert text.replace("\r\n", "\n") == "läuft über\n.dot & <b>markup</b>", repr(text)
        assert "&lt;b&gt;markup&lt;/b&gt;" in html and "<b>markup</b>" not in html, html


def test_tls_from_the_first_byte():
    """A server that speaks nothing but TLS gets the mail where the file says so."""
    with workplace() as place:
        cert, context = certificate(place.directory, "localhost")
        box = Postbox()
        with mail_server(box, context, starttls=False) as port:
            more = f"tls_config: {{ca_file: {cert}}}\n    force_implicit_tls: true"
            told = send(place.directory, MAIL.format(port=port, password="right", more=more))
        assert told["outcome"] == "sent" and len(box.mails) == 1, told


def test_a_wrong_password_is_told_and_not_tried_again():
    """A refused login fails for good, with the server's words and without the password."""
    with workplace() as place:
        cert, context = certificate(place.directory, "localhost")
        with mail_server(Postbox(), context) as port:
            told = send(place.directory, MAIL.format(port=port, password="wr0ng-word", more=f"tls_config: {{ca_file: {cert}}}"))
        assert told["outcome"] == "failed" and "535" in told["error"] and "535" in told["answer"], told
        assert "wr0ng-word" not in json.dumps(told), told


def test_certificates_are_checked():
    """A certificate for another name, or of nobody known, is refused before the password is said."""
    with workplace() as place:
        cert, context = certificate(place.directory, "elsewhere.example")
        box = Postbox()
        with mail_server(box, context) as port:
            for more in (f"tls_config: {{ca_file: {cert}}}", "tls_config: {}"):
                told = send(place.directory, MAIL.format(port=port, password="right", more=more))
                assert told["outcome"] == "retry" and "certificate" in told["error"], told
            for more in (f"tls_config: {{ca_file: {cert}, server_name: elsewhere.example}}",
                         "tls_config: {insecure_skip_verify: true}"):
                told = send(place.directory, MAIL.format(port=port, password="right", more=more))
                assert told["outcome"] == "sent", (more, told)
        assert len(box.mails) == 2


def test_refusals_are_told_in_the_servers_words():
    """Replies 4xx and 5xx end up in the outcome."""
    with workplace() as place:
        cert, context = certificate(place.directory, "localhost")
        for command, reply in (("RCPT", "550 5.1.1 nobody here"), ("DATA", "451 4.3.0 later"), ("DATA", "554 5.7.1 spam")):
            with mail_server(Postbox({command: reply}), context) as port:
                told = send(place.directory, MAIL.format(port=port, password="right", more=f"tls_config: {{ca_file: {cert}}}"))
            assert told["outcome"] == "retry" and told["answer"] == reply and reply in told["error"], told


@contextlib.contextmanager
def silent_server():
    """Accepts connections and says nothing."""
    with socket.create_server(("localhost", 0)) as listener:
        yield listener.getsockname()[1]


def test_silent_servers_are_given_up():
    """A mail server and a webhook that never answer cost no more than the deadline."""
    with workplace() as place, silent_server() as port:
        for config in (MAIL.format(port=port, password="right", more=""), HOOK.format(url=f"http://localhost:{port}/x")):
            told = send(place.directory, config, seconds=1)
            assert told["outcome"] == "retry" and "deadline exceeded" in told["error"], told


def test_webhooks_that_refuse():
    """A status 500 is tried again, a 404 is not; both say what the server said."""
    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_error(int(self.path[1:4]), "for a reason")

        def log_message(self, *_):
            pass

    with workplace() as place, http.server.ThreadingHTTPServer(("localhost", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for status, outcome in ((500, "retry"), (404, "failed")):
            told = send(place.directory, HOOK.format(url=f"http://localhost:{server.server_port}/{status}/token"))
            assert told["outcome"] == outcome and f"unexpected status code {status}" in told["error"], told
            assert told["answer"].startswith(f"{status} for a reason") and "token" not in told["error"], told
        server.shutdown()


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
