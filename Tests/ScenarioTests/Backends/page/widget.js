// The chat's button: opens the WebSocket, falls back to polling when that fails.
(function () {
  "use strict";
  var origin = location.origin;
  var socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/com-spartez-support-chat/ws/x");
  var keepalive;
  socket.onopen = function () {
    keepalive = setInterval(function () { socket.send("keepalive"); }, 30000);
  };
  socket.onclose = function () {
    clearInterval(keepalive);
    console.warn("Support chat: no WebSocket, polling instead");
    setInterval(function () { fetch(origin + "/status"); }, 5000);
  };
})();
