import Diagnosis
import Evidence

extension Hypothesis {
  /// An answer that only looks like a handshake (RFC 6455 §4.2.2).
  static let badAccept: [Hypothesis] = [

    Hypothesis(
      "upgrade.accept-invalid", rung: .upgrade, called: "a wrong Accept",
      title: "The 101 is not a WebSocket handshake: Sec-WebSocket-Accept is wrong or missing.",
      explanation: "Browsers give such a connection up. Something answers in the application's "
        + "place: a cache, a bridge, or a server that doesn't follow RFC 6455. {fallback}",
      when: [.kind(.handshake, .badAccept)], proves: [[.kind(.handshake, .badAccept)]],
      remedies: [
        .role(.leaveAnswer), .role(.leaveKey), .init("application.start", rank: 2),
      ]),
    Hypothesis(
      "upgrade.accept-invalid", variant: "another field", rung: .upgrade,
      called: "an invalid 101",
      title:
        "The 101 is not a WebSocket handshake that browsers take: a field is missing or wrong.",
      explanation: "Sec-WebSocket-Accept is right, so it is the application that answers; what "
        + "hands its answer on, or its own code, spoils the rest. {fallback}",
      when: [.kind(.handshake, .badSwitch)], proves: [[.kind(.handshake, .badSwitch)]],
      remedies: [.role(.leaveAnswer), .init("application.start", rank: 2)]),
    Hypothesis(
      "upgrade.status-rewritten", rung: .upgrade, called: "a rewritten status",
      title: "The application accepts the handshake, and its 101 is turned into another status.",
      explanation: "The right Sec-WebSocket-Accept came under a status that no browser takes. "
        + "{fallback}",
      when: [.kind(.handshake, .rewrittenStatus)], proves: [[.kind(.handshake, .rewrittenStatus)]],
      remedies: [.role(.leaveAnswer)]),
    Hypothesis(
      "upgrade.status-rewritten", variant: "as an error", rung: .upgrade,
      called: "a rewritten status",
      title: "The application accepts the handshake, and its 101 is turned into an error.",
      explanation: "The right Sec-WebSocket-Accept came under a status that no browser takes. "
        + "{fallback}",
      when: [.kind(.handshake, .acceptedError)],
      // Mojolicious adds an Accept to whatever it answers a handshake: then it accepts nothing.
      excludedBy: [.holds(.acceptIsHabit)], proves: [[.fails(.acceptIsHabit)]],
      remedies: [.role(.leaveAnswer)]),
  ]
}
