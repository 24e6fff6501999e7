# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: processes that never outlive the test, free ports, HTTP, and a tiny runner.

A test is a function named `test_...`; its docstring is its sentence. `Skip` says why something could not be tried.
The last line printed is `Totals: N passed, N failed, N skipped`, as the other test programs print it.
"""

import contextlib
import ctypes
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.parse

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.02


class Skip(Exception):
    """What is needed is not on this machine."""


def hearth():
    """The binary under test, from HEARTH_BINARY."""
    path = os.environ.get("HEARTH_BINARY", "")
    if not os.access(path, os.X_OK):
        raise Skip(f"no Hearth binary at '{path}' (HEARTH_BINARY)")
    return path


def peer(*names):
    """The first of the named programs that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    raise Skip(f"{names[0]} is not installed")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until(condition, what, seconds=30, process=None):
    """Returns the first true value of `condition()`; fails loudly when it stays false."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process and process.poll() is not None:
            raise AssertionError(f"process ended with {process.returncode} while waiting for {what}:\n{process.log()}")
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            if value := condition():
                return value
        time.sleep(POLL_SECONDS)
    raise AssertionError(f"waited {seconds} s for {what}" + (f"; log:\n{process.log()}" if process else ""))


def die_with_us():
    """For a child before it becomes another program."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Process(subprocess.Popen):
    """A child that dies with us and writes its output to a file."""

    def __init__(self, argv, directory, name="process", env=None):
        self.log_path = os.path.join(directory, f"{name}.log")
        with open(self.log_path, "ab") as out:
            super().__init__(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=directory, env=env,
                             preexec_fn=die_with_us)

    def log(self, lines=25):
        with open(self.log_path, errors="replace") as f:
            return "".join(f.readlines()[-lines:])

    def stop(self, seconds=30):
        """SIGTERM and wait; returns the exit code."""
        if self.poll() is None:
            self.terminate()
        return self.wait(seconds)


class Server:
    """Anything that speaks the Prometheus HTTP API on a port of this machine."""

    def __init__(self, port, process=None):
        self.port, self.process = port, process

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def get(self, path, parameters=(), method="GET", body=None):
        """(status, body)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            target = path + ("?" + urllib.parse.urlencode(parameters, doseq=True) if parameters else "")
            connection.request(method, target, body)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def api(self, path, **parameters):
        """`data` of /api/v1/<path>; an error answer raises ValueError with the body."""
        status, body = self.get("/api/v1/" + path, {k.replace("match", "match[]"): v for k, v in parameters.items()})
        answer = json.loads(body)
        if status != 200 or answer["status"] != "success":
            raise ValueError(f"{status} for {path} {parameters}: {body[:400].decode(errors='replace')}")
        return answer.get("data")

    def query(self, expression, at=None):
        """The vector of an instant query as {labels without name as sorted tuple, with the name: float}."""
        parameters = {"query": expression} | ({"time": f"{at:.3f}"} if at is not None else {})
        return self.api("query", **parameters)["result"]

    def value(self, expression, at=None):
        """The one value of an instant query; None where there is none."""
        result = self.query(expression, at)
        return float(result[0]["value"][1]) if result else None

    def wait_ready(self):
        wait_until(lambda: self.get("/-/ready")[0] == 200, "ready", 60, self.process)
        return self

    def stop(self):
        return self.process.stop()


@contextlib.contextmanager
def workplace():
    """A temporary directory; processes started through it are ended with it."""
    directory = tempfile.mkdtemp(prefix="hearth-e2e-")
    place = Workplace(directory)
    try:
        yield place
    finally:
        for process in place.processes:
            if process.poll() is None:
                process.kill()
                process.wait()
        shutil.rmtree(directory, ignore_errors=True)


class Workplace:
    def __init__(self, directory):
        self.directory, self.processes = directory, []

    def path(self, *parts):
        return os.path.join(self.directory, *parts)

    def write(self, name, text):
        with open(self.path(name), "w") as f:
            f.write(text)
        return self.path(name)

    def start(self, argv, name):
        process = Process(argv, self.directory, name)
        self.processes.append(process)
        return process

    def start_hearth(self, config, data="hearth-data", extra=(), name="hearth", port=None):
        """`config` is YAML; SELF stands for the own address."""
        return self.start_server([hearth(), "--server"], config, data, extra, name, port)

    def start_prometheus(self, config, data="prometheus-data", extra=(), name="prometheus", port=None):
        return self.start_server([peer("prometheus")], config, data, extra, name, port)

    def start_server(self, command, config, data, extra, name, port=None):
        """Any program with Prometheus's flags."""
        port = port or free_port()
        path = self.write(f"{name}.yml", config.replace("SELF", f"127.0.0.1:{port}"))
        process = self.start([*command, f"--config.file={path}", f"--storage.tsdb.path={self.path(data)}",
                              f"--web.listen-address=127.0.0.1:{port}", *extra], name)
        return Server(port, process).wait_ready()

    def start_node_exporter(self):
        port = free_port()
        program = peer("prometheus-node-exporter", "node_exporter")
        process = self.start([program, f"--web.listen-address=127.0.0.1:{port}"], "node_exporter")
        server = Server(port, process)
        wait_until(lambda: server.get("/metrics")[0] == 200, "node_exporter", process=process)
        return server


def run(module):
    """Runs every test_ function of a module in order of definition; the exit code says whether all passed."""
    passed = failed = skipped = 0
    wanted = sys.argv[1:]
    for name, test in [(n, f) for n, f in vars(module).items() if n.startswith("test_") and callable(f)]:
        if wanted and name not in wanted:
            continue
        start = time.monotonic()
        try:
            test()
            passed += 1
            print(f"PASS   : {name} ({time.monotonic() - start:.1f} s)", flush=True)
        except Skip as reason:
            skipped += 1
            print(f"SKIP   : {name}: {reason}", flush=True)
        except Exception:  # a failing test must not hide those after it
            failed += 1
            print(f"FAIL!  : {name}\n{traceback.format_exc()}", flush=True)
    print(f"Totals: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0
