import Diagnosis
import Evidence

extension Hypothesis {
  /// `tunnel.…`: the connection is useless after the 101.
  static let tunnel: [Hypothesis] = [

    Hypothesis(
      "tunnel.dead", rung: .tunnel, called: "a dead tunnel",
      title: "WebSocket opens, and then nothing ever comes back.",
      explanation: "Neither a ping nor a Close frame is answered: something on the way holds the "
        + "bytes back. {fallback}",
      when: [.fails(.pong)], requires: [.fails(.closeAnswered), .fails(.framesCame)],
      atMost: .likely,
      remedies: [.init("proxy.buffering")]),
    Hypothesis(
      "tunnel.dead", variant: "one way", rung: .tunnel, called: "a dead tunnel",
      title: "WebSocket opens, and what is sent into it gets no answer.",
      explanation: "Frames come from the other side, but neither a ping nor a Close frame is "
        + "answered: what we send may not arrive. {fallback}",
      when: [.fails(.pong)], requires: [.fails(.closeAnswered), .holds(.framesCame)],
      atMost: .possible, remedies: [.init("proxy.buffering")]),
    Hypothesis(
      "tunnel.cut-early", rung: .tunnel, called: "an early cut",
      title: "WebSocket opens and is cut at once.",
      explanation:
        "Three connections of three ended within seconds without a Close frame. {fallback}",
      when: [.holds(.cutEarly)], proves: [[.holds(.cutEarly)]],
      remedies: [.init("proxy.forward-upgrade"), .init("application.start")]),
    Hypothesis(
      "tunnel.corrupted", rung: .tunnel, called: "broken frames",
      title: "WebSocket opens, and what then comes breaks the protocol.",
      explanation: "Browsers give such a connection up. {fallback}",
      when: [.fails(.violation)], separatedBy: "ask the application directly, without the proxy",
      remedies: [.init("proxy.forward-upgrade"), .init("application.start")]),
    Hypothesis(
      "tunnel.corrupted", variant: "the peer complains", rung: .tunnel, called: "broken frames",
      title: "WebSocket opens, and the other side closes it for a protocol error.",
      explanation: "It says that our frames arrived broken, or that it can't take them. {fallback}",
      when: [.is(.closedAtOnce, "protocol")], atMost: .likely,
      separatedBy: "ask the application directly, without the proxy",
      remedies: [.init("proxy.forward-upgrade"), .init("application.start")]),
  ]
}
