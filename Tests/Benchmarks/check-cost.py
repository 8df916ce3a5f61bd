#!/usr/bin/env python3
"""What one quick check costs: wall time, memory, round trips. Measures, judges nothing.

    Tests/Benchmarks/check-cost.py [WSDOCTOR]      default: .build/release/wsdoctor

Runs `wsdoctor check --quick` against `wsdoctor beacon` on loopback, once directly and once through
a relay that adds 100 ms to each round trip: 50 ms to every piece of data each way, and 100 ms to
the first one of a connection, as its SYN would cost. Medians of several runs.
"""

import pathlib
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

RUNS = 7
ONE_WAY = 0.05


def relay(target):
    """Starts the delaying relay; returns its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def pump(source, sink, first_delay):
        ready = time.monotonic() + first_delay
        try:
            while data := source.recv(65536):
                due = max(time.monotonic(), ready) + ONE_WAY
                time.sleep(max(0, due - time.monotonic()))
                sink.sendall(data)
            time.sleep(ONE_WAY)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def accept():
        while True:
            client, _ = server.accept()
            backend = socket.create_connection(("127.0.0.1", target))
            for end in (client, backend):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=pump, args=(client, backend, 2 * ONE_WAY), daemon=True).start()
            threading.Thread(target=pump, args=(backend, client, 0), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return server.getsockname()[1]


def measure(launch, command):
    """Wall seconds and peak KiB of the runs; started from a tiny process, whose memory doesn't count."""
    walls, peaks = [], []
    for _ in range(RUNS):
        start = time.monotonic()
        process = subprocess.run(
            [launch, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        walls.append(time.monotonic() - start)
        peaks.append(int(process.stderr.rsplit("LAUNCH ", 1)[1].split()[2]))
        if process.returncode != 0:
            sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return statistics.median(walls), max(peaks)


def row(what, figures):
    wall, peak = figures
    print(f"{what:44} {wall * 1000:8.1f} ms {peak / 1024:8.1f} MiB")


def main():
    wsdoctor = sys.argv[1] if len(sys.argv) > 1 else ".build/release/wsdoctor"
    with tempfile.TemporaryDirectory() as folder:
        launch = f"{folder}/launch"
        source = pathlib.Path(__file__).resolve().parent / "peers/launch.c"
        subprocess.run(["gcc", "-O2", "-w", "-o", launch, source], check=True)
        measure_all(wsdoctor, lambda command: measure(launch, command))


def measure_all(wsdoctor, measure):
    beacon = subprocess.Popen(
        [wsdoctor, "beacon", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True
    )
    try:
        port = int(beacon.stdout.readline().split("http://127.0.0.1:")[1].split()[0])
        check = [wsdoctor, "check", "--quick", "--quiet"]
        row("wsdoctor --version", measure([wsdoctor, "--version"]))
        row("check --quick, loopback", measure(check + [f"ws://127.0.0.1:{port}/ws"]))
        row("check --quick, page first, loopback", measure(
            check + [f"http://127.0.0.1:{port}/", "--ws-path", "/ws"]))
        row("check --quick, 100 ms a round trip", measure(
            check + [f"http://127.0.0.1:{relay(port)}/", "--ws-path", "/ws"]))
    finally:
        beacon.terminate()
        beacon.wait()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
