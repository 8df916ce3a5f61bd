import Diagnosis
import Evidence

extension Hypothesis {
  /// `http.header-limit`: a browser's cookies are more than the server in front takes.
  static let headerLimit: [Hypothesis] = [

    Hypothesis(
      "http.header-limit", rung: .upgrade, called: "a limit of the request's size",
      title: "The handshake is refused because its fields, such as cookies, are too large.",
      explanation: "A browser's cookies go along with each handshake, and {proxy} takes no line of "
        + "that length. {fallback}",
      when: [.holds(.headerTooLarge)], proves: [[.holds(.headerTooLarge)]], remedies: room),
    Hypothesis(
      "http.header-limit", variant: "for more cookies", rung: .fallback, severity: .warning,
      called: "a limit of the request's size",
      title: "A handshake with a browser's cookies would be refused: 3 KB of them are too much.",
      explanation: "This run's own requests are small and pass. Users with many cookies see 400, "
        + "and WebSocket fails for them alone.",
      when: [.fails(.largeCookie)], proves: [[.fails(.largeCookie)]], explainsAbove: false,
      remedies: room),
  ]

  private static let room: [Remedy] = [.role(.roomForFields)]
}
