import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.not-forwarded`: routed to the application, but as a plain GET.
  static let notForwarded: [Hypothesis] = [

    Hypothesis(
      "upgrade.not-forwarded", variant: "the beacon sees no Upgrade", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: [.fails(.upgradeArrives)],
      // Something takes one spelling and hands the other on as an ordinary request.
      excludedBy: [.is(.flips(.chromeSpelling), "switched")],
      proves: [[.fails(.upgradeArrives), spellingIsNoMatter]], remedies: upgradeHeader),
    Hypothesis(
      "upgrade.not-forwarded", variant: "the Upgrade header", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: [.kind(.handshake, in: plainAnswers)],
      // A server that tells the two apart: it is Upgrade that is missing.
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)),
        .fails(.arrived(.handshake, .withoutConnectionToken)),
      ],
      excludedBy: contradictions + balancerKnown, expects: signs, likelyWith: shown,
      remedies: upgradeHeader),
    Hypothesis(
      "upgrade.not-forwarded", variant: "the Upgrade header or its Connection token",
      rung: .upgrade, called: "a lost Upgrade", title: "WebSocket is not passed on.",
      explanation: lost, when: [.kind(.handshake, in: plainAnswers)],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: contradictions + balancerKnown + [
        .fails(.arrived(.handshake, .withoutConnectionToken)), .author(.handshake, .beacon),
      ],
      expects: signs, likelyWith: shown,
      remedies: [.role(.forwardHandshake)]),
    // The Connection token arrives, so the answer differs from a plain GET's; the server says why.
    Hypothesis(
      "upgrade.not-forwarded", variant: "in the server's words", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: [.kind(.handshake, in: plainAnswers)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)), .holds(.arrived(.handshake, .plain)),
        .fails(.arrived(.handshake, .withoutConnectionToken)),
        .fails(.arrived(.handshake, .unknownPath)),
      ],
      excludedBy: contradictions + balancerKnown, expects: signs, remedies: upgradeHeader),
    Hypothesis(
      "upgrade.not-forwarded", variant: "the Connection header", rung: .upgrade,
      called: "a lost Connection", title: "WebSocket is only half passed on.",
      explanation: "{Proxy} hands the Upgrade header to {application}, but not "
        + "\"Connection: upgrade\": the handshake is refused. {fallback}",
      when: [.kind(.handshake, .badRequest, .upgradeRequired)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .holds(.sameAnswer(.handshake, .withoutConnectionToken)),
      ],
      excludedBy: halfContradictions,
      expects: [
        .author(.handshake, .application), .holds(.arrived(.handshake, .withoutConnectionToken)),
        .holds(.sameAnswer(.handshake, .wrongVersion)),
      ],
      proves: [[.holds(.upgradeArrives), .fails(.connectionArrives)]],
      remedies: connectionHeader),
    // A proxy that reads Connection itself drops Upgrade when we leave the token out, so what
    // shows is that the server misses the token, whatever version it is asked for.
    Hypothesis(
      "upgrade.not-forwarded", variant: "the Connection header, as the server says",
      rung: .upgrade, called: "a lost Connection", title: "WebSocket is only half passed on.",
      explanation: "{Proxy} hands the Upgrade header to {application}, but not "
        + "\"Connection: upgrade\": the handshake is refused. {fallback}",
      when: [.kind(.handshake, .badRequest, .upgradeRequired)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .holds(.arrived(.handshake, .withoutConnectionToken)),
        .fails(.sameAnswer(.handshake, .withoutConnectionToken)),
      ],
      excludedBy: halfContradictions,
      expects: [
        .author(.handshake, .application), .holds(.sameAnswer(.handshake, .wrongVersion)),
      ],
      atMost: .likely, remedies: connectionHeader),
    Hypothesis(
      "upgrade.not-forwarded", variant: "the beacon sees no Connection token", rung: .upgrade,
      called: "a lost Connection", title: "WebSocket is only half passed on.",
      explanation: "{Proxy} hands the Upgrade header on, but not \"Connection: upgrade\". "
        + "{fallback}",
      when: [
        .kind(.handshake, not: .switched), .holds(.upgradeArrives), .fails(.connectionArrives),
      ],
      excludedBy: [.is(.flips(.chromeSpelling), "switched")],
      proves: [[.holds(.upgradeArrives), .fails(.connectionArrives), spellingIsNoMatter]],
      remedies: connectionHeader),
    Hypothesis(
      "upgrade.not-forwarded", variant: "as the server refuses a plain GET", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: [.kind(.handshake, .forbidden), .kind(.plainGet, .forbidden)],
      requires: [
        .holds(.arrived(.handshake, .plain)), .holds(.sameAnswer(.handshake, .plainGet)),
      ],
      excludedBy: contradictions + balancerKnown, expects: signs + [.holds(.serverEchoes)],
      remedies: upgradeHeader),
    // A server that takes the request for what it isn't, and hangs up or answers what nobody asked.
    Hypothesis(
      "upgrade.not-forwarded", variant: "and the server hangs up on what is left", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: WhereNothingIsKnown.symptom,
      requires: [.fails(.onlyPathFails)],
      excludedBy: WhereNothingIsKnown.contradictions + [
        .fails(.sameAnswer(.handshake, .wrongVersion)), .holds(.prefixLost),
      ],
      expects: [.is(.pathFrom, "option", "curl", "page")],
      atMost: .possible, remedies: upgradeHeader),
    // Who answers a plain GET there and looks at no version doesn't see a handshake. Envoy, told to remove
    // Upgrade, sends a request whose body never ends: many servers hang up on it.
    Hypothesis(
      "upgrade.not-forwarded", variant: "and the endpoint's server hangs up on what is left",
      rung: .upgrade, called: "a lost Upgrade", title: "WebSocket is perhaps not passed on.",
      explanation:
        "The endpoint answers a plain GET, and hangs up on a handshake of any version, so a "
        + "part of it may be lost: Upgrade, or its Connection token. {fallback}",
      when: [
        .kind(.handshake, .badGateway), .is(.says(.handshake), "backend-hung-up"),
        .holds(.asksForUpgrade),
      ],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.handshake, .wrongVersion)),
      ],
      excludedBy: [
        .kind(.plainGet, in: AnswerKind.gatewayErrors), .holds(.limited),
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"),
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.handshakeAlone), "switched"),
      ],
      expects: [
        .holds(.asksForUpgrade), .author(.plainGet, .application),
        .holds(.sameAnswer(.handshake, .wrongVersion)), .is(.pathFrom, "option", "curl", "page"),
      ],
      atMost: .possible, separatedBy: "read the proxy's error log, and the application's",
      remedies: upgradeHeader),
    // A proxy that reads Connection itself (Go's, HAProxy) drops Upgrade when we leave the token out.
    Hypothesis(
      "upgrade.not-forwarded", variant: "the Connection header, perhaps", rung: .upgrade,
      called: "a lost Connection", title: "WebSocket is only half passed on.",
      explanation: "{Proxy} hands the Upgrade header to {application}, but perhaps not "
        + "\"Connection: upgrade\": any handshake is refused alike. {fallback}",
      when: [.kind(.handshake, .badRequest, .upgradeRequired)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.handshake, .wrongVersion)),
        .fails(.sameAnswer(.handshake, .withoutConnectionToken)),
        .holds(.sameAnswer(.plainGet, .withoutConnectionToken)),
      ],
      excludedBy: halfContradictions, expects: [.author(.handshake, .application)],
      atMost: .possible, remedies: connectionHeader),
  ]

  private static let halfContradictions: [Prediction] = [
    anotherReason,
    .fails(.endpointShown),
    .author(.handshake, .proxy), .fails(.sameAnswer(.handshake, .wrongVersion)),
    .fails(.arrived(.handshake, .withoutConnectionToken)), .fails(.upgradeArrives),
    .fails(.handshakeFieldsArrive), .holds(.connectionArrives),
    .is(.flips(.withoutOrigin), "switched"), .is(.flips(.originOverHTTP), "switched"),
    .is(.flips(.withoutExtension), "switched"), .is(.flips(.chromeSpelling), "switched"),
  ]

  /// Chrome's Connection fares no better.
  private static let spellingIsNoMatter = Prediction.is(.flips(.chromeSpelling), "same", "differs")

  static let connectionHeader: [Remedy] = [.role(.forwardConnection)]

  private static let balancerKnown: [Prediction] = [
    .is(.balancerGroups, "no-websocket", "websocket", "empty")
  ]

  static let lost =
    "{Proxy} hands the request to {application} as an ordinary GET: the Upgrade header is lost. "
    + "{fallback}"

  static let plainAnswers: Set<AnswerKind> = [
    .badRequest, .notFound, .upgradeRequired, .refused, .serverError, .ok,
  ]

  static let contradictions: [Prediction] = [
    .author(.handshake, .proxy), .fails(.arrived(.handshake, .plain)),
    .is(.pathEcho(.handshake), "changed"), .fails(.sameAnswer(.handshake, .wrongVersion)),
    .holds(.upgradeArrives), .is(.pathArrives, "changed"), .fails(.pathProxied),
    .holds(.prefixLost), .is(.flips(.chromeSpelling), "switched"),
  ]

  /// The same answer with and without Upgrade may be any refusal for any reason. More than possible needs a
  /// sign that whoever answers treats handshakes otherwise.
  static let shown: [[Prediction]] = [
    [.holds(.asksForUpgrade)],
    [.holds(.arrived(.handshake, .plain)), .fails(.arrived(.handshake, .unknownPath))],
    // A server that is known, at a path that its own page names, behind what forgets Upgrade by default.
    [
      .holds(.arrived(.handshake, .plain)), .is(.pathFrom, "curl", "page"), .fails(.otherServer),
      .is(.proxy, ProxyProduct.notHaving(.passesUpgradeOn)),
    ],
  ]

  static let signs: [Prediction] = [
    .holds(.sameAnswer(.handshake, .wrongVersion)), .author(.handshake, .application),
    .is(.pathEcho(.handshake), "unchanged"), .is(.pathEcho(.sibling), "unchanged"),
    .holds(.application),
    .is(.pathFrom, "option", "curl", "page"), .fails(.otherServer), .fails(.pageEndpointWorks),
    .is(.proxy, ProxyProduct.notHaving(.passesUpgradeOn)),
  ]

  static let upgradeHeader: [Remedy] = [
    .role(.forwardUpgrade), .init("proxy.every-hop", rank: 3),
  ]
}
