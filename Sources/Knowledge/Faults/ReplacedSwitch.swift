import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.blocked`: the application takes the handshake, and something else is put in its 101's place.
  static let replacedSwitch: [Hypothesis] = [
    replaced(
      "an answer in the 101's place",
      when: .kind(
        .handshake, .ok, .page, .redirect, .badRequest, .unauthorized, .forbidden, .notFound,
        .refused, .rateLimited, .serverError),
      requires: [.author(.handshake, .proxy)], atMost: .likely),
    // An application may say so much of a handshake, too.
    replaced(
      "perhaps an answer in the 101's place", when: .kind(.handshake, .ok, .page),
      excludedBy: [.author(.handshake, .proxy)], atMost: .possible),
  ]

  private static func replaced(
    _ variant: String, when symptom: Prediction, requires: [Prediction] = [],
    excludedBy: [Prediction] = [], atMost: Certainty
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.blocked", variant: variant, rung: .upgrade, called: "a replaced 101",
      title: "Something else comes in the place of the answer that opens WebSocket.",
      explanation: "A handshake of a version that doesn't exist is refused by {application}; a "
        + "right one gets an answer that no WebSocket server gives. {fallback}",
      when: [symptom],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .kind(.wrongVersion, .badRequest, .upgradeRequired, .refused),
        .fails(.sameAnswer(.handshake, .wrongVersion)),
      ] + requires,
      excludedBy: excludedBy + [
        .author(.handshake, .application, .beacon), .holds(.limited),
        .is(.flips(.withoutOrigin), "switched", "differs"),
        .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.withoutSubprotocol), "switched"),
        .is(.flips(.chromeSpelling), "switched"), .is(.flips(.handshakeAlone), "switched"),
        .holds(.guessRefusedAlike), .holds(.pageEndpointWorks),
      ],
      expects: [.author(.handshake, .proxy)], atMost: atMost, remedies: [.role(.leaveSwitch)])
  }
}
