# SPDX-License-Identifier: GPL-3.0-or-later
"""The far end of webhooks: keeps what arrives and when, and refuses now and then.

A path is /<receiver>/<integration>. What goes to receivers named `flaky...` is answered by turns, each group for
itself: the 3rd, 6th, ... request with 503 (worth another try) and the 5th, 10th, ... with 400 (not).
"""

import asyncio
import collections
import dataclasses
import json
import threading
import time


@dataclasses.dataclass
class Message:
    at: float
    path: str
    group: str
    status: int
    body: dict


class Recorder:
    """Serves in a thread of its own."""

    def __init__(self):
        self.messages, self.counts = [], collections.Counter()
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0, backlog=1000))
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def stop(self):
        asyncio.run_coroutine_threadsafe(self.hang_up(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def hang_up(self):
        self.server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def serve(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                at = time.time()
                lines = head.decode().split("\r\n")
                fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
                body = await reader.readexactly(int(fields["content-length"]))
                status = self.record(at, lines[0].split()[1], json.loads(body))
                writer.write(f"HTTP/1.1 {status} X\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok".encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    def record(self, at, path, body):
        group = body.get("groupKey", "")
        self.counts[path, group] += 1
        status, turn = 200, self.counts[path, group]
        if path.startswith("/flaky"):
            status = 503 if turn % 3 == 0 else 400 if turn % 5 == 0 else 200
        self.messages.append(Message(at, path, group, status, body))
        return status
