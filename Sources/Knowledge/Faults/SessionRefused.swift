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
      remedies: [.init("application.session")])
  ]
}
