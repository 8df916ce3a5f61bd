import Evidence
import Testing
import Transport

@testable import Conformance

@Suite struct CatalogueTests {
  @Test func `ids are given once, and say the section`() {
    var seen: Set<String> = []
    for test in Case.all {
      #expect(seen.insert(test.id).inserted, "\(test.id)")
      #expect(
        test.id.wholeMatch(of: /rfc(6455|7692)(\.\d+)+\.[a-z0-9-]*[a-z-][a-z0-9-]*/) != nil
          || test.id.wholeMatch(of: /rfc(6455|7692)(\.\d+)+\.\d+-declined/) != nil, "\(test.id)")
      #expect(!test.section.isEmpty, "\(test.id)")
    }
  }

  @Test func `each case says what is demanded and what would be best`() {
    for test in Case.all {
      #expect(test.requirement.last == "." && test.requirement.count > 12, "\(test.id)")
      #expect(!test.expected.isEmpty, "\(test.id)")
      #expect(test.accepts.first?.verdict == .pass, "\(test.id)")
    }
  }

  /// Every case of Autobahn|Testsuite 25.10.1 that tests a server.
  static let autobahn: [String] = {
    func row(_ group: String, _ count: Int) -> [String] { (1...count).map { "\(group).\($0)" } }
    var ids =
      row("1.1", 8) + row("1.2", 8) + row("2", 11) + row("3", 7) + row("4.1", 5) + row("4.2", 5)
      + row("5", 20) + row("6.1", 3) + row("6.2", 4) + row("6.3", 2) + row("6.4", 4)
    let utf8 = [5, 11, 4, 2, 4, 3, 5, 8, 5, 10, 1, 3, 5, 5, 5, 7, 8, 34, 7]
    for (index, count) in utf8.enumerated() { ids += row("6.\(index + 5)", count) }
    ids += row("7.1", 6) + row("7.3", 6) + row("7.5", 1) + row("7.7", 13) + row("7.9", 9)
    ids += row("7.13", 2)
    for (index, count) in [6, 6, 9, 9, 6, 6, 6, 6].enumerated() {
      ids += row("9.\(index + 1)", count)
    }
    ids += row("10.1", 1)
    for group in 1...5 { ids += row("12.\(group)", 18) }
    for group in 1...7 { ids += row("13.\(group)", 18) }
    return ids
  }()

  @Test func `every case of Autobahn has its counterpart`() {
    #expect(Self.autobahn.count == 517)
    let covered = Case.all.flatMap(\.autobahn)
    #expect(Set(Self.autobahn).subtracting(covered).sorted() == [], "nobody asks these")
    #expect(Set(covered).subtracting(Self.autobahn).sorted() == [], "there are none such")
    #expect(covered.count == Set(covered).count, "asked twice")
  }

  @Test func `the safe tier is small and few`() {
    for test in Case.all where test.tier == .safe {
      var octets = 0
      var frames = 0
      for step in test.steps {
        switch step {
        case .write(let some), .each(let some), .chop(let some, _):
          frames += some.count
          octets += some.reduce(0) { $0 + $1.payload.count }
        case .compressed(_, let size, _, let count): octets += size * count
        case .large: Issue.record("\(test.id) is large")
        default: break
        }
      }
      #expect(octets <= 66_000 && frames <= 60, "\(test.id): \(octets) octets, \(frames) frames")
      let request = endpointForSize.request(test.opening)
      #expect(request.octets.count < 8192, "\(test.id)")
    }
  }

  private var endpointForSize: Endpoint { endpoint(.loopback()) }

  @Test(arguments: [
    ("rfc6455.5.5.2", 11), ("5.5.2", 11), ("RFC 6455 §5.5.2", 11), ("rfc6455 5.5.2", 11),
  ])
  func `a section is found however it is written`(section: String, count: Int) {
    var choice = CaseChoice()
    choice.sections = [section]
    #expect(
      choice.cases(.safe).count { $0.id.hasPrefix("rfc6455.5.5.2.") } == choice.cases(.safe).count)
    #expect(!choice.cases(.safe).isEmpty)
    #expect(CaseChoice.isKnown(section: section))
  }

  @Test func `a section has those below it, and not those that only begin alike`() {
    #expect(CaseChoice.holds(id: "rfc6455.5.5.2.a", section: "5.5"))
    #expect(!CaseChoice.holds(id: "rfc6455.5.5.2.a", section: "5.5.21"))
    #expect(!CaseChoice.holds(id: "rfc6455.5.5.2.a", section: "rfc7692.5"))
    #expect(!CaseChoice.isKnown(section: "99"))
  }

  @Test func `hostile cases are hostile however they are chosen`() {
    var choice = CaseChoice()
    #expect(!choice.includesHostileCases(.safe) && choice.includesHostileCases(.full))
    choice.ids = ["rfc7692.8.bomb"]
    #expect(choice.includesHostileCases(.safe))
  }
}
