import Diagnosis
import Evidence

extension Hypothesis {
  /// `config.…`: what the outside can see undone, whether WebSocket works or not.
  static let configuration: [Hypothesis] = [

    Hypothesis(
      "config.balancer-manager-exposed", rung: .http, severity: .warning,
      called: "an open balancer page",
      title: "The page of the balancer is open to everybody.",
      explanation: "/balancer-manager shows the nodes' addresses to whoever asks, and lets them "
        + "switch nodes off. The guides' samples leave it open.",
      when: [.holds(.managerExposed)], proves: [[.holds(.managerExposed)]],
      explainsAbove: false,
      remedies: [.init("apache.balancer-manager-restricted")]),
    Hypothesis(
      "config.open-forward-proxy", rung: .http, severity: .warning,
      called: "an open forward proxy",
      title: "{Proxy} forwards requests of everybody to any host.",
      explanation: "Strangers can reach others, and what stands behind it, in its name. WebSocket "
        + "doesn't need that.",
      when: [.holds(.forwardsForAll)], proves: [[.holds(.forwardsForAll)]],
      explainsAbove: false,
      remedies: [
        .init("apache.proxy-requests-off", for: "apache"), .init("proxy.no-forward-proxy"),
      ]),
  ]
}
