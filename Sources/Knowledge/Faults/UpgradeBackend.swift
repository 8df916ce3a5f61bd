import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.backend-unreachable`: only the WebSocket path has no backend.
  static let upgradeBackend: [Hypothesis] = [

    onThePath(
      "", [.badGateway, .unavailable, .gatewayTimeout],
      excludedBy: [
        .is(.product(.handshake), ProxyProduct.having(.tellsErrorsApart)),
        .is(
          .says(.handshake), "backend-refused", "backend-hung-up", "backend-protocol", "no-server"),
      ],
      proves: [.kind(.handshake, .badGateway, .gatewayTimeout)], backend),
    onThePath(
      "as the proxy says", [.badGateway, .unavailable],
      requires: [.is(.says(.handshake), "backend-refused", "no-server")], backend),
    onThePath(
      "it hangs up, as the proxy says", [.badGateway, .unavailable],
      requires: [.is(.says(.handshake), "backend-hung-up")],
      [.role(.speakToBackend), .init("application.start")]),
    onThePath(
      "another protocol, as the proxy says", [.badGateway, .unavailable],
      requires: [.is(.says(.handshake), "backend-protocol")],
      [.role(.speakHTTP1ToApplication)]),
    onThePath(
      "a server that is asked first, as the proxy says", [.serverError],
      of: [.serverError], requires: [.is(.says(.handshake), "helper-unreached")],
      [.role(.reachHelper)]),
    onlyWithUpgrade(
      "only with Upgrade, another protocol, as the proxy says",
      when: [
        .kind(.handshake, .badGateway, .unavailable), .is(.says(.handshake), "backend-protocol"),
      ], [.role(.speakHTTP1ToApplication)]),
    onlyWithUpgrade(
      "only with Upgrade", when: [.kind(.handshake, .badGateway, .gatewayTimeout)],
      excludedBy: [.is(.says(.handshake), "backend-protocol", "asked-in-http2")]),
    // Said where nobody accepts a connection, or no server counts as up.
    onlyWithUpgrade(
      "only with Upgrade, 503", when: [.kind(.handshake, .unavailable)],
      excludedBy: [.is(.product(.handshake), ProxyProduct.having(.says503ForLimits))],
      title: notReached,
      explanation: "Without Upgrade the same path is answered; handshakes go to a server of their "
        + "own, which refuses or doesn't count as up. {fallback}"),
    // Some say 500 where others say 502; of those whose errors are told apart it has causes of its own.
    onlyWithUpgrade(
      "only with Upgrade, 500",
      when: [.kind(.handshake, .serverError), .author(.handshake, .proxy)],
      excludedBy: [.is(.product(.handshake), ProxyProduct.having(.tellsErrorsApart))]),
    // A proxy of one's own may hang up where its backend does.
    onlyWithUpgrade(
      "only with Upgrade, without a word", when: [.kind(.handshake, .closed, .reset)],
      excludedBy: [HandshakeRefusal.isHidden],
      expects: [], atMost: .possible),
    // What pipes Upgrade through, as Varnish does, ends a pipe without a word when nothing is behind it.
    Hypothesis(
      "upgrade.backend-unreachable", variant: "the pipe ends", rung: .upgrade,
      called: "a dead backend",
      title: "{Proxy} doesn't reach the backend of the WebSocket path.",
      explanation: "Without Upgrade {path} gets {proxy}'s own error, with it the connection is "
        + "ended; other paths are answered. {fallback}",
      when: [
        .kind(.handshake, .closed, .reset, .truncated),
        .kind(.plainGet, .badGateway, .unavailable, .gatewayTimeout),
      ],
      requires: [.author(.plainGet, .proxy)],
      excludedBy: [
        .is(.elsewhere, "gateway-error", "gateway-timeout"), .fails(.onlyPathFails),
        .is(.flips(.handshakeAlone), "switched"),
      ],
      expects: [.holds(.application)],
      proves: [[.author(.plainGet, .proxy), .holds(.application)]],
      separatedBy: "read the proxy's error log", remedies: backend),
    Hypothesis(
      "upgrade.backend-unreachable", variant: "no answer", rung: .upgrade,
      called: "a dead backend",
      title: "Nothing answers at the WebSocket path.",
      explanation: "Other paths are answered; {path} ends without an answer, with Upgrade and "
        + "without. {fallback}",
      when: [.kind(.handshake, .closed, .reset, .silent, .truncated)],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [.fails(.onlyPathFails)], expects: [.holds(.application)],
      separatedBy: "read the proxy's error log",
      remedies: backend),
    Hypothesis(
      "upgrade.backend-unreachable", variant: "where a server may hang up", rung: .upgrade,
      called: "a dead backend",
      title: "{Proxy} doesn't reach the backend of the WebSocket path, or it hangs up.",
      explanation: "A path that nobody knows ends alike: the backend of these paths may be dead. "
        + "{fallback}",
      when: WhereNothingIsKnown.symptom, requires: [.fails(.onlyPathFails)],
      excludedBy: WhereNothingIsKnown.contradictions, expects: [.author(.handshake, .proxy)],
      atMost: .possible, separatedBy: "read the proxy's error log, and the application's",
      remedies: backend),
  ]

  private static let notReached = "{Proxy} doesn't reach the backend that handshakes are sent to."

  /// A backend of its own for WebSocket gets WebSocket only.
  private static let ofItsOwn: [Prediction] = [
    .author(.handshake, .proxy), .fails(.pageEndpointWorks),
    .fails(.sameAnswer(.handshake, .otherProtocol)), .is(.pathEcho(.plainGet), "unchanged"),
  ]

  private static func onlyWithUpgrade(
    _ variant: String, when: [Prediction], excludedBy: [Prediction] = [],
    expects: [Prediction] = ofItsOwn, atMost: Certainty = .likely,
    title: String =
      "The backend of the WebSocket path gives no answer when it is asked for WebSocket.",
    explanation: String =
      "Without Upgrade the same path is answered; with it {proxy} gets nothing that it could pass "
      + "on: what handshakes are sent to is down, or hangs up on them. {fallback}",
    _ remedies: [Remedy] = backend + [
      .role(.speakHTTP1ToApplication), .role(.handOnWhole, rank: 2),
    ]
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.backend-unreachable", variant: variant, rung: .upgrade,
      called: "a dead backend",
      title: title, explanation: explanation,
      when: when,
      requires: [.kind(.plainGet, not: .badGateway, .unavailable, .gatewayTimeout)],
      excludedBy: excludedBy + [
        .author(.handshake, .application, .beacon),
        .is(.elsewhere, "gateway-error", "gateway-timeout"),
        .is(.flips(.handshakeAlone), "switched"), .holds(.limited),
        // Whoever refuses a version that doesn't exist in its own way is there.
        .fails(.sameAnswer(.handshake, .wrongVersion)),
      ],
      expects: expects, atMost: atMost,
      separatedBy: "read the proxy's error log, and the application's",
      remedies: remedies)
  }

  private static let backend: [Remedy] = [
    .role(.reachBackendOfPath), .init("application.start"),
  ]

  /// With and without Upgrade, and only on the WebSocket path.
  static func onThePath(
    _ variant: String, _ kinds: Set<AnswerKind>, by product: String? = nil,
    of plain: Set<AnswerKind> = [.badGateway, .unavailable, .gatewayTimeout],
    requires: [Prediction] = [], excludedBy: [Prediction] = [], expects: [Prediction] = [],
    proves: [Prediction] = [],
    atMost: Certainty = .proven, _ remedies: [Remedy]
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.backend-unreachable", variant: variant, rung: .upgrade,
      called: "a dead backend",
      title: "{Proxy} doesn't reach the backend of the WebSocket path.",
      explanation: "Other paths are answered; {path} ends at {proxy}'s own error. {fallback}",
      when: [.kind(.handshake, in: kinds)]
        + (product.map { [.is(.product(.handshake), $0)] } ?? []),
      requires: [.kind(.plainGet, in: plain)] + requires,
      excludedBy: [
        .author(.handshake, .application, .beacon),
        .is(.elsewhere, "gateway-error", "gateway-timeout"), .fails(.onlyPathFails),
        .is(.flips(.handshakeAlone), "switched"), .holds(.limited),
      ] + excludedBy,
      expects: [.author(.handshake, .proxy), .holds(.application)] + expects,
      proves: [[.author(.handshake, .proxy), .is(.everyPath, "differs")] + proves], atMost: atMost,
      separatedBy: "read the proxy's error log", remedies: remedies)
  }
}
