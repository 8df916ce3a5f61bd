import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let traefikLines: [Role: String] = [
    .forwardUpgrade: "by itself; no headers middleware that takes it away",
    .leaveHandshakeFields: "headers middleware: customRequestHeaders",
    .allowUpgrade: "ipAllowList, forwardAuth, rateLimit that let it through",
    .authenticate: "a router of the path without basicAuth, forwardAuth",
    .keepSilence: "none: no timeout of it ends a WebSocket (3.7)",
    .reloadGently: "graceTimeOut (10 s) at its end; a new file cuts nobody",
    .stick: "sticky.cookie of the service's loadBalancer",
    .tellHowReached: "by itself; forwardedHeaders.trustedIPs behind another",
    .passHost: "by itself; no passHostHeader: false",
    .allowConnections: "inFlightReq, rateLimit",
    .speakHTTP1ToApplication: "handshakes always; pages too with http:// for h2c://",
  ]
}
