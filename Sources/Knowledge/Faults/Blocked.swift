import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.blocked`: refused only with Upgrade, by the proxy.
  static let blocked: [Hypothesis] = [

    blocked(
      "",
      when: .kind(.handshake, in: answers.subtracting([.serverError]).union([.upgradeRequired])),
      requires: [.author(.handshake, .proxy)],
      excludedBy: [.is(.says(.handshake), "upgrade-not-allowed")],
      explanation: blockedByProxy),
    blocked(
      "an upgrade that isn't named", when: .kind(.handshake, in: answers),
      requires: [.author(.handshake, .proxy), .is(.says(.handshake), "upgrade-not-allowed")],
      explanation:
        "{Proxy} lets no upgrade through that its configuration doesn't name, and refuses "
        + "this one; without Upgrade the same path is served. {fallback}",
      [.role(.nameUpgrade)]),
    blocked(
      "without a word", when: .kind(.handshake, in: silences),
      excludedBy: [.fails(.onlyPathFails)], expects: [.fails(.sameAnswer(.handshake, .plainGet))],
      explanation: "The request gets no answer because of its Upgrade header; without it the same "
        + "path is served. {fallback}", [.role(.answerUpgrade)]),
    // Nobody signed the refusal: it may be the application's as well.
    blocked(
      "by whom doesn't show", when: .kind(.handshake, in: answers),
      excludedBy: [.author(.handshake, .proxy)], atMost: .possible,
      explanation: "{Proxy}, or something behind it, refuses the request because of its Upgrade "
        + "header; without it the same path is served. {fallback}"),
    // Node's servers hand an Upgrade on like any request where nobody listens for it, and lose the 101.
    Hypothesis(
      "upgrade.blocked", variant: "the 101 doesn't come back", rung: .upgrade, called: "a lost 101",
      title: "The answer that opens WebSocket is lost on the way back.",
      explanation: "A handshake of a version that doesn't exist is refused by {application}; a "
        + "right one gets no answer: {proxy} hands Upgrade on, and can't hand on what follows. "
        + "{fallback}",
      when: [.kind(.handshake, in: silences.union(AnswerKind.gatewayErrors))],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .kind(.wrongVersion, .badRequest, .upgradeRequired, .refused),
        .fails(.sameAnswer(.handshake, .wrongVersion)),
      ],
      excludedBy: [
        .author(.handshake, .application, .beacon), .holds(.limited),
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"),
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.handshakeAlone), "switched"),
        .kind(.plainGet, in: AnswerKind.gatewayErrors),
      ],
      atMost: .likely, separatedBy: "read the proxy's error log, and the application's",
      remedies: [
        .role(.handBack101),
        .init("application.start", rank: 2),
      ]),
    // A server may hang up on a plain GET of its endpoint, as on all that it doesn't know.
    blocked(
      "where the server hangs up on what is no handshake",
      when: .kind(.handshake, .badRequest, .unauthorized, .forbidden, .notFound, .refused),
      requires: [.author(.handshake, .proxy), .fails(.onlyPathFails)],
      unless: [], atMost: .likely,
      explanation: "{Proxy} refuses the request because of its Upgrade header; without it the "
        + "request is handed on, though {application} makes nothing of it. {fallback}"),
  ]

  static let blockedByProxy =
    "{Proxy} refuses the request because of its Upgrade header; without it the same path is served. "
    + "{fallback}"

  /// Whoever refuses Upgrade doesn't look at the version.
  private static let refusedByVersionToo: [Prediction] = [
    .author(.handshake, .proxy), .holds(.sameAnswer(.handshake, .wrongVersion)),
  ]

  /// Without Upgrade there is no way either.
  private static let noWay = [Prediction.kind(.plainGet, in: AnswerKind.gatewayErrors)]

  private static let answers: Set<AnswerKind> = [
    .badRequest, .unauthorized, .forbidden, .notFound, .refused, .serverError, .redirect, .ok,
    .page, .rateLimited,
  ]
  private static let silences: Set<AnswerKind> = [
    .closed, .reset, .silent, .notHTTP, .malformed, .truncated, .oversized, .http2, .tlsRecord,
    .alert,
  ]

  static func blocked(
    _ variant: String, when symptom: Prediction, requires: [Prediction] = [],
    excludedBy: [Prediction] = [], unless: [Prediction] = noWay, expects: [Prediction] = [],
    atMost: Certainty = .proven, explanation: String,
    _ remedies: [Remedy] = [.role(.allowUpgrade)]
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.blocked", variant: variant, rung: .upgrade, called: "a filter",
      title: "WebSocket is blocked on the way.", explanation: explanation, when: [symptom],
      requires: [.fails(.sameAnswer(.handshake, .plainGet))] + requires,
      excludedBy: excludedBy + unless + [
        .author(.handshake, .application, .beacon),
        // A limit may let the plain GET through by chance.
        .is(.says(.handshake), "limited"),
        .is(.flips(.withoutOrigin), "switched", "differs"),
        .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.withoutSubprotocol), "switched"),
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.oldVersion), "switched"),
        .is(.flips(.handshakeAlone), "switched"), .fails(.arrived(.handshake, .unknownPath)),
        .fails(.sameAnswer(.handshake, .wrongVersion)), .holds(.pageEndpointWorks),
        .holds(.headerTooLarge),
        .holds(.guessRefusedAlike), .fails(.handshakeFieldsArrive),
      ],
      expects: [.author(.handshake, .proxy)] + expects,
      proves: [
        refusedByVersionToo + [.author(.plainGet, .application)],
        refusedByVersionToo + [.author(.plainGet, .beacon)],
      ],
      atMost: atMost,
      remedies: remedies)
  }
}
