"""Socket.IO on python-socketio and aiohttp: one application a port, {"application": port} when ready.

node1 and node2 are two servers of one cluster, and share nothing: a session lives on one of them.
"""

import asyncio
import json
import sys

import socketio
from aiohttp import web

APPLICATIONS = ["chat", "node1", "node2"]
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Socket.IO</title></head><body><h1>Chat</h1>
<script src="/socket.io/socket.io.js"></script><script>const socket = io();</script></body></html>
"""


def application(name):
    server = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*")

    @server.event
    async def message(sid, data):
        await server.emit("message", data, to=sid)

    app = web.Application()
    server.attach(app)

    async def page(request):
        return web.Response(text=PAGE, content_type="text/html")

    app.router.add_get("/", page)
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
