import Diagnosis
import Evidence

extension Hypothesis {
  /// `dns.not-found`, `dns.failed`: the name leads to no address.
  static let dns: [Hypothesis] = [

    Hypothesis(
      "dns.not-found", rung: .reach, called: "an unknown name",
      title: "{host} doesn't exist: no address is known for it.",
      explanation: "Nothing else could be asked. A browser on this machine fails the same way.",
      when: [.is(.resolved, "not-found")], proves: [[.is(.resolved, "not-found")]],
      remedies: [.init("client.url")]),
    Hypothesis(
      "dns.failed", rung: .reach, called: "a failing resolver",
      title: "The name {host} could not be resolved: the resolver fails or doesn't answer.",
      explanation: "That says nothing about {host} itself. Nothing else could be asked.",
      when: [.is(.resolved, "failed")], proves: [[.is(.resolved, "failed")]],
      remedies: [.init("client.network")]),
  ]
}
