import Evidence
import HTTP1
import Investigation
import Testing
import Transport

/// The same handshake fares differently from try to try.
@Suite(.timeLimit(.minutes(2))) struct ByChanceTests {
  /// A run against a server that treats the handshakes by their number, the first being 1; `nil`: it
  /// takes them.
  private func report(
    _ answer: @escaping @Sendable (Int) -> (Int, String)?
  ) async throws -> Report {
    let count = Slot<Int>()
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      try await application(request, stream) { request, stream in
        let number = (count.value ?? 0) + 1
        count.value = number
        if let (status, body) = answer(number) {
          return try stream.answer(status, "x", [:], body)
        }
        try stream.write(request.accepted())
        return try await stream.talk()
      }
    } _: { peer in
      slot.value = try await check(peer.url()) { $0.webSocketPath = "/chat/ws" }
    }
    let report = try #require(slot.value)
    try report.expectWellFormed()
    return report
  }

  @Test func `one server of two lacks the endpoint`() async throws {
    let report = try await report { $0 % 2 == 0 ? (404, "no such page") : nil }
    #expect(report.faults.first == "upgrade.path-not-routed")
    let diagnosis = try #require(report.diagnoses.first)
    #expect(diagnosis.certainty == .likely)
    #expect(diagnosis.evidence.contains { $0.fact.contains("3 are taken, and 3 get 404") })
    #expect(report.verdict == .broken && report.exitStatus == 1)
    #expect(report.target.endpointConfirmed)
  }

  @Test func `one server of two doesn't answer the proxy`() async throws {
    let report = try await report { $0 % 2 == 0 ? (502, "Bad Gateway") : nil }
    #expect(report.faults == ["upgrade.backend-unreachable"])
  }

  @Test func `a failure in the first try, and never again, is healthy`() async throws {
    let report = try await report { $0 == 2 ? (502, "Bad Gateway") : nil }
    #expect(report.faults.isEmpty && report.verdict == .healthy)
    let seen = report.observations.first { $0.name == .handshakeTries }
    #expect(seen?.value == "once")
  }

  @Test func `a limit says so itself`() async throws {
    let report = try await report { $0 == 2 ? (429, "slowly") : nil }
    #expect(report.faults == ["upgrade.connection-limit"])
    #expect(report.verdict == .degraded)
  }

  @Test func `what works once something is changed may work by chance`() async throws {
    // The first handshake is refused; every later one is taken, with Origin and without.
    let report = try await report { $0 == 1 ? (403, "not this time") : nil }
    #expect(!report.faults.contains("upgrade.origin-rejected"))
    #expect(!report.faults.contains("upgrade.extension-rejected"))
    #expect(report.diagnoses.allSatisfy { $0.certainty < .proven }, "\(report.faults)")
  }

  @Test func `alike each time, nothing is said`() async throws {
    let report = try await report { _ in nil }
    #expect(report.faults.isEmpty && report.verdict == .healthy)
    #expect(report.observations.first { $0.name == .handshakeTries }?.value == "same")
    #expect(report.exchanges.count { $0.ask.hasPrefix("handshake") } == 3)
  }
}
