"""Echoes on aiohttp that have their ways and break no rule by them, a port each: {"way": port} when ready."""

import asyncio
import json
import sys

from aiohttp import WSMsgType, web

WAYS = ["plain", "greets", "closes-idle", "limits-messages", "needs-subprotocol", "checks-origin"]
ORIGIN = "https://chat.example.com"
SUBPROTOCOL = "v12.stomp"


def endpoint(way):
    async def handle(request):
        if way == "checks-origin" and request.headers.get("Origin") != ORIGIN:
            raise web.HTTPForbidden()
        offered = request.headers.get("Sec-WebSocket-Protocol", "")
        if way == "needs-subprotocol" and SUBPROTOCOL not in offered:
            raise web.HTTPBadRequest()
        socket = web.WebSocketResponse(
            protocols=[SUBPROTOCOL] if way == "needs-subprotocol" else [],
            max_msg_size=64 << 10 if way == "limits-messages" else 4 << 20)
        await socket.prepare(request)
        if way == "greets":
            await socket.send_str('{"type": "welcome"}')
        while not socket.closed:
            try:
                message = await socket.receive(timeout=2 if way == "closes-idle" else None)
            except asyncio.TimeoutError:
                await socket.close(message=b"idle")
                break
            if message.type == WSMsgType.TEXT:
                await socket.send_str(message.data)
            elif message.type == WSMsgType.BINARY:
                await socket.send_bytes(message.data)
        return socket

    return handle


async def main():
    ports = {}
    for way in WAYS:
        app = web.Application()
        app.router.add_get("/{path:.*}", endpoint(way))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        ports[way] = site._server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)
    # The end of standard input is the end of the tests.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
