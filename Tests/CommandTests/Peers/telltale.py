"""A server that tells everything: secrets of its own in every part of an answer, and whatever it
was sent, in several encodings. Usage: telltale.py SHAPE SECRET. Prints its port.

SECRET is the beginning of each of its own secrets; the place is added, in letters."""

import base64
import hashlib
import socket
import sys
import threading
import urllib.parse

SHAPE, SECRET = sys.argv[1:3]
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def own(place):
    return SECRET + place


def echo(request):
    plain = request.decode("latin-1")
    lines = " | ".join(plain.split("\r\n"))
    octets = request
    return "\n".join(
        [
            lines,
            lines.lower(),
            urllib.parse.quote(lines, safe=""),
            urllib.parse.quote_plus(lines),
            urllib.parse.unquote(lines),
        ]
        + [base64.b64encode(octets[i:]).decode() for i in range(3)]
        + [base64.urlsafe_b64encode(octets).decode(), octets.hex()]
    )


def fields(request):
    return [
        ("Server", "nginx"),
        ("Set-Cookie", f"SID={own('cookie')}; Path=/{own('path')}; HttpOnly"),
        ("Set-Cookie", own("bare")),
        ("X-Auth-Token", own("field")),
        ("X-Forwarded-Access-Token", own("forwarded")),
        ("ETag", f'"{own("etag")}"'),
        ("Link", f"</a/{own('link')}?k={own('linkquery')}>; rel=preload"),
        ("Refresh", f"0; url=/r?t={own('refresh')}"),
        ("WWW-Authenticate", f'Bearer realm="x", nonce="{own("nonce")}"'),
        ("Via", f"1.1 {own('via')}"),
        (own("name"), "1"),
        ("X-Echo", " ".join(echo(request).split())[:6000]),
    ]


def page(request):
    script = f'var token="{own("script")}"; new WebSocket("/ws/{own("endpoint")}?t={own("endpointquery")}")'
    return f"""<!doctype html><html><head><meta name="csrf" content="{own('meta')}">
<!-- {own('comment')} --><script>{script}</script><title>Hello {own('title')}</title></head>
<body><input type=hidden name=t value='{own('input')}'>{own('text')}<pre>{echo(request)}</pre></body></html>"""


def answer(status, request, kind, body, extra=()):
    head = f"HTTP/1.1 {status}\r\n"
    lines = fields(request) + [("Content-Type", kind)] + list(extra)
    lines += [("Transfer-Encoding", "chunked"), ("Trailer", "X-Trailer")]
    body = body.encode("latin-1", "replace")
    chunked = b"%x\r\n%s\r\n0\r\nX-Trailer: %s\r\n\r\n" % (len(body), body, own("trailer").encode())
    early = f"HTTP/1.1 103 Early Hints\r\nLink: </{own('early')}>; rel=preload\r\n\r\n"
    text = early + head + "".join(f"{n}: {v}\r\n" for n, v in lines) + "\r\n"
    return text.encode("latin-1", "replace") + chunked


def credentials():
    """Others' credentials as error pages and dumps hold them: their form gives them away, no shape."""
    return [
        f"Authorization: Bearer {own('bearer')}",
        f"Proxy-Authorization: Basic {own('basic')}",
        f"HTTP_AUTHORIZATION = Token {own('cgi')}",
        f"[HTTP_AUTHORIZATION] => Bearer {own('php')}",
        f'Authorization: Digest username="{own("user")}", response="{own("digest")}"',
        f"Cookie: a=1; b={own('second')}; c={own('third')}",
        f"Set-Cookie: a=1; Path=/; HttpOnly; b={own('setcookie')}",
        f"HTTP_COOKIE = a=1; b={own('cgicookie')}",
        f"rejected Bearer {own('bare')}",
        f"xoxb-{own('slack')} ghp_{own('hub')} glpat-{own('lab')} sk_live_{own('pay')}",
        f"eyJhbGciOiJI.eyJzdWIiOiIx.{own('jwt')}",
        f"-----BEGIN RSA PRIVATE KEY-----\n{own('key')}\n-----END RSA PRIVATE KEY-----",
        f"postgres://app:{own('database')}@db/x",
    ]


