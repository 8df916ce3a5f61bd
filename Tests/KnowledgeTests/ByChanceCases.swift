import Evidence

extension Case {
  static let byChance: [Case] = [
    Case("upgrade.path-not-routed", "now and then") {
      $0.tries(.notFound, "404")
    },
    Case("upgrade.path-not-routed", "decided before the request is read") {
      $0.findings.tries = [false, false, true, false, true, true].map {
        HandshakeTry(
          switched: !$0, kind: $0 ? .notFound : .switched, short: $0 ? "404" : "101", isLate: $0)
      }
    },
    Case("upgrade.backend-unreachable", "now and then") {
      $0.tries(.badGateway, "502")
    },
    Case("upgrade.backend-unreachable", "now and then, no answer") {
      $0.tries(.reset, "reset without an answer")
    },
    Case("upgrade.connection-limit", "now and then") {
      $0.tries(.unavailable, "503", isLimited: true)
    },
  ]
}

extension World {
  /// Of six handshakes two are answered so.
  mutating func tries(_ kind: AnswerKind, _ short: String, isLimited: Bool = false) {
    let fails = [false, true, false, false, true, false]
    findings.tries = fails.map {
      HandshakeTry(
        switched: !$0, kind: $0 ? kind : .switched, short: $0 ? short : "101",
        isLimited: $0 && isLimited)
    }
  }
}
