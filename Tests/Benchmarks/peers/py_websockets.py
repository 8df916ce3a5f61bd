import sys, asyncio, os, time, ssl, resource, json
from websockets.asyncio.client import connect

if os.environ.get("UV"):
    import uvloop
resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)


def rss():
    return int(open("/proc/self/statm").read().split()[1]) * 4096


task, url = sys.argv[1:3]
A = sys.argv[3:]
n = int(A[0]) if A else 1


def out(**k):
    print(json.dumps(dict(impl="py-websockets", task=task, n=n, **k)), flush=True)


kw = {}
if url.startswith("wss"):
    kw["ssl"] = ssl.create_default_context(cafile="server/cert.pem")
    kw["ssl"].minimum_version = ssl.TLSVersion.TLSv1_3
if task[0] != "j":
    kw["compression"] = None
kw.update(max_size=None, proxy=None, open_timeout=None)


async def main():
    pc = time.perf_counter
    if task == "idle":
        r0 = rss()
        t0 = pc()
        cc = int(A[1])
        keep = []
        it = iter(range(n))

        async def w():
            for _ in it:
                keep.append(await connect(url, **kw))

        await asyncio.gather(*[w() for _ in range(cc)])
        out(sec=pc() - t0, rss0=r0, rss1=rss())
        os._exit(0)
    if task == "hs":
        t0 = pc()
        for _ in range(n):
            w = await connect(url, **kw)
            w.transport.abort()
        out(sec=pc() - t0)
        return
    tc = pc()
    w = await connect(url, **kw)
    by = 0
    x = {}
    t0 = pc()
    if task == "once":
        await w.send("hello")
        await w.recv()
        await w.close()
        return
    if task == "pingpong":
        p = "x" * int(A[1])
        l = []
        a = t0
        for i in range(n):
            await w.send(p)
            await w.recv()
            b = pc()
            l.append(b - a)
            a = b
        e = pc()
        l.sort()
        out(sec=e - t0, p50us=l[n // 2] * 1e6, p99us=l[n * 99 // 100] * 1e6)
        return
    if task in ("echo", "jecho"):
        if task == "echo":
            msgs = [b"x" * int(A[1])]
            win = int(A[2])
        else:
            msgs = open("server/payload.jsonl").read().splitlines()
            win = int(A[1])
        s = min(n, win)
        k = len(msgs)
        for i in range(s):
            await w.send(msgs[i % k])
        for g in range(n):
            by += len(await w.recv())
            if s < n:
                await w.send(msgs[s % k])
                s += 1
    elif task in ("recv", "jrecv"):
        if task == "recv":
            t0 = tc
        for _ in range(n):
            by += len(await w.recv())
    elif task in ("send", "jsend"):
        msgs = (
            [b"x" * int(A[1])]
            if task == "send"
            else open("server/payload.jsonl").read().splitlines()
        )
        k = len(msgs)
        for i in range(n):
            m = msgs[i % k]
            by += len(m)
            await w.send(m)
        await w.recv()
    out(sec=pc() - t0, bytes=by)
    w.transport.abort()


uvloop.run(main()) if os.environ.get("UV") else asyncio.run(main())
