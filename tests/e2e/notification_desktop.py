# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop for one test: an X server, a session bus of its own, dunst, and what was said on the bus."""

import http.server
import os
import re
import subprocess
import threading

import harness
from harness import wait_until

BUS_CONFIG = """<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={directory}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

DUNST_CONFIG = """[global]
    width = 380
    height = 300
    origin = top-right
    offset = 10x10
    font = Sans 10
    markup = full
    icon_position = left
    max_icon_size = 128
    dmenu = {menu}
    notification_limit = 20
    sort = no
    show_indicators = yes
[urgency_low]
    timeout = 30
[urgency_normal]
    background = "#202428"
    foreground = "#f0f0f0"
    timeout = 0
[urgency_critical]
    background = "#702010"
    foreground = "#ffffff"
    timeout = 0
"""


class Exporter:
    """A target that can be stopped and started again on its port."""

    def __init__(self):
        self.port = harness.free_port()
        self.server = None
        self.start()

    def start(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802 (the library's name)
                body = b"answer 42\n"
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; version=0.0.4")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    @property
    def instance(self):
        return f"127.0.0.1:{self.port}"


class Call:
    """One message on the bus, as dbus-monitor prints it."""

    def __init__(self, text):
        # Pixels are for the screen.
        self.text = re.sub(r"array of bytes \[.*?\]", "array of bytes [...]", text, flags=re.DOTALL)
        self.member = re.search(r"member=(\w+)", text).group(1)

    def is_complete(self):
        """Whether the monitor has written all of it: the last argument of a Notify is how long it stays."""
        return self.member != "Notify" or re.search(r"^   int32 -?\d+\n", self.text, re.MULTILINE) is not None

    def values(self):
        """The plain strings and numbers of the message's own arguments, in order."""
        found = re.findall(r'^   (?:string "(.*?)"|u?int32 (-?\d+))$', self.text, re.MULTILINE | re.DOTALL)
        return [text or number for text, number in found]


class Desktop:
    def __init__(self, place):
        self.place = place
        self.output = os.path.join(os.path.dirname(harness.hearth()), "e2e-pictures")
        os.makedirs(self.output, exist_ok=True)
        self.env = dict(os.environ)
        self.start_display()
        self.start_bus()
        self.start_dunst()

    def start_display(self):
        read, write = os.pipe()
        argv = [harness.peer("Xvfb"), "-displayfd", str(write), "-screen", "0", "1700x800x24", "-nolisten", "tcp"]
        with open(self.place.path("Xvfb.log"), "wb") as log:
            process = subprocess.Popen(argv, stdout=log, stderr=log, pass_fds=[write],
                                       preexec_fn=harness.die_with_us)
        self.place.processes.append(process)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.env["DISPLAY"] = ":" + pipe.readline().strip()

    def start_bus(self):
        config = self.place.write("bus.conf", BUS_CONFIG.format(directory=self.place.directory))
        process = subprocess.Popen([harness.peer("dbus-daemon"), f"--config-file={config}", "--print-address",
                                    "--nofork", "--nopidfile"], stdout=subprocess.PIPE, text=True,
                                   preexec_fn=harness.die_with_us)
        self.place.processes.append(process)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = process.stdout.readline().strip()
        self.heard = self.place.path("bus.txt")
        with open(self.heard, "wb") as out:
            monitor = subprocess.Popen([harness.peer("dbus-monitor"), "--session",
                                        "interface='org.freedesktop.Notifications'", "type='method_return'"],
                                       stdout=out, stderr=subprocess.STDOUT, env=self.env,
                                       preexec_fn=harness.die_with_us)
        self.place.processes.append(monitor)
        wait_until(lambda: "NameAcquired" in self.bus_text(), "the bus's monitor", 10)

    def start_dunst(self):
        menu = self.place.write("menu.sh", f"#!/bin/sh\nexec grep -m1 -F \"$(cat {self.place.path('choice')})\"\n")
        os.chmod(menu, 0o755)
        config = self.place.write("dunstrc", DUNST_CONFIG.format(menu=menu))
        self.dunst = harness.Process([harness.peer("dunst"), "-config", config], self.place.directory, "dunst",
                                     self.env)
        self.place.processes.append(self.dunst)
        wait_until(lambda: self.dunstctl("count").returncode == 0, "dunst", 10, self.dunst)

    def dunstctl(self, *arguments):
        return subprocess.run([harness.peer("dunstctl"), *arguments], env=self.env, capture_output=True, text=True,
                              timeout=20)

    def press(self, button):
        """Chooses a button of the newest notification as a person does in dunst's menu."""
        self.place.write("choice", button)
        done = self.dunstctl("context")
        assert done.returncode == 0, done.stderr

    def click(self):
        """The notification itself: its default action."""
        self.place.write("choice", "Open")
        done = self.dunstctl("action", "0")
        assert done.returncode == 0, done.stderr

    def bus_text(self):
        with open(self.heard, encoding="utf-8", errors="replace") as file:
            return file.read()

    def calls(self, member):
        blocks = re.split(r"^(?=method |signal |error )", self.bus_text(), flags=re.MULTILINE)
        calls = [Call(block) for block in blocks if "member=" in block]
        return [call for call in calls if call.member == member and call.is_complete()]

    def ids(self):
        """The ids that the daemon gave to its notifications, in the order of its answers."""
        text = self.bus_text()
        asked = set(re.findall(r"^method call .*?sender=(\S+) .*?serial=(\d+) .*?member=Notify$", text, re.MULTILINE))
        answers = re.findall(r"^method return .*?destination=(\S+) .*?reply_serial=(\d+)\n   uint32 (\d+)$", text,
                             re.MULTILINE)
        return [int(number) for sender, serial, number in answers if (sender, serial) in asked]

    def wait_calls(self, member, count, what, seconds=60, process=None):
        wait_until(lambda: len(self.calls(member)) >= count, what, seconds, process)
        return self.calls(member)

    def screenshot(self, name):
        path = os.path.join(self.output, name + ".png")
        subprocess.run([harness.peer("import"), "-window", "root", path], env=self.env, check=True, timeout=30)
        return path

