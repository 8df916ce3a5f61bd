import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.backend-unreachable`: only the WebSocket path has no backend.
  static let upgradeBackend: [Hypothesis] = [

    Hypothesis(
      "upgrade.backend-unreachable", rung: .upgrade, called: "an unreachable backend",
      title: "{Proxy} doesn't reach the backend of the WebSocket path.",
      explanation: "Other paths are answered; {path} ends at {proxy}'s own error. {fallback}",
      when: [.kind(.handshake, .badGateway, .unavailable, .gatewayTimeout)],
      excludedBy: [
        .author(.handshake, .application, .beacon),
        .is(.elsewhere, "gateway-error", "gateway-timeout"),
        .is(.flips(.handshakeAlone), "switched"),
      ],
      expects: [.author(.handshake, .proxy), .holds(.application)],
      proves: [[.author(.handshake, .proxy), .kind(.handshake, .badGateway, .gatewayTimeout)]],
      separatedBy: "read the proxy's error log", remedies: backend),
    Hypothesis(
      "upgrade.backend-unreachable", variant: "no answer", rung: .upgrade,
      called: "an unreachable backend",
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
