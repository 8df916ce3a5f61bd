import Diagnosis
import Evidence

extension Hypothesis {
  /// `application.session-refused`: 101, then the application closes at once.
  static let sessionRefused: [Hypothesis] = [

    Hypothesis(
      "application.session-refused", rung: .tunnel, severity: .warning,
      called: "the application",
      title: "The proxy is fine: WebSocket opens, and {application} then closes it by itself.",
      explanation: "It wants a session, a membership or a first message that this run didn't have. "
        + "Ask again with a browser's own request.",
      when: [.is(.closedAtOnce, "refused")], proves: [[.is(.closedAtOnce, "refused")]],
      remedies: [.init("application.session")]),
    Hypothesis(
      "application.session-refused", variant: "without a reason", rung: .tunnel,
      severity: .warning, called: "the application",
      title: "WebSocket opens, and {application} then closes it by itself.",
      explanation: "Its Close frame names no reason. Often it wants a session, a membership or a "
        + "first message that this run didn't have: ask again with a browser's own request.",
      when: [.is(.closedAtOnce, "ended")], expects: [.kind(.siblingHandshake, not: .switched)],
      atMost: .likely, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("application.session")]),
    Hypothesis(
      "upgrade.path-not-routed", variant: "opens at any path", rung: .tunnel,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "The server opens WebSocket at a path that nobody knows, too, and closes it at "
        + "once: the path may arrive changed. {fallback}",
      when: [.is(.closedAtOnce, "ended"), .kind(.siblingHandshake, .switched)],
      atMost: .possible, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: route),
  ]
}
