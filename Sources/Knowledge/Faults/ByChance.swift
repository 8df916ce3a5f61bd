import Diagnosis
import Evidence

extension Hypothesis {
  /// Handshakes that are all alike and fare differently: what decides is not the request.
  static let byChance: [Hypothesis] = [

    Hypothesis(
      "upgrade.path-not-routed", variant: "now and then", rung: .upgrade,
      called: "a route by chance", title: nowAndThen,
      explanation: "Some handshakes end where no endpoint is: one server of several lacks it, or "
        + "several rules take turns. {fallback}",
      when: [.is(.handshakeTries, "elsewhere")], excludedBy: [.holds(.refusedWhenLate)],
      proves: [[.is(.handshakeTries, "elsewhere")]], atMost: .likely, separatedBy: eachServer,
      remedies: [.role(.routeAlways)]),
    Hypothesis(
      "upgrade.backend-unreachable", variant: "now and then", rung: .upgrade,
      called: "a dead backend", title: nowAndThen,
      explanation: "Some handshakes end at {proxy}'s own error: one server of several doesn't "
        + "answer. {fallback}",
      when: [.is(.handshakeTries, "gateway-error")],
      proves: [[.is(.handshakeTries, "gateway-error")]], atMost: .likely, separatedBy: eachServer,
      remedies: backendsOfSome),
    Hypothesis(
      "upgrade.backend-unreachable", variant: "now and then, no answer", rung: .upgrade,
      called: "a dead backend", title: nowAndThen,
      explanation: "Some handshakes get no answer at all: one server of several is ill, or "
        + "connections are dropped on the way. {fallback}",
      when: [.is(.handshakeTries, "unanswered")], atMost: .possible, separatedBy: eachServer,
      remedies: backendsOfSome),
    Hypothesis(
      "upgrade.connection-limit", variant: "now and then", rung: .upgrade, severity: .warning,
      called: "a connection limit",
      title: "A limit on connections or requests is hit: of a few handshakes some are refused.",
      explanation: "The proxy counts connections or requests of one address, and a few are too "
        + "many.",
      when: [.is(.handshakeTries, "limited")], atMost: .likely,
      separatedBy: "ask again after a minute of rest",
      remedies: [.role(.allowConnections)]),
  ]

  static let nowAndThen =
    "WebSocket works only now and then: of handshakes that are all alike, some are refused."
  static let eachServer = "ask each server behind the proxy by itself"

  private static let backendsOfSome: [Remedy] = [
    .role(.reachBackend), .init("application.start"),
  ]
}