def tell_credentials(client, names):
    """In the reason, in fields, in a body, in a message and in a Close frame."""
    fields = [
        f"Server: nginx Bearer {own('server')}",
        f"Via: 1.1 x (Authorization: Basic {own('viafield')})",
        f"Set-Cookie: a=1; Path=/, b={own('joined')}; Secure",
        f"Set-Cookie: a=1; HttpOnly; b={own('later')}",
    ]
    if SHAPE == "credentials-refused" or names.get(b"sec-websocket-version") != b"13":
        body = "\n".join(credentials()).encode()
        lines = [f"HTTP/1.1 403 No Bearer {own('reason')}", f"Content-Length: {len(body)}"] + fields
        return "\r\n".join(lines + ["", ""]).encode() + body
    accept = base64.b64encode(hashlib.sha1(names[b"sec-websocket-key"] + GUID).digest()).decode()
    lines = [
        f"HTTP/1.1 101 Bearer {own('reason')}", "Upgrade: websocket", "Connection: Upgrade",
        f"Sec-WebSocket-Accept: {accept}",
    ] + fields
    client.sendall("\r\n".join(lines + ["", ""]).encode())
    client.sendall(frame(1, f"error: Authorization: Bearer {own('message')}".encode()))
    client.recv(4096)
    client.sendall(
        frame(8, (1008).to_bytes(2, "big") + f"Cookie: a=1; b={own('close')}".encode())
    )
    return b""


def frame(opcode, payload):
    payload = payload[:120]
    return bytes([0x80 | opcode, len(payload)]) + payload


def respond(client, request):
    words = request.split(b"\r\n")[0].split(b" ")
    names = dict(
        (line.split(b":", 1)[0].lower(), line.split(b":", 1)[1].strip())
        for line in request.split(b"\r\n")[1:]
        if b":" in line
    )
    if words[0] == b"CONNECT":
        return answer(f"407 {own('reason')}", request, "text/plain", echo(request))
    upgrade = b"upgrade" in names
    if SHAPE.startswith("credentials"):
        if upgrade:
            return tell_credentials(client, names)
        return b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/html\r\n\r\nhello"
    if SHAPE == "malformed" and upgrade:
        cookie = names.get(b"cookie", b"").decode()
        return f"HTTP/1.1 {own('line')} {cookie} token={own('line')}\r\n\r\n".encode()
    if SHAPE == "redirect" and upgrade:
        where = (
            f"https://alice:{own('password')}@idp.example.test/{own('segment')}/x;s={own('parameter')}"
            f"?code={own('query')}&state={own('state')}#{own('fragment')}"
        )
        return answer("302 Found", request, "text/html", page(request), [("Location", where)])
    if SHAPE == "refused" and upgrade:
        body = f'{{"error":"no","access_token":"{own("json")}","id":"{own("id")}"}}' + echo(request)
        return answer(f"403 Not {own('reason')}", request, "application/json", body)
    if SHAPE == "page" and upgrade:
        return answer("404 Not Found", request, "text/html", page(request))
    if SHAPE == "accepted" and upgrade and names.get(b"sec-websocket-version") == b"13":
        accept = base64.b64encode(hashlib.sha1(names[b"sec-websocket-key"] + GUID).digest()).decode()
        lines = [
            f"HTTP/1.1 101 {own('reason')}", "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Accept: {accept}",
        ] + [f"{n}: {v}" for n, v in fields(request)]
        offered = names.get(b"sec-websocket-protocol")
        if offered:
            lines.append("Sec-WebSocket-Protocol: " + offered.split(b",")[-1].strip().decode())
        client.sendall("\r\n".join(lines + ["", ""]).encode("latin-1", "replace"))
        told = names.get(b"cookie", b"")
        client.sendall(frame(1, f"{own('message')} ".encode() + told))
        client.recv(4096)
        reason = f"token={own('close')} ".encode() + told
        client.sendall(frame(8, (1008).to_bytes(2, "big") + reason[:100]))
        return b""
    if upgrade:
        return answer("400 Bad Request", request, "text/plain", echo(request))
    return answer("200 OK", request, "text/html; charset=utf-8", page(request))


def serve(client):
    with client:
        client.settimeout(20)
        request = b""
        try:
            while True:
                while b"\r\n\r\n" not in request:
                    data = client.recv(65536)
                    if not data:
                        return
                    request += data
                head, _, request = request.partition(b"\r\n\r\n")
                reply = respond(client, head)
                if not reply:
                    return
                client.sendall(reply)
        except (OSError, ValueError):
            return


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
