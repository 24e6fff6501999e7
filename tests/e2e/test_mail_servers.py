#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mail servers of Alertmanager's own tests (alertmanager-email): Hearth mails to servers like them.

Each file states a server (`smarthost`), whether it wants a login, and where its messages can be read (`server`). Servers of
the same kind are started here on free ports; those of the files exist in the developers' containers alone.
"""

import os
import re
import sys
import urllib.request

import harness
from alerting import start_hearth_with_alertmanager
from harness import Skip, free_port, wait_until, workplace
from test_tool import CONFORMANCE

try:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, AuthResult
except ImportError:
    Controller = None

FILES = {"noauth.yml": False, "noauth-local.yml": False, "auth-local.yml": True}


def stated(name):
    """{key: value} of one file."""
    path = os.path.join(CONFORMANCE, "alertmanager-email", name)
    if not os.path.exists(path):
        raise Skip(f"{path} is not on this machine")
    with open(path) as f:
        return dict(line.split(": ", 1) for line in f.read().splitlines())


class PlainMailServer:
    """SMTP on localhost without TLS; with a login where it is given one."""

    def __init__(self, username="", password=""):
        if Controller is None:
            raise Skip("aiosmtpd is not installed")
        self.port, self.messages, self.logins = free_port(), [], []
        server = self

        def authenticate(_server, _session, _envelope, _mechanism, data):
            server.logins.append((data.login.decode(), data.password.decode()))
            return AuthResult(success=server.logins[-1] == (username, password), handled=False)

        class Plain(Controller):
            def factory(self):
                return SMTP(self.handler, hostname="localhost", authenticator=authenticate if username else None,
                            auth_required=bool(username), auth_require_tls=False, auth_exclude_mechanism=["LOGIN"])

        self.controller = Plain(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    async def handle_DATA(self, _server, _session, envelope):  # named by aiosmtpd
        self.messages.append((envelope.mail_from, envelope.rcpt_tos, envelope.content.decode()))
        return "250 2.0.0 queued"


def alertmanager_config(port, username="", password=""):
    login = f"  smtp_auth_username: {username}\n  smtp_auth_password: {password}\n" if username else ""
    return f"""
global:
  smtp_smarthost: 127.0.0.1:{port}
  smtp_from: alertmanager@example.org
  smtp_require_tls: false
{login}
route: {{receiver: mail, group_by: [alertname], group_wait: 0s}}
receivers:
  - name: mail
    email_configs: [{{to: someone@example.org}}]
"""


def send_alert(alertmanager):
    request = urllib.request.Request(f"{alertmanager.url}/api/v2/alerts", headers={"Content-Type": "application/json"},
                                     data=b'[{"labels": {"alertname": "Disk", "site": "<home>"}}]')
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 200, answer.status


def number(alertmanager, name, **labels):
    total = 0.0
    for line in alertmanager.get("/metrics")[1].decode().splitlines():
        if line.startswith(name + "{") and all(f'{k}="{v}"' in line for k, v in labels.items()):
            total += float(line.rsplit(" ", 1)[1])
    return total


def test_mails_arrive_at_servers_like_those_of_the_files():
    """With a login and without one, in the clear."""
    for name, wants_login in FILES.items():
        server = stated(name)
        assert re.fullmatch(r"\S+:\d+", server["smarthost"]) and server["server"].startswith("http://"), server
        username, password = server.get("username", ""), server.get("password", "")
        assert bool(username) == wants_login, server
        with workplace() as place, PlainMailServer(username, password) as mail:
            _, own = start_hearth_with_alertmanager(place, "scrape_configs: []\n",
                                                    alertmanager_config(mail.port, username, password))
            send_alert(own)
            wait_until(lambda: mail.messages, "a mail", process=own.process)
            sender, recipients, text = mail.messages[0]
            assert (sender, recipients) == ("alertmanager@example.org", ["someone@example.org"]), mail.messages[0]
            assert re.search(r"(?mi)^Subject: \[FIRING:1\] Disk", text), text
            assert mail.logins == ([(username, password)] if username else []), mail.logins


def test_a_wrong_password_and_a_missing_one_are_failures():
    """The server wants a login and gets none or a wrong one: no mail, and the failure is counted and logged."""
    server = stated("auth-local.yml")
    for username, password in ((server["username"], "wrong"), ("", "")):
        with workplace() as place, PlainMailServer(server["username"], server["password"]) as mail:
            hearth, own = start_hearth_with_alertmanager(place, "scrape_configs: []\n",
                                                         alertmanager_config(mail.port, username, password))
            send_alert(own)
            wait_until(lambda: number(own, "alertmanager_notification_requests_failed_total", integration="email") > 0,
                       "a failure", process=own.process)
            assert not mail.messages, mail.messages
            assert number(own, "alertmanager_notifications_failed_total", integration="slack") == 0
            if password:
                assert password not in hearth.process.log(200), "a password stands in the log"


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
