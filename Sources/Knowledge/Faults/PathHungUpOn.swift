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
    hangingUpOnWebSocket(
      "the server hangs up on WebSocket at any path",
      when: .kind(.handshake, .badGateway, .serverError, .truncated, .notHTTP)),
    hangingUpOnWebSocket(
      "the server hangs up on WebSocket at any path, without a word",
      when: .kind(.handshake, .closed, .reset), excludedBy: [HandshakeRefusal.isHidden],
      expects: [HandshakeRefusal.isShown]),
    hangingUpAnywhere(
      "the server hangs up at any path", when: .kind(.handshake, .badGateway, .serverError)),
    // Where the proxy itself refuses other protocols, none can be tried on what stands behind it.
    hangingUpAnywhere(
      "the server hangs up at any path, as the proxy says",
      when: .is(.says(.handshake), "backend-hung-up"), tellsByOtherProtocol: false),
    hangingUpAnywhere(
      "the server hangs up at any path, without a word",
      when: .kind(.handshake, .closed, .reset, .truncated),
      excludedBy: [HandshakeRefusal.isHidden], expects: [HandshakeRefusal.isShown]),
  ]

  /// Refused with Upgrade as any path is: a session that is missing looks the same.
  static let pathRefusedAnywhere: [Hypothesis] = [
    refusedAnywhere(
      "the server refuses any path so",
      when: .kind(
        .handshake, .unauthorized, .forbidden, .badRequest, .serverError, .acceptedError),
      excludedBy: [.fails(.acceptIsHabit), .is(.refusedUnderAccept, "not-found")],
      expects: [.holds(.sameAnswer(.plainGet, .stranger)), .fails(.pageEndpointWorks)]),
    // 404 is said of a path, not of a session.
    refusedAnywhere(
      "Upgrade arrives, and nothing is known there", when: .kind(.handshake, .notFound),
      expects: [
        .kind(.handshake, .notFound), .holds(.sameAnswer(.plainGet, .stranger)),
        .fails(.pageEndpointWorks), .holds(.sameAnswer(.handshake, .siblingHandshake)),
        .fails(.sameAnswer(.handshake, .wrongVersion)), .is(.pathFrom, "option", "curl", "page"),
      ]),
  ]

  private static func refusedAnywhere(
    _ variant: String, when symptom: Prediction, excludedBy: [Prediction] = [],
    expects: [Prediction]
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.path-not-routed", variant: variant, rung: .upgrade, called: "a wrong route",
      title: "The WebSocket path doesn't lead to the endpoint.",
      explanation:
        "Upgrade makes a difference, and a path that nobody knows is refused alike: the path "
        + "may arrive changed, or a proxy knows no route for WebSocket. {fallback}",
      when: [symptom],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .fails(.sameAnswer(.handshake, .wrongVersion)),
        .holds(.sameAnswer(.handshake, .siblingHandshake)),
      ],
      excludedBy: excludedBy + [
        .author(.handshake, .proxy), .is(.pathEcho(.plainGet), "unchanged"), .fails(.pathTrusted),
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"),
        .is(.flips(.withoutSubprotocol), "switched"), .is(.flips(.chromeSpelling), "switched"),
        .is(.flips(.oldVersion), "switched"),
      ],
      expects: expects, atMost: .possible, remedies: route)
  }

  /// CivetWeb does so: an Upgrade to another protocol is a plain GET for it.
  private static func hangingUpOnWebSocket(
    _ variant: String, when symptom: Prediction, excludedBy: [Prediction] = [],
    expects: [Prediction] = []
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.path-not-routed", variant: variant, rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "What answers at {path} knows nothing there without Upgrade, and hangs up on a "
        + "handshake, also at a path that nobody knows. {fallback}",
      when: [symptom],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.plainGet, .stranger)),
        .holds(.sameAnswer(.handshake, .siblingHandshake)),
      ],
      excludedBy: excludedBy + [
        .author(.handshake, .application, .beacon), .is(.pathEcho(.plainGet), "unchanged"),
        .holds(.pageEndpointWorks), .holds(.endpointLike), .holds(.guessRefusedAlike),
        .holds(.limited), .is(.says(.handshake), "asked-in-http2"),
        .is(.elsewhere, "gateway-error", "gateway-timeout"),
        .kind(.plainGet, .badGateway, .unavailable, .gatewayTimeout),
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"),
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.handshakeAlone), "switched"),
      ],
      expects: expects + [.is(.pathFrom, "option", "curl", "page")],
      atMost: .possible, separatedBy: "read the application's log, or ask it directly",
      remedies: wrongServer)
  }

  private static func hangingUpAnywhere(
    _ variant: String, when symptom: Prediction, tellsByOtherProtocol: Bool = true,
    excludedBy: [Prediction] = [], expects: [Prediction] = []
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
      ] + (tellsByOtherProtocol ? [.holds(.sameAnswer(.handshake, .otherProtocol))] : []),
      excludedBy: excludedBy + [
        .author(.handshake, .application, .beacon), .holds(.pageEndpointWorks),
        .holds(.endpointLike), .holds(.guessRefusedAlike), .holds(.limited),
        .is(.says(.handshake), "asked-in-http2"),
        .is(.elsewhere, "gateway-error", "gateway-timeout"),
        .kind(.plainGet, .badGateway, .unavailable, .gatewayTimeout),
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"),
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.handshakeAlone), "switched"),
      ],
      expects: expects + [
        .author(.plainGet, .application), .is(.pathFrom, "option", "curl", "page"),
      ],
      atMost: .possible, separatedBy: "read the application's log, or ask it directly",
      remedies: wrongServer)
  }
}
