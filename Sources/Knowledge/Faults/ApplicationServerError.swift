import Diagnosis
import Evidence

extension Hypothesis {
  /// `application.server-error`: the application fails by itself.
  static let applicationServerError: [Hypothesis] = [

    Hypothesis(
      "application.server-error", rung: .http, called: "a failing server",
      title: "{Application} answers every request with an error of its own.",
      explanation: "The proxy hands requests on; what fails is the application itself.",
      when: [.is(.everyPath, "server-error")], excludedBy: [.author(.application, .proxy)],
      proves: [[.author(.application, .application)]],
      separatedBy: "read the application's log", remedies: [.init("application.start")]),
    Hypothesis(
      "application.server-error", variant: "as a gateway would say", rung: .http,
      called: "a failing server",
      title: "{Application} answers every request with an error of its own.",
      explanation: "It is there, but says that it can't serve.",
      when: [.is(.everyPath, "gateway-error")], excludedBy: [.author(.application, .proxy)],
      expects: [.author(.application, .application)],
      separatedBy: "read the application's log", remedies: [.init("application.start")]),
    Hypothesis(
      "application.server-error", variant: "only with Upgrade", rung: .upgrade,
      called: "a failing server",
      title: "{Application} fails when it is asked for WebSocket.",
      explanation:
        "Only the handshake fails so; ordinary requests to the same path don't. {fallback}",
      when: [.kind(.handshake, .serverError)],
      requires: [.fails(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [.author(.handshake, .proxy)], expects: [.author(.handshake, .application)],
      separatedBy: "read the application's log at the moment of the handshake",
      remedies: [.init("application.start")]),
    Hypothesis(
      "application.server-error", variant: "on the path, as a gateway would say", rung: .upgrade,
      called: "a failing server",
      title: "{Application} says that it can't serve the WebSocket path.",
      explanation: "With and without Upgrade, while other paths are answered: the proxy hands the "
        + "request on. {fallback}",
      when: [
        .kind(.handshake, in: AnswerKind.gatewayErrors), .author(.handshake, .application),
      ],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [
        .is(.elsewhere, "gateway-error", "gateway-timeout"),
        .is(.flips(.handshakeAlone), "switched"),
        .holds(.limited),
      ],
      atMost: .likely, separatedBy: "read the application's log, or ask again in a minute",
      remedies: [.init("application.start")]),
    Hypothesis(
      "application.server-error", variant: "after the 101", rung: .tunnel,
      called: "a failing server",
      title: "{Application} accepts the WebSocket and closes it at once with a server error.",
      explanation: "The proxy is fine: the 101 and the Close frame came through it. {fallback}",
      when: [.is(.closedAtOnce, "server-error")], proves: [[.is(.closedAtOnce, "server-error")]],
      remedies: [.init("application.start")]),
  ]
}
