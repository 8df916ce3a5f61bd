"""Applications that build their addresses from X-Forwarded-Proto and Host: {"application": port} when ready."""

import asyncio
import json
import sys

from aiohttp import WSMsgType, web

# One sends everybody to https, one names the whole address of its WebSocket in its page, and one takes its own
# pages' handshakes alone.
APPLICATIONS = ["https-only", "names-address", "own-origin"]


def scheme(request):
    return request.headers.get("X-Forwarded-Proto", "http")


@web.middleware
async def https_only(request, handler):
    if scheme(request) != "https":
        raise web.HTTPFound(f"https://{request.host}{request.path_qs}")
    return await handler(request)


async def page(request):
    socket = "wss" if scheme(request) == "https" else "ws"
    text = f'<!doctype html><script>new WebSocket("{socket}://{request.host}/events")</script>'
    return web.Response(text=text, content_type="text/html")


async def own_events(request):
    if request.headers.get("Upgrade") and request.headers.get("Origin") != f"{scheme(request)}://{request.host}":
        raise web.HTTPForbidden()
    return await events(request)


async def own_page(request):
    text = '<!doctype html><script>new WebSocket(`wss://${location.host}/events`)</script>'
    return web.Response(text=text, content_type="text/html")


async def events(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        if message.type == WSMsgType.TEXT:
            await socket.send_str(message.data)
    return socket


async def main():
    ports = {}
    for name in APPLICATIONS:
        app = web.Application(middlewares=[https_only] if name == "https-only" else [])
        app.router.add_get("/", own_page if name == "own-origin" else page)
        app.router.add_get("/events", own_events if name == "own-origin" else events)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        ports[name] = site._server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)
    # The end of standard input is the end of the tests.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
