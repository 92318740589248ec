"""The REST interface, asked as scripts ask it, and what the server takes for it."""

import http.client
import json
import socket
import ssl
import time
import urllib.parse


class Server:
    """A server that runs on this machine."""

    def __init__(self, url, process, token):
        self.url, self.process, self.token = url.rstrip("/"), process, token
        self.host = urllib.parse.urlsplit(url).netloc
        # Its certificate is its own.
        self.tls = ssl._create_unverified_context()
        self.connection = None

    def ask(self, method, path, body=None):
        """Asks over a connection that is kept, and gives what the answer holds."""
        if self.connection is None:
            self.connection = http.client.HTTPSConnection(self.host, context=self.tls)
            self.connection.connect()
            # It sends the head and the body of a request apart, and TCP would wait between them.
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        self.connection.request(method, f"/api/v1{path}", json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text.decode()}")
        return json.loads(text) if text else None

    def used_us(self):
        """Microseconds of processor time of all its threads so far (clock_getcpuclockid(3))."""
        return time.clock_gettime_ns((~self.process << 3) | 2) // 1000

    def resident_kb(self):
        with open(f"/proc/{self.process}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def quantile(share, numbers):
    """The smallest that no fewer than this share, in percent, are equal to or below."""
    return sorted(numbers)[max(1, -(-share * len(numbers) // 100)) - 1]


def record(name, number):
    """A line for each number: its name with the unit at the end, and the number."""
    print(name, f"{number:.3f}".rstrip("0").rstrip("."), flush=True)
