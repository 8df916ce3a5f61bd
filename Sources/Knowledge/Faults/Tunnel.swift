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
      excludedBy: [.holds(.worksWithoutOffer)], atMost: .likely,
      remedies: [.role(.leaveTunnelAlone)]),
    Hypothesis(
      "tunnel.dead", variant: "one way", rung: .tunnel, called: "a dead tunnel",
      title: "WebSocket opens, and what is sent into it gets no answer.",
      explanation: "Frames come from the other side, but neither a ping nor a Close frame is "
        + "answered: what we send may not arrive. {fallback}",
      when: [.fails(.pong)], requires: [.fails(.closeAnswered), .holds(.framesCame)],
      excludedBy: [.holds(.worksWithoutOffer)], atMost: .possible,
      remedies: [.role(.leaveTunnelAlone)]),
    Hypothesis(
      "tunnel.dead", variant: "no message", rung: .tunnel, called: "a dead tunnel",
      title: "WebSocket opens, and no message comes back, however small.",
      explanation: "Pings are answered; messages, which the beacon echoes, are lost. {fallback}",
      when: [.is(.messagesEchoed, "none")], excludedBy: [.holds(.worksWithoutOffer)],
      atMost: .likely, remedies: [.role(.leaveTunnelAlone)]),
    Hypothesis(
      "tunnel.buffered", rung: .tunnel, called: "a buffered tunnel",
      title: "WebSocket opens, and what is said in it comes late and all at once.",
      explanation: "Something on the way gathers bytes before it hands them on. {fallback}",
      when: [.is(.answersHeldBack, "in-lumps")], atMost: .likely,
      remedies: [.role(.leaveTunnelAlone)]),
    Hypothesis(
      "tunnel.buffered", variant: "until the end", rung: .tunnel, called: "a buffered tunnel",
      title: "WebSocket opens, and what is said in it comes only when it is closed.",
      explanation: "Something on the way gathers bytes until the connection ends. {fallback}",
      when: [.is(.answersHeldBack, "until-the-end")], atMost: .likely,
      remedies: [.role(.leaveTunnelAlone)]),
    Hypothesis(
      "tunnel.ping-unanswered", rung: .tunnel, severity: .info, called: "a deaf server",
      title: "A ping gets no answer, although a Close frame does.",
      explanation: "Bytes go both ways, and browsers send no pings. But RFC 6455 demands an "
        + "answer: nothing that pings can tell whether such a connection lives.",
      when: [.fails(.pong)], requires: [.holds(.closeAnswered)],
      excludedBy: [.is(.answersHeldBack, "until-the-end")], atMost: .likely,
      separatedBy: "ask the application directly, without the proxy", explainsAbove: false,
      remedies: [.init("application.keepalive")]),
    Hypothesis(
      "tunnel.cut-early", rung: .tunnel, called: "an early cut",
      title: "WebSocket opens and is cut at once.",
      explanation:
        "Three connections and more ended within seconds without a Close frame. {fallback}",
      when: [.holds(.cutEarly)], excludedBy: [.holds(.worksWithoutOffer)],
      proves: [[.holds(.cutEarly)]],
      remedies: [.role(.leaveTunnelAlone), .init("application.start")]),
    Hypothesis(
      "tunnel.compression-broken", rung: .tunnel, called: "broken compression",
      title: "WebSocket opens, and breaks because compression was offered.",
      explanation: "Browsers always offer permessage-deflate; without the offer the same "
        + "connection works. Something on the way, or the application, doesn't do what was agreed "
        + "upon. {fallback}",
      when: [.holds(.worksWithoutOffer)], proves: [[.holds(.worksWithoutOffer)]],
      separatedBy: "ask the application directly, without the proxy",
      remedies: [.role(.agreeOnCompression)]),
    Hypothesis(
      "tunnel.message-too-big", rung: .tunnel, severity: .warning, called: "a limit of size",
      title: "WebSocket works, but messages beyond a size are lost.",
      explanation: "The beacon takes 4 MiB: the limit is on the way to it.",
      when: [.is(.messagesEchoed, "up-to-a-size")],
      proves: [[.is(.messagesEchoed, "up-to-a-size")]],
      explainsAbove: false, remedies: [.init("proxy.message-size")]),
    Hypothesis(
      "tunnel.corrupted", rung: .tunnel, called: "broken frames",
      title: "WebSocket opens, and what then comes breaks the protocol.",
      explanation: "Browsers give such a connection up. {fallback}",
      when: [.fails(.violation)], excludedBy: [.holds(.worksWithoutOffer)],
      separatedBy: "ask the application directly, without the proxy",
      remedies: [.role(.leaveTunnelAlone), .init("application.start")]),
    Hypothesis(
      "tunnel.corrupted", variant: "the peer complains", rung: .tunnel, called: "broken frames",
      title: "WebSocket opens, and the other side closes it for a protocol error.",
      explanation: "It says that our frames arrived broken, or that it can't take them. {fallback}",
      when: [.is(.closedAtOnce, "protocol")], excludedBy: [.holds(.worksWithoutOffer)],
      atMost: .likely,
      separatedBy: "ask the application directly, without the proxy",
      remedies: [.role(.leaveTunnelAlone), .init("application.start")]),
  ]
}
