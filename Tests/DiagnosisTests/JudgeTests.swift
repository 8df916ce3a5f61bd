import Evidence
import Testing

@testable import Diagnosis

@Suite struct JudgeTests {
  @Test func `nobody is judged without hypotheses, and none without its symptom`() {
    #expect(Judge([]).judge(seen([.broken: true])).isEmpty)
    let judge = Judge(.made("a"))
    #expect(judge.faults([:]).isEmpty)
    #expect(judge.faults([.broken: false]).isEmpty)
    #expect(judge.faults([.red: true]).isEmpty)
    #expect(judge.faults([.broken: true]) == ["a"])
  }

  @Test func `each of several symptoms has to be there`() {
    let judge = Judge(.made("a", when: [.holds(.broken), .is(.round, "yes", "nearly")]))
    #expect(judge.faults([.broken: true]).isEmpty)
    #expect(judge.faults([.broken: true, .round: "no"]).isEmpty)
    #expect(judge.faults([.broken: true, .round: "nearly"]) == ["a"])
  }

  @Test func `a requirement that doesn't hold rules out, and its sentence is the reason`() throws {
    let judge = Judge(.made("a", requires: [.holds(.red)]), .made("b"))
    let judgement = try #require(judge.judge(seen([.broken: true, .red: false])).first)
    #expect(judgement.hypothesis.fault == "b")
    #expect(judgement.alternatives.isEmpty)
    #expect(judgement.ruledOut.map(\.hypothesis.fault) == ["a"])
    #expect(judgement.ruledOut.first?.by.text == "red is false")
  }

  @Test func `what excludes rules out, and costs nothing when it isn't observed`() throws {
    let judge = Judge(.made("a", excludedBy: [.holds(.red), .is(.round, "yes")]), .made("b"))
    #expect(judge.faults([.broken: true]) == ["a"])
    #expect(judge.faults([.broken: true, .red: false, .round: "no"]) == ["a"])
    let judgement = try #require(judge.judge(seen([.broken: true, .round: "yes"])).first)
    #expect(judgement.hypothesis.fault == "b")
    #expect(judgement.ruledOut.first?.by.name == .round)
  }

  @Test func `what requires an observation that answers don't show is not borne out`() {
    let judge = Judge(.made("unseen", requires: [.holds(.red)]), .made("whole"))
    let observations = seen([.broken: true])
    let judgements = judge.judge(observations, unreadable: [.red])
    #expect(judgements.map(\.hypothesis.fault) == ["whole"])
    let alone = Judge(.made("unseen", requires: [.holds(.red)]))
    #expect(alone.judge(observations, unreadable: [.red]).isEmpty)
    #expect(alone.judge(observations, unreadable: [.round]).count == 1, "it may still be asked")
  }

  @Test func `nothing survives when everything is ruled out`() {
    let judge = Judge(.made("a", requires: [.holds(.red)]), .made("b", excludedBy: [.fails(.red)]))
    #expect(judge.faults([.broken: true, .red: false]).isEmpty)
  }

  @Test func `what has everything it requires goes before what waits for it`() {
    let judge = Judge(
      .made("waits", requires: [.holds(.red)]), .made("whole", requires: [.holds(.round)]))
    #expect(judge.faults([.broken: true, .round: true]) == ["whole"])
    let whole = judge.judge(seen([.broken: true, .round: true]))[0]
    #expect(
      whole.alternatives.map(\.fault) == ["waits"], "it is the reason for no more than possible")
    #expect(whole.certainty == .possible)
    #expect(judge.faults([.broken: true]) == ["waits"], "both wait: the order decides")
    #expect(judge.judge(seen([.broken: true]))[0].alternatives.map(\.fault) == ["whole"])
  }

  @Test func `expectations met put ahead, contradicted ones put back`() {
    let judge = Judge(
      .made("back", expects: [.holds(.red), .holds(.heavy)]),
      .made("ahead", expects: [.holds(.round)]))
    #expect(judge.faults([.broken: true, .round: true]) == ["ahead"])
    #expect(judge.faults([.broken: true, .red: true, .heavy: true, .round: true]) == ["back"])
    #expect(
      judge.faults([.broken: true, .red: true, .heavy: false, .round: true]) == ["ahead"],
      "one contradiction outweighs what is met")
    #expect(judge.faults([.broken: true]) == ["back"], "nothing tells: the order decides")
  }

  @Test func `a proof goes before everything`() throws {
    let judge = Judge(
      .made("supported", expects: [.holds(.red), .holds(.round)]),
      .made(
        "proven", requires: [.holds(.heavy)], expects: [.fails(.red)],
        proves: [[.holds("x")], [.holds(.red), .holds(.round)]]))
    let observations = seen([.broken: true, .red: true, .round: true, .heavy: true])
    let judgement = try #require(judge.judge(observations).first)
    #expect(judgement.hypothesis.fault == "proven")
    #expect(judgement.certainty == .proven)
    #expect(judgement.alternatives.isEmpty, "a proof leaves no room")
    #expect(judge.faults([.broken: true, .red: true]) == ["supported"], "half a proof is none")
  }

  @Test func `what is excluded is never proven`() {
    let judge = Judge(
      .made("a", requires: [.holds(.red)], proves: [[.holds(.round)]]), .made("b"))
    #expect(judge.faults([.broken: true, .red: false, .round: true]) == ["b"])
  }
}

