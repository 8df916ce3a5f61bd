import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.proxy-module-missing`: Apache without a module that speaks to the backend.
  static let proxyModuleMissing: [Hypothesis] = [

    Hypothesis(
      "upgrade.proxy-module-missing", rung: .upgrade, called: "a missing module",
      title: "Apache has no module that can pass WebSocket on.",
      explanation: "It answers the WebSocket path with its own 500, other paths don't. {fallback}",
      when: [.kind(.handshake, .serverError), .is(.product(.handshake), "apache")],
      requires: [.author(.handshake, .proxy)], excludedBy: [.is(.elsewhere, "server-error")],
      expects: [.holds(.pathProxied), .holds(.sameAnswer(.handshake, .plainGet))],
      atMost: .likely, separatedBy: "read Apache's error log (AH01144)",
      remedies: [
        .init("apache.proxy-wstunnel-module", for: "apache"), .init("proxy.forward-upgrade"),
      ])
  ]
}
