import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.backend-unreachable`: only the WebSocket path has no backend.
  static let upgradeBackend: [Hypothesis] = [

    Hypothesis(
      "upgrade.backend-unreachable", rung: .upgrade, called: "a dead backend",
      title: "{Proxy} doesn't reach the backend of the WebSocket path.",
      explanation: "Other paths are answered; {path} ends at {proxy}'s own error. {fallback}",
      when: [.kind(.handshake, .badGateway, .unavailable, .gatewayTimeout)],
      requires: [.kind(.plainGet, .badGateway, .unavailable, .gatewayTimeout)],
      excludedBy: [
        .author(.handshake, .application, .beacon),
        .is(.elsewhere, "gateway-error", "gateway-timeout"),
        .is(.flips(.handshakeAlone), "switched"), .holds(.limited),
      ],
      expects: [.author(.handshake, .proxy), .holds(.application)],
      proves: [[.author(.handshake, .proxy), .kind(.handshake, .badGateway, .gatewayTimeout)]],
      separatedBy: "read the proxy's error log", remedies: backend),
    Hypothesis(
      "upgrade.backend-unreachable", variant: "only with Upgrade", rung: .upgrade,
      called: "a dead backend",
      title: "The backend of the WebSocket path hangs up when it is asked for WebSocket.",
      explanation:
        "Without Upgrade the same path is answered; with it {proxy} gets nothing that it "
        + "could pass on. {fallback}",
      when: [.kind(.handshake, .badGateway, .unavailable, .gatewayTimeout)],
      requires: [.kind(.plainGet, not: .badGateway, .unavailable, .gatewayTimeout)],
      excludedBy: [
        .author(.handshake, .application, .beacon),
        .is(.elsewhere, "gateway-error", "gateway-timeout"),
        .is(.flips(.handshakeAlone), "switched"), .holds(.limited),
      ],
      expects: [.author(.handshake, .proxy), .fails(.pageEndpointWorks)], atMost: .likely,
      separatedBy: "read the proxy's error log, and the application's", remedies: backend),
    Hypothesis(
      "upgrade.backend-unreachable", variant: "no answer", rung: .upgrade,
      called: "a dead backend",
      title: "Nothing answers at the WebSocket path.",
      explanation: "Other paths are answered; {path} ends without an answer, with Upgrade and "
        + "without. {fallback}",
      when: [.kind(.handshake, .closed, .reset, .silent, .truncated)],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))],
      expects: [.holds(.application)], separatedBy: "read the proxy's error log",
      remedies: backend),
  ]

  private static let backend: [Remedy] = [
    .init("nginx.backend-address", for: "nginx"), .init("proxy.backend-address"),
    .init("application.start"),
  ]
}
