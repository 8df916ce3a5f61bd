"""Backends that misbehave, and the one that comes back: raw.py silent|dropping PORT, raw.py relay PORT TARGET-PORT.

silent reads and never answers; dropping reads a request and closes; relay hands everything to the
application that listens on TARGET-PORT, as if that had been started at PORT. Prints PORT when ready.
"""

import asyncio
import sys

BEHAVIOUR, PORT = sys.argv[1], int(sys.argv[2])


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except OSError:
        writer.close()


async def accept(reader, writer):
    if BEHAVIOUR == "relay":
        upstream, downstream = await asyncio.open_connection("127.0.0.1", int(sys.argv[3]))
        await asyncio.gather(copy(reader, downstream), copy(upstream, writer))
        downstream.close()
    elif BEHAVIOUR == "dropping":
        await reader.read(65536)
    else:
        while await reader.read(65536):
            pass
    writer.close()


async def main():
    await asyncio.start_server(accept, "127.0.0.1", PORT)
    print(PORT, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
