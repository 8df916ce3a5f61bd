#!/usr/bin/env bash
# gevent-websocket 0.10.1 with gevent 26.9.0 (PyPI), 2026-12-01.
#
# A handshake in HTTP/1.0, which nginx before 1.29.7 makes of every handshake unless it is told otherwise, is
# refused with status 402 (Payment Required, RFC 9110 §15.5.3), under the phrase of 400. A client or a proxy
# that goes by the status sees a demand for money where the version of HTTP is meant. The same request in
# HTTP/1.1 gets its 101. The phrase's text never follows: it is a str, and the library raises TypeError as it
# writes it (its trace goes to standard error, which isn't shown here).
#
# Seen:
#   HTTP/1.1: HTTP/1.1 101 Switching Protocols
#   HTTP/1.0: HTTP/1.1 402 Bad Request
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" \
  gevent==26.9.0 gevent-websocket==0.10.1
PYTHONPATH="$folder/packages" python3 - 2>/dev/null <<'PYTHON'
import os
import sys

from gevent import pywsgi, socket
from geventwebsocket.handler import WebSocketHandler


def application(environ, start_response):
    environ["wsgi.websocket"].receive()
    return []


server = pywsgi.WSGIServer(("127.0.0.1", 0), application, handler_class=WebSocketHandler, log=None)
server.start()
lines = []
for version in ("1.1", "1.0"):
    connection = socket.create_connection(("127.0.0.1", server.server_port), 5)
    connection.sendall((
        f"GET /ws HTTP/{version}\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").encode())
    connection.settimeout(5)
    lines.append(f"HTTP/{version}: " + connection.recv(4096).decode().split("\r\n")[0])
    connection.close()
print("\n".join(lines))
expected = ["HTTP/1.1: HTTP/1.1 101 Switching Protocols", "HTTP/1.0: HTTP/1.1 402 Bad Request"]
sys.stdout.flush()
os._exit(0 if lines == expected else 1)
PYTHON
