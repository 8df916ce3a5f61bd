"""Lays our verdicts beside Autobahn's, case by case. A case that both judge alike is counted; the others are
listed with the reason, which is in REASONS: one that is not explained there counts as unexplained."""
import re
import subprocess

TITLES = {
    "tomcat": "Tomcat 10.1", "websockets": "websockets 17.4", "aiohttp": "aiohttp 3.14", "node-ws": "node ws 8.11",
    "libwebsockets": "libwebsockets 4.1",
}

# Autobahn's case, ours, Autobahn's, what was seen (all of our case as patterns) -> why they differ.
REASONS = [
    (r"7\.1\.5", "non-strict", "failed", "",
     "§5.5.1 says that an endpoint *typically* echoes the status code: a Close frame did answer, with another code"),
    (r"6\.4\.[34]|3\.4|4\.[12]\.5|3\.[23]|4\.[12]\.[34]|5\.15", "pass|non-strict", "pass|non-strict", "",
     "what came before the fault may be lost or not, by how TCP cut the octets; both count it as non-strict at most"),
    (r"7\.1\.6", ".*", "informational", "",
     "Autobahn doesn't judge it; ours is a *should*: who gets a Close frame behind messages may answer those first"),
    (r"7\.13\.[12]", ".*", "informational", "",
     "Autobahn doesn't judge it; ours is a *should*: codes from 5000 on are not provided for by §7.4.2"),
    (r"9\..*", "non-strict", "failed", "Close 1009",
     "§7.4.1: 1009 is what a server says whose limit for messages is lower; no section demands a size"),
    (r"9\.[34]\.3", "pass", "failed", "Close 1000",
     "websockets takes 4096 fragments and answers more with 1009: ours are 4096, Autobahn sends an empty one behind them"),
    (r"2\.1[01]", "failed|pass", "failed|pass", "pong",
     "§5.5.3 lets the latest ping alone be answered; libwebsockets drops those that come while a pong waits to be "
     "sent: whether any do hangs on how the octets come in"),
    (r"3\.[1-7]", "pass", "failed", "unclean Close 1002",
     "the frame is refused as it has to be; that TCP stays open then, ours says apart (`closing`: unclean, §7.1.1)"),
    (r"13\..*", "failed", "pass", "TCP",
     "RFC 7692 §7.1.1.2: the answer has no client_no_context_takeover, so ours refers to earlier messages; "
     "libwebsockets forgets them (\"invalid distance too far back\")"),
]


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


def reason(case, ours, theirs, seen):
    for pattern, a, b, words, text in REASONS:
        if re.fullmatch(pattern, case) and re.fullmatch(a, ours) and re.fullmatch(b, theirs) and words in seen:
            return text
    return None


def word(verdict):
    return verdict.replace("fail", "failed")


def differences(result, ids):
    """How many are judged alike; a row for each that isn't; how many of those are not explained."""
    name, alike, rows, unexplained = TITLES[result["server"]], 0, [], 0
    for case in sorted(result["autobahn"], key=lambda case: [int(part) for part in case.split(".")]):
        found = result["ours"].get(ids.get(case))
        if found is None:
            continue
        ours, theirs = word(found["verdict"]), autobahn(result["autobahn"][case])
        if ours == theirs:
            alike += 1
            continue
        why = reason(case, ours, theirs, f"{found['closing']} {found['actual']}")
        unexplained += why is None
        rows.append(f"| {name} | {case} | `{ids[case]}` | {ours} | {theirs} | "
                    f"{why or '**not explained**: ' + (found['actual'] or found.get('reason') or '')} |")
    return alike, rows, unexplained


def ratio(group):
    return group["autobahn"]["seconds"] / group["ours"]["seconds"]


def table(results, ids):
    """The report, and how many differences nothing explains."""
    summary, speed, other, only, unexplained = [], [], [], [], 0
    for result in results:
        name = TITLES[result["server"]]
        alike, rows, missing = differences(result, ids)
        unexplained += missing
        other += rows
        counts = result["safe"]["counts"]
        summary.append(
            f"| {name} | {alike} | {len(rows)} | {result['safe']['cases']} | {counts['fail']} | "
            f"{result['safe']['seconds']:.1f} s | {result['safe']['megabytes']:.0f} MB |")
        for group, cost in result["groups"].items():
            theirs, ours = cost["autobahn"], cost["ours"]
            speed.append(
                f"| {name} | {group} | {theirs['cases']} | {theirs['seconds']:.1f} s | {theirs['megabytes']:.0f} MB | "
                f"{ours['cases']} | {ours['seconds']:.2f} s | {ours['megabytes']:.0f} MB | {ratio(cost):.0f} |")
        compared = set(ids.values())
        only += [f"| {name} | `{id}` | {case['actual']} |" for id, case in result["ours"].items()
                 if case["verdict"] == "fail" and id not in compared]
    lines = [
        "# Verdicts beside Autobahn's", "",
        "Written by `Tests/Benchmarks/conformance/run --refresh` from runs of `wsdoctor conformance` and of",
        "Autobahn|Testsuite 25.10.1's fuzzingclient at the same servers, which echo: groups 1–7, 9 and 10, and eight of",
        "the 216 cases with compression. A case counts as failed at Autobahn when either of its two verdicts is.", "",
        "| server | judged alike | otherwise | safe tier: cases | failed | time | memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |", *summary, "",
        "## How long it takes", "",
        "Autobahn's client and ours, in turn, with the same groups; ours with the cases that ask the same and",
        "no others. Whole processes, from start to exit, and their peak memory; the last column is the ratio of times.",
        "In the groups 1–7 and 10 Autobahn waits most of the time, and so does ours at servers that leave TCP open",
        "(libwebsockets); in group 9 both wait for the server, which sends megabytes back.",
        "Each server is started anew for each group, so that Tomcat's virtual machine is cold, first for Autobahn's",
        "client and again for ours. The machine had two cores and other work beside this one.",
        "", "| server | groups | Autobahn: cases | time | memory | ours: cases | time | memory | times as fast |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", *speed, "",
        "## What came out otherwise", "",
        "| server | Autobahn | case | ours | Autobahn's | why |", "| --- | --- | --- | --- | --- | --- |", *other, "",
        "## What Autobahn doesn't look for", "", "Each *must* that failed at ours and has no counterpart.", "",
        "| server | case | what was seen |", "| --- | --- | --- |", *only, ""]
    return "\n".join(lines), unexplained
