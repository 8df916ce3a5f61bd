"""Why a verdict of ours and Autobahn's may differ, from the RFCs; what is not explained here is a fault of one."""
import re

# Seen with Python's websockets as the client, too: 8 connections with messages of 4 or 16 KiB.
SIDE_BY_SIDE = (
    "libwebsockets 4.1.6 mixes up the compressed messages of several connections, or ends by an assertion "
    "(`priv->rx.avail_out`): ours has eight at a time, Autobahn one; alone it passes")

# Autobahn's case (behind the server's name where it is about one server), ours, Autobahn's (all as patterns), what
# was seen -> why they differ.
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
    (r"libwebsockets 3\.[234]", "pass", "failed", "Close 1002",
     "libwebsockets refuses the frame, and leaves TCP open behind its Close frame or not, by how the octets come in: "
     "at Autobahn's it did this time (§7.1.1)"),
    # Behind the servers' names, as only libwebsockets does that: see SIDE_BY_SIDE.
    (r"libwebsockets 1[23]\..*", "inconclusive|failed", "pass", "alone pass", SIDE_BY_SIDE),
    (r"libwebsockets 13\.[2567]\..*", "failed", "pass", "alone fail",
     "RFC 7692 §7.1.1.2: the answer has no client_no_context_takeover, so ours refers to earlier messages; "
     "libwebsockets forgets them (\"invalid distance too far back\")"),
    (r"libwebsockets 1[23]\..*", ".*", "failed", "",
     "libwebsockets ended by itself in Autobahn's case, behind thousands of messages; ours sends eight"),
]


def reason(server, case, ours, theirs, seen):
    for pattern, a, b, words, text in REASONS:
        is_meant = re.fullmatch(pattern, case) or re.fullmatch(pattern, f"{server} {case}")
        if is_meant and re.fullmatch(a, ours) and re.fullmatch(b, theirs) and words in seen:
            return text
    return None
