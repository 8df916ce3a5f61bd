"""The applications of Backends/aiohttp on gevent-websocket: server.py PORT, APPLICATION and PAGE in the environment."""

import json
import os
import pathlib
import re
import sys

from gevent import pywsgi
from geventwebsocket import WebSocketError
from geventwebsocket.handler import WebSocketHandler

NAME, PAGE = os.environ["APPLICATION"], pathlib.Path(os.environ["PAGE"])
PORT = int(sys.argv[1])
ENDPOINT = "/live/[^/]+" if NAME == "without-chat" else "/com-spartez-support-chat/ws/[^/]+"
FILES = {
    "/": ("index.html", "text/html"), "/login.jsp": ("index.html", "text/html"),
    "/secure/Dashboard.jspa": ("index.html", "text/html"), "/status": ("status.json", "application/json"),
    "/rest/api/2/serverInfo": ("serverInfo.json", "application/json"),
}
if NAME != "without-chat":
    FILES["/chat/widget.js"] = ("widget.js", "application/javascript")


def page(environ, file):
    host = environ.get("HTTP_HOST", "")
    known = host != "127.0.0.1" and not host.endswith(f":{PORT}")
    base = f"{environ.get('HTTP_X_FORWARDED_PROTO') or 'http'}://{host}"
    lines = (PAGE / file).read_text().splitlines(keepends=True)
    if not known and file.endswith(".html"):
        lines = [line for line in lines if "@BASE_URL@" not in line]
    if NAME == "without-chat":
        lines = [line for line in lines if "/chat/widget.js" not in line]
    return "".join(lines).replace("@BASE_URL@", base if known else "").encode()


def application(environ, start):
    def answer(status, body, kind="text/plain"):
        start(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    path, upgrade = environ["PATH_INFO"], "HTTP_UPGRADE" in environ
    session = "session=ok" in environ.get("HTTP_COOKIE", "")
    if path in FILES:
        file, kind = FILES[path]
        return answer("200 OK", page(environ, file), kind)
    if re.fullmatch(ENDPOINT, path):
        if NAME == "no-websocket":
            return answer("200 OK", json.dumps({"rooms": 3}).encode(), "application/json")
        if NAME == "validates-first" and not session:
            return answer("400 Bad Request", json.dumps({"error": "room is required"}).encode(), "application/json")
        socket = environ.get("wsgi.websocket")
        if socket is not None:
            return talk(socket, session)
        if NAME == "single-page":
            return answer("200 OK", page(environ, "index.html"), "text/html")
        return answer("400 Bad Request", b"Expected WebSocket")
    if NAME in ("single-page", "page-for-all"):
        return answer("200 OK", page(environ, "index.html"), "text/html")
    return answer("404 Not Found", b"Not Found")


def talk(socket, session):
    if NAME == "closes-1008" and not session:
        socket.close(1008, b"no session")
        return []
    if NAME == "closes-1011":
        socket.close(1011, b"unexpected error")
        return []
    try:
        while (message := socket.receive()) is not None:
            socket.send(message)
    except WebSocketError:
        pass
    return []


class Handler(WebSocketHandler):
    def upgrade_websocket(self):
        """What an application refuses, it refuses before the library answers 101."""
        environ = self.environ
        if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
            return super().upgrade_websocket()
        path, session = environ["PATH_INFO"], "session=ok" in environ.get("HTTP_COOKIE", "")
        origin = re.sub("^https?://", "", environ.get("HTTP_ORIGIN", ""))
        refused = "404 Not Found" if not re.fullmatch(ENDPOINT, path) else None
        if NAME == "no-websocket" or NAME == "validates-first" and not session:
            return None
        if NAME == "refuses-without-session" and not session:
            refused = "403 Forbidden"
        if NAME == "checks-origin" and origin and origin != environ.get("HTTP_HOST"):
            refused = "403 Forbidden"
        if refused:
            if refused.startswith("404") and NAME in ("single-page", "page-for-all"):
                return None
            body = refused[4:].encode()
            self.start_response(refused, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
            return [body]
        return super().upgrade_websocket()


pywsgi.WSGIServer(("127.0.0.1", PORT), application, handler_class=Handler, log=None).serve_forever()
