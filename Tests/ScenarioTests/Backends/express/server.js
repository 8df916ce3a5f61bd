// Jira's chat once more, on Express and ws as their own examples put them together: an Upgrade elsewhere is
// hung up on. One application a port, {"application": port} when ready.
"use strict";
const { readFileSync } = require("fs");
const { createServer } = require("http");
const path = require("path");
const express = require("express");
const { WebSocketServer } = require("ws");

const pages = process.argv[2];
const PAGES = {
  "/": ["index.html", "html"], "/login.jsp": ["index.html", "html"], "/secure/Dashboard.jspa": ["index.html", "html"],
  "/status": ["status.json", "json"], "/rest/api/2/serverInfo": ["serverInfo.json", "json"],
  "/chat/widget.js": ["widget.js", "js"],
};

// What the browser asked for; unknown when the proxy hid the name or the port of it.
function baseURL(request, port) {
  const host = request.headers.host || "";
  if (host.endsWith(`:${port}`) || host === "127.0.0.1") return null;
  return `${request.headers["x-forwarded-proto"] || "http"}://${host}`;
}

function listen(name) {
  const withChat = name !== "without-chat";
  const application = express();
  const server = createServer(application);
  for (const [route, [file, type]] of Object.entries(PAGES)) {
    if (file === "widget.js" && !withChat) continue;
    application.get(route, (request, response) => {
      const base = baseURL(request, server.address().port);
      const lines = readFileSync(path.join(pages, file), "utf8").split("\n").filter((line) =>
        !(base === null && type === "html" && line.includes("@BASE_URL@"))
        && !(line.includes("/chat/widget.js") && !withChat));
      response.type(type).send(lines.join("\n").replaceAll("@BASE_URL@", base || ""));
    });
  }
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: true });
  const prefix = withChat ? "/com-spartez-support-chat/ws/" : "/live/";
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => {});
    if (!request.url.startsWith(prefix)) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on("error", () => {});
      webSocket.on("message", (data, isBinary) => webSocket.send(data, { binary: isBinary }));
    });
  });
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready([name, server.address().port])));
}

Promise.all(["chat", "without-chat"].map(listen))
  .then((ports) => console.log(JSON.stringify(Object.fromEntries(ports))));
// The end of standard input is the end of the tests.
process.stdin.on("end", () => process.exit(0)).resume();
