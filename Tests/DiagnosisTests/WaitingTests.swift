import Evidence
import Testing

@testable import Diagnosis

/// What an answer that isn't there might say.
@Suite struct WaitingTests {
  private static let definitions: [ObservationDefinition] = [
    ObservationDefinition(.round, probe: "p", asks: [.wrongVersion]) { _ in nil },
    ObservationDefinition(.red, probe: "p", asks: [.plainGet]) { _ in nil },
  ]

  private func first(
    _ judge: Judge, _ values: KeyValuePairs<ObservationName, ObservedValue>,
    unasked: Set<ObservationName>
  ) throws -> Judgement {
    try #require(judge.judge(seen(values), unasked: unasked).first)
  }

  @Test func `a rival that nobody asked about keeps a finding possible`() throws {
    let judge = Judge(
      .made("named", expects: [.holds(.red)]),
      .made("rival", when: [.holds(.broken), .holds(.round)]))
    let unheard = try first(judge, [.broken: true, .red: true], unasked: [.round])
    #expect(unheard.certainty == .possible)
    #expect(unheard.waiting.map(\.fault) == ["rival"])
    #expect(unheard.alternatives.map(\.fault) == ["rival"], "what it isn't surer for is named")
    let asked = try first(judge, [.broken: true, .red: true], unasked: [])
    #expect(asked.certainty == .likely)
    let contradicted = try first(
      judge, [.broken: true, .red: true, .round: false], unasked: [.round])
    #expect(contradicted.certainty == .likely)
  }

  @Test func `so does one that waits for what it requires`() throws {
    let judge = Judge(.made("named"), .made("rival", requires: [.holds(.round)]))
    #expect(try first(judge, [.broken: true], unasked: [.round]).certainty == .possible)
    #expect(try first(judge, [.broken: true, .round: false], unasked: []).certainty == .likely)
  }

  @Test func `what speaks against a rival leaves it behind`() throws {
    let judge = Judge(
      .made("named"),
      .made("rival", when: [.holds(.broken), .holds(.round)], expects: [.holds(.red)]))
    let judgement = try first(judge, [.broken: true, .red: false], unasked: [.round])
    #expect(judgement.certainty == .likely)
    #expect(judgement.waiting.isEmpty)
  }

  @Test func `a rival above on the ladder is a consequence, and another variant no rival`() throws {
    let judge = Judge(
      .made("named"), .made("named", "otherwise", when: [.holds(.round)]),
      .made("above", on: .tunnel, when: [.holds(.round)]))
    #expect(try first(judge, [.broken: true], unasked: [.round]).certainty == .likely)
  }

  @Test func `what was expected and not asked for makes nothing likely`() throws {
    let judge = Judge(.made("named", expects: [.holds(.round)]))
    #expect(try first(judge, [.broken: true], unasked: [.round]).certainty == .possible)
    #expect(try first(judge, [.broken: true], unasked: []).certainty == .likely)
  }

  @Test func `a proof needs all that is required`() throws {
    let judge = Judge(
      .made("named", requires: [.holds(.round)], proves: [[.holds(.red)]]))
    let open = try first(judge, [.broken: true, .red: true], unasked: [.round])
    #expect(open.certainty == .possible)
    let whole = try first(judge, [.broken: true, .red: true, .round: true], unasked: [])
    #expect(whole.certainty == .proven)
  }

  @Test func `likely may need a sign`() throws {
    let judge = Judge(
      Hypothesis(
        "named", rung: .upgrade, called: "a", title: "t", explanation: "",
        when: [.holds(.broken)], likelyWith: [[.holds(.red)], [.holds(.round), .holds(.heavy)]]))
    #expect(try first(judge, [.broken: true], unasked: []).certainty == .possible)
    #expect(try first(judge, [.broken: true, .round: true], unasked: []).certainty == .possible)
    #expect(try first(judge, [.broken: true, .red: true], unasked: []).certainty == .likely)
  }

  @Test func `it is asked for once the survivors want nothing else`() {
    let judge = Judge(
      .made("named", expects: [.holds(.red)]),
      .made("rival", when: [.holds(.broken), .holds(.round)]))
    func asks(_ made: Set<Ask>, _ impossible: Set<Ask> = []) -> [Ask] {
      judge.asks(
        after: seen([.broken: true]), made: made, impossible: impossible,
        definitions: Self.definitions)
    }
    #expect(asks([]) == [.plainGet])
    #expect(asks([.plainGet]) == [.wrongVersion])
    #expect(asks([.plainGet], [.wrongVersion]).isEmpty)
    #expect(asks([.plainGet, .wrongVersion]).isEmpty)
  }
}
