import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.blocked`: refused only with Upgrade, by the proxy.
  static let blocked: [Hypothesis] = [

    Hypothesis(
      "upgrade.blocked", rung: .upgrade, called: "a filter",
      title: "WebSocket is blocked on the way.",
      explanation: "{Proxy} refuses the request because of its Upgrade header; without it the same "
        + "path is served. {fallback}",
      when: [
        .kind(
          .handshake, .badRequest, .unauthorized, .forbidden, .notFound, .refused,
          .serverError, .redirect, .ok, .page, .rateLimited, .closed, .reset, .silent, .notHTTP,
          .malformed, .truncated, .oversized, .http2, .tlsRecord, .alert)
      ],
      requires: [.fails(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [
        .author(.handshake, .application, .beacon), .is(.flips(.withoutOrigin), "switched"),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.withoutSubprotocol), "switched"),
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.oldVersion), "switched"),
        .is(.flips(.handshakeAlone), "switched"), .fails(.arrived(.handshake, .unknownPath)),
        .fails(.sameAnswer(.handshake, .wrongVersion)), .holds(.pageEndpointWorks),
      ],
      expects: [.author(.handshake, .proxy)],
      proves: [
        [.author(.handshake, .proxy), .author(.plainGet, .application)],
        [.author(.handshake, .proxy), .author(.plainGet, .beacon)],
      ],
      remedies: [.init("proxy.allow-upgrade")])
  ]
}
