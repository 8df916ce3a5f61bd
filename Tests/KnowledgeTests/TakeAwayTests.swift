import Diagnosis
import Evidence
import Foundation
import Knowledge
import Testing

/// Every scenario's run, judged again without one of its answers: whoever knows less must not be surer.
@Suite struct TakeAwayTests {
  private static let judge = Judge(Hypothesis.all)

  @Test func `nothing is sure and wrong, and no run is surer without an answer`() throws {
    let runs = try StoredRun.all()
    #expect(runs.count > 500)
    var complaints: Set<String> = []
    for run in runs {
      let whole = run.judged(by: Self.judge, without: nil)
      for (fault, found) in whole where found.certainty > .possible && !run.true.contains(fault) {
        complaints.insert("\(run.of): \(found) is wrong")
      }
      // A handshake that isn't answered is judged by its silence.
      for ask in run.asked where ask != Ask.handshake.name {
        for (fault, found) in run.judged(by: Self.judge, without: ask)
        where found.certainty > .possible {
          if !run.true.contains(fault) {
            complaints.insert("\(run.of) without \(ask): \(found) is wrong")
          } else if let before = whole[fault], before.certainty < found.certainty {
            complaints.insert("\(run.of) without \(ask): \(found), with it \(before)")
          }
        }
      }
    }
    for complaint in complaints.sorted() { Issue.record("\(complaint)") }
  }
}

/// What a run of a scenario observed (Tests/ScenarioTests/Scripts/store-runs).
private struct StoredRun {
  let of: String
  /// The faults that may be called likely or proven.
  let `true`: Set<FaultID>
  let asked: Set<String>
  let seen: [Observation]
  /// What its answers don't show, and what it didn't ask for.
  let unreadable: Set<ObservationName>
  let unasked: Set<ObservationName>

  init(_ row: Row, seen: [Observation]) {
    of = row.of
    self.true = Set(row.true)
    let asked = Set(row.asked)
    self.asked = asked
    self.seen = seen
    let names = Set(seen.map(\.name))
    let missing = Self.needs.filter { !$0.value.isEmpty && !names.contains($0.key) }
    unreadable = Set(missing.filter { $0.value.isSubset(of: asked) }.keys)
    // What a whole run asks only of some couldn't be asked of the others.
    let askable = asked.union(Self.ofSome)
    unasked = Set(missing.filter { !$0.value.isSubset(of: askable) }.keys)
  }

  struct Found: CustomStringConvertible {
    var certainty: Certainty
    var name: String

    var description: String { "\(name) \(certainty.rawValue)" }
  }

  /// The faults found, each with its certainty; alternatives are possible.
  func judged(by judge: Judge, without ask: String?) -> [FaultID: Found] {
    func waits(_ name: ObservationName) -> Bool {
      ask.map { Self.needs[name]?.contains($0) == true } ?? false
    }
    let left = seen.filter { !waits($0.name) }
    let lost = seen.filter { waits($0.name) }.map(\.name) + unreadable.filter(waits)
    let unreadable = unreadable.filter { !waits($0) }
    let unasked = unasked.union(lost)
    var found: [FaultID: Found] = [:]
    for judgement in judge.judge(left, unreadable: unreadable, unasked: unasked) {
      let hypothesis = judgement.hypothesis
      if hypothesis.severity != .info {
        found[hypothesis.fault] = Found(
          certainty: judgement.certainty, name: "\(hypothesis.fault)|\(hypothesis.variant)")
      }
      for other in judgement.alternatives where found[other.fault] == nil {
        found[other.fault] = Found(
          certainty: .possible, name: "\(other.fault)|\(other.variant)")
      }
    }
    return found
  }

  /// An endpoint that the page names beside the one asked, and what only some products take.
  private static let ofSome = Set(Ask.ofProducts.map(\.name)).union([Ask.pageEndpoint.name])

  /// The names of the asks that each observation is read from. What is said of all paths is also said
  /// without a sibling.
  private static let needs: [ObservationName: Set<String>] = {
    let all = ObservationDefinition.all.map { ($0.name, Set($0.asks.map(\.name))) }
    var needs = Dictionary(all) { first, _ in first }
    for name in [ObservationName.everyPath, .elsewhere] {
      needs[name]?.remove(Ask.sibling.name)
    }
    return needs
  }()

  static func all() throws -> [StoredRun] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Runs/observed.json")
    let stored = try JSONDecoder().decode(Stored.self, from: Data(contentsOf: file))
    let observations = stored.observed.map { pair in
      Observation(
        id: "o", probe: "upgrade", name: ObservationName(rawValue: pair.name), value: pair.value,
        text: pair.name, exchanges: [])
    }
    return stored.runs.map { run in StoredRun(run, seen: run.seen.map { observations[$0] }) }
  }

  private struct Stored: Decodable {
    var observed: [Pair]
    var runs: [Row]
  }

  /// An observation's name and its value.
  private struct Pair: Decodable {
    var name: String
    var value: ObservedValue

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      name = try list.decode(String.self)
      value = try list.decode(ObservedValue.self)
    }
  }

  struct Row: Decodable {
    var of: String
    var `true`: [FaultID]
    var asked: [String]
    var seen: [Int]
  }
}
