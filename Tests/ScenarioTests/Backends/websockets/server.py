"""An echo on Python's websockets: any path, 426 without Upgrade, 505 for HTTP/1.0; {"chat": port} when ready."""

import asyncio
import http
import json
import os
import pathlib
import sys

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

PAGE = pathlib.Path(sys.argv[1])
# Octets of a message; the library's own limit where nothing is said.
MESSAGE_LIMIT = int(os.environ.get("MESSAGE_LIMIT", 1 << 20))
FILES = {"/": "index.html", "/chat/widget.js": "widget.js", "/status": "status.json"}
TYPES = {".html": "text/html; charset=utf-8", ".js": "application/javascript", ".json": "application/json"}


def plain(connection, request):
    """The pages; None lets websockets answer in its own way."""
    file = FILES.get(request.path)
    if file is None:
        return None
    base = f"http://{request.headers.get('Host', '')}"
    response = connection.respond(
        http.HTTPStatus.OK, (PAGE / file).read_text().replace("@BASE_URL@", base))
    del response.headers["Content-Type"]
    response.headers["Content-Type"] = TYPES[pathlib.Path(file).suffix]
    return response


async def echo(connection):
    try:
        async for message in connection:
            await connection.send(message)
    except ConnectionClosed:
        pass


async def main():
    async with serve(echo, "127.0.0.1", 0, process_request=plain, max_size=MESSAGE_LIMIT) as server:
        print(json.dumps({"chat": server.sockets[0].getsockname()[1]}), flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
