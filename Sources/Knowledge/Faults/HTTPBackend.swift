import Diagnosis
import Evidence

extension Hypothesis {
  /// `http.backend-unreachable`, `http.backend-timeout`: nothing answers behind the proxy.
  static let httpBackend: [Hypothesis] = [

    unreachable(
      "", when: [],
      excludedBy: [
        .is(.product(.application), ProxyProduct.having(.tellsErrorsApart)), .holds(.limited),
        .is(
          .says(.application), "backend-hung-up", "backend-protocol", "limited", "access-denied",
          "no-route"),
      ],
      proves: [
        [
          .author(.application, .proxy),
          .is(.says(.application), "backend-refused", "no-server", "backend-silent"),
        ],
        [.author(.application, .proxy), .kind(.application, .badGateway)],
        [
          .author(.application, .proxy), .kind(.application, .unavailable),
          .is(.product(.application), ProxyProduct.having(.says503ForBackends)),
        ],
      ],
      [.role(.reachAnyBackend), .init("application.start")]),
    unreachable(
      "it hangs up, as the proxy says", when: [.is(.says(.application), "backend-hung-up")],
      proves: [[.author(.application, .proxy)]],
      [.role(.speakToBackend), .init("application.start")]),
    unreachable(
      "another protocol, as the proxy says", when: [.is(.says(.application), "backend-protocol")],
      proves: [[.author(.application, .proxy)]], [.role(.speakHTTP1ToApplication)]),
    // With Upgrade too: not the version of HTTP, which handshakes need, but TLS or none.
    // What pipes Upgrade through, as Varnish does, ends a pipe without a word when nothing is behind it.
    unreachable(
      "and the handshake is dropped",
      everywhere: [.is(.elsewhere, "gateway-error"), .is(.everyPath, "differs")],
      when: [
        .kind(.handshake, .closed, .reset, .truncated),
        .kind(.plainGet, .badGateway, .unavailable),
      ],
      expects: [.author(.plainGet, .proxy)],
      proves: [[.author(.application, .proxy), .author(.plainGet, .proxy)]], anyBackend),
    // Pages have no backend, and what the proxy says of an Upgrade it says before it looks for one.
    unreachable(
      "and the handshake is refused", everywhere: [.is(.elsewhere, "gateway-error")],
      when: [
        .is(.everyPath, "differs"), .kind(.plainGet, .badGateway, .unavailable, .gatewayTimeout),
        .kind(
          .handshake, .badRequest, .unauthorized, .forbidden, .notFound, .upgradeRequired, .refused),
        .author(.handshake, .proxy),
      ],
      excludedBy: [.is(.says(.application), "limited", "access-denied", "no-route")],
      expects: [.author(.plainGet, .proxy)],
      proves: [[.author(.application, .proxy), .author(.plainGet, .proxy)]],
      anyBackend + [.role(.nameUpgrade, rank: 2)]),
    // The proxy speaks HTTP/1.1 where it answers itself: these octets come from behind it.
    unreachable(
      "HTTP/2 from behind", everywhere: [.kind(.application, .http2)],
      when: [.holds(.frontSpeaksHTTP1)],
      proves: [[.kind(.application, .http2), .holds(.frontSpeaksHTTP1)]],
      title: "{Application} answers {proxy} in HTTP/2, in which it wasn't asked.",
      explanation: "{Application} speaks HTTP/2 alone there, and its octets are handed on as they "
        + "are: neither pages nor WebSocket work.",
      [.init("application.http1"), .role(.reachAnyBackend, rank: 2)]),
    Hypothesis(
      "http.proxy-error", rung: .http, called: "a failing proxy",
      title: "{Proxy} answers every request with an error of its own.",
      explanation: "It stops before it hands anything on: its own configuration fails, and its "
        + "error log says where.",
      when: [
        .is(.everyPath, "server-error", "bad-request", "refused"), .author(.application, .proxy),
      ],
      excludedBy: [
        .is(.product(.application), ProxyProduct.having(.says500ForBackends)),
        .is(.says(.application), "backend-protocol"),
      ],
      proves: [[.author(.application, .proxy)]], separatedBy: "read the proxy's error log",
      remedies: [.role(.showErrors)]),
    Hypothesis(
      "http.backend-timeout", rung: .http, called: "a silent backend",
      title: "Nothing answers in time: {application} or the way to it is silent.",
      explanation: "Every path asked ends without an answer: neither pages nor WebSocket work.",
      when: [.is(.everyPath, "silent", "gateway-timeout")],
      proves: [[.is(.everyPath, "gateway-timeout")], [.is(.everyPath, "silent")]],
      remedies: [
        .init("application.start"), .role(.reachBackendInTime),
      ]),
  ]

  private static let anyBackend: [Remedy] = [
    .role(.reachBackend), .init("application.start"),
  ]

  static func unreachable(
    _ variant: String, everywhere: [Prediction] = [.is(.everyPath, "gateway-error")],
    when: [Prediction], requires: [Prediction] = [], excludedBy: [Prediction] = [],
    expects: [Prediction] = [], proves: [[Prediction]], atMost: Certainty = .proven,
    title: String = "{Proxy} doesn't reach {application}.",
    explanation: String =
      "Every path ends at {proxy}'s own error: neither pages nor WebSocket work.",
    _ remedies: [Remedy]
  ) -> Hypothesis {
    Hypothesis(
      "http.backend-unreachable", variant: variant, rung: .http,
      called: "a dead backend", title: title, explanation: explanation,
      when: everywhere + when, requires: requires,
      excludedBy: [.author(.application, .application, .beacon)] + excludedBy,
      expects: [.author(.application, .proxy), .kind(.application, .badGateway)] + expects,
      proves: proves, atMost: atMost,
      separatedBy: "read the proxy's error log", remedies: remedies)
  }
}
