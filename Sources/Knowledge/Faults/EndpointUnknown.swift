import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.endpoint-unknown`: the path was never confirmed to be an endpoint.
  static let endpointUnknown: [Hypothesis] = [
    endpointUnknown(
      "a guessed path",
      when: [.kind(.handshake, in: unconfirmed), .is(.pathFrom, "profile"), .fails(.pathFixed)],
      excludedBy: [
        .holds(.endpointLike), .fails(.sameAnswer(.handshake, .wrongVersion)),
        .is(.pathEcho(.handshake), "changed"),
      ]),
    endpointUnknown(
      "a guess that Upgrade reaches",
      when: [
        .kind(.handshake, in: unconfirmed), .is(.pathFrom, "profile"),
        .holds(.sameAnswer(.plainGet, .sibling)), .fails(.sameAnswer(.handshake, .wrongVersion)),
      ],
      excludedBy: [
        .author(.handshake, .proxy), .holds(.endpointLike), .is(.pathEcho(.handshake), "changed"),
      ]),
    // A page of its own, before which something looks at the version.
    endpointUnknown(
      "a guess that answers in its own way",
      when: [
        .kind(.handshake, in: unconfirmed), .fails(.pathTrusted),
        .fails(.sameAnswer(.handshake, .wrongVersion)), .fails(.sameAnswer(.plainGet, .sibling)),
      ],
      excludedBy: [.holds(.endpointLike), .is(.pathEcho(.handshake), "changed")]),
    // As some frameworks refuse Upgrade at any path that they know and that is no endpoint.
    endpointUnknown(
      "a guess that refuses Upgrade",
      when: [
        .kind(
          .handshake, .badRequest, .unauthorized, .forbidden, .notFound, .refused, .serverError),
        .fails(.endpointShown),
      ],
      requires: [.fails(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [.author(.handshake, .proxy)], needsSameAnswer: false),
    endpointUnknown(
      "a guess, refused as any path is",
      when: [
        .kind(
          .handshake, .badRequest, .unauthorized, .forbidden, .notFound, .refused, .serverError,
          .closed,
          .acceptedError),
        .is(.pathFrom, "profile"), .fails(.pathFixed), .holds(.guessRefusedAlike),
      ],
      excludedBy: [.author(.handshake, .proxy)], needsSameAnswer: false),
    // Servers that know what a WebSocket is refuse it by rule wherever they have none.
    endpointUnknown(
      "a profile's path, refused as any path is",
      when: [
        .kind(
          .handshake, .badRequest, .unauthorized, .forbidden, .notFound, .refused, .serverError,
          .closed, .reset, .badGateway, .acceptedError),
        .is(.pathFrom, "profile"), .holds(.pathFixed), .fails(.sameAnswer(.handshake, .plainGet)),
      ],
      requires: [
        .holds(.sameAnswer(.handshake, .siblingHandshake)),
        .holds(.sameAnswer(.plainGet, .stranger)),
      ],
      excludedBy: [.author(.handshake, .proxy), .holds(.endpointLike)],
      expects: [.is(.pathFrom, "profile"), .fails(.endpointLike)], needsSameAnswer: false),
    endpointUnknown(
      "a guess that is hung up on",
      when: [
        .kind(.handshake, .badGateway, .serverError), .is(.pathFrom, "profile"), .fails(.pathFixed),
        .holds(.guessRefusedAlike), .holds(.sameAnswer(.handshake, .otherProtocol)),
      ],
      excludedBy: [
        .author(.handshake, .application, .beacon),
        .kind(.plainGet, .badGateway, .unavailable, .gatewayTimeout, .serverError),
      ], needsSameAnswer: false),
    endpointUnknown(
      "a guess, where a server may hang up",
      when: WhereNothingIsKnown.symptom + [.is(.pathFrom, "profile"), .fails(.onlyPathFails)],
      excludedBy: WhereNothingIsKnown.contradictions, expects: [.is(.pathFrom, "profile")],
      needsSameAnswer: false),
    endpointUnknown(
      "a profile's path",
      when: [.kind(.handshake, .notFound, .page), .is(.pathFrom, "profile"), .holds(.pathFixed)],
      excludedBy: [
        .author(.handshake, .proxy), .fails(.pathProxied), .holds(.endpointLike),
        .is(.pathEcho(.handshake), "changed"), .fails(.sameAnswer(.handshake, .wrongVersion)),
      ]),
    endpointUnknown(
      "the page names another",
      when: [.kind(.handshake, not: .switched), .holds(.pageEndpointWorks)],
      excludedBy: [.holds(.endpointLike)], needsSameAnswer: false),
  ]

  /// After the wrong routes, which a path that was given by hand makes no less probable.
  static let endpointGivenByHand: [Hypothesis] = [
    // Whoever gives a path may have mistyped it: at an unknown path the answers are the same.
    endpointUnknown(
      "a path given by hand",
      when: [.kind(.handshake, .notFound), .is(.pathFrom, "option")],
      requires: [.holds(.sameAnswer(.plainGet, .sibling))],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .fails(.pathProxied), .holds(.endpointLike),
        .is(.pathEcho(.handshake), "changed"), .fails(.arrived(.handshake, .unknownPath)),
        .holds(.asksForUpgrade),
      ], atMost: .possible),
    // Upgrade arrives, and is refused or hung up on as at a path that nobody knows.
    endpointUnknown(
      "a path given by hand, refused as any path is",
      when: [
        .kind(
          .handshake, .badRequest, .unauthorized, .forbidden, .notFound, .refused, .serverError,
          .badGateway, .closed, .reset),
        .kind(.plainGet, .notFound), .is(.pathFrom, "option"),
        .fails(.sameAnswer(.handshake, .plainGet)),
      ],
      requires: [
        .holds(.sameAnswer(.plainGet, .sibling)),
        .holds(.sameAnswer(.handshake, .siblingHandshake)),
      ],
      excludedBy: [
        .author(.handshake, .beacon), .holds(.endpointLike), .holds(.limited),
        .is(.pathEcho(.plainGet), "changed"), .is(.elsewhere, "gateway-error", "gateway-timeout"),
        .is(.flips(.withoutOrigin), "switched", "differs"),
        .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.chromeSpelling), "switched"),
        .is(.flips(.knownSubprotocols), "switched"), .is(.flips(.handshakeAlone), "switched"),
      ],
      needsSameAnswer: false, atMost: .possible),
  ]

  private static let unconfirmed: Set<AnswerKind> = [
    .notFound, .page, .ok, .refused, .redirect, .unauthorized, .forbidden,
  ]

  private static func endpointUnknown(
    _ variant: String, when: [Prediction], requires: [Prediction] = [], excludedBy: [Prediction],
    expects: [Prediction] = [], needsSameAnswer: Bool = true, atMost: Certainty = .likely
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.endpoint-unknown", variant: variant, rung: .upgrade, severity: .warning,
      called: "a wrong path",
      title: "No WebSocket endpoint was found at {path}.",
      explanation: "Nothing proves that this path is one, so the proxy can't be judged. The right "
        + "path stands in the browser: developer tools, Network, filter WS; then ask with "
        + "--ws-path or --from-curl.",
      when: when,
      requires: requires + (needsSameAnswer ? [.holds(.sameAnswer(.handshake, .plainGet))] : []),
      excludedBy: excludedBy,
      expects: expects, atMost: atMost,
      separatedBy: "take the path from the browser's Network tab (filter WS) and give --ws-path",
      remedies: [.init("client.websocket-path")])
  }
}
