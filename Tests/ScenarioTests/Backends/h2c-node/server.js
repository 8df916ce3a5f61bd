// Jira's chat on Node's own http2 and on http and ws, at one port without TLS: its pages come over HTTP/2 too, its
// WebSocket doesn't. {"application": port} when ready.
"use strict";
const { readFileSync } = require("fs");
const http = require("http");
const http2 = require("http2");
const net = require("net");
const path = require("path");
const { WebSocketServer } = require("ws");

const pages = process.argv[2];
const endpoint = "/com-spartez-support-chat/ws/";
const PAGES = {
  "/": ["index.html", "text/html"], "/login.jsp": ["index.html", "text/html"],
  "/status": ["status.json", "application/json"], "/rest/api/2/serverInfo": ["serverInfo.json", "application/json"],
  "/chat/widget.js": ["widget.js", "application/javascript"],
};

function answer(request, response) {
  const [file, type] = PAGES[request.url] || [];
  if (!file) {
    response.writeHead(request.url.startsWith(endpoint) ? 426 : 404, { "content-type": "text/plain" });
    return response.end(http.STATUS_CODES[response.statusCode]);
  }
  const host = request.headers[":authority"] || request.headers.host;
  const base = `${request.headers["x-forwarded-proto"] || "http"}://${host}`;
  response.writeHead(200, { "content-type": type });
  response.end(readFileSync(path.join(pages, file), "utf8").replaceAll("@BASE_URL@", base));
}

const plain = http.createServer(answer);
const sockets = new WebSocketServer({ noServer: true });
plain.on("upgrade", (request, socket, head) => {
  socket.on("error", () => {});
  if (!request.url.startsWith(endpoint)) return socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    webSocket.on("error", () => {});
    webSocket.on("message", (data, isBinary) => webSocket.send(data, { binary: isBinary }));
  });
});
const modern = http2.createServer(answer);
modern.on("sessionError", () => {});

// Which of them is meant, the first octets tell (RFC 9113 §3.4).
const server = net.createServer((socket) => {
  socket.on("error", () => {});
  socket.once("readable", () => {
    const start = socket.read();
    if (start === null) return;
    socket.unshift(start);
    (start.toString("latin1").startsWith("PRI") ? modern : plain).emit("connection", socket);
  });
});
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ chat: server.address().port })));
// The end of standard input is the end of the tests.
process.stdin.on("end", () => process.exit(0)).resume();
