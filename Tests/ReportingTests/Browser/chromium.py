"""A headless Chromium, spoken to over a pipe (DevTools protocol, NUL between messages)."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
import queue

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def find():
    """The browser's path, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Problem(Exception):
    """The browser refused, or did not answer in time."""


class Chromium:
    """One browser; ends with the `with` block, whatever happens in it."""

    def __init__(self, limit=60):
        self.limit = limit
        self.events = []
        self.number = 0

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="wsdoctor-chromium-")
        to_browser, self.requests = os.pipe()
        self.answers, from_browser = os.pipe()

        def connect():
            # The browser reads from 3 and writes to 4; moved out of each other's way first.
            source, sink = os.dup2(to_browser, 20), os.dup2(from_browser, 21)
            os.dup2(source, 3)
            os.dup2(sink, 4)

        command = [
            find(), "--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run",
            "--disable-extensions", "--disable-background-networking", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--force-color-profile=srgb", f"--user-data-dir={self.folder}",
        ]
        if os.getuid() == 0:
            command.append("--no-sandbox")
        self.process = subprocess.Popen(
            command + ["about:blank"], preexec_fn=connect, close_fds=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        os.close(to_browser)
        os.close(from_browser)
        self.inbox = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        return self

    def __exit__(self, *_):
        os.close(self.requests)
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self):
        rest = b""
        while chunk := os.read(self.answers, 1 << 20):
            *messages, rest = (rest + chunk).split(b"\0")
            for message in messages:
                self.inbox.put(json.loads(message))
        self.inbox.put(None)

    def _next(self):
        try:
            message = self.inbox.get(timeout=self.limit)
        except queue.Empty:
            raise Problem(f"no answer from the browser within {self.limit} s") from None
        if message is None:
            raise Problem("the browser has ended")
        return message

    def call(self, method, session=None, **parameters):
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if session:
            request["sessionId"] = session
        os.write(self.requests, json.dumps(request).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == self.number:
                if "error" in message:
                    raise Problem(f"{method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message)

    def wait_for(self, method, session):
        """The first event of that name since the last look, those before it too."""
        while True:
            for event in self.events:
                if event.get("method") == method and event.get("sessionId") == session:
                    return event
            self.events.append(self._next())


class Page:
    """A tab of its own."""

    def __init__(self, browser):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.call(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility", "DOM"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def load(self, url):
        self.browser.events.clear()
        self.call("Page.navigate", url=url)
        self.browser.wait_for("Page.loadEventFired", self.session)

    def value(self, expression):
        result = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise Problem(result["exceptionDetails"].get("exception", {}).get("description", "?"))
        return result["result"].get("value")

    def look(self, width=1200, height=900, dark=False, media=""):
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=1, mobile=False)
        self.call(
            "Emulation.setEmulatedMedia", media=media,
            features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def said(self, url):
        """What the page said or fetched: nothing of it is wanted."""
        for event in self.browser.events:
            if event.get("sessionId") != self.session:
                continue
            method, parameters = event["method"], event["params"]
            if method == "Log.entryAdded":
                yield "log: " + parameters["entry"]["text"]
            elif method == "Runtime.consoleAPICalled":
                yield f"console: {parameters['args']}"
            elif method == "Runtime.exceptionThrown":
                yield "exception: " + parameters["exceptionDetails"]["text"]
            elif method == "Network.requestWillBeSent":
                if parameters["request"]["url"] != url:
                    yield "fetched " + parameters["request"]["url"]

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)
