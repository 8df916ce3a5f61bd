import Diagnosis
import Evidence

/// What shows of an application that hangs up.
enum HandshakeRefusal {
  /// These turn a backend's closing into an error of their own: a connection that ends without a
  /// word was ended by them.
  static let isHidden = Prediction.is(
    .proxyForSure, ProxyProduct.having(.answersForHangUps))
  /// Of what is only perhaps in front it speaks against it.
  static let isShown = Prediction.is(.proxy, ProxyProduct.notHaving(.answersForHangUps))
}

extension Hypothesis {
  /// `application.handshake-refused`: the application itself refuses, only with Upgrade.
  static let handshakeRefused: [Hypothesis] = [

    Hypothesis(
      "application.handshake-refused", rung: .upgrade, severity: .warning,
      called: "the application",
      title: "Upgrade reaches {application}, and {application} refuses the handshake.",
      explanation: "The proxy hands it on. A session, a membership or a subprotocol is needed: ask "
        + "again with a browser's own request.",
      when: [
        .kind(
          .handshake, .unauthorized, .forbidden, .badRequest, .notFound, .refused, .acceptedError)
      ],
      requires: [.fails(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [
        .author(.handshake, .proxy), .fails(.acceptIsHabit),
        .is(.refusedUnderAccept, "not-found"), .is(.flips(.withoutOrigin), "switched", "differs"),
        .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.withoutSubprotocol), "switched"),
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.oldVersion), "switched"),
        .fails(.connectionArrives), .fails(.handshakeFieldsArrive), .holds(.guessRefusedAlike),
        .holds(.prefixLost),
      ],
      expects: [
        .author(.handshake, .application), .fails(.sameAnswer(.handshake, .wrongVersion)),
        .fails(.arrived(.handshake, .withoutConnectionToken)), .fails(.pageEndpointWorks),
        .holds(.sessionIsRead), .fails(.sameAnswer(.handshake, .stranger)),
        .is(.saysAbout(.handshake), reasons),
      ],
      proves: [[.holds(.sessionIsRead)]],
      separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("application.session")]),
    // It may look at the query or the session first, and at Upgrade only then.
    Hypothesis(
      "application.handshake-refused", variant: "before it looks at Upgrade", rung: .upgrade,
      severity: .warning, called: "the application",
      title: "{Application} refuses the request, perhaps before it looks at Upgrade.",
      explanation: "With and without Upgrade the answer is the same, and no other path's: "
        + "{application} may miss a parameter or a session in it. Ask again with a browser's own "
        + "request.",
      when: [
        .kind(
          .handshake, .unauthorized, .forbidden, .badRequest, .notFound, .refused, .serverError, .ok
        )
      ],
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)), .fails(.sameAnswer(.plainGet, .sibling)),
      ],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .fails(.sameAnswer(.handshake, .wrongVersion)),
        .holds(.asksForUpgrade), .holds(.arrived(.handshake, .plain)),
        .is(.pathEcho(.handshake), "changed"), .fails(.pathTrusted), .holds(.prefixLost),
        .is(.flips(.chromeSpelling), "switched"),
      ],
      atMost: .possible, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("application.session")]),
    Hypothesis(
      "application.handshake-refused", variant: "by hanging up", rung: .upgrade,
      severity: .warning, called: "the application",
      title: "Upgrade reaches {application}, and {application} hangs up.",
      explanation:
        "Some servers end the connection without a word when they don't know the path or "
        + "want a session. Ask again with a browser's own request.",
      when: [.kind(.handshake, .closed, .reset)],
      requires: [.fails(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [
        HandshakeRefusal.isHidden,
        .kind(.plainGet, .badGateway, .unavailable, .gatewayTimeout),
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.handshakeAlone), "switched"),
        .is(.flips(.withoutExtension), "switched"), .holds(.guessRefusedAlike),
      ],
      separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("application.session")]),
    Hypothesis(
      "application.handshake-refused", variant: "by hanging up, as the proxy says", rung: .upgrade,
      severity: .warning, called: "the application",
      title: "Upgrade reaches {application}, and {application} hangs up.",
      explanation:
        "Some servers end the connection without a word when they don't know the path or "
        + "want a session. Ask again with a browser's own request.",
      when: [.kind(.handshake, .badGateway)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .holds(.sameAnswer(.handshake, .otherProtocol)),
      ],
      excludedBy: [
        .author(.handshake, .application, .beacon), .is(.says(.handshake), "asked-in-http2"),
        .kind(.plainGet, .badGateway, .unavailable, .gatewayTimeout),
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.handshakeAlone), "switched"),
        .is(.flips(.withoutExtension), "switched"), .holds(.guessRefusedAlike), .holds(.limited),
      ],
      // Who knows paths hangs up on them alike where a session is wanted.
      expects: [.fails(.sameAnswer(.handshake, .siblingHandshake))],
      atMost: .possible, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("application.session")]),
  ]

  /// What an application may refuse a sound handshake for, in its own words.
  private static let reasons = ["login", "parameter", "limit", "starting", "other"]
}
