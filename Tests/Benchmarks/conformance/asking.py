"""Starts the servers, and asks them by Autobahn's fuzzingclient and by ours; what either says and costs."""
import datetime
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
BACKENDS = ROOT / "Tests" / "ScenarioTests" / "Backends"
PATH = "/com-spartez-support-chat/ws/conformance"
# A program that a server keeps waiting for ever is ended, in seconds.
LIMIT = 900


def compiled(folder, source, *libraries):
    program = folder / source.stem
    subprocess.run(["gcc", "-O2", "-Wall", "-o", program, source, *libraries], check=True)
    return program


def measured(launch, command, log, **options):
    """Runs a program; returns its status and what it cost: when, the machine's load, seconds, seconds of the
    processor, peak memory.

    The launcher is small: what `wait4` tells counts the process that started the program, too.
    """
    cost = {"at": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M"), "load": os.getloadavg()[0]}
    start = time.monotonic()
    with log.open("w") as file:
        process = subprocess.Popen([launch, *command], stdin=subprocess.DEVNULL, stdout=file, stderr=file, **options)
        # The launcher ends the program.
        signal.signal(signal.SIGALRM, lambda *_: process.send_signal(signal.SIGTERM))
        signal.alarm(LIMIT)
        status = process.wait()
        signal.alarm(0)
    cost["seconds"] = time.monotonic() - start
    cost["load"] = max(cost["load"], os.getloadavg()[0])
    figures = re.findall(r"^LAUNCH (\S+) (\S+) (\d+)$", log.read_text(errors="replace"), re.M)
    if not figures:
        sys.exit(f"{command[0]} was not measured:\n{log.read_text(errors='replace')[-2000:]}")
    user, system, kilobytes = figures[-1]
    cost.update(processor=float(user) + float(system), megabytes=int(kilobytes) / 1024)
    return status, cost


class Server:
    """A server that runs as long as its standard input is open."""

    def __init__(self, name, python, scratch):
        self.name, self.log = name, scratch / "log"
        if name == "libwebsockets":
            command = [compiled(scratch, HERE / "libwebsockets-echo.c", "-lwebsockets", "-pthread")]
        else:
            command = [BACKENDS / name / "start", BACKENDS / "page", scratch]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log.open("w"),
            env=dict(os.environ, PYTHON=str(python), MESSAGE_LIMIT=str(17 << 20)))
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{name} didn't start:\n{self.log.read_text()}")
        self.url = f"ws://127.0.0.1:{json.loads(line)['chat']}{PATH}"

    def processor(self):
        """Seconds of the processor so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        status = self.process.wait()
        if status != 0:
            print(f"{self.name} ended by itself, with {status}:\n{self.log.read_text()[-300:]}", file=sys.stderr)


def autobahn(launch, venv, server, patterns, scratch):
    """Autobahn's verdicts by case; what it took."""
    outdir = scratch / "autobahn"
    spec = scratch / "spec.json"
    spec.write_text(json.dumps({
        "outdir": str(outdir), "servers": [{"agent": "server", "url": server.url}], "cases": patterns,
        "exclude-cases": [], "exclude-agent-cases": {}}))
    log, before = scratch / "autobahn.log", server.processor()
    status, cost = measured(
        launch,
        [venv / "bin" / "python3", "-W", "ignore", "-c", "from autobahntestsuite.wstest import run; run()",
         "-m", "fuzzingclient", "-s", spec], log, cwd=scratch)
    index = outdir / "index.json"
    if status != 0 or not index.exists():
        sys.exit(f"Autobahn ended with {status}:\n{log.read_text()[-2000:]}")
    # Without an agent where the server was gone from the first case on.
    verdicts = json.loads(index.read_text()).get("server", {})
    if not verdicts:
        sys.exit(f"Autobahn found nobody to judge at {server.url}")
    return verdicts, {"cases": len(verdicts), "server": spent(server, before), **cost}


def spent(server, before):
    """Seconds of the processor that a server spent since then; None: it is gone."""
    return server.processor() - before if server.process.poll() is None else None


def ours(launch, program, server, scratch, *options):
    """Our report; what it took."""
    report, log = scratch / "report.json", scratch / "wsdoctor.log"
    before = server.processor()
    status, cost = measured(
        launch, [program, "conformance", server.url, "--output", f"json:{report}", *options], log)
    if status not in (0, 1, 3):
        sys.exit(f"wsdoctor ended with {status} at {server.url}:\n{log.read_text()[-2000:]}")
    result = json.loads(report.read_text())
    return result, {"cases": len(result["cases"]), "counts": result["conformance"]["counts"],
                    "summary": result["summary"], "server": spent(server, before), **cost}