@Suite struct CertaintyTests {
  private func certainty(
    _ judge: Judge, _ values: KeyValuePairs<ObservationName, ObservedValue>
  ) -> Certainty? {
    judge.judge(seen(values)).first?.certainty
  }

  @Test func `alone and whole is likely, waiting is possible, a proof is proven`() {
    let judge = Judge(
      .made("a", requires: [.holds(.red)], proves: [[.holds(.round)]]))
    #expect(certainty(judge, [.broken: true]) == .possible)
    #expect(certainty(judge, [.broken: true, .red: true]) == .likely)
    #expect(certainty(judge, [.broken: true, .red: true, .round: true]) == .proven)
  }

  @Test func `nothing makes a fault surer than it may be`() {
    for most in Certainty.allCases {
      let judge = Judge(.made("a", proves: [[.holds(.broken)]], atMost: most))
      #expect(certainty(judge, [.broken: true]) == most)
    }
  }

  @Test func `two that nothing tells apart are both possible`() throws {
    let judge = Judge(.made("a"), .made("b"))
    let judgement = try #require(judge.judge(seen([.broken: true])).first)
    #expect(judgement.certainty == .possible)
    #expect(judgement.alternatives.map(\.fault) == ["b"])
    #expect(judgement.alternatives.map(\.separatedBy) == ["look"])
  }

  @Test func `clearly ahead is likely, and the other stays an alternative`() throws {
    let judge = Judge(.made("a", expects: [.holds(.red)]), .made("b", expects: [.fails(.red)]))
    let judgement = try #require(judge.judge(seen([.broken: true, .red: true])).first)
    #expect(judgement.hypothesis.fault == "a")
    #expect(judgement.certainty == .likely)
    #expect(judgement.alternatives.map(\.fault) == ["b"])
  }

  @Test func `more expectations met alone are not clearly ahead`() {
    let judge = Judge(.made("a", expects: [.holds(.red)]), .made("b"))
    #expect(certainty(judge, [.broken: true, .red: true]) == .possible)
  }

  @Test func `a contradicted best is never likely beside a rival`() {
    let judge = Judge(
      .made("a", expects: [.holds(.red)]), .made("b", expects: [.holds(.red), .holds(.heavy)]))
    #expect(certainty(judge, [.broken: true, .red: false, .heavy: false]) == .possible)
  }

  @Test func `variants of one fault don't compete, and are one entry`() throws {
    let judge = Judge(
      .made("a", "first", expects: [.holds(.red)]), .made("a", "second", expects: [.holds(.round)]))
    let judgements = judge.judge(seen([.broken: true, .round: true]))
    #expect(judgements.count == 1)
    let judgement = try #require(judgements.first)
    #expect(judgement.certainty == .likely)
    #expect(judgement.hypothesis.variant == "second")
    #expect(judgement.variants.map(\.variant) == ["second", "first"])
    #expect(judgement.alternatives.isEmpty)
  }

  @Test func `a fault with a surviving variant isn't ruled out by its other`() throws {
    let judge = Judge(
      .made("a", "in"), .made("a", "out", requires: [.holds(.red)]),
      .made("b", requires: [.holds(.red)]), .made("b", "too", requires: [.holds(.red)]))
    let judgement = try #require(judge.judge(seen([.broken: true, .red: false])).first)
    #expect(judgement.ruledOut.map(\.hypothesis.fault) == ["b"], "each fault once")
  }

  @Test func `the evidence is what was predicted and met, each once`() throws {
    let judge = Judge(
      .made(
        "a", requires: [.holds(.red)], expects: [.holds(.round), .holds(.heavy), .holds(.red)],
        proves: [[.holds(.red)]]))
    let observations = seen([.heavy: false, .broken: true, .red: true, .round: true, "x": true])
    let judgement = try #require(judge.judge(observations).first)
    #expect(judgement.support.map(\.name) == [.red, .round, .broken])
  }

  @Test func `of those ruled out the one that came nearest is named first`() throws {
    let judge = Judge(
      .made("far", requires: [.fails(.red)]),
      .made("near", requires: [.holds(.red), .holds(.round), .fails(.heavy)]), .made("is"))
    let judgement = try #require(
      judge.judge(seen([.broken: true, .red: true, .round: true, .heavy: true])).first)
    #expect(judgement.ruledOut.map(\.hypothesis.fault) == ["near", "far"])
  }

  @Test func `what nothing explains shows all that was observed`() {
    let observations = seen([.broken: true, .red: false])
    let judgement = Judgement(unexplained: .made("unexplained"), observations)
    #expect(judgement.certainty == .possible)
    #expect(judgement.support == observations)
    #expect(judgement.alternatives.isEmpty && judgement.ruledOut.isEmpty)
  }
}
