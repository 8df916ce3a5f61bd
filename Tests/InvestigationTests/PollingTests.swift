import Evidence
import HTTP1
import Investigation
import Testing
import Transport

/// What polls show of a fallback.
@Suite(.timeLimit(.minutes(2))) struct PollingTests {
  private func report(
    _ answer: @escaping @Sendable (ByteStream) async throws -> Bool,
    _ change: @Sendable (inout CheckOptions) -> Void = { _ in }
  ) async throws -> Report {
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      request.path == "/poll" ? try await answer(stream) : try await application(request, stream)
    } _: { peer in
      slot.value = try await check(peer.url(), timeout: .seconds(4)) {
        $0.webSocketPath = "/chat/ws"
        $0.pollingPath = "/poll"
        $0.skip = ["idle", "keepalive"]
        change(&$0)
      }
    }
    let report = try #require(slot.value)
    try report.expectWellFormed()
    #expect(report.verdict == .healthy, "\(report.faults)")
    return report
  }

  @Test(arguments: [301, 302, 400, 401, 403, 404])
  func `a refusal by nobody knows whom is no fallback that works`(status: Int) async throws {
    let report = try await report { try $0.answer(status, "x", ["Location": "/login"]) }
    #expect(report.probe("polling")?.outcome == .skipped)
    #expect(report.probe("polling")?.reason?.contains("\(status)") == true)
    #expect(report.untested.contains("polling"))
  }

  @Test func `short polls work`() async throws {
    let report = try await report { try $0.answer(200, "OK", [:], "[]") }
    #expect(report.probe("polling")?.outcome == .pass)
    #expect(report.probe("polling")?.actual == "polls work, 6 of 6")
  }

  @Test func `a held poll is left out by quick, and is no fault`() async throws {
    let report = try await report { await $0.hold() }
    #expect(report.probe("polling")?.outcome == .skipped)
    #expect(report.probe("polling")?.reason?.contains("--quick") == true)
  }

  @Test func `a held poll is waited for else`() async throws {
    let report = try await report {
      try await Task.sleep(for: .milliseconds(2500))
      return try $0.answer(200, "OK", [:], "[]")
    } _: {
      $0.quick = false
    }
    #expect(report.probe("polling")?.outcome == .pass)
    #expect(report.probe("polling")?.actual?.contains("one held for 2.") == true)
  }

  @Test func `events without an end are a stream, and not waited for`() async throws {
    let report = try await report { stream in
      try stream.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
      while true {
        try stream.write("data: x\n\n")
        try await Task.sleep(for: .milliseconds(100))
      }
    } _: {
      $0.quick = false
      $0.idle = .seconds(60)
    }
    #expect(report.observations.first { $0.name == .pollsStreamed }?.value == true)
    #expect(report.durationSeconds < 30)
  }

  @Test func `events that come in one lump of who knows what show nothing`() async throws {
    let report = try await report { stream in
      try await Task.sleep(for: .seconds(1))
      return try stream.answer(
        200, "OK", ["Content-Type": "text/event-stream"], "data: 1\n\ndata: 2\n\n")
    }
    #expect(!report.observations.contains { $0.name == .pollsStreamed })
    #expect(report.probe("polling")?.outcome == .pass)
  }
}
