import Evidence
import Lab
import Synchronization
import Testing
import Transport

@testable import Conformance

/// Servers that one of the cases sends away, and that somebody starts anew.
@Suite struct RestartTests {
  private static let culprit = "rfc6455.5.1.unmasked-text"

  /// Runs the cases of a section against an echo that dies of an unmasked text.
  ///
  /// - Parameters:
  ///   - refusals: so many connections are taken and ended at once, from the run's end on, before it
  ///     is back; `nil`: it doesn't come back.
  private func dying(
    refusals: Int?, absence: FragileServer.Absence = .hangsUp, cases: [String],
    tier: ConformanceFrame.Tier = .safe, stepTimeout: Duration = .seconds(10)
  ) async throws -> Report {
    var choice = CaseChoice()
    choice.ids = cases
    let chosen = choice
    return try await withServer(planting: []) { server in
      try await withFragileServer(before: server, absence: absence) { fragile in
        let left = Mutex(cases.count)
        return await trying(
          server, at: fragile.address, tier: tier, choice: chosen, stepTimeout: stepTimeout
        ) { progress in
          guard case .judged = progress else { return }
          let isLast = left.withLock { left in
            left -= 1
            return left == 0
          }
          if isLast, let refusals { fragile.startAnew(after: refusals) }
        }
      }
    }
  }

  /// Enough for five at a time, with the culprit in the middle.
  private static let some =
    ["rfc6455.5.5.2.pong-echoes-text", "rfc6455.5.5.2.pong-echoes-empty"]
    + [culprit, "rfc6455.5.1.unmasked-ping", "rfc6455.5.6.text-0-bytes"]
    + (125...127).map { "rfc6455.5.6.text-\($0)-bytes" }
    + ["rfc6455.4.2.1.key-missing", "rfc6455.4.2.1.method-post"]

  /// The last: longer than a second, in which a connection is tried anew.
  @Test(arguments: [
    (FragileServer.Absence.hangsUp, 3),
    (.answers("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"), 3),
    (.refuses(.milliseconds(1300)), 0),
  ])
  func `the case that a slowly restarted server died of is named, and the others are judged`(
    _ absence: FragileServer.Absence, _ refusals: Int
  ) async throws {
    let report = try await dying(refusals: refusals, absence: absence, cases: Self.some)
    let culprit = try #require(report.cases?.first { $0.id == Self.culprit })
    #expect(culprit.verdict == .fail)
    #expect(culprit.actual?.contains("the server was gone then") == true)
    #expect(report.cases?.count == Self.some.count)
    #expect(report.cases?.contains { $0.verdict == .fail && $0.id != Self.culprit } == false)
    #expect(report.verdict(of: "rfc6455.4.2.1.key-missing") == .pass)
    #expect(report.verdict(of: "rfc6455.5.6.text-127-bytes") == .pass)
    #expect(report.verdict == .degraded && report.exitStatus == 1)
    #expect(report.summary.contains(Self.culprit))
  }

  @Test func `a server that the very last case sends away is noticed`() async throws {
    let report = try await dying(refusals: 1, cases: [Self.culprit])
    #expect(report.verdict(of: Self.culprit) == .fail)
    #expect(report.exitStatus == 1)
  }

  @Test func `a server that hangs up on some requests without an answer has not gone`()
    async throws
  {
    let cases = [
      "rfc6455.4.2.1.key-missing", "rfc6455.4.2.1.two-lengths",
      "rfc6455.4.2.1.length-and-chunked", "rfc6455.4.2.1.body-is-not-frames",
    ]
    let report = try await dying(refusals: nil, cases: cases, tier: .full)
    #expect(report.verdict(of: "rfc6455.4.2.1.two-lengths") == .nonStrict)
    #expect(report.verdict(of: "rfc6455.4.2.1.length-and-chunked") == .nonStrict)
    #expect(report.verdict(of: "rfc6455.4.2.1.key-missing") == .pass)
    let body = report.cases?.first { $0.id == "rfc6455.4.2.1.body-is-not-frames" }
    #expect(body?.verdict == .inconclusive && body?.reason?.contains("not answered") == true)
    #expect(report.verdict == .healthy)
  }

  @Test func `of a server that doesn't come back, what was under way is named`() async throws {
    let report = try await dying(refusals: nil, cases: Self.some, stepTimeout: .seconds(1))
    #expect(report.verdict == .broken && report.exitStatus == 1)
    #expect(report.summary.contains("it went away while it was tried with"))
    #expect(report.summary.contains(Self.culprit))
    #expect(report.cases?.contains { $0.verdict == .fail } == false)
  }
}
