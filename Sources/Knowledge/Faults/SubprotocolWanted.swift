import Diagnosis
import Evidence

extension Hypothesis {
  /// `application.handshake-refused`: it takes nobody who doesn't speak its language.
  static let subprotocolWanted = Hypothesis(
    "application.handshake-refused", variant: "for want of a subprotocol", rung: .upgrade,
    severity: .warning, called: "the application",
    title: "The proxy is fine: {application} takes WebSocket only with its subprotocol.",
    explanation: "The handshake that is refused without one is taken with one. Ask again with it.",
    when: [
      .kind(
        .handshake, .badRequest, .forbidden, .notFound, .upgradeRequired, .refused, .serverError,
        .closed, .reset),
      .fails(.sameAnswer(.handshake, .plainGet)), .fails(.offersSubprotocols),
    ],
    requires: [.is(.flips(.knownSubprotocols), "switched")],
    excludedBy: alsoByChance,
    // Whoever says in words what is missing misses no subprotocol.
    expects: [
      .fails(.arrived(.handshake, .withoutConnectionToken)), .fails(.arrived(.handshake, .plain)),
    ],
    proves: [[.is(.flips(.knownSubprotocols), "switched")]],
    remedies: [.init("client.subprotocol")])
}
