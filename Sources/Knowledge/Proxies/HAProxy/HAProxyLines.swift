import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let haproxyLines: [Role: String] = [
    .forwardUpgrade: "by itself; no http-request del-header Upgrade",
    .leaveHandshakeFields: "http-request del-header, http-response del-header",
    .allowUpgrade: "no http-request deny on hdr(Upgrade)",
    .authenticate: "http-request auth unless the path is the WebSocket one",
    .keepSilence: "timeout tunnel; without it timeout client and server",
    .reloadGently: "hard-stop-after long, or not set",
    .stick: "cookie SRV insert, and cookie on each server",
    .roomForFields: "tune.bufsize 32768",
    .tellHowReached: "http-request set-header X-Forwarded-Proto https",
    .passHost: "by itself; no http-request set-header Host",
    .allowConnections: "maxconn",
    .showErrors: "journalctl -u haproxy; the flags of a log line (8.5)",
    .agreeOnCompression: "http-request del-header Sec-WebSocket-Extensions",
    .showCertificate: "bind ... ssl crt FILE (key and chain in one)",
    .speakHTTP1ToApplication: "server ... ws h1 (beside proto h2)",
  ]
}
