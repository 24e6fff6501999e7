# SPDX-License-Identifier: GPL-3.0-or-later
"""logind, as far as sleep is concerned, on the bus at DBUS_SYSTEM_BUS_ADDRESS.

Lines on its input: `sleep` and `wake` send PrepareForSleep, `locks` asks how many locks are held. Each is answered with
a line: `ready` at the start, `released` when the last lock is gone, `locks N`.
"""

import os
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

INTERFACE = "org.freedesktop.login1.Manager"


def say(line):
    print(line, flush=True)


class Logind(dbus.service.Object):
    def __init__(self, bus):
        self.name = dbus.service.BusName("org.freedesktop.login1", bus)
        super().__init__(bus, "/org/freedesktop/login1")
        self.locks = 0

    @dbus.service.method(INTERFACE, in_signature="ssss", out_signature="h")
    def Inhibit(self, what, _who, _why, mode):  # noqa: N802 (logind's name)
        assert (what, mode) == ("sleep", "delay")
        ours, theirs = os.pipe()
        self.locks += 1
        GLib.io_add_watch(ours, GLib.IO_HUP, self.released)
        descriptor = dbus.types.UnixFd(theirs)
        os.close(theirs)
        return descriptor

    def released(self, descriptor, _condition):
        os.close(descriptor)
        self.locks -= 1
        if self.locks == 0:
            say("released")
        return False

    @dbus.service.signal(INTERFACE, signature="b")
    def PrepareForSleep(self, begins):  # noqa: N802 (logind's name)
        pass


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    logind = Logind(dbus.SystemBus())
    loop = GLib.MainLoop()

    def command(_channel, _condition):
        line = sys.stdin.readline().strip()
        if line in ("sleep", "wake"):
            logind.PrepareForSleep(line == "sleep")
        elif line == "locks":
            say(f"locks {logind.locks}")
        else:
            loop.quit()
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, command)
    say("ready")
    loop.run()


if __name__ == "__main__":
    main()
