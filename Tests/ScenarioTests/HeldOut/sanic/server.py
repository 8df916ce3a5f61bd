"""The applications of Backends/aiohttp on Sanic: server.py PORT, with APPLICATION and PAGE in the environment."""

import json
import os
import pathlib
import re
import sys

from sanic import Sanic, response

NAME, PAGE = os.environ["APPLICATION"], pathlib.Path(os.environ["PAGE"])
PORT = int(sys.argv[1])
app = Sanic("chat")


def page(request, file="index.html", kind="text/html"):
    host = request.headers.get("host", "")
    known = host != "127.0.0.1" and not host.endswith(f":{PORT}")
    base = f"{request.headers.get('x-forwarded-proto') or 'http'}://{host}"
    lines = (PAGE / file).read_text().splitlines(keepends=True)
    if not known and file.endswith(".html"):
        lines = [line for line in lines if "@BASE_URL@" not in line]
    if NAME == "without-chat":
        lines = [line for line in lines if "/chat/widget.js" not in line]
    return response.text("".join(lines).replace("@BASE_URL@", base if known else ""), content_type=kind)


FILES = {
    "/": ("index.html", "text/html"), "/login.jsp": ("index.html", "text/html"),
    "/secure/Dashboard.jspa": ("index.html", "text/html"), "/status": ("status.json", "application/json"),
    "/rest/api/2/serverInfo": ("serverInfo.json", "application/json"),
}
if NAME != "without-chat":
    FILES["/chat/widget.js"] = ("widget.js", "application/javascript")


async def fixed(request):
    return page(request, *FILES[request.path])


async def rooms(request, name):
    return response.json({"rooms": 3})


async def anything(request, path=""):
    return page(request)


for number, path in enumerate(FILES):
    app.add_route(fixed, path, name=f"file{number}")
ENDPOINT = "/live/<name>" if NAME == "without-chat" else "/com-spartez-support-chat/ws/<name>"


async def chat(request, ws, name):
    session = request.cookies.get("session") == "ok"
    if NAME == "closes-1008" and not session:
        return await ws.close(1008, "no session")
    if NAME == "closes-1011":
        return await ws.close(1011, "unexpected error")
    async for message in ws:
        await ws.send(message)


if NAME == "no-websocket":
    app.add_route(rooms, ENDPOINT, name="rooms")
else:
    app.add_websocket_route(
        chat, ENDPOINT, subprotocols=["v12.stomp"] if NAME == "subprotocol" else None, name="chat")


@app.on_request
async def first(request):
    upgrade = request.headers.get("upgrade", "").lower() == "websocket"
    session = request.cookies.get("session") == "ok"
    pattern = "/live/[^/]+" if NAME == "without-chat" else "/com-spartez-support-chat/ws/[^/]+"
    if not re.fullmatch(pattern, request.path):
        return None
    if NAME == "validates-first" and not session:
        return response.json({"error": "room is required"}, status=400)
    if NAME == "refuses-without-session" and upgrade and not session:
        return response.text("Forbidden", status=403)
    origin = re.sub("^https?://", "", request.headers.get("origin", ""))
    if NAME == "checks-origin" and upgrade and origin and origin != request.headers.get("host"):
        return response.text("Forbidden", status=403)
    if NAME == "single-page" and not upgrade:
        return page(request)
    return None


if NAME in ("single-page", "page-for-all"):
    app.add_route(anything, "/<path:path>", name="any")
if __name__ == "__main__":
    app.run("127.0.0.1", PORT, single_process=True, access_log=False, motd=False)
