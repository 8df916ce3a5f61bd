import Diagnosis
import Evidence

extension Hypothesis {
  /// `http.backend-unreachable`, `http.backend-timeout`: nothing answers behind the proxy.
  static let httpBackend: [Hypothesis] = [

    unreachable(
      "", when: [],
      excludedBy: [.is(.product(.application), "haproxy", "apache"), .holds(.limited)],
      proves: [
        [.author(.application, .proxy), .kind(.application, .badGateway)],
        [
          .author(.application, .proxy), .kind(.application, .unavailable),
          .is(.product(.application), "varnish"),
        ],
      ],
      [
        .init("nginx.backend-address", for: "nginx"),
        .init("apache.backend-address", for: "apache"), .init("haproxy.server", for: "haproxy"),
        .init("haproxy.health-check", for: "haproxy"),
        .init("haproxy.backend-tls", for: "haproxy"),
        .init("aws.target-health", for: "aws-alb"), .init("aws.security-group", for: "aws-alb"),
        .init("aws.target-health", for: "aws-elb-classic"),
        .init("aws.security-group", for: "aws-elb-classic"),
        .init("proxy.backend-address"), .init("application.start"),
      ]),
    // A 503 may also be set by hand; where Apache proxies the path it isn't.
    unreachable(
      "Apache", when: [.is(.product(.application), "apache")],
      expects: [.holds(.pathProxied)],
      proves: [
        [.author(.application, .proxy), .kind(.application, .badGateway)],
        [.author(.application, .proxy), .kind(.application, .unavailable), .holds(.pathProxied)],
      ],
      [
        .init("apache.backend-address", for: "apache"), .init("proxy.backend-address"),
        .init("application.start"),
      ]),
    // HAProxy says 503 for no server that counts as up, 502 for one that hangs up.
    unreachable(
      "HAProxy has no server", when: [.kind(.application, .unavailable), haproxyItself],
      excludedBy: [.holds(.gatewayPause)], proves: [],
      [
        .init("haproxy.server", for: "haproxy"), .init("haproxy.health-check", for: "haproxy"),
        .init("proxy.backend-address"), .init("application.start"),
      ]),
    unreachable(
      "HAProxy's server refuses", when: [.kind(.application, .unavailable), haproxyItself],
      requires: [.holds(.gatewayPause)], proves: [[.author(.application, .proxy)]],
      [
        .init("haproxy.server", for: "haproxy"), .init("proxy.backend-address"),
        .init("application.start"),
      ]),
    unreachable(
      "HAProxy's server hangs up", when: [.kind(.application, .badGateway), haproxyItself],
      proves: [[.author(.application, .proxy)]],
      [
        .init("haproxy.backend-tls", for: "haproxy"), .init("haproxy.server", for: "haproxy"),
        .init("proxy.backend-address"), .init("application.start"),
      ]),
    // Varnish pipes what has Upgrade, and ends a pipe without a word when nothing is behind it.
    unreachable(
      "and the handshake is dropped",
      everywhere: [.is(.elsewhere, "gateway-error"), .is(.everyPath, "differs")],
      when: [
        .kind(.handshake, .closed, .reset, .truncated),
        .kind(.plainGet, .badGateway, .unavailable),
      ],
      expects: [.author(.plainGet, .proxy)],
      proves: [[.author(.application, .proxy), .author(.plainGet, .proxy)]], anyBackend),
    // lighttpd says 500 when the backend hangs up.
    unreachable(
      "lighttpd's backend hangs up", everywhere: [.is(.everyPath, "server-error")],
      when: [.is(.product(.application), "lighttpd")], proves: [], atMost: .likely, anyBackend),
    Hypothesis(
      "http.proxy-error", rung: .http, called: "a failing proxy",
      title: "{Proxy} answers every request with an error of its own.",
      explanation: "It stops before it hands anything on: its own configuration fails, and its "
        + "error log says where.",
      when: [
        .is(.everyPath, "server-error", "bad-request", "refused"), .author(.application, .proxy),
      ],
      excludedBy: [.is(.product(.application), "lighttpd")],
      proves: [[.author(.application, .proxy)]], separatedBy: "read the proxy's error log",
      remedies: [.init("proxy.error-log")]),
    Hypothesis(
      "http.backend-timeout", rung: .http, called: "a silent backend",
      title: "Nothing answers in time: {application} or the way to it is silent.",
      explanation: "Every path asked ends without an answer: neither pages nor WebSocket work.",
      when: [.is(.everyPath, "silent", "gateway-timeout")],
      proves: [[.is(.everyPath, "gateway-timeout")], [.is(.everyPath, "silent")]],
      remedies: [
        .init("application.start"), .init("nginx.backend-address", for: "nginx"),
        .init("apache.backend-address", for: "apache"), .init("haproxy.server", for: "haproxy"),
        .init("aws.security-group", for: "aws-alb"),
        .init("aws.security-group", for: "aws-elb-classic"),
        .init("aws.security-group", for: "aws-nlb"), .init("proxy.backend-address"),
      ]),
  ]

  private static let anyBackend: [Remedy] = [
    .init("proxy.backend-address"), .init("application.start"),
  ]

  private static let haproxyItself = Prediction.is(.product(.application), "haproxy")

  private static func unreachable(
    _ variant: String, everywhere: [Prediction] = [.is(.everyPath, "gateway-error")],
    when: [Prediction], requires: [Prediction] = [], excludedBy: [Prediction] = [],
    expects: [Prediction] = [], proves: [[Prediction]], atMost: Certainty = .proven,
    _ remedies: [Remedy]
  ) -> Hypothesis {
    Hypothesis(
      "http.backend-unreachable", variant: variant, rung: .http,
      called: "a dead backend", title: "{Proxy} doesn't reach {application}.",
      explanation: "Every path ends at {proxy}'s own error: neither pages nor WebSocket work.",
      when: everywhere + when, requires: requires,
      excludedBy: [.author(.application, .application, .beacon)] + excludedBy,
      expects: [.author(.application, .proxy), .kind(.application, .badGateway)] + expects,
      proves: proves, atMost: atMost,
      separatedBy: "read the proxy's error log", remedies: remedies)
  }
}
