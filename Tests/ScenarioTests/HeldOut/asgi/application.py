"""The applications of Backends/aiohttp in bare ASGI, which each server dresses with its own answers.

APPLICATION names the one, PAGE the folder of its pages.
"""

import json
import os
import pathlib
import re

NAME = os.environ["APPLICATION"]
PAGE = pathlib.Path(os.environ["PAGE"])
PAGES = {path: ("index.html", "text/html") for path in ("/", "/login.jsp", "/secure/Dashboard.jspa")}
PAGES |= {
    "/status": ("status.json", "application/json"),
    "/rest/api/2/serverInfo": ("serverInfo.json", "application/json"),
}
if NAME != "without-chat":
    PAGES["/chat/widget.js"] = ("widget.js", "application/javascript")
ENDPOINT = re.compile("/live/[^/]+" if NAME == "without-chat" else "/com-spartez-support-chat/ws/[^/]+")


def field(scope, name):
    return dict(scope["headers"]).get(name.encode(), b"").decode("latin-1")


def page(scope, file):
    host = field(scope, "host")
    port = (scope.get("server") or ("", 0))[1]
    known = host != "127.0.0.1" and not host.endswith(f":{port}")
    base = f"{field(scope, 'x-forwarded-proto') or 'http'}://{host}"
    lines = (PAGE / file).read_text().splitlines(keepends=True)
    if not known and file.endswith(".html"):
        lines = [line for line in lines if "@BASE_URL@" not in line]
    if NAME == "without-chat":
        lines = [line for line in lines if "/chat/widget.js" not in line]
    return "".join(lines).replace("@BASE_URL@", base if known else "")


async def http(scope, send):
    status, kind, text = 404, "text/plain", "Not Found"
    path, session = scope["path"], "session=ok" in field(scope, "cookie")
    if path in PAGES:
        file, kind = PAGES[path]
        status, text = 200, page(scope, file)
    elif ENDPOINT.fullmatch(path) and NAME == "no-websocket":
        status, kind, text = 200, "application/json", json.dumps({"rooms": 3})
    elif ENDPOINT.fullmatch(path) and NAME == "validates-first" and not session:
        status, kind, text = 400, "application/json", json.dumps({"error": "room is required"})
    elif NAME == "single-page" or NAME == "page-for-all" and not ENDPOINT.fullmatch(path):
        status, kind, text = 200, "text/html", page(scope, "index.html")
    await send({"type": "http.response.start", "status": status, "headers": [
        (b"content-type", kind.encode()), (b"content-length", str(len(text.encode())).encode())]})
    await send({"type": "http.response.body", "body": text.encode()})


async def websocket(scope, receive, send):
    await receive()
    session = "session=ok" in field(scope, "cookie")
    origin = re.sub("^https?://", "", field(scope, "origin"))
    refused = not ENDPOINT.fullmatch(scope["path"]) or NAME == "no-websocket"
    refused |= NAME in ("refuses-without-session", "validates-first") and not session
    refused |= NAME == "checks-origin" and bool(origin) and origin != field(scope, "host")
    if refused:
        return await send({"type": "websocket.close"})
    offered = scope.get("subprotocols") or []
    chosen = "v12.stomp" if NAME == "subprotocol" and "v12.stomp" in offered else None
    await send({"type": "websocket.accept", "subprotocol": chosen})
    if NAME == "closes-1008" and not session:
        return await send({"type": "websocket.close", "code": 1008, "reason": "no session"})
    if NAME == "closes-1011":
        return await send({"type": "websocket.close", "code": 1011, "reason": "unexpected error"})
    while (event := await receive())["type"] == "websocket.receive":
        answer = {"type": "websocket.send"}
        answer |= {"text": event["text"]} if event.get("text") is not None else {"bytes": event["bytes"]}
        await send(answer)


async def application(scope, receive, send):
    if scope["type"] == "http":
        await http(scope, send)
    elif scope["type"] == "websocket":
        await websocket(scope, receive, send)
    elif scope["type"] == "lifespan":
        while (await receive())["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
