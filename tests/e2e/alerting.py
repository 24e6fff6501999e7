# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests about alerts share: Alertmanagers, real and built in, and a mail server with STARTTLS and AUTH."""

import email
import email.policy
import ssl
import subprocess

from harness import Server, Skip, free_port, peer, wait_until

try:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, AuthResult
except ImportError:
    Controller = None

USER, PASSWORD = "monitor", "correct horse battery"


class Alertmanager(Server):
    """Anything that speaks Alertmanager's API v2 on a port of this machine."""

    @property
    def url(self):
        return f"http://{self.address}"

    def wait_ready(self):
        wait_until(lambda: self.get("/-/ready")[0] == 200, "Alertmanager", 30, self.process)
        return self

    def amtool(self, *arguments):
        """Exit code and output of the real amtool."""
        done = subprocess.run([peer("amtool"), "--no-version-check", f"--alertmanager.url={self.url}", *arguments],
                              capture_output=True, text=True, timeout=60, env={"HOME": "/nonexistent", "TZ": "UTC"})
        return done.returncode, done.stdout + done.stderr


def start_alertmanager(place, config, name="alertmanager", extra=()):
    """The real one."""
    port = free_port()
    path = place.write(f"{name}.yml", config)
    process = place.start([peer("prometheus-alertmanager", "alertmanager"), f"--config.file={path}",
                           f"--storage.path={place.path(name + '-data')}", f"--web.listen-address=127.0.0.1:{port}",
                           "--cluster.listen-address=", *extra], name)
    return Alertmanager(port, process).wait_ready()


def start_hearth_with_alertmanager(place, config, alertmanager_config, name="hearth", extra=(), port=None,
                                   alertmanager_port=None):
    """(Hearth, its Alertmanager)"""
    alertmanager_port = alertmanager_port or free_port()
    path = place.write(f"{name}-alertmanager.yml", alertmanager_config)
    server = place.start_hearth(config, data=f"{name}-data", name=name, port=port,
                                extra=[f"--alertmanager.config.file={path}",
                                       f"--alertmanager.listen-address=127.0.0.1:{alertmanager_port}", *extra])
    return server, Alertmanager(alertmanager_port, server.process).wait_ready()


class MailServer:
    """An SMTP server on localhost that insists on STARTTLS and on the one user, and keeps what it is sent."""

    def __init__(self, place):
        if Controller is None:
            raise Skip("aiosmtpd is not installed")
        self.messages, self.port = [], free_port()
        self.certificate = place.path("mail.crt")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                        "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout",
                        place.path("mail.key"), "-out", self.certificate], check=True, capture_output=True)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, place.path("mail.key"))
        server = self

        class WithTls(Controller):
            def factory(self):
                return SMTP(self.handler, hostname="localhost", tls_context=context, require_starttls=True,
                            authenticator=server.authenticate, auth_required=True,
                            # aiosmtpd asks for the name in words that Alertmanager's LOGIN does not know.
                            auth_exclude_mechanism=["LOGIN"])

        self.controller = WithTls(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.controller.stop()

    @staticmethod
    def authenticate(_server, _session, _envelope, _mechanism, data):
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False)  # the server says so

    async def handle_DATA(self, _server, _session, envelope):  # named by aiosmtpd
        message = email.message_from_bytes(envelope.original_content or envelope.content, policy=email.policy.default)
        self.messages.append((list(envelope.rcpt_tos), message))
        return "250 2.0.0 queued"

    def to(self, address):
        """The messages to one address, in order."""
        return [message for recipients, message in list(self.messages) if address in recipients]

    def config(self, address):
        """An alertmanager.yml that mails to `address` through this server."""
        return f"""
global:
  smtp_smarthost: localhost:{self.port}
  smtp_from: hearth@example.org
  smtp_auth_username: {USER}
  smtp_auth_password: {PASSWORD}
route:
  receiver: mail
  group_by: [alertname]
  group_wait: 1s
  group_interval: 2s
  repeat_interval: 1h
receivers:
  - name: mail
    email_configs:
      - to: {address}
        send_resolved: true
        tls_config:
          ca_file: {self.certificate}
"""


def body_text(message):
    """All text of a mail, HTML included."""
    return "\n".join(part.get_content() for part in message.walk() if part.get_content_maintype() == "text")
