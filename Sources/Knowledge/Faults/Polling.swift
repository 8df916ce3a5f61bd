import Diagnosis
import Evidence

extension Hypothesis {
  /// `polling.…`: what an application lives on that has no WebSocket.
  static let polling: [Hypothesis] = [

    Hypothesis(
      "polling.broken", rung: .fallback, called: "a broken fallback",
      title: "Repeated ordinary requests fail: {application} could not live on polling.",
      explanation: "Single requests are answered, and of many some are not.",
      when: [.fails(.pollsAnswered)],
      excludedBy: [.is(.sessionKnown, "sometimes", "never")], atMost: .likely,
      separatedBy: "read the proxy's error log for the time of this run",
      explainsAbove: false,
      remedies: [
        .role(.reachBackend),
        .role(.allowConnections, rank: 2),
      ]),
    Hypothesis(
      "polling.buffered", rung: .fallback, severity: .warning, called: "a buffered stream",
      title: "Answers that come bit by bit are held back until their end.",
      explanation: "A fallback that streams, as by server-sent events, is late by as much; polls "
        + "that are answered whole are not.",
      when: [.fails(.pollsStreamed)], proves: [[.fails(.pollsStreamed)]], explainsAbove: false,
      remedies: [.role(.handOnAsItComes)]),
  ]
}
