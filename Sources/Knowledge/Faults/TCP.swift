import Diagnosis
import Evidence

extension Hypothesis {
  /// `tcp.…`: the port cannot be reached; `tcp.address-broken`: one of several addresses.
  static let tcp: [Hypothesis] = [

    tcp(
      "tcp.refused", "refused", "a refused port", "{host} refuses connections on port {port}.",
      "Nothing listens there, or a firewall rejects it: the proxy isn't running, or the port is wrong.",
      [.init("proxy.backend-address", rank: 2), .init("client.url")]),
    tcp(
      "tcp.timeout", "timeout", "a filtered port", "{host} doesn't answer on port {port}.",
      "Packets are dropped on the way: a firewall, a security group, or a host that is switched off.",
      [.init("client.network"), .init("client.url")]),
    tcp(
      "tcp.reset", "reset", "a reset connection", "{host} resets every connection to port {port}.",
      "Something accepts the packets and refuses the conversation: a firewall, an overloaded host, "
        + "or a load balancer without a server to hand it to.",
      [
        .init("client.network"), .init("client.url"),
        .role(.haveTargets, rank: 2),
        .init("proxy.backend-address", rank: 2),
      ]),
    tcp(
      "tcp.unreachable", "unreachable", "a missing route", "There is no route to {host}.",
      "The network of this machine doesn't lead there.",
      [.init("client.network"), .init("client.url")]),
    Hypothesis(
      "tcp.address-broken", rung: .reach, severity: .warning, called: "a dead address",
      title: "One of {host}'s addresses doesn't work.",
      explanation: "Clients that try it first wait, or fail: users see it come and go.",
      when: [.holds(.addressBroken)], proves: [[.holds(.addressBroken)]], explainsAbove: false,
      remedies: [.init("client.network")]),
  ]

  private static func tcp(
    _ fault: FaultID, _ outcome: String, _ called: String, _ title: String,
    _ explanation: String, _ remedies: [Remedy]
  ) -> Hypothesis {
    Hypothesis(
      fault, rung: .reach, called: called, title: title, explanation: explanation,
      when: [.is(.connected, outcome)], proves: [[.is(.connected, outcome)]], remedies: remedies)
  }
}
