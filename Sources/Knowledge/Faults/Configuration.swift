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
      remedies: [.init("apache.balancer-manager-restricted")])
  ]
}
