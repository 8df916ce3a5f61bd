"""Runs an ASGI server for each application: serve.py PAGE-FOLDER COMMAND..., `{port}` in it.

Writes {"application": port} when all listen, and ends them with its standard input.
"""

import json
import os
import pathlib
import socket
import subprocess
import sys
import time

APPLICATIONS = [
    "chat", "checks-origin", "closes-1008", "closes-1011", "refuses-without-session", "no-websocket",
    "page-for-all", "single-page", "subprotocol", "validates-first", "without-chat",
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


page, command = sys.argv[1], sys.argv[2:]
here = str(pathlib.Path(__file__).resolve().parent)
servers, ports = [], {}
try:
    for name in APPLICATIONS:
        ports[name] = free_port()
        environment = dict(os.environ, APPLICATION=name, PAGE=page, PYTHONPATH=here)
        servers.append(subprocess.Popen(
            [part.replace("{port}", str(ports[name])) for part in command],
            env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, cwd=here))
    end = time.monotonic() + 25
    while not all(map(listens, ports.values())):
        if time.monotonic() > end or any(server.poll() is not None for server in servers):
            sys.exit("a server didn't start")
        time.sleep(0.1)
    print(json.dumps(ports), flush=True)
    sys.stdin.read()
finally:
    for server in servers:
        server.terminate()
    for server in servers:
        server.wait()
