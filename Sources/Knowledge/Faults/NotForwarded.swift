import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.not-forwarded`: routed to the application, but as a plain GET.
  static let notForwarded: [Hypothesis] = [

    Hypothesis(
      "upgrade.not-forwarded", variant: "the beacon sees no Upgrade", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: [.fails(.upgradeArrives)],
      proves: [[.fails(.upgradeArrives)]], remedies: upgradeHeader),
    Hypothesis(
      "upgrade.not-forwarded", variant: "the Upgrade header", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: [.kind(.handshake, in: plainAnswers)],
      // A server that tells the two apart: it is Upgrade that is missing.
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)),
        .fails(.arrived(.handshake, .withoutConnectionToken)),
      ],
      excludedBy: contradictions + balancerKnown, expects: signs, remedies: upgradeHeader),
    Hypothesis(
      "upgrade.not-forwarded", variant: "the Upgrade header or its Connection token",
      rung: .upgrade, called: "a lost Upgrade", title: "WebSocket is not passed on.",
      explanation: lost, when: [.kind(.handshake, in: plainAnswers)],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: contradictions + balancerKnown + [
        .fails(.arrived(.handshake, .withoutConnectionToken)), .author(.handshake, .beacon),
      ],
      expects: signs,
      remedies: [
        .init("nginx.upgrade-header", for: "nginx"),
        .init("nginx.connection-header", for: "nginx"),
        .init("nginx.http-version", for: "nginx", rank: 2), .init("proxy.forward-upgrade"),
      ] + apacheOrHAProxy),
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
      proves: [[.holds(.upgradeArrives), .fails(.connectionArrives)]], remedies: connectionHeader),
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
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: [.kind(.handshake, in: plainAnswers), .author(.handshake, .proxy)],
      requires: [.holds(.pathProxied), .holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [
        .fails(.sameAnswer(.handshake, .wrongVersion)), .kind(.handshake, .serverError),
      ],
      expects: [.is(.pathFrom, "option", "curl", "page"), .fails(.pageEndpointWorks)],
      atMost: .possible, remedies: upgradeHeader),
  ]

  /// What the balancer's own page shows leaves only some of Apache's steps.
  private static func behindBalancer(_ variant: String, _ groups: String, _ remedies: [Remedy])
    -> Hypothesis
  {
    Hypothesis(
      "upgrade.not-forwarded", variant: variant, rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: [.kind(.handshake, in: plainAnswers), .is(.balancerGroups, groups)],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))], excludedBy: contradictions,
      expects: signs + [.is(.balancerGroups, groups)], remedies: remedies)
  }

  private static let halfContradictions: [Prediction] = [
    .fails(.endpointShown),
    .author(.handshake, .proxy), .fails(.sameAnswer(.handshake, .wrongVersion)),
    .fails(.arrived(.handshake, .withoutConnectionToken)), .fails(.upgradeArrives),
    .fails(.handshakeFieldsArrive), .holds(.connectionArrives),
    .is(.flips(.withoutOrigin), "switched"),
    .is(.flips(.withoutExtension), "switched"), .is(.flips(.chromeSpelling), "switched"),
  ]

  static let connectionHeader: [Remedy] =
    [
      .init("nginx.connection-header", for: "nginx"),
      .init("nginx.http-version", for: "nginx", rank: 2), .init("proxy.forward-upgrade"),
    ] + apacheOrHAProxy

  private static let balancerKnown: [Prediction] = [
    .is(.balancerGroups, "no-websocket", "websocket", "empty")
  ]

  /// Products that pass Upgrade on unless a rule takes it away.
  static let passingOn: Set<ProductID> = ["haproxy", "caddy", "traefik", "aws-alb"]

  private static let lost =
    "{Proxy} hands the request to {application} as an ordinary GET: the Upgrade header is lost. "
    + "{fallback}"

  private static let plainAnswers: Set<AnswerKind> = [
    .badRequest, .notFound, .upgradeRequired, .refused, .serverError, .ok,
  ]

  private static let contradictions: [Prediction] = [
    .author(.handshake, .proxy), .fails(.arrived(.handshake, .plain)),
    .is(.pathEcho(.handshake), "changed"), .fails(.sameAnswer(.handshake, .wrongVersion)),
    .holds(.upgradeArrives), .is(.pathArrives, "changed"), .fails(.pathProxied),
    .holds(.prefixLost),
  ]

  private static let signs: [Prediction] = [
    .holds(.sameAnswer(.handshake, .wrongVersion)), .author(.handshake, .application),
    .is(.pathEcho(.handshake), "unchanged"), .is(.pathEcho(.sibling), "unchanged"),
    .holds(.application),
    .is(.pathFrom, "option", "curl", "page"), .fails(.otherServer), .fails(.pageEndpointWorks),
    .is(.proxy, ProxyProduct.all.map(\.id).filter { !passingOn.contains($0) }.map(\.rawValue)),
  ]

  static let upgradeHeader: [Remedy] =
    [
      .init("nginx.upgrade-header", for: "nginx"),
      .init("nginx.connection-header", for: "nginx", rank: 2),
      .init("nginx.http-version", for: "nginx", rank: 2),
      .init("proxy.forward-upgrade"),
    ] + apacheOrHAProxy + [.init("proxy.every-hop", rank: 3)]

  /// A rule for http:// only, the wrong order and a group with http:// look the same from outside.
  private static let apacheOrHAProxy: [Remedy] = [
    .init("apache.websocket-proxypass", for: "apache"),
    .init("apache.proxypass-order", for: "apache"),
    .init("apache.websocket-balancer", for: "apache"),
    .init("apache.balancer-proxypass", for: "apache"),
    .init("proxy.forward-upgrade", for: "haproxy"),
    .init("haproxy.websocket-acl", for: "haproxy", rank: 2),
    .init("haproxy.tcp-mode", for: "haproxy", rank: 2),
    .init("varnish.pipe", for: "varnish"), .init("lighttpd.upgrade", for: "lighttpd"),
    .init("caddy.route", for: "caddy"), .init("envoy.upgrade-configs", for: "envoy"),
    .init("aws.network-load-balancer", for: "aws-elb-classic"),
  ]
}
