"""Jira's chat once more, on aiohttp with its own texts: one application a port, {"application": port} when ready."""

import asyncio
import json
import os
import pathlib
import re
import sys

from aiohttp import WSCloseCode, WSMsgType, web

APPLICATIONS = [
    "chat", "checks-origin", "closes-1008", "closes-1011", "closes-other-origin", "ignores-pings", "refuses-without-session",
    "no-websocket", "one-connection", "page-for-all", "single-page", "subprotocol", "validates-first",
    "without-chat",
]
PAGE = pathlib.Path(sys.argv[1])
# Octets of a message; aiohttp's own limit where nothing is said.
MESSAGE_LIMIT = int(os.environ.get("MESSAGE_LIMIT", 4 << 20))


def base_url(request):
    """What the browser asked for; unknown when the proxy hid the name or the port of it."""
    port = request.transport.get_extra_info("sockname")[1]
    if request.host.endswith(f":{port}") or request.host == "127.0.0.1":
        return None
    return f"{request.headers.get('X-Forwarded-Proto', 'http')}://{request.host}"


def page(file, content_type, with_chat=True):
    async def handle(request):
        base = base_url(request)
        lines = (PAGE / file).read_text().splitlines(keepends=True)
        if base is None and file.endswith(".html"):
            lines = [line for line in lines if "@BASE_URL@" not in line]
        if not with_chat:
            lines = [line for line in lines if "/chat/widget.js" not in line]
        return web.Response(
            text="".join(lines).replace("@BASE_URL@", base or ""), content_type=content_type)

    return handle


def endpoint(name):
    """The WebSocket endpoint; what aiohttp itself refuses, it refuses in its own words."""
    open_ones = []

    async def handle(request):
        upgrade = request.headers.get("Upgrade", "").lower() == "websocket"
        known = request.cookies.get("session") == "ok"
        if name == "single-page" and not upgrade:
            return await page("index.html", "text/html")(request)
        if name == "no-websocket":
            return web.json_response({"rooms": 3})
        if name == "validates-first" and not known:
            return web.json_response({"error": "room is required"}, status=400)
        origin = re.sub("^https?://", "", request.headers.get("Origin", ""))
        if name == "checks-origin" and upgrade and origin and origin != request.host:
            raise web.HTTPForbidden()
        if name == "refuses-without-session" and upgrade and not known:
            raise web.HTTPForbidden()
        socket = web.WebSocketResponse(
            autoping=name != "ignores-pings", max_msg_size=MESSAGE_LIMIT,
            protocols=["v12.stomp"] if name == "subprotocol" else [])
        await socket.prepare(request)
        if name == "closes-1008" and not known:
            await socket.close(code=WSCloseCode.POLICY_VIOLATION, message=b"no session")
        elif name == "closes-other-origin" and origin and origin != request.host:
            await socket.send_str("Invalid origin!")
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
        elif name == "closes-1011":
            await socket.close(code=WSCloseCode.INTERNAL_ERROR, message=b"unexpected error")
        elif name == "one-connection":
            # A page that is loaded anew takes the session over, as marimo has it.
            while open_ones:
                await open_ones.pop().close(message=b"taken over")
            open_ones.append(socket)
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                await socket.send_str(message.data)
            elif message.type == WSMsgType.BINARY:
                await socket.send_bytes(message.data)
        return socket

    return handle


def application(name):
    with_chat = name != "without-chat"
    app = web.Application()
    for path in ["/", "/login.jsp", "/secure/Dashboard.jspa"]:
        app.router.add_get(path, page("index.html", "text/html", with_chat))
    app.router.add_get("/status", page("status.json", "application/json"))
    app.router.add_get("/rest/api/2/serverInfo", page("serverInfo.json", "application/json"))
    if with_chat:
        app.router.add_get("/chat/widget.js", page("widget.js", "application/javascript"))
        app.router.add_get("/com-spartez-support-chat/ws/{name}", endpoint(name))
    else:
        app.router.add_get("/live/{name}", endpoint(name))  # no page says so
    if name in ("page-for-all", "single-page"):
        app.router.add_get("/{path:.*}", page("index.html", "text/html"))
    return app


async def main():
    ports = {}
    for name in APPLICATIONS:
        runner = web.AppRunner(application(name), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        ports[name] = site._server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)
    # The end of standard input is the end of the tests.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
