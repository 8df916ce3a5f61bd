"""Lays our verdicts beside Autobahn's, case by case. A case that both judge alike is counted; the others are
listed with the reason, which is in reasons.py: one that is not explained there counts as unexplained."""
import re
import subprocess

from reasons import reason

TITLES = {
    "tomcat": "Tomcat 10.1", "websockets": "websockets 17.4", "aiohttp": "aiohttp 3.14", "node-ws": "node ws 8.11",
    "libwebsockets": "libwebsockets 4.1",
}
# Rows of the tables: which groups are one.
BLOCKS = {"1–7, 10": r"1-10", "9": r"9", "12": r"12\..*", "13": r"13\..*"}


def listed(program):
    """Our id of each of Autobahn's cases."""
    text = subprocess.run(
        [program, "conformance", "--list", "--tier", "full", "--yes-i-may-test-this-server"], capture_output=True,
        text=True, check=True).stdout
    ids = {}
    for case, others in re.findall(r"^(\S+)  \(.*Autobahn ([0-9. ]+)\)$", text, re.M):
        ids.update({other: case for other in others.split()})
    if not ids:
        raise SystemExit("no case has a counterpart at Autobahn")
    return ids


def autobahn(result):
    """One word of Autobahn's two."""
    behavior, closing = result["behavior"], result["behaviorClose"]
    if behavior == "INFORMATIONAL":
        return "informational"
    if behavior == "UNIMPLEMENTED":
        return "skipped"
    if behavior == "FAILED" or closing in ("FAILED", "WRONG CODE", "UNCLEAN", "FAILED BY CLIENT"):
        return "failed"
    return "non-strict" if behavior == "NON-STRICT" else "pass"


def word(verdict):
    return verdict.replace("fail", "failed")


def differing(result, ids):
    """Our cases that came to another verdict than their counterparts."""
    pairs = ((ids[case], verdict) for case, verdict in result["autobahn"].items() if case in ids)
    return [case for case, verdict in pairs if word(result["cases"][case]["verdict"]) != autobahn(verdict)]


class Compared:
    """What both said of a server's cases in some groups."""

    def __init__(self, results, ids):
        self.alike, self.declined, self.rows, self.unexplained = 0, 0, [], 0
        for result in results:
            for case in sorted(result["autobahn"], key=lambda case: [int(part) for part in case.split(".")]):
                found = result["cases"].get(ids.get(case))
                if found is not None:
                    self.add(result["server"], case, found, autobahn(result["autobahn"][case]))

    def add(self, server, case, found, theirs):
        ours = word(found["verdict"])
        if ours == theirs:
            self.alike += 1
            self.declined += ours == "skipped"
            return
        seen = found["actual"] or found.get("reason") or ""
        alone = f", alone {found['alone']}" if "alone" in found else ""
        why = reason(server, case, ours, theirs, f"{found['closing']} {seen}{alone}")
        self.unexplained += why is None
        self.rows.append(f"| {TITLES[server]} | {case} | `{found['id']}` | {ours}{alone} | {theirs} | "
                         f"{why or '**not explained**: ' + seen} |")


def total(costs):
    """One cost of several runs: their sums, the largest memory and load, the first time."""
    def sum_of(key):
        parts = [cost.get(key) for cost in costs]
        return None if None in parts else sum(parts)
    return {"runs": len(costs), "at": min(cost["at"] for cost in costs), "load": max(cost["load"] for cost in costs),
            "megabytes": max(cost["megabytes"] for cost in costs),
            **{key: sum_of(key) for key in ("cases", "seconds", "processor", "server")}}


def seconds(value):
    return "" if value is None else f"{value:.1f} s" if value >= 9.95 else f"{value:.2f} s"


def when(*costs):
    """When something was run, and at what load of the machine; two times where they are not the same hour's."""
    times = sorted({cost["at"] for cost in costs})
    apart = times if times[0][:13] != times[-1][:13] else times[:1]
    return f"{' and '.join(apart)} | {max(cost['load'] for cost in costs):.0f}"


def tier_rows(results):
    for result in (result for result in results if result["group"] in ("safe", "full")):
        cost, counts = result["ours"], result["ours"]["counts"]
        yield (f"| {TITLES[result['server']]} | {result['group']} | {cost['cases']} | {counts['fail']} | "
               f"{counts['inconclusive']} | {seconds(cost['seconds'])} | {cost['megabytes']:.0f} MB | {when(cost)} |")


