import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.not-forwarded` and `upgrade.version-rejected`: Upgrade arrives, and another field of the
  /// handshake doesn't.
  static let fieldsLost: [Hypothesis] = [

    Hypothesis(
      "upgrade.not-forwarded", variant: "a Sec-WebSocket field", rung: .upgrade,
      called: "a lost Sec-WebSocket field", title: "WebSocket is only half passed on.",
      explanation: "{Proxy} hands the Upgrade header to {application}, but takes a Sec-WebSocket "
        + "field away: the handshake is refused. {fallback}",
      when: [.kind(.handshake, .badRequest, .upgradeRequired, .refused)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)), .fails(.handshakeFieldsArrive),
      ],
      excludedBy: [
        .fails(.versionFieldArrives),
        .author(.handshake, .proxy), .is(.flips(.withoutOrigin), "switched", "differs"),
        .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.chromeSpelling), "switched"),
      ],
      expects: [.author(.handshake, .application)], atMost: .likely,
      remedies: handshakeFields),
    Hypothesis(
      "upgrade.version-rejected", variant: "a version that doesn't arrive", rung: .upgrade,
      called: "a lost version", title: "WebSocket is refused because its version doesn't arrive.",
      explanation: versionLost,
      when: [.kind(.handshake, .badRequest, .upgradeRequired, .refused)],
      requires: [.fails(.sameAnswer(.handshake, .plainGet)), .fails(.versionFieldArrives)],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .fails(.versionOffered),
        .is(.flips(.withoutOrigin), "switched", "differs"),
        .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.chromeSpelling), "switched"),
      ],
      expects: [.author(.handshake, .application)], atMost: .likely, remedies: handshakeFields),
    Hypothesis(
      "upgrade.version-rejected", variant: "the beacon misses the version", rung: .upgrade,
      called: "a lost version", title: "WebSocket is refused because its version doesn't arrive.",
      explanation: versionLost,
      when: [
        .kind(.handshake, not: .switched), .holds(.upgradeArrives), .holds(.connectionArrives),
        .fails(.versionFieldArrives), .author(.handshake, .beacon),
      ],
      proves: [[.holds(.upgradeArrives), .fails(.versionFieldArrives)]],
      remedies: handshakeFields),
    fieldPerhaps(
      "a Sec-WebSocket field, perhaps", when: .kind(.handshake, .badRequest, .upgradeRequired),
      excludedBy: [.holds(.sameAnswer(.handshake, .withoutConnectionToken))]),
    // No server says so of a lost Connection token.
    fieldPerhaps("a Sec-WebSocket field, perhaps, 500", when: .kind(.handshake, .serverError)),
    // Go's proxies answer 200 without a body where a 101 comes that they didn't ask for.
    Hypothesis(
      "upgrade.not-forwarded", variant: "a 101 that the proxy didn't ask for", rung: .upgrade,
      called: "a lost Connection", title: "WebSocket is perhaps only half passed on.",
      explanation: "{Proxy} answers the handshake with nothing, and hands a plain GET on: a server "
        + "that takes Upgrade without \"Connection: upgrade\" may have answered 101, which {proxy} "
        + "didn't expect. {fallback}",
      when: [.kind(.handshake, .ok), .kind(.plainGet, .badRequest, .notFound, .refused)],
      requires: [.fails(.sameAnswer(.handshake, .plainGet)), .holds(.answeredWithNothing)],
      excludedBy: [
        .author(.handshake, .application, .beacon), .author(.plainGet, .proxy),
        .is(.flips(.chromeSpelling), "switched"),
      ],
      expects: [
        .is(.proxy, ProxyProduct.having(.swallowsForeign101)),
        .is(.pathFrom, "option", "curl", "page"),
      ],
      atMost: .possible, remedies: connectionHeader),
    Hypothesis(
      "upgrade.not-forwarded", variant: "the beacon misses a Sec-WebSocket field", rung: .upgrade,
      called: "a lost Sec-WebSocket field", title: "WebSocket is only half passed on.",
      explanation: "{Proxy} hands the Upgrade header on, but takes a Sec-WebSocket field away. "
        + "{fallback}",
      when: [
        .kind(.handshake, not: .switched), .holds(.upgradeArrives), .holds(.connectionArrives),
        .fails(.handshakeFieldsArrive),
      ],
      excludedBy: [.fails(.versionFieldArrives)],
      proves: [[.holds(.upgradeArrives), .fails(.handshakeFieldsArrive)]],
      remedies: handshakeFields),
  ]

  /// Whoever sees the version refuses one that doesn't exist in its own way.
  private static func fieldPerhaps(
    _ variant: String, when symptom: Prediction, excludedBy: [Prediction] = []
  ) -> Hypothesis {
    Hypothesis(
      "upgrade.not-forwarded", variant: variant, rung: .upgrade,
      called: "a lost Sec-WebSocket field", title: "WebSocket is perhaps only half passed on.",
      explanation: "The Upgrade header arrives, and any handshake is refused alike, whatever its "
        + "version and path: {proxy} may take a Sec-WebSocket field away. {fallback}",
      when: [symptom],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.handshake, .wrongVersion)),
        .is(.flips(.oldVersion), "same"), .holds(.sameAnswer(.handshake, .siblingHandshake)),
      ],
      excludedBy: excludedBy + [
        .author(.handshake, .proxy, .beacon), .fails(.handshakeFieldsArrive), anotherReason,
        .fails(.connectionArrives), .holds(.arrived(.handshake, .plain)),
        .holds(.arrived(.handshake, .withoutConnectionToken)),
        .is(.flips(.withoutOrigin), "switched", "differs"),
        .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.chromeSpelling), "switched"),
      ],
      expects: [.is(.pathFrom, "option", "curl", "page"), .fails(.pageEndpointWorks)],
      atMost: .possible, remedies: handshakeFields)
  }

  private static let versionLost =
    "The Upgrade header arrives at {application}, but Sec-WebSocket-Version doesn't, or not as it was "
    + "sent: something on the way takes it away. {fallback}"

  private static let handshakeFields: [Remedy] = [.role(.leaveHandshakeFields)]
}
