import Diagnosis
import Evidence

extension Hypothesis {
  /// `connect.…`: the forward proxy between us and the target.
  static let forwardProxy: [Hypothesis] = [

    Hypothesis(
      "connect.denied", rung: .reach, called: "a refusing forward proxy",
      title: "The forward proxy refuses to connect to {host}.",
      explanation: "Its rules don't allow this host or port. WebSocket needs CONNECT to it.",
      when: [.is(.tunnel, "denied")], proves: [[.is(.tunnel, "denied")]],
      remedies: [.role(.allowConnect), .init("client.forward-proxy", rank: 2)]),
    Hypothesis(
      "connect.authentication-required", rung: .reach, called: "a forward proxy's login",
      title: "The forward proxy wants a login.",
      explanation: "It answered CONNECT with 407, so {host} was never asked.",
      when: [.is(.tunnel, "authentication-required")],
      proves: [[.is(.tunnel, "authentication-required")]],
      remedies: [.init("client.forward-proxy")]),
    Hypothesis(
      "connect.proxy-unreachable", rung: .reach, called: "an unreachable forward proxy",
      title: "The forward proxy cannot be reached.",
      explanation:
        "Nothing could be asked of {host}: the address of the proxy is wrong, or it is down.",
      when: [.is(.tunnel, "proxy-unreachable")], proves: [[.is(.tunnel, "proxy-unreachable")]],
      remedies: [.init("client.forward-proxy")]),
    Hypothesis(
      "connect.target-unreachable", variant: "no answer in time", rung: .reach,
      called: "a forward proxy without a way",
      title: "The forward proxy doesn't get through to {host} in time.",
      explanation: "It was reached and took CONNECT, and gave no answer to it: it waits for the "
        + "target's name or address, or gives up on it without a word.",
      when: [.is(.tunnel, "unanswered")], excludedBy: [.fails(.forwardProxyAnswers)],
      expects: [.holds(.forwardProxyAnswers)], atMost: .likely,
      separatedBy: "read the forward proxy's log, or ask with a longer --timeout",
      remedies: [.init("client.url"), .init("client.forward-proxy")]),
    Hypothesis(
      "connect.proxy-unreachable", variant: "it answers nothing", rung: .reach,
      called: "an unreachable forward proxy", title: "The forward proxy gives no answer.",
      explanation: "Something takes connections at its address and answers neither CONNECT nor "
        + "another request: no HTTP proxy, or one that hangs.",
      when: [.is(.tunnel, "unanswered")], excludedBy: [.holds(.forwardProxyAnswers)],
      expects: [.fails(.forwardProxyAnswers)], atMost: .likely,
      separatedBy: "read the forward proxy's log", remedies: [.init("client.forward-proxy")]),
    Hypothesis(
      "connect.target-unreachable", rung: .reach, called: "a forward proxy without a way",
      title: "The forward proxy doesn't reach {host}.",
      explanation:
        "It is there and allows the request, but its own connection to the target fails.",
      when: [.is(.tunnel, "target-unreachable")], proves: [[.is(.tunnel, "target-unreachable")]],
      remedies: [.init("client.url"), .init("client.forward-proxy")]),
  ]
}
