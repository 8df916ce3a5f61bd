// An echo on Node's ws, any path; {"chat": port} when ready.
const { WebSocketServer } = require("ws");

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: true });
server.on("connection", (socket) => {
  // Without a listener the first fault of a client would end the whole process.
  socket.on("error", () => {});
  socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
});
server.on("listening", () => console.log(JSON.stringify({ chat: server.address().port })));
// The end of standard input is the end of the tests.
process.stdin.on("end", () => process.exit(0)).resume();
