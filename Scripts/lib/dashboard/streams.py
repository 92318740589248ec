"""What open pages cost a server: each follows its events.

Arguments: the server's address, its process, the file with a session's token, and how many streams there are at once.
Prints a line for each number.
"""

import selectors
import socket
import ssl
import struct
import sys
import time

from server import Server, quantile, record

CHANGES = 200
# Twice as long as a stream may be silent.
IDLE = 30
NETWORK = "harbor"


class Stream:
    """A stream of the server's events, as a page has one."""

    def __init__(self, server):
        host, port = server.host.rsplit(":", 1)
        self.socket = server.tls.wrap_socket(socket.create_connection((host.strip("[]"), int(port))))
        self.socket.sendall((
            f"GET /api/v1/events?live=true HTTP/1.1\r\nHost: {server.host}\r\n"
            f"Authorization: Bearer {server.token}\r\n\r\n").encode())
        text = b""
        while b"retry:" not in text:
            piece = self.socket.recv(1 << 16)
            if not piece:
                raise RuntimeError(f"no stream: {text.decode()}")
            text += piece
        self.socket.setblocking(False)

    def read(self):
        """Takes what has come; whether a change was in it."""
        found = False
        while True:
            try:
                piece = self.socket.recv(1 << 16)
            except ssl.SSLWantReadError:
                return found
            if not piece:
                raise RuntimeError("a stream ended")
            found = found or b"event: change" in piece

    def received(self):
        """Bytes over the wire so far, without the heads of TCP: tcpi_bytes_received (linux/tcp.h)."""
        return struct.unpack_from("Q", self.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 192), 128)[0]


def change(server, node, number):
    """Another endpoint for a node; when the answer was there."""
    server.ask("PATCH", f"/networks/{NETWORK}/nodes/{node}", {"endpoint": f"203.0.113.{number % 250}:{10_000 + number}"})
    return time.monotonic()


def idle(server, seconds):
    """Microseconds of processor time that the server takes in so long."""
    before = server.used_us()
    time.sleep(seconds)
    return server.used_us() - before


def main(url, process, token, count):
    count, name = int(count), f"streams_{count}"
    with open(token, encoding="ascii") as file:
        server = Server(url, int(process), file.read().strip())
    node = server.ask("GET", f"/networks/{NETWORK}/nodes?limit=1")["items"][0]["id"]
    number = 0

    def changes():
        """Processor time of each change."""
        nonlocal number
        before = server.used_us()
        for _ in range(CHANGES):
            number += 1
            change(server, node, number)
        return (server.used_us() - before) / CHANGES

    changes()
    alone = changes()
    quiet = idle(server, IDLE)
    memory = server.resident_kb()

    streams = [Stream(server) for _ in range(count)]
    selector = selectors.DefaultSelector()
    for stream in streams:
        selector.register(stream.socket, selectors.EVENT_READ, stream)
    record(f"{name}_memory_kb_per_stream", (server.resident_kb() - memory) / count)

    for stream in streams:
        stream.read()
    before = sum(stream.received() for stream in streams)
    used = idle(server, IDLE)
    for stream in streams:
        stream.read()
    per_minute = 60 / IDLE
    record(f"{name}_idle_bytes_per_minute", (sum(s.received() for s in streams) - before) / count * per_minute)
    record(f"{name}_idle_cpu_us_per_minute", max(0, used - quiet) / count * per_minute)

    before, used = sum(stream.received() for stream in streams), server.used_us()
    times = []
    for _ in range(CHANGES):
        number += 1
        answered = change(server, node, number)
        waiting = set(streams)
        while waiting:
            for key, _ in selector.select(10):
                if key.data.read() and key.data in waiting:
                    waiting.remove(key.data)
                    times.append(max(0, time.monotonic() - answered) * 1000)
    used = (server.used_us() - used) / CHANGES
    record(f"{name}_change_bytes", (sum(stream.received() for stream in streams) - before) / count / CHANGES)
    record(f"{name}_change_cpu_us", max(0, used - alone) / count)
    record(f"{name}_change_seen_p50_ms", quantile(50, times))
    record(f"{name}_change_seen_p99_ms", quantile(99, times))


main(*sys.argv[1:])
