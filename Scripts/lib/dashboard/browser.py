"""Debian's chromium, which no one sees, driven over a pipe by its own debugging protocol.

See https://chromedevtools.github.io/devtools-protocol/: JSON, each message with a zero byte behind it.
"""

import collections
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

PROGRAM = "/usr/bin/chromium"


class Refusal(Exception):
    """That the browser did not do as it was told."""


class Browser:
    """A browser; `with Browser() as browser`."""

    def __init__(self, *options):
        self.home = tempfile.mkdtemp(prefix="nm-browser-")
        self.last, self.answers, self.pages, self.received = 0, {}, {}, b""
        commands, self.writer = os.pipe()
        self.reader, events = os.pipe()
        command = [
            "bash", "-c", 'exec "$@" 3<&%d 4>&%d' % (commands, events), "browser", PROGRAM,
            # Root has no sandbox of chromium's; what it opens is ours.
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--disable-sync",
            "--remote-debugging-pipe", f"--user-data-dir={self.home}/profile",
            # The server's certificate is its own.
            "--ignore-certificate-errors", "--lang=en", *options, "about:blank",
        ]
        environment = {**os.environ, "HOME": self.home, "TMPDIR": self.home}
        self.process = subprocess.Popen(
            command, env=environment, pass_fds=(commands, events), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=open(f"{self.home}/log", "wb"))
        os.close(commands)
        os.close(events)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except (OSError, Refusal, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.writer)
        os.close(self.reader)
        shutil.rmtree(self.home, ignore_errors=True)

    def call(self, method, parameters=None, session=None):
        """Has the browser do something, and gives what it answers."""
        self.last += 1
        number = self.last
        message = {"id": number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        text = json.dumps(message).encode() + b"\0"
        while text:
            text = text[os.write(self.writer, text):]
        deadline = time.monotonic() + 120
        while number not in self.answers:
            if time.monotonic() > deadline:
                raise Refusal(f"{method}: no answer")
            self.listen(1)
        answer = self.answers.pop(number)
        if "error" in answer:
            raise Refusal(f"{method}: {answer['error'].get('message')}")
        return answer["result"]

    def listen(self, seconds):
        """Takes in what the browser says, for so long at most."""
        if not select.select([self.reader], [], [], seconds)[0]:
            return
        piece = os.read(self.reader, 1 << 20)
        if not piece:
            raise Refusal("the browser has ended")
        *messages, self.received = (self.received + piece).split(b"\0")
        for text in messages:
            message = json.loads(text)
            if "id" in message:
                self.answers[message["id"]] = message
            elif message.get("sessionId") in self.pages:
                self.pages[message["sessionId"]].note(message["method"], message["params"])

    def page(self):
        """A new page, at nothing yet."""
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = self.pages[session] = Page(self, target, session)
        for domain in ["Page", "Runtime", "Network", "Log", "Performance"]:
            page.call(f"{domain}.enable")
        return page


class Page:
    """One page, and what was asked of the server and came from it since `forget`."""

    def __init__(self, browser, target, session):
        self.browser, self.target, self.session = browser, target, session
        self.events = collections.deque(maxlen=20_000)
        self.forget()

    def forget(self):
        """Counts anew."""
        self.requests, self.bytes, self.problems, self.failures = {}, 0, [], []

    def note(self, method, parameters):
        self.events.append((time.monotonic(), method, parameters))
        if method == "Network.requestWillBeSent":
            self.requests[parameters["requestId"]] = parameters["request"]["url"]
        elif method == "Network.requestServedFromCache":
            self.requests.pop(parameters["requestId"], None)
        elif method == "Network.responseReceived" and parameters["response"].get("fromDiskCache"):
            self.requests.pop(parameters["requestId"], None)
        elif method == "Network.loadingFinished":
            self.bytes += int(parameters["encodedDataLength"])
        elif method == "Network.loadingFailed":
            self.failures.append(parameters["errorText"])
        elif method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.problems.append(details.get("exception", {}).get("description") or details["text"])

    def call(self, method, parameters=None):
        return self.browser.call(method, parameters, self.session)

    def run(self, expression):
        """What a piece of JavaScript gives; waited for, when it is a promise."""
        answer = self.call("Runtime.evaluate", {
            "expression": expression, "awaitPromise": True, "returnByValue": True, "userGesture": True})
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Refusal(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def until(self, expression, seconds=60):
        """Waits until a piece of JavaScript gives something that holds, and gives it."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                value = self.run(expression)
                if value:
                    return value
            except Refusal as refusal:
                # The page is being left.
                if "context" not in str(refusal).lower() and "navigat" not in str(refusal).lower():
                    raise
            if time.monotonic() > deadline:
                text = self.run("document.body.innerText")
                raise Refusal(f"not within {seconds} s: {expression}\non the page: {text}\n{self.problems}{self.failures}")
            self.browser.listen(0.02)

    def close(self):
        self.browser.call("Target.closeTarget", {"targetId": self.target})
        del self.browser.pages[self.session]
