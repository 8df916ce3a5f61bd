"""Jira's chat on Hypercorn: HTTP/1.1 and HTTP/2 without TLS at one port, WebSocket in both; {"chat": port} when ready."""

import asyncio
import json
import pathlib
import socket
import sys

from hypercorn.asyncio import serve
from hypercorn.config import Config

PAGE = pathlib.Path(sys.argv[1])
ENDPOINT = "/com-spartez-support-chat/ws/"
FILES = {
    "/": ("index.html", b"text/html"),
    "/login.jsp": ("index.html", b"text/html"),
    "/chat/widget.js": ("widget.js", b"application/javascript"),
    "/status": ("status.json", b"application/json"),
    "/rest/api/2/serverInfo": ("serverInfo.json", b"application/json"),
}


async def answer(send, status, content_type, body, kind="http"):
    headers = [(b"content-type", content_type), (b"content-length", b"%d" % len(body))]
    await send({"type": f"{kind}.response.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.response.body", "body": body})


async def page(scope, send):
    if scope["path"].startswith(ENDPOINT):
        return await answer(send, 426, b"text/plain", b"WebSocket only\n")
    if scope["path"] not in FILES:
        return await answer(send, 404, b"text/plain", b"Not Found\n")
    file, content_type = FILES[scope["path"]]
    headers = dict(scope["headers"])
    host = headers.get(b"host", headers.get(b":authority", b"")).decode()
    base = f"{headers.get(b'x-forwarded-proto', b'http').decode()}://{host}"
    await answer(send, 200, content_type, (PAGE / file).read_text().replace("@BASE_URL@", base).encode())


async def echo(receive, send):
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] != "websocket.disconnect":
        if event["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": event.get("text"), "bytes": event.get("bytes")})


async def application(scope, receive, send):
    if scope["type"] == "http":
        await page(scope, send)
    elif scope["type"] == "websocket":
        await receive()
        if scope["path"].startswith(ENDPOINT):
            await echo(receive, send)
        else:
            await answer(send, 404, b"text/plain", b"Not Found\n", "websocket.http")


async def main():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    port = listener.getsockname()[1]
    config = Config()
    config.bind = [f"fd://{listener.detach()}"]
    server = asyncio.create_task(serve(application, config))
    print(json.dumps({"chat": port}), flush=True)
    # The end of standard input is the end of the tests.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.cancel()


asyncio.run(main())
