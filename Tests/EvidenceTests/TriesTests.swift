import Evidence
import Testing

@Suite struct TriesTests {
  private func findings(_ tries: [(AnswerKind, late: Bool)], isLimited: Bool = false) -> Findings {
    var findings = Findings()
    findings.tries = tries.map { kind, isLate in
      HandshakeTry(
        switched: kind == .switched, kind: kind, short: kind.rawValue,
        isLimited: kind != .switched && isLimited, isLate: isLate)
    }
    return findings
  }

  private func word(_ kinds: AnswerKind..., isLimited: Bool = false) -> ObservedValue? {
    findings(kinds.map { ($0, late: false) }, isLimited: isLimited).seen(.handshakeTries)?.value
  }

  @Test func `handshakes that are all alike are answered alike, or not`() {
    #expect(word(.switched) == nil)
    #expect(word(.switched, .switched, .switched) == "same")
    #expect(word(.notFound, .notFound) == "same")
    #expect(word(.switched, .notFound, .switched, .notFound) == "elsewhere")
    #expect(word(.switched, .badGateway, .unavailable) == "gateway-error")
    #expect(word(.switched, .badGateway, .notFound) == "elsewhere")
    #expect(word(.switched, .reset, .notFound) == "unanswered")
  }

  @Test func `once is no rule, but a limit says so itself`() {
    #expect(word(.switched, .notFound, .switched, .switched) == "once")
    #expect(word(.switched, .unavailable, .switched, isLimited: true) == "limited")
  }

  @Test func `how many were taken is said`() {
    let seen = findings([(.switched, false), (.notFound, false), (.notFound, true)])
      .seen(.handshakeTries)
    #expect(
      seen?.text == "of 3 handshakes that are all alike, 1 are taken, and 2 get not-found")
  }

  @Test func `it hangs on how soon the request comes only if it does each time`() {
    let split: [(AnswerKind, late: Bool)] = [
      (.switched, false), (.switched, false), (.notFound, true), (.notFound, true),
    ]
    #expect(findings(split).value(.refusedWhenLate) == true)
    #expect(findings(split + [(.notFound, false)]).value(.refusedWhenLate) == false)
    #expect(findings(split + [(.switched, true)]).value(.refusedWhenLate) == false)
    #expect(findings(Array(split.prefix(3))).seen(.refusedWhenLate) == nil)
    #expect(findings([(.switched, false), (.switched, true)]).seen(.refusedWhenLate) == nil)
  }
}
