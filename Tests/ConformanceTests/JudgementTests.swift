import Evidence
import HTTP1
import Testing
import Transport

@testable import Conformance

/// What a server may do that looks like a fault and is none.
@Suite struct JudgementTests {
  private func judged(_ id: String, _ change: (inout Trace) -> Void) throws -> Judgement {
    let test = try #require(Case.all.first { $0.id == id })
    var trace = Trace()
    trace.head = ResponseHead(status: 101, reason: "", fields: [:])
    change(&trace)
    return Judgement(trace, of: test, survey: Survey())
  }

  @Test(arguments: [
    "rfc6455.5.6.text-65536-bytes", "rfc6455.5.6.binary-65536-bytes-chopped",
    "rfc6455.5.4.many-fragments", "rfc6455.5.6.text-1-mib-chopped-2048",
  ])
  func `a limit for messages that a server names is allowed`(_ id: String) throws {
    let judgement = try judged(id) {
      $0.events = [.close(code: 1009, reason: [])]
      $0.end = .fin
    }
    #expect(judgement.verdict == .nonStrict && judgement.closing == .clean)
    let other = try judged(id) {
      $0.events = [.close(code: 1011, reason: [])]
      $0.end = .fin
    }
    #expect(other.verdict == .fail)
  }

  @Test func `what every control frame holds is too big for no server`() throws {
    let judgement = try judged("rfc6455.5.6.text-125-bytes") {
      $0.events = [.close(code: 1009, reason: [])]
    }
    #expect(judgement.verdict == .fail)
  }

  @Test func `a server that needs a subprotocol may refuse who offers none`() throws {
    let judgement = try judged("rfc6455.4.2.2.no-subprotocol-unasked") {
      $0.head = ResponseHead(status: 400, reason: "Bad Request", fields: [:])
    }
    #expect(judgement.verdict == .pass)
  }
}
