import Diagnosis
import Evidence

extension ProxyProduct {
  /// What Apache shows and no other product does.
  static let apacheHypotheses: [Hypothesis] =
    apacheBackends + apacheRoutes + [
      Hypothesis(
        "upgrade.proxy-module-missing", rung: .upgrade, called: "a missing module",
        title: "Apache has no module that can pass WebSocket on.",
        explanation:
          "It answers the WebSocket path with its own 500, other paths don't. {fallback}",
        when: [.kind(.handshake, .serverError), .is(.product(.handshake), "apache")],
        requires: [.author(.handshake, .proxy)], excludedBy: [.is(.elsewhere, "server-error")],
        expects: [.holds(.pathProxied), .holds(.sameAnswer(.handshake, .plainGet))],
        atMost: .likely, separatedBy: "read Apache's error log (AH01144)",
        remedies: [.init("apache.proxy-wstunnel-module")]),
      Hypothesis(
        "config.balancer-manager-exposed", rung: .http, severity: .warning,
        called: "an open balancer page",
        title: "The page of the balancer is open to everybody.",
        explanation: "/balancer-manager shows the nodes' addresses to whoever asks, and lets them "
          + "switch nodes off. The guides' samples leave it open.",
        when: [.holds(.managerExposed)], proves: [[.holds(.managerExposed)]],
        explainsAbove: false,
        remedies: [.init("apache.balancer-manager-restricted")]),
    ]

  private static let apacheBackends: [Hypothesis] = [
    // A 503 may also be set by hand; where Apache proxies the path it isn't.
    .unreachable(
      "Apache", when: [.is(.product(.application), "apache")],
      expects: [.holds(.pathProxied)],
      proves: [
        [.author(.application, .proxy), .kind(.application, .badGateway)],
        [.author(.application, .proxy), .kind(.application, .unavailable), .holds(.pathProxied)],
      ],
      [.role(.reachBackend), .init("application.start")]),
    .onThePath("Apache", [.badGateway, .gatewayTimeout], by: "apache", expects: proxied, reach),
    // 503: refused, or a group that isn't defined or has no member that works.
    .onThePath(
      "Apache, 503", [.unavailable], by: "apache", excludedBy: [.is(.balancerGroups, "empty")],
      expects: proxied, proves: [.holds(.pathProxied)],
      [
        .role(.reachBackend), .init("apache.websocket-balancer"), .init("application.start"),
      ]),
    .onThePath(
      "Apache's group is empty", [.unavailable], by: "apache",
      requires: [.is(.balancerGroups, "empty")], expects: proxied,
      [.init("apache.websocket-balancer"), .init("apache.backend-address", rank: 2)]),
  ]

  private static let proxied: [Prediction] = [.holds(.pathProxied)]
  private static let reach: [Hypothesis.Remedy] = [
    .role(.reachBackend), .init("application.start"),
  ]

  private static let apacheRoutes: [Hypothesis] = [
    behindBalancer(
      "the balancer has no ws:// member", "no-websocket",
      [
        .init("apache.websocket-balancer"), .init("apache.balancer-proxypass", rank: 2),
        .init("apache.websocket-proxypass", rank: 2),
      ]),
    behindBalancer(
      "the balancer's ws:// group isn't reached", "websocket",
      [
        .init("apache.proxypass-order"), .init("apache.balancer-proxypass"),
        .init("apache.websocket-balancer", rank: 2),
      ]),
    behindBalancer(
      "the balancer has an empty group", "empty",
      [.init("apache.websocket-balancer"), .init("apache.balancer-proxypass")]),
    // Apache writes its own page over the application's error (ProxyErrorOverride).
    Hypothesis(
      "upgrade.not-forwarded", variant: "under Apache's own error page", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: Hypothesis.lost,
      when: [.kind(.handshake, in: Hypothesis.plainAnswers), .author(.handshake, .proxy)],
      requires: [.holds(.pathProxied), .holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [
        .fails(.sameAnswer(.handshake, .wrongVersion)), .kind(.handshake, .serverError),
      ],
      expects: [.is(.pathFrom, "option", "curl", "page"), .fails(.pageEndpointWorks)],
      atMost: .possible, remedies: [.role(.forwardUpgrade), .init("proxy.every-hop", rank: 3)]),
    Hypothesis(
      "upgrade.path-not-routed", variant: "under Apache's own error page", rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "The path is proxied, and a path that nobody knows is answered alike. "
        + "{fallback}",
      when: [.kind(.handshake, .notFound), .author(.handshake, .proxy)],
      requires: [
        .holds(.pathProxied), .holds(.sameAnswer(.handshake, .plainGet)),
        .holds(.sameAnswer(.plainGet, .sibling)),
      ],
      atMost: .possible, remedies: [.role(.routePath)]),
    Hypothesis(
      "upgrade.path-not-routed", variant: "Apache doesn't proxy the path", rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path doesn't lead to {application}.",
      explanation: "{Proxy} answers {path} itself instead of handing it on. {fallback}",
      when: [.kind(.handshake, .notFound, .ok, .page, .refused), .is(.proxy, "apache")],
      requires: [.fails(.pathProxied), .holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [.author(.handshake, .application, .beacon)],
      expects: [.is(.pathFrom, "option", "curl", "page"), .fails(.pageEndpointWorks)],
      atMost: .likely, remedies: [.role(.routePath)]),
  ]

  /// What the balancer's own page shows leaves only some of Apache's steps.
  private static func behindBalancer(
    _ variant: String, _ groups: String, _ remedies: [Hypothesis.Remedy]
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.not-forwarded", variant: variant, rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: Hypothesis.lost,
      when: [.kind(.handshake, in: Hypothesis.plainAnswers), .is(.balancerGroups, groups)],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: Hypothesis.contradictions,
      expects: Hypothesis.signs + [.is(.balancerGroups, groups)], remedies: remedies)
  }
}
