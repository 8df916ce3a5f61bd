import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.path-not-routed`: the path ends at the wrong place.
  static let pathNotRouted: [Hypothesis] = [
    Hypothesis(
      "upgrade.path-not-routed", variant: "the proxy answers", rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to {application}.",
      explanation: "{Proxy} answers {path} itself instead of handing it on. {fallback}",
      when: [.kind(.handshake, .notFound, .ok, .page, .refused)],
      requires: [.author(.handshake, .proxy), .holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [.holds(.pathProxied)],
      expects: [.is(.pathFrom, "option", "curl", "page"), .fails(.pageEndpointWorks)],
      proves: [
        ownAnswer + [notCovered, .is(.pathFrom, "option", "curl", "page")],
        ownAnswer + [notCovered, .holds(.pathFixed)],
        ownAnswer + [.fails(.pathProxied), .is(.pathFrom, "option", "curl", "page")],
        ownAnswer + [.fails(.pathProxied), .holds(.pathFixed)],
      ],
      remedies: route),
    Hypothesis(
      "upgrade.path-not-routed", variant: "the proxy has no route at all", rung: .upgrade,
      called: "a wrong route", title: "{Proxy} has no route for {host}: no path leads anywhere.",
      explanation:
        "{Proxy} itself answers 404, to {path} and to the address that was asked: none of "
        + "its rules covers this host, or they couldn't be read. {fallback}",
      when: [.kind(.handshake, .notFound), .kind(.application, .notFound)],
      requires: [.author(.handshake, .proxy), .author(.application, .proxy)],
      proves: [[.author(.handshake, .proxy), .author(.application, .proxy)]],
      separatedBy: "read the proxy's log at its start",
      remedies: [
        .role(.routeHost), .init("client.url"),
      ]),
    unknownPath(
      "the server doesn't know the path", when: .kind(.handshake, .notFound, .ok),
      requires: [.fails(.arrived(.handshake, .plain))]),
    // A server that nobody knows may answer its endpoints so where Upgrade is lost.
    unknownPath(
      "perhaps the server doesn't know the path", when: .kind(.handshake, .notFound, .ok),
      excludedBy: [.fails(.arrived(.handshake, .plain))], atMost: .possible),
    // 405 and the like where another path gets 404: this one is known, with all beside it.
    unknownPath(
      "the server refuses the path", when: .kind(.handshake, .refused),
      excludedBy: [.fails(.sameAnswer(.plainGet, .stranger))]),
    Hypothesis(
      "upgrade.path-not-routed", variant: "Upgrade arrives where nothing is", rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "Upgrade arrives, since a WebSocket version that doesn't exist is refused in "
        + "another way; but at {path} nothing is known, as at a path that nobody knows. {fallback}",
      when: [.kind(.handshake, .notFound, .refused, .ok)],
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.plainGet, .sibling)),
        .fails(.sameAnswer(.handshake, .wrongVersion)),
        .is(.pathFrom, "option", "curl", "page"),
      ],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .holds(.endpointLike), .holds(.pageEndpointWorks),
      ],
      expects: [.author(.handshake, .application), .fails(.arrived(.handshake, .plain))],
      atMost: .likely, remedies: route),
    // A rule of its own for Upgrade: a plain GET of the path arrives elsewhere.
    Hypothesis(
      "upgrade.path-not-routed", variant: "only with Upgrade", rung: .upgrade,
      called: "a wrong route",
      title: "With Upgrade, the WebSocket path doesn't lead to the endpoint.",
      explanation: "A plain GET of {path} is answered in its own way, the handshake as a path is "
        + "that nobody knows: with Upgrade it goes elsewhere, or arrives changed. {fallback}",
      when: [.kind(.handshake, .notFound)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.handshake, .stranger)),
      ],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .holds(.pageEndpointWorks),
        .holds(.guessRefusedAlike),
      ],
      expects: [.holds(.sameAnswer(.handshake, .siblingHandshake))],
      atMost: .likely, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: wrongServer),
    // It passes Upgrade on by itself, so the wrong server is what comes first.
    Hypothesis(
      "upgrade.path-not-routed", variant: "behind a proxy that passes Upgrade on", rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "What answers at {path} knows nothing there, with or without Upgrade: the path "
        + "goes to another server, or Upgrade is taken away. {fallback}",
      when: [.kind(.handshake, .notFound), .is(.proxy, ProxyProduct.having(.passesUpgradeOn))],
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.plainGet, .sibling)),
      ],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .is(.pathEcho(.handshake), "changed"),
        .holds(.endpointLike), .fails(.sameAnswer(.handshake, .wrongVersion)),
        .fails(.arrived(.handshake, .unknownPath)),
      ],
      expects: [.is(.pathFrom, "option", "curl", "page"), .fails(.pageEndpointWorks)],
      atMost: .possible,
      remedies: route + [
        .init("application.websocket-server", rank: 2), .role(.forwardUpgrade, rank: 2),
      ]),
    // What is there knows the path and no WebSocket: it may have another port for that.
    Hypothesis(
      "upgrade.path-not-routed", variant: "a path that is known, behind what passes Upgrade on",
      rung: .upgrade, called: "a wrong route",
      title: "The WebSocket path doesn't lead to the endpoint.",
      explanation:
        "What answers at {path} knows it and makes nothing of Upgrade, which {proxy} passes "
        + "on by itself: WebSocket may be another server's, or another port's of {application}. "
        + "{fallback}",
      when: [
        .kind(.handshake, in: plainAnswers.subtracting([.upgradeRequired]).union([.page])),
        .is(.proxy, ProxyProduct.having(.passesUpgradeOn)),
      ],
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)), .fails(.sameAnswer(.plainGet, .sibling)),
      ],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .fails(.sameAnswer(.handshake, .wrongVersion)),
        .is(.pathEcho(.handshake), "changed"), .holds(.asksForUpgrade),
        .holds(.arrived(.handshake, .plain)), .is(.flips(.chromeSpelling), "switched"),
      ],
      expects: [.is(.pathFrom, "option", "curl", "page"), .fails(.pageEndpointWorks)],
      atMost: .possible,
      remedies: wrongServer + [
        .init("application.websocket-server"), .role(.forwardUpgrade, rank: 2),
      ]),
    Hypothesis(
      "upgrade.path-not-routed", variant: "an Accept under any path's refusal", rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "Upgrade arrives at a server that understands it, and that answers a path which "
        + "nobody knows alike. {fallback}",
      when: [.kind(.handshake, .acceptedError), .is(.refusedUnderAccept, "not-found")],
      requires: [.holds(.sameAnswer(.handshake, .siblingHandshake))],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .is(.pathFrom, "profile"),
        .holds(.pageEndpointWorks),
      ], atMost: .likely,
      remedies: route),
    Hypothesis(
      "upgrade.path-not-routed", variant: "another application of the same kind", rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "The path arrives unchanged, but perhaps at an application that has no such "
        + "endpoint. {fallback}",
      when: [.kind(.handshake, .notFound)],
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)), .holds(.arrived(.handshake, .unknownPath)),
        .is(.pathEcho(.handshake), "unchanged"),
      ],
      excludedBy: [.holds(.endpointLike), .fails(.sameAnswer(.handshake, .wrongVersion))],
      // Routing works for the application's own address, which speaks against it.
      expects: [.holds(.otherServer), .fails(.application)], atMost: .possible, remedies: route),
    Hypothesis(
      "upgrade.path-not-routed", variant: "another server answers", rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path leads to another server.",
      explanation: "What answers at {path} is not the server that answers the application's "
        + "address. {fallback}",
      when: [.kind(.handshake, .notFound), .holds(.otherServer)],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [.holds(.endpointLike)], atMost: .likely, remedies: wrongServer),
  ]

  private static func unknownPath(
    _ variant: String, when symptom: Prediction, requires: [Prediction] = [],
    excludedBy: [Prediction] = [], atMost: Certainty = .proven
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.path-not-routed", variant: variant, rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "Whatever answers at {path} knows nothing there, with or without Upgrade. "
        + "{fallback}",
      when: [symptom],
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.plainGet, .sibling)),
      ] + requires,
      excludedBy: excludedBy + [
        .fails(.pathProxied), .author(.handshake, .proxy, .beacon),
        .is(.pathEcho(.handshake), "unchanged"),
        .holds(.endpointLike), .fails(.sameAnswer(.handshake, .wrongVersion)),
      ],
      expects: [
        .fails(.arrived(.handshake, .plain)), .is(.pathFrom, "option", "curl", "page"),
        .fails(.pageEndpointWorks),
      ],
      atMost: atMost, remedies: wrongServer)
  }

  private static let ownAnswer: [Prediction] = [
    .author(.handshake, .proxy), .author(.plainGet, .proxy), .holds(.application),
    .fails(.endpointLike),
  ]

  /// No page of the proxy's own that may stand over the application's answer.
  private static let notCovered = Prediction.is(
    .product(.handshake), ProxyProduct.notHaving(.coversAnswers))

  static let route: [Remedy] = [.role(.routePath)]

  static let wrongServer: [Remedy] = [.role(.routeToServer)]
}
