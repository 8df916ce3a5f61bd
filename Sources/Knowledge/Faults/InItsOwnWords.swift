import Diagnosis
import Evidence

extension Hypothesis {
  /// Refusals whose reason the application names itself.
  static let inItsOwnWords: [Hypothesis] = [

    Hypothesis(
      "upgrade.origin-rejected", variant: "in the application's words", rung: .upgrade,
      called: "a refused origin",
      title: "{Application} refuses WebSocket, and speaks of the page's origin.",
      explanation: "It doesn't know {origin} as its own: the proxy hides the host name or its port "
        + "from it, or its list of allowed origins lacks it. {fallback}",
      when: refused + [.is(.saysAbout(.handshake), "origin")],
      excludedBy: flipped + [
        .is(.flips(.withoutOrigin), "switched", "differs"),
        .is(.flips(.originOverHTTP), "switched"),
      ],
      atMost: .likely, separatedBy: "read the application's log",
      remedies: [.role(.passHost), .init("application.allowed-origins")]),
    Hypothesis(
      "upgrade.subprotocol-lost", variant: "in the application's words", rung: .upgrade,
      called: "a lost subprotocol",
      title: "{Application} refuses WebSocket, and speaks of the subprotocol, which was offered.",
      explanation:
        "Sec-WebSocket-Protocol is taken away on its way there, or {application} doesn't "
        + "know the name that was offered. {fallback}",
      when: refused + [
        .holds(.offersSubprotocols), .is(.saysAbout(.handshake), "subprotocol"),
      ],
      excludedBy: flipped + [
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.originOverHTTP), "switched"),
      ],
      atMost: .likely, separatedBy: beacon,
      remedies: [.role(.leaveSubprotocol), .init("application.subprotocol")]),
    // Without one it is refused anyway: that this answer is the same excludes nothing.
    Hypothesis(
      "upgrade.subprotocol-lost", variant: "perhaps", rung: .upgrade, called: "a lost subprotocol",
      title: "WebSocket is perhaps refused because the subprotocol doesn't arrive.",
      explanation: "One was offered, and the handshake is refused with it as without it: "
        + "Sec-WebSocket-Protocol may be taken away on its way. {fallback}",
      when: refused + [.holds(.offersSubprotocols)],
      requires: [
        .is(.flips(.withoutSubprotocol), "same"), .fails(.sameAnswer(.handshake, .wrongVersion)),
      ],
      excludedBy: flipped + [
        .author(.handshake, .proxy), .is(.saysAbout(.handshake), otherThan(.subprotocol, .other)),
        .is(.flips(.withoutOrigin), "switched", "differs"),
        .is(.flips(.originOverHTTP), "switched"), .holds(.guessRefusedAlike),
      ],
      atMost: .possible, separatedBy: beacon,
      remedies: [.role(.leaveSubprotocol), .init("application.subprotocol")]),
    Hypothesis(
      "application.handshake-refused", variant: "for want of a subprotocol, as it says",
      rung: .upgrade, severity: .warning, called: "the application",
      title: "Upgrade reaches {application}, which wants a subprotocol.",
      explanation:
        "It says so itself, and none was offered. Ask again with the one that its client "
        + "offers.",
      when: refused + [.fails(.offersSubprotocols), .is(.saysAbout(.handshake), "subprotocol")],
      excludedBy: flipped + [
        .is(.flips(.knownSubprotocols), "switched"), .is(.flips(.withoutOrigin), "switched"),
        .is(.flips(.originOverHTTP), "switched"),
      ],
      atMost: .likely, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("client.subprotocol")]),
    // Some look at their own parameters before they look at the handshake.
    Hypothesis(
      "application.handshake-refused", variant: "before it looks at the handshake", rung: .upgrade,
      severity: .warning, called: "the application",
      title: "{Application} refuses the request for a reason of its own.",
      explanation:
        "Its words name the reason, and they are the same without Upgrade: it may look at "
        + "what it wants before it looks at the handshake. Ask again with a browser's own request.",
      when: [
        .kind(.handshake, .badRequest, .refused, .serverError, .notFound), anotherReason,
        .holds(.sameAnswer(.handshake, .plainGet)), .fails(.sameAnswer(.plainGet, .sibling)),
      ],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .holds(.arrived(.handshake, .plain)),
        .fails(.sameAnswer(.handshake, .wrongVersion)),
      ],
      atMost: .possible, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("application.session")]),
    onThePath(
      "upgrade.authentication-required", .unauthorized, called: "a login",
      title: "The WebSocket path wants a login of its own: 401."),
    onThePath(
      "upgrade.forbidden", .forbidden, called: "a lock on the path",
      title: "The WebSocket path is forbidden: 403."),
  ]

  /// It names a reason that no field of the handshake is.
  static let anotherReason = Prediction.is(
    .saysAbout(.handshake), "login", "parameter", "subprotocol", "origin", "host", "limit",
    "starting")

  /// Refused with Upgrade and without, by whoever has a reason of its own for it: not by a rule in front.
  private static func onThePath(
    _ fault: FaultID, _ kind: AnswerKind, called: String, title: String
  ) -> Hypothesis {
    Hypothesis(
      fault, variant: "in the application's words", rung: .upgrade, called: called, title: title,
      explanation: "What answers gives a reason of its own, with and without Upgrade: the "
        + "application's, or a filter's before it. {fallback}",
      when: [
        .kind(.handshake, kind), .kind(.plainGet, kind),
        .is(.saysAbout(.handshake), otherThan(.upgrade, .connection, .path)),
      ],
      excludedBy: [.fails(.pathTrusted), .holds(.arrived(.handshake, .plain))],
      proves: [[.kind(.handshake, kind), .kind(.plainGet, kind)]],
      separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("application.session"), .role(.openPath)])
  }

  private static func otherThan(_ topics: OwnWords.Topic...) -> [String] {
    OwnWords.Topic.allCases.filter { !topics.contains($0) }.map(\.rawValue)
  }

  private static let refused: [Prediction] = [
    .kind(
      .handshake, .badRequest, .unauthorized, .forbidden, .notFound, .upgradeRequired, .refused,
      .serverError),
    .fails(.sameAnswer(.handshake, .plainGet)),
  ]

  private static let flipped: [Prediction] = [
    .is(.flips(.withoutSubprotocol), "switched"), .is(.flips(.withoutExtension), "switched"),
    .is(.flips(.chromeSpelling), "switched"), .is(.flips(.oldVersion), "switched"),
    .is(.flips(.handshakeAlone), "switched"),
  ]
}