def speed_rows(name, block, results):
    theirs, ours = (total([result[who] for result in results]) for who in ("theirs", "ours"))
    runs = f", {theirs['runs']} runs" if theirs["runs"] > 1 else ""
    yield (f"| {name} | {block}{runs} | {theirs['cases']} | {seconds(theirs['seconds'])} | "
           f"{seconds(theirs['processor'])} | {seconds(theirs['server'])} | {theirs['megabytes']:.0f} MB | "
           f"{ours['cases']} | {seconds(ours['seconds'])} | {seconds(ours['processor'])} | "
           f"{seconds(ours['server'])} | {ours['megabytes']:.0f} MB | "
           f"{theirs['seconds'] / ours['seconds']:.0f} | {when(theirs, ours)} |")


def own_rows(name, results, ids):
    """Each must that failed and has no counterpart."""
    compared, seen = set(ids.values()), set()
    for case in (case for result in results for case in result["cases"].values()):
        if case["verdict"] == "fail" and case["id"] not in compared | seen:
            seen.add(case["id"])
            yield f"| {name} | `{case['id']}` | {case['actual']} |"


def table(results, ids):
    """The report, and how many differences nothing explains."""
    summary, speed, other, only, unexplained = [], [], [], [], 0
    for server, name in TITLES.items():
        here = [result for result in results if result["server"] == server]
        cells = []
        for names in (("1–7, 10", "9"), ("12", "13")):
            groups = [result for result in here for block in names if re.fullmatch(BLOCKS[block], result["group"])]
            compared = Compared(groups, ids)
            unexplained += compared.unexplained
            other += compared.rows
            cells += [compared.alike, compared.declined, len(compared.rows)]
        summary.append(f"| {name} | {cells[0]} | {cells[2]} | {cells[3]} | {cells[4]} | {cells[5]} |")
        for block, pattern in BLOCKS.items():
            groups = [result for result in here if re.fullmatch(pattern, result["group"])]
            if groups:
                speed += speed_rows(name, block, groups)
        only += own_rows(name, here, ids)
    lines = [
        "# Verdicts beside Autobahn's", "",
        "Written by `Tests/Benchmarks/conformance/run --refresh` from runs of `wsdoctor conformance` and of",
        "Autobahn|Testsuite 25.10.1's fuzzingclient at the same servers, which echo. A case counts as failed at",
        "Autobahn when either of its two verdicts is. Each group of cases is a run of its own; how many runs a row",
        "is made of, and when and at what load of the machine (the mean of a minute, at most) they were, stands in it.",
        "", "| server | 1–7, 9, 10: judged alike | otherwise | 12, 13: judged alike | of them declined | otherwise |",
        "| --- | ---: | ---: | ---: | ---: | ---: |", *summary, "",
        "Of the groups 12 and 13, compression, Autobahn sends a thousand messages a case, one by one, and ours eight at",
        "once. *Declined*: both found that the server doesn't take the offer, as it may (RFC 7692 §7.1). Of their 216",
        "cases fewer were tried where the server ended by itself during Autobahn's.", "",
        "## What a whole run takes", "",
        "A process from start to exit, and its peak memory.", "",
        "| server | tier | cases | failed | inconclusive | time | memory | when (UTC) | load |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- | ---: |", *tier_rows(results), "",
        "## How long it takes beside Autobahn's", "",
        "Autobahn's client and ours, in turn, with the same groups; ours with the cases that ask the same and",
        "no others. Whole processes, from start to exit: time, seconds of the processor that the client and the server",
        "spent, the client's peak memory. The ratio is that of the times. Each server is started anew for each run, so",
        "that Tomcat's virtual machine is cold, first for Autobahn's client and again for ours. The machine has two",
        "cores, on which others worked: a time is worth something beside the others of its row only. Where two times are",
        "named, ours was run once more later, and the ratio is a hint only; what is empty was not measured.", "",
        *BOUNDS, "",
        "| server | groups | Autobahn: cases | time | its processor | server's | memory "
        "| ours: cases | time | its processor | server's | memory | times as fast | when (UTC) | load |",
        "| --- | --- " + "| ---: " * 11 + "| --- | ---: |", *speed, "",
        "## What came out otherwise", "",
        "| server | Autobahn | case | ours | Autobahn's | why |", "| --- | --- | --- | --- | --- | --- |", *other, "",
        "## What Autobahn doesn't look for", "", "Each *must* that failed at ours and has no counterpart.", "",
        "| server | case | what was seen |", "| --- | --- | --- |", *only, ""]
    return "\n".join(lines), unexplained


# What bounds the times, as the table's own columns show it.
BOUNDS = [
    "What bounds ours: where the processor's seconds of client and server make up the time, the work does (Tomcat's",
    "1–7 and 10: its cold virtual machine; 9: some 300 MB and 12,000 round trips, one behind the other). Where they",
    "are far below it, somebody waits: for a processor, at such a load; for the end of TCP, which libwebsockets leaves",
    "open; Autobahn in the groups 1–7 and 10 for time alone. In the groups 12 and 13 most of the ratio is that ours",
    "sends eight messages a case, and Autobahn a thousand.",
]
