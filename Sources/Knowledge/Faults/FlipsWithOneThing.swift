import Diagnosis
import Evidence

extension Hypothesis {
  /// Faults that show by changing one thing in the handshake: with it 400, without it 101.
  static let flipsWithOneThing: [Hypothesis] = [

    // An application that is told its host, and not that TLS ends before it.
    Hypothesis(
      "upgrade.origin-rejected", variant: "for its scheme", rung: .upgrade,
      called: "a refused origin",
      title: "WebSocket is refused because the application isn't told that it is reached by https.",
      explanation:
        "With an Origin of http:// the same handshake is taken: {application} believes that "
        + "its own address is http://, and browsers send https://. {fallback}",
      when: hungUpOn + [.is(.flips(.originOverHTTP), "switched")],
      excludedBy: alsoByChance, proves: [[.is(.flips(.originOverHTTP), "switched")]],
      remedies: [.role(.tellHowReached), .init("application.allowed-origins", rank: 2)]),
    Hypothesis(
      "upgrade.origin-rejected", rung: .upgrade, called: "a refused origin",
      title: "WebSocket is refused because of the page's origin.",
      explanation: "Browsers always send Origin; without it the same handshake is taken. The "
        + "application doesn't know {origin} as its own: the proxy hides the host name from it, or "
        + "its list of allowed origins lacks it. {fallback}",
      when: hungUpOn, requires: [.is(.flips(.withoutOrigin), "switched")],
      excludedBy: alsoByChance + [.is(.flips(.originOverHTTP), "switched")],
      proves: [[.is(.flips(.withoutOrigin), "switched")]],
      remedies: [
        .role(.passHost),
        .init("application.allowed-origins"),
      ]),
    // Without Origin another refusal comes: the origin is one of two things that are wrong.
    Hypothesis(
      "upgrade.origin-rejected", variant: "and something else", rung: .upgrade,
      called: "a refused origin",
      title: "WebSocket is refused because of the page's origin, and not for that alone.",
      explanation: "Without Origin the refusal is another one, so two things are wrong. "
        + "{Application} doesn't know {origin} as its own: mend that first. {fallback}",
      // Where Origin is wanted, its absence is refused in its own way: only 400, 401 and 403 count.
      when: refused + [.kind(.handshake, .forbidden, .unauthorized, .badRequest)],
      requires: [.is(.flips(.withoutOrigin), "differs"), .is(.flips(.withoutExtension), "same")],
      excludedBy: [
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.oldVersion), "switched"),
        .is(.flips(.handshakeAlone), "switched", "differs"),
        .is(.flips(.withoutSubprotocol), "switched"),
      ],
      atMost: .likely, separatedBy: "mend the origin and ask again",
      remedies: [
        .role(.passHost), .init("application.allowed-origins"),
      ]),
    // Go's x/net, Rails and Django refuse a handshake without Origin as well.
    Hypothesis(
      "upgrade.origin-rejected", variant: "where one must be named", rung: .upgrade,
      called: "a refused origin",
      title: "WebSocket is perhaps refused because of the page's origin.",
      explanation: "Upgrade arrives and is forbidden, with {origin} as Origin and without any: "
        + "{application} may want one that it knows as its own, and the proxy may hide the host name "
        + "from it. {fallback}",
      when: [
        .kind(.handshake, .forbidden), .fails(.sameAnswer(.handshake, .plainGet)),
        .fails(.sameAnswer(.handshake, .wrongVersion)),
      ],
      requires: [.is(.flips(.withoutOrigin), "same")],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .holds(.sessionIsRead), .holds(.guessRefusedAlike),
        .is(.saysAbout(.handshake), "login", "parameter", "subprotocol", "limit", "starting"),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.withoutSubprotocol), "switched"),
        .is(.flips(.knownSubprotocols), "switched"), .is(.flips(.chromeSpelling), "switched"),
        .is(.flips(.oldVersion), "switched"), .is(.flips(.handshakeAlone), "switched"),
      ],
      // An application that names its address right saw the host name.
      expects: [.is(.baseURL, "scheme", "host", "port", "address")],
      atMost: .possible,
      separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [
        .role(.passHost), .init("application.allowed-origins"),
      ]),
    Hypothesis(
      "upgrade.extension-rejected", rung: .upgrade, called: "a refused offer",
      title: "WebSocket is refused because compression is offered.",
      explanation: "Browsers always offer permessage-deflate; without the offer the same handshake "
        + "is taken. {fallback}",
      when: refused, requires: [.is(.flips(.withoutExtension), "switched")],
      excludedBy: alsoByChance, proves: [[.is(.flips(.withoutExtension), "switched")]],
      remedies: [.role(.allowUpgrade)]),
    Hypothesis(
      "upgrade.subprotocol-lost", rung: .upgrade, called: "a lost subprotocol",
      title: "WebSocket is refused because a subprotocol is asked for.",
      explanation: "Without it the same handshake is taken. {fallback}",
      when: refused + [.holds(.offersSubprotocols)],
      requires: [.is(.flips(.withoutSubprotocol), "switched")], excludedBy: alsoByChance,
      proves: [[.is(.flips(.withoutSubprotocol), "switched")]],
      remedies: [.init("application.subprotocol"), .role(.leaveSubprotocol)]),
    Hypothesis(
      "upgrade.subprotocol-lost", variant: "not answered", rung: .upgrade,
      called: "a lost subprotocol",
      title: "WebSocket opens, but the subprotocol that was asked for is not answered.",
      explanation: "Browsers give such a connection up at once. {Application} doesn't know the "
        + "subprotocol, or Sec-WebSocket-Protocol is taken away on its way there or back.",
      when: [.fails(.subprotocolLost)], proves: [[.fails(.subprotocolLost)]],
      remedies: [.role(.leaveSubprotocol), .init("application.subprotocol")]),
    Hypothesis(
      "upgrade.header-spelling", rung: .upgrade, called: "a spelling",
      title: "WebSocket works in Chrome and fails in Firefox.",
      explanation: "Firefox sends \"Connection: keep-alive, Upgrade\", and something on the way "
        + "takes only the one word Upgrade.",
      when: refused, requires: [.is(.flips(.chromeSpelling), "switched")],
      excludedBy: alsoByChance, proves: [[.is(.flips(.chromeSpelling), "switched")]],
      remedies: [.role(.takeAnySpelling)]),
    // A rule that takes only the one word hands the rest on as ordinary requests.
    Hypothesis(
      "upgrade.header-spelling", variant: "else as an ordinary request", rung: .upgrade,
      called: "a spelling",
      title: "WebSocket works in Chrome and fails in Firefox.",
      explanation:
        "Firefox sends \"Connection: keep-alive, Upgrade\"; something on the way takes only "
        + "the one word Upgrade, and hands all else on as an ordinary GET.",
      when: [
        .kind(.handshake, in: refusals), .holds(.sameAnswer(.handshake, .plainGet)),
      ],
      requires: [.is(.flips(.chromeSpelling), "switched")],
      excludedBy: alsoByChance, proves: [[.is(.flips(.chromeSpelling), "switched")]],
      remedies: [.role(.takeAnySpelling)]),
    Hypothesis(
      "upgrade.version-rejected", rung: .upgrade, called: "an old version",
      title: "The server speaks only an old version of WebSocket.",
      explanation: "Browsers speak version 13 (RFC 6455) since 2012, and nothing else. {fallback}",
      when: refused, requires: [.fails(.versionOffered)], proves: [[.fails(.versionOffered)]],
      remedies: [.init("application.start")]),
    Hypothesis(
      "upgrade.connection-limit", rung: .upgrade, severity: .warning,
      called: "a connection limit",
      title: "A limit on connections is hit: alone, the same handshake is taken.",
      explanation:
        "The proxy counts connections or requests of one address, and a few are too many.",
      when: [.kind(.handshake, .unavailable, .rateLimited, .closed, .reset, .forbidden)],
      requires: [.is(.flips(.handshakeAlone), "switched")],
      // Whatever has come up meanwhile takes as many side by side.
      excludedBy: [.fails(.refusedTogether)],
      proves: [[.is(.flips(.handshakeAlone), "switched"), .holds(.refusedTogether)]],
      separatedBy: "ask again after a minute of rest",
      remedies: [.role(.allowConnections)]),
    Hypothesis(
      "upgrade.backend-unreachable", variant: "at first, and not later", rung: .upgrade,
      called: "a start under way",
      title: "WebSocket was refused at first, and is taken now.",
      explanation: "Nothing was changed in between: {application} or its server was starting, or "
        + "comes and goes. Ask again.",
      when: [
        // A start shows by its own errors; other refusals would be another handshake's as well.
        .kind(
          .handshake,
          in: AnswerKind.gatewayErrors.union([.serverError, .closed, .reset, .rateLimited])),
        .is(.flips(.handshakeAlone), "switched"), .fails(.refusedTogether),
      ],
      atMost: .likely, separatedBy: "ask again, and read the application's log",
      remedies: [.init("application.start"), .role(.reachBackend, rank: 2)]),
    Hypothesis(
      "upgrade.connection-limit", variant: "as the answer says", rung: .upgrade,
      severity: .warning, called: "a connection limit",
      title: "A limit on connections or requests is hit on the WebSocket path.",
      explanation: "WebSocket could not be judged behind it. Wait a minute and ask again, or ask "
        + "from an address that isn't limited.",
      when: [.kind(.handshake, .unavailable), .holds(.limited)],
      excludedBy: [.is(.flips(.handshakeAlone), "switched")], atMost: .likely,
      separatedBy: "ask again after a minute of rest",
      remedies: [.role(.allowConnections)]),
    // 429 is said of requests in a time, 503 of as many at once.
    Hypothesis(
      "upgrade.connection-limit", variant: "of requests, as the answer says", rung: .upgrade,
      severity: .warning, called: "a rate limit",
      title: "A limit on connections or requests is hit on the WebSocket path.",
      explanation: "WebSocket could not be judged behind it. Wait a minute and ask again, or ask "
        + "from an address that isn't limited.",
      when: [.kind(.handshake, .rateLimited), .holds(.limited)],
      excludedBy: [.is(.flips(.handshakeAlone), "switched")], atMost: .likely,
      separatedBy: "ask again after a minute of rest",
      remedies: [.role(.allowRate)]),
  ]

  /// The usual handshake is taken too, now and then.
  static let alsoByChance: [Prediction] = [
    .is(.handshakeTries, "elsewhere", "gateway-error", "unanswered", "once")
  ]

  private static let refused: [Prediction] = [
    .kind(.handshake, in: refusals), .fails(.sameAnswer(.handshake, .plainGet)),
  ]

  /// Refused, or a proxy's word for a server that hangs up in place of a refusal.
  private static let hungUpOn: [Prediction] = [
    .kind(.handshake, in: refusals.union([.badGateway, .truncated, .notHTTP])),
    .fails(.sameAnswer(.handshake, .plainGet)),
  ]

  private static let refusals: Set<AnswerKind> = [
    .badRequest, .unauthorized, .forbidden, .notFound, .upgradeRequired, .refused,
    .serverError, .redirect, .ok, .page, .closed, .reset, .silent, .acceptedError,
  ]
}
