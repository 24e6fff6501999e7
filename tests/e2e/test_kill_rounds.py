#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Round after round of kill -9 while samples come in and blocks are compacted: what was acknowledged stays.

Several senders write by remote write, so that each sample is either acknowledged or known not to be; blocks are so short
that every round cuts and compacts some. After each kill everything that was ever acknowledged, or answered by a query,
must be there with its value, and nothing that was never sent.

HEARTH_E2E_ROUNDS sets the rounds: 3 by default, 50 by hand. HEARTH_E2E_SEED sets when the kills come.
"""

import concurrent.futures
import contextlib
import os
import random
import sys
import threading
import time

import harness
import remote_write
from harness import wait_until, workplace

ROUNDS = int(os.environ.get("HEARTH_E2E_ROUNDS", "3"))
SEED = int(os.environ.get("HEARTH_E2E_SEED", str(int(time.time()))))
SENDERS = 4
SERIES = 25
TICK_SECONDS = 15
BATCH_TICKS = 8
MOST_TICKS_A_ROUND = 2400
FLAGS = ["--storage.tsdb.min-block-duration=10m", "--storage.tsdb.block-reload-interval=1s",
         "--web.enable-remote-write-receiver"]
CONFIG = "global: {scrape_interval: 1h}\n"


class Ledger:
    """What each sender sent, and what of it was not acknowledged, in ticks."""

    def __init__(self):
        self.start_ms = (int(time.time()) - ROUNDS * MOST_TICKS_A_ROUND * TICK_SECONDS) * 1000
        self.sent = 0  # the ticks [0, sent) of all senders
        self.holes = []  # (sender, first, end): sent and not acknowledged

    def at(self, tick):
        return self.start_ms + tick * TICK_SECONDS * 1000

    @staticmethod
    def value(sender, series, tick):
        return float(sender * 1_000_000_000 + series * 10_000_000 + tick)

    def body(self, sender, first, end):
        return remote_write.encode(
            ({"__name__": "ledger", "sender": str(sender), "series": str(i)},
             [(self.at(t), self.value(sender, i, t)) for t in range(first, end)]) for i in range(SERIES))


def write_until_killed(server, ledger, dead, most):
    """All senders write the same ticks at the same time, then the next ones."""
    with concurrent.futures.ThreadPoolExecutor(SENDERS) as pool:
        while not dead.is_set() and ledger.sent + BATCH_TICKS <= most:
            first, end = ledger.sent, ledger.sent + BATCH_TICKS
            ledger.sent = end

            def write(sender):
                with contextlib.suppress(OSError):
                    remote_write.send(server, ledger.body(sender, first, end), 10)
                    return True
                return False

            done = list(pool.map(write, range(SENDERS)))
            ledger.holes += [(sender, first, end) for sender, ok in enumerate(done) if not ok]
            if not all(done):
                assert dead.wait(5), "a write was refused by a server that was not killed"


def check(server, ledger):
    """Every acknowledged sample is there, and only what was sent."""
    lost = wrong = kept = 0
    step = 1000
    for sender in range(SENDERS):
        holes = [(first, end) for who, first, end in ledger.holes if who == sender]
        for start in range(0, ledger.sent, step):
            end = min(start + step, ledger.sent)
            seconds = (end - start) * TICK_SECONDS
            result = server.api("query", query=f'ledger{{sender="{sender}"}}[{seconds}s]',
                                time=f"{ledger.at(end - 1) / 1000 + 1:.3f}")["result"]
            found = {int(s["metric"]["series"]): {round(t * 1000): float(v) for t, v in s["values"]} for s in result}
            unsure = {t for first, last in holes for t in range(max(first, start), min(last, end))}
            for i in range(SERIES):
                samples = found.get(i, {})
                ticks = {ledger.at(t): t for t in range(start, end)}
                wrong += sum(at not in ticks or v != ledger.value(sender, i, ticks[at]) for at, v in samples.items())
                lost += sum(at not in samples and t not in unsure for at, t in ticks.items())
                kept += len(samples)
    assert (lost, wrong) == (0, 0), f"of {ledger.sent * SENDERS * SERIES} samples {lost} are lost, {wrong} are wrong"
    return kept


def blocks(directory):
    return [name for name in os.listdir(directory) if len(name) == 26]


def test_no_acknowledged_sample_is_lost():
    print(f"seed {SEED}")
    dice = random.Random(SEED)
    ledger = Ledger()
    with workplace() as place:
        during_compaction = 0
        for number in range(ROUNDS):
            server = place.start_hearth(CONFIG, extra=FLAGS, name=f"round{number}")
            check(server, ledger)
            dead = threading.Event()
            writer = threading.Thread(target=write_until_killed, args=(server, ledger, dead, (number + 1) * MOST_TICKS_A_ROUND))
            sent = ledger.sent
            writer.start()
            wait_until(lambda: ledger.sent > sent + 5 * BATCH_TICKS, "some samples", 60, server.process)
            time.sleep(dice.uniform(0, 2.5))
            if dice.random() < 0.5:  # when a block is being written, where that comes about
                with contextlib.suppress(AssertionError):
                    wait_until(lambda: any("tmp-for" in n for n in os.listdir(place.path("hearth-data"))), "a new block", 2)
            during_compaction += any("tmp-for" in name for name in os.listdir(place.path("hearth-data")))
            server.process.kill()
            server.process.wait()
            dead.set()
            writer.join()
            print(f"round {number}: {ledger.sent - sent} ticks, {len(blocks(place.path('hearth-data')))} blocks", flush=True)
        server = place.start_hearth(CONFIG, extra=FLAGS, name="last")
        kept = check(server, ledger)
        print(f"{kept} samples kept, {during_compaction} of {ROUNDS} kills while a block was being written")
        assert kept > 1000
        assert server.stop() == 0


if __name__ == "__main__":
    sys.exit(harness.run(sys.modules[__name__]))
