"""Why a verdict of ours and Autobahn's may differ, from the RFCs; what is not explained here is a fault of one."""
import re

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


def reason(case, ours, theirs, seen):
    for pattern, a, b, words, text in REASONS:
        if re.fullmatch(pattern, case) and re.fullmatch(a, ours) and re.fullmatch(b, theirs) and words in seen:
            return text
    return None
