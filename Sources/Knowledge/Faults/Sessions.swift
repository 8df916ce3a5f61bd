import Diagnosis
import Evidence

extension Hypothesis {
  /// One session, several servers.
  static let severalServers: [Hypothesis] = [

    Hypothesis(
      "polling.not-sticky", rung: .fallback, called: "a lost session",
      title: "Requests of one session go to different servers, and all but one refuse them.",
      explanation: "A polling session lives on the server that began it. Polling fails again and "
        + "again, and a client that begins with polling never gets to WebSocket.",
      when: [.is(.sessionKnown, "sometimes")], proves: [[.is(.sessionKnown, "sometimes")]],
      explainsAbove: false, remedies: sticky),
    Hypothesis(
      "polling.not-sticky", variant: "always another server", rung: .fallback,
      called: "a lost session",
      title: "A polling session is unknown as soon as it is used.",
      explanation: "Either each request goes to another server than the one before, or the server "
        + "forgets its sessions at once.",
      when: [.is(.sessionKnown, "never")], atMost: .likely,
      separatedBy: "read the application's log, or ask one of its servers directly",
      explainsAbove: false, remedies: sticky),
    Hypothesis(
      "polling.broken", variant: "no way to WebSocket", rung: .fallback,
      called: "a broken move to WebSocket",
      title: "A polling session can't move on to WebSocket, although WebSocket alone works.",
      explanation: "Clients of Socket.IO begin with polling and stay on it.",
      when: [
        .fails(.sessionMoved), .kind(.handshake, .switched), .is(.sessionKnown, "always"),
      ],
      atMost: .likely, separatedBy: "read the application's log at the moment of the move",
      explainsAbove: false, remedies: sticky),
    Hypothesis(
      "cluster.not-sticky", rung: .fallback, severity: .warning, called: "a wandering session",
      title: "Requests of one session meet different servers, and nothing failed so far.",
      explanation: "{Application}'s servers share the session, or nothing that was asked needs it. "
        + "What lives on one server only, such as a chat's connection, is lost now and then.",
      when: [.fails(.oneNode)],
      excludedBy: [.is(.sessionKnown, "sometimes", "never"), .fails(.pollsAnswered)],
      proves: [[.fails(.oneNode)]], explainsAbove: false, remedies: sticky),
  ]

  private static let sticky: [Remedy] = [.role(.stick)]

  /// Engine.IO of another version than the client speaks.
  static let otherEngine: [Hypothesis] = [

    Hypothesis(
      "polling.protocol-mismatch", rung: .upgrade, called: "another version of Socket.IO",
      title: "The server of Socket.IO refuses the version that is asked for.",
      explanation: "Upgrade is not the matter: polling and WebSocket end alike, with another "
        + "version the same server answers.",
      when: [.is(.engineVersion, "mismatch")], proves: [[.is(.engineVersion, "mismatch")]],
      remedies: [.init("application.engine-version")])
  ]
}
