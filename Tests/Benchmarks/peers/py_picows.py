import sys, asyncio, os, time, ssl, resource, json
import uvloop
from picows import ws_connect, WSListener, WSMsgType, WSFrame, WSTransport

resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)


def rss():
    return int(open("/proc/self/statm").read().split()[1]) * 4096


task, url = sys.argv[1:3]
A = sys.argv[3:]
n = int(A[0]) if A else 1


def out(**k):
    print(json.dumps(dict(impl="picows", task=task, n=n, **k)), flush=True)


ctx = None
if url.startswith("wss"):
    ctx = ssl.create_default_context(cafile="server/cert.pem")
    ctx.minimum_version = ssl.TLSVersion.TLSv1_3


class L(WSListener):
    def __init__(s, kind):
        s.kind = kind
        s.done = asyncio.get_running_loop().create_future()
        s.g = 0
        s.by = 0
        s.s = 0

    def on_ws_connected(s, t):
        s.t = t
        pc = time.perf_counter
        if s.kind == "pingpong":
            s.p = b"x" * int(A[1])
            s.l = []
            s.t0 = s.a = pc()
            t.send(WSMsgType.TEXT, s.p)
        elif s.kind == "echo":
            s.p = b"x" * int(A[1])
            s.t0 = pc()
            s.s = min(n, int(A[2]))
            for _ in range(s.s):
                t.send(WSMsgType.BINARY, s.p)

    def on_ws_frame(s, t, f):
        k = s.kind
        if k == "recv":
            s.g += 1
            s.by += len(f.get_payload_as_memoryview())
            if s.g == n:
                s.done.set_result(None)
        elif k == "pingpong":
            x = f.get_payload_as_utf8_text()
            b = time.perf_counter()
            s.l.append(b - s.a)
            s.a = b
            if len(s.l) < n:
                t.send(WSMsgType.TEXT, s.p)
            else:
                s.done.set_result(None)
        elif k == "echo":
            s.g += 1
            s.by += len(f.get_payload_as_memoryview())
            if s.s < n:
                s.s += 1
                t.send(WSMsgType.BINARY, s.p)
            elif s.g == n:
                s.done.set_result(None)
        elif k in ("send", "once"):
            if not s.done.done():
                s.done.set_result(None)

    def on_ws_disconnected(s, t):
        if not s.done.done():
            s.done.set_result(None)


async def main():
    pc = time.perf_counter

    async def c(k):
        return await ws_connect(lambda: L(k), url, ssl_context=ctx)

    if task == "idle":
        r0 = rss()
        t0 = pc()
        cc = int(A[1])
        keep = []
        it = iter(range(n))

        async def w():
            for _ in it:
                keep.append(await c("idle"))

        await asyncio.gather(*[w() for _ in range(cc)])
        out(sec=pc() - t0, rss0=r0, rss1=rss())
        os._exit(0)
    if task == "hs":
        t0 = pc()
        for _ in range(n):
            t, l = await c("idle")
            t.disconnect(False)
            await t.wait_disconnected()
        out(sec=pc() - t0)
        return
    t0 = pc()
    t, l = await c(task)
    if task == "once":
        t.send(WSMsgType.TEXT, b"hello")
        await l.done
        t.send_close(1000)
        await t.wait_disconnected()
        return
    if task == "send":
        p = b"x" * int(A[1])
        t0 = pc()
        for i in range(n):
            t.send(WSMsgType.BINARY, p)
            if t.underlying_transport.get_write_buffer_size() > 1 << 20:
                while t.underlying_transport.get_write_buffer_size() > 1 << 18:
                    await asyncio.sleep(0)
    await l.done
    e = pc()
    if task in ("pingpong", "echo"):
        t0 = l.t0
    x = {}
    if task == "pingpong":
        l.l.sort()
        x = dict(p50us=l.l[n // 2] * 1e6, p99us=l.l[n * 99 // 100] * 1e6)
    out(sec=e - t0, bytes=l.by, **x)


uvloop.run(main()) if not os.environ.get("NOUV") else asyncio.run(main())
