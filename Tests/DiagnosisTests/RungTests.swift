import Evidence
import Testing

@testable import Diagnosis

@Suite struct RungTests {
  @Test func `rungs have an order, and reaching is the lowest`() {
    #expect(Rung.allCases == Rung.allCases.sorted())
    #expect(Rung.allCases.first == .reach && Rung.allCases.last == .setup)
  }

  @Test func `the lowest fault explains those above it`() {
    let judge = Judge(.made("high", on: .tunnel), .made("low", on: .tls), .made("mid", on: .http))
    #expect(judge.faults([.broken: true]) == ["low"])
  }

  @Test func `a fault that explains nothing above lets the climb go on`() {
    let judge = Judge(
      .made("warning", on: .tls, explainsAbove: false), .made("cause", on: .upgrade),
      .made("consequence", on: .tunnel))
    #expect(judge.faults([.broken: true]) == ["warning", "cause"])
  }

  @Test func `what is ruled out on a low rung explains nothing`() {
    let judge = Judge(.made("low", on: .tls, requires: [.holds(.red)]), .made("high", on: .tunnel))
    #expect(judge.faults([.broken: true, .red: false]) == ["high"])
  }

  @Test func `faults that explain nothing stand side by side`() {
    let judge = Judge(
      .made("a", when: [.holds(.red)], explainsAbove: false),
      .made("b", when: [.holds(.round)], explainsAbove: false))
    let judgements = judge.judge(seen([.red: true, .round: true]))
    #expect(judgements.map(\.hypothesis.fault) == ["a", "b"])
    #expect(judgements.allSatisfy { $0.alternatives.isEmpty && $0.certainty == .likely })
  }

  @Test func `those that one symptom raised compete all the same`() throws {
    let judge = Judge(
      .made("a", explainsAbove: false), .made("b", expects: [.holds(.red)], explainsAbove: false))
    let judgements = judge.judge(seen([.broken: true, .red: true]))
    #expect(judgements.map(\.hypothesis.fault) == ["b"])
    #expect(judgements.first?.alternatives.map(\.fault) == ["a"])
  }

  @Test func `one that explains ends the climb even beside a stronger one that doesn't`() {
    let judge = Judge(
      .made("side", on: .tls, proves: [[.holds(.broken)]], explainsAbove: false),
      .made("cause", on: .tls), .made("consequence", on: .tunnel))
    #expect(Set(judge.faults([.broken: true])) == ["side", "cause"])
  }

  @Test func `one that waits doesn't vanish for another symptom's fault that stands beside it`() {
    let judge = Judge(
      .made("waits", when: [.holds(.red)], requires: [.holds(.heavy)]),
      .made("beside", when: [.holds(.round)], explainsAbove: false))
    #expect(Set(judge.faults([.red: true, .round: true])) == ["waits", "beside"])
  }
}

@Suite struct PredictionTests {
  @Test func `an observation that wasn't made neither meets nor contradicts`() {
    let table = ObservationTable(seen([.red: true, .round: "yes", .heavy: .number(2)]))
    #expect(table.fulfilment(of: .holds(.red)) == .met)
    #expect(table.fulfilment(of: .fails(.red)) == .contradicted)
    #expect(table.fulfilment(of: .holds(.broken)) == .open)
    #expect(table.fulfilment(of: .is(.round, "yes", "no")) == .met)
    #expect(table.fulfilment(of: .is(.round, ["no"])) == .contradicted)
    #expect(table.fulfilment(of: Prediction(.heavy, in: [.number(2)])) == .met)
    #expect(table.meets([]) && !table.meets([.holds(.red), .holds(.broken)]))
    #expect(table[.broken] == nil && table[.red]?.id == "o1")
  }

  @Test func `any kind but these is every other kind`() {
    let prediction = Prediction.kind(.handshake, not: .switched)
    #expect(prediction.values.count == AnswerKind.allCases.count - 1)
    #expect(!prediction.values.contains("switched"))
  }
}
