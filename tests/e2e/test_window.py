#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a newcomer starts it: no configuration, no flags that matter, the window on an offscreen display."""

import os
import pty
import signal
import sys
import time

import harness
from harness import Server, wait_until, workplace


def environment(place):
    home = {name: place.path(folder) for name, folder in
            (("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state"),
             ("XDG_RUNTIME_DIR", "run"))}
    os.makedirs(home["XDG_RUNTIME_DIR"], mode=0o700)
    return os.environ | home | {"HOME": place.directory, "QT_QPA_PLATFORM": "offscreen",
                                "DBUS_SESSION_BUS_ADDRESS": "disabled:"}


def start(place, port, name="window", env=None):
    process = harness.Process([harness.hearth(), f"--web.listen-address=127.0.0.1:{port}"], place.directory, name,
                              env or environment(place))
    place.processes.append(process)
    return Server(port, process)


def need_window():
    if not os.path.exists(os.path.join(os.path.dirname(harness.hearth()), "libhearth-ui.so")):
        raise harness.Skip("built without the window")


def test_live_host_metrics_come_within_ten_seconds_and_files_are_ordinary():
    need_window()
    with workplace() as place:
        begin = time.monotonic()
        window = start(place, harness.free_port())
        # Two scrapes, so that a rate can be drawn.
        wait_until(lambda: (window.value('count(rate(node_cpu_seconds_total{mode="idle"}[1m]))') or 0) >= 1,
                   "the processors' idle rates", 10, window.process)
        seconds = time.monotonic() - begin
        assert seconds < 10, seconds
        assert window.value('up{job="hearth"}') == 1
        text = open(place.path("config/hearth/prometheus.yml")).read()
        assert text.startswith("#") and "scrape_interval: 15s" in text, text
        assert os.path.isdir(place.path("data/hearth/data/wal"))
        print(f"first rates after {seconds:.1f} s")


def test_a_second_start_raises_the_first_window_and_ends():
    need_window()
    with workplace() as place:
        env = environment(place)
        first = start(place, harness.free_port(), env=env)
        wait_until(lambda: first.value("up") is not None, "the first window's engine", 20, first.process)
        port = harness.free_port()
        data = place.path("data/hearth/data")
        before = sorted(os.listdir(data))
        second = start(place, port, "second", env)
        assert second.process.wait(20) == 0, second.process.log()
        # Nothing was begun that would have to be ended: no engine, no port, no word.
        assert second.process.log() == "", second.process.log()
        assert sorted(os.listdir(data)) == before
        assert first.process.poll() is None


def test_a_signal_ends_the_window_and_closes_the_database():
    need_window()
    with workplace() as place:
        window = start(place, harness.free_port())
        wait_until(lambda: window.value("up") is not None, "the window's engine", 20, window.process)
        assert window.stop() == 0, window.process.log()


def test_a_hang_up_reads_the_configuration_again():
    """As the first lines of the starter configuration say."""
    need_window()
    with workplace() as place:
        window = start(place, harness.free_port())
        wait_until(lambda: window.value("up") is not None, "the window's engine", 20, window.process)
        path = place.path("config/hearth/prometheus.yml")
        with open(path) as file:
            text = file.read()
        for interval in ("7s", "9s"):
            with open(path, "w") as file:
                file.write(text.replace("scrape_interval: 15s", f"scrape_interval: {interval}"))
            window.process.send_signal(signal.SIGHUP)
            wait_until(lambda: f"scrape_interval: {interval}" in window.api("status/config")["yaml"],
                       "the new configuration", 20, window.process)


def test_a_terminal_that_closes_ends_the_program_that_it_started():
    need_window()
    with workplace() as place:
        port, env = harness.free_port(), environment(place)
        child, terminal = pty.fork()
        if child == 0:
            harness.die_with_us()
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            os.execvpe(harness.hearth(), [harness.hearth(), f"--web.listen-address=127.0.0.1:{port}"], env)
        window = Server(port)
        wait_until(lambda: window.value("up") is not None, "the window's engine", 20)
        os.close(terminal)
        _, status = wait_until(lambda: (ended := os.waitpid(child, os.WNOHANG))[0] and ended, "its end", 20)
        assert os.waitstatus_to_exitcode(status) == 0, status


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
