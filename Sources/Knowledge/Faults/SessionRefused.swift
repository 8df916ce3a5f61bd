import Diagnosis
import Evidence

extension Hypothesis {
  /// `application.session-refused`: 101, then the application closes at once.
  static let sessionRefused: [Hypothesis] = [

    Hypothesis(
      "application.session-refused", rung: .tunnel, severity: .warning,
      called: "the application",
      title: "WebSocket opens through the proxy, and {application} then closes it by itself.",
      explanation: "It wants a session, a membership or a first message that this run didn't have. "
        + "Ask again with a browser's own request.",
      when: [.is(.closedAtOnce, "refused")], excludedBy: ofOrigin,
      // Another Origin could have kept it open.
      proves: [[.fails(.otherOriginStays), .is(.closeSaysAbout, wanted)]],
      separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("application.session")]),
    Hypothesis(
      "application.session-refused", variant: "without a reason", rung: .tunnel,
      severity: .warning, called: "the application",
      title: "WebSocket opens, and {application} then closes it by itself.",
      explanation: "Its Close frame names no reason. Often it wants a session, a membership or a "
        + "first message that this run didn't have: ask again with a browser's own request.",
      when: [.is(.closedAtOnce, "ended")], excludedBy: ofOrigin,
      expects: [.kind(.siblingHandshake, not: .switched)],
      atMost: .likely, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("application.session")]),
    Hypothesis(
      "upgrade.path-not-routed", variant: "opens at any path", rung: .tunnel,
      called: "a wrong route", title: "The WebSocket path doesn't lead to the endpoint.",
      explanation: "The server opens WebSocket at a path that nobody knows, too, and closes it at "
        + "once: the path may arrive changed. {fallback}",
      when: [.is(.closedAtOnce, "ended"), .kind(.siblingHandshake, .switched)],
      excludedBy: ofOrigin,
      atMost: .possible, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: route),
    Hypothesis(
      "upgrade.origin-rejected", variant: "after the 101", rung: .tunnel,
      called: "a refused origin",
      title: "WebSocket opens, and is closed at once because of the page's origin.",
      explanation: "Browsers always send Origin; with another one, or none, the same connection "
        + "stays open. {Application} doesn't know {origin} as its own: the proxy hides the host name "
        + "or its port from it, or its list of allowed origins lacks it. {fallback}",
      when: closed, requires: [.holds(.otherOriginStays)], proves: [[.holds(.otherOriginStays)]],
      remedies: origin),
    Hypothesis(
      "upgrade.origin-rejected", variant: "after the 101, in the application's words",
      rung: .tunnel, called: "a refused origin",
      title: "WebSocket opens, and {application} closes it at once: it speaks of the origin.",
      explanation:
        "{Application} doesn't know {origin} as its own: the proxy hides the host name or "
        + "its port from it, or its list of allowed origins lacks it. {fallback}",
      when: closed + [.is(.closeSaysAbout, "origin", "host")],
      excludedBy: [.holds(.otherOriginStays)], atMost: .likely,
      separatedBy: "read the application's log", remedies: origin),
    // One that must be named is missed as much as a foreign one is refused.
    Hypothesis(
      "upgrade.origin-rejected", variant: "after the 101, perhaps", rung: .tunnel,
      called: "a refused origin",
      title: "WebSocket opens, and is perhaps closed at once because of the page's origin.",
      explanation:
        "{Application} may want an Origin that it knows as its own, and the proxy may hide "
        + "the host name from it. {fallback}",
      when: closed, requires: [.fails(.otherOriginStays)],
      excludedBy: [.is(.closeSaysAbout, wanted), .is(.closeSaysAbout, "origin", "host")],
      // What it says of another thing, it closes for that.
      expects: [.is(.closeSaysAbout, "origin"), .holds(.otherOriginStays)],
      atMost: .possible, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: origin),
  ]

  private static let closed: [Prediction] = [.is(.closedAtOnce, "refused", "ended")]
  private static let ofOrigin: [Prediction] = [
    .holds(.otherOriginStays), .is(.closeSaysAbout, "origin", "host"),
  ]
  /// What an application may want that this run didn't bring.
  private static let wanted = ["login", "subprotocol", "parameter", "limit"]
  private static let origin: [Remedy] = [
    .role(.passHost), .init("application.allowed-origins"),
  ]
}
