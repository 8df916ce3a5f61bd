import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.path-not-routed`: what answers at the path ends the connection.
  static let pathHungUpOn: [Hypothesis] = [
    // With a plain GET's answer cut off as well: where the path leads nobody knows anything.
    Hypothesis(
      "upgrade.path-not-routed", variant: "the server hangs up where it knows nothing",
      rung: .upgrade, called: "a wrong route",
      title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "What answers at {path} hangs up with and without Upgrade, and so it does at a "
        + "path elsewhere that nobody knows. {fallback}",
      when: WhereNothingIsKnown.symptom, requires: [.fails(.onlyPathFails)],
      excludedBy: WhereNothingIsKnown.contradictions + [.holds(.pageEndpointWorks)],
      expects: [
        .holds(.application), .holds(.sameAnswer(.plainGet, .sibling)),
        .is(.pathFrom, "option", "curl", "page"),
      ],
      atMost: .possible, separatedBy: "read the application's log, or ask it directly",
      remedies: wrongServer),
    // CivetWeb does so: an Upgrade to another protocol is a plain GET for it.
    Hypothesis(
      "upgrade.path-not-routed", variant: "the server hangs up on WebSocket at any path",
      rung: .upgrade, called: "a wrong route",
      title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "What answers at {path} knows nothing there without Upgrade, and hangs up on a "
        + "handshake, also at a path that nobody knows. {fallback}",
      when: [
        .kind(.handshake, .badGateway, .serverError, .closed, .reset, .truncated, .notHTTP)
      ],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.plainGet, .stranger)),
        .holds(.sameAnswer(.handshake, .siblingHandshake)),
      ],
      excludedBy: [
        .author(.handshake, .application, .beacon), .is(.pathEcho(.plainGet), "unchanged"),
        .holds(.pageEndpointWorks), .holds(.endpointLike), .holds(.guessRefusedAlike),
        .holds(.limited), .is(.elsewhere, "gateway-error", "gateway-timeout"),
        .kind(.plainGet, .badGateway, .unavailable, .gatewayTimeout),
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.withoutExtension), "switched"),
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.handshakeAlone), "switched"),
      ],
      expects: [.is(.pathFrom, "option", "curl", "page")],
      atMost: .possible, separatedBy: "read the application's log, or ask it directly",
      remedies: wrongServer),
    hangingUpAnywhere(
      "the server hangs up at any path", when: .kind(.handshake, .badGateway, .serverError)),
    hangingUpAnywhere(
      "the server hangs up at any path, without a word",
      when: .kind(.handshake, .closed, .reset, .truncated),
      excludedBy: [HandshakeRefusal.isHidden]),
  ]

  /// Refused with Upgrade as any path is: a session that is missing looks the same.
  static let pathRefusedAnywhere: [Hypothesis] = [
    Hypothesis(
      "upgrade.path-not-routed", variant: "the server refuses any path so", rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "Upgrade arrives, but a path that nobody knows is refused alike: the path may "
        + "arrive changed. {fallback}",
      when: [.kind(.handshake, .unauthorized, .forbidden, .badRequest, .notFound, .serverError)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .fails(.sameAnswer(.handshake, .wrongVersion)),
        .holds(.sameAnswer(.handshake, .siblingHandshake)),
      ],
      excludedBy: [
        .author(.handshake, .proxy), .is(.pathEcho(.plainGet), "unchanged"),
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.withoutExtension), "switched"),
        .is(.flips(.withoutSubprotocol), "switched"), .is(.flips(.chromeSpelling), "switched"),
        .is(.flips(.oldVersion), "switched"),
      ],
      expects: [.holds(.sameAnswer(.plainGet, .stranger)), .fails(.pageEndpointWorks)],
      atMost: .possible, remedies: route)
  ]

  private static func hangingUpAnywhere(
    _ variant: String, when symptom: Prediction, excludedBy: [Prediction] = []
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.path-not-routed", variant: variant, rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "What answers at {path} hangs up on any Upgrade, also at a path that nobody "
        + "knows, as servers of Node do where no endpoint is. {fallback}",
      when: [symptom],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.plainGet, .sibling)),
        .holds(.sameAnswer(.handshake, .siblingHandshake)),
        .holds(.sameAnswer(.handshake, .otherProtocol)),
      ],
      excludedBy: excludedBy + [
        .author(.handshake, .application, .beacon), .holds(.pageEndpointWorks),
        .holds(.endpointLike), .holds(.guessRefusedAlike), .holds(.limited),
        .is(.elsewhere, "gateway-error", "gateway-timeout"),
        .kind(.plainGet, .badGateway, .unavailable, .gatewayTimeout),
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.withoutExtension), "switched"),
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.handshakeAlone), "switched"),
      ],
      expects: [
        .author(.plainGet, .application), .is(.pathFrom, "option", "curl", "page"),
      ],
      atMost: .possible, separatedBy: "read the application's log, or ask it directly",
      remedies: wrongServer)
  }
}
