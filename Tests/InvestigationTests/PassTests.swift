import Evidence
import HTTP1
import Investigation
import Testing
import Transport

/// A pass is never a guess: the status is 0 where something was answered on an open WebSocket, and else only
/// where it is proven that the application refused for a reason of its own.
@Suite struct PassTests {
  /// Serves the sound application with another opening, and checks it.
  private func report(
    quick: Bool = true, change: @escaping @Sendable (inout CheckOptions) -> Void = { _ in },
    page: String = "<!doctype html><title>Chat</title><h1>Chat</h1>",
    opening: (@Sendable (RequestHead, ByteStream) async throws -> Bool)? = nil
  ) async throws -> Report {
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      try await application(request, stream, page: page, opening: opening)
    } _: { peer in
      let report = try await check(peer.url("/"), timeout: .seconds(3)) {
        $0.webSocketPath = "/chat/ws"
        $0.quick = quick
        change(&$0)
      }
      slot.value = report
    }
    let report = try #require(slot.value)
    try report.expectWellFormed()
    return report
  }

  @Test func `a sound one passes`() async throws {
    #expect(try await report().exitStatus == 0)
  }

  @Test(arguments: [401, 403, 404, 429, 503])
  func `a refused handshake doesn't, unless the refusal is proven to be the application's`(
    status: Int
  ) async throws {
    let report = try await report(opening: { request, stream in
      try stream.answer(status, "No", [:], "no")
    })
    let isProven = report.diagnoses.contains {
      $0.fault == "application.handshake-refused" && $0.certainty == .proven
    }
    #expect(!isProven && report.exitStatus != 0, "\(report.faults)")
    #expect(!report.summary.contains("WebSocket works"))
  }

  @Test func `a Close right after the 101 doesn't, whatever was sent along`() async throws {
    let report = try await report(
      change: { $0.headers = [("Cookie", "session=abc")] },
      opening: { request, stream in
        try stream.write(request.accepted())
        try stream.write([0x88, 0x02, 0x11, 0x31])  // 4401
        return try await stream.finish()
      })
    #expect(report.exitStatus == 1, "\(report.faults)")
  }

  @Test func `a flood in which nothing is answered doesn't`() async throws {
    let report = try await report(opening: { request, stream in
      try stream.write(request.accepted())
      let frames = [UInt8](repeating: 0, count: 1 << 16).reduce(into: [UInt8]()) { bytes, _ in
        bytes += [0x82, 0x00]
      }
      while true {
        try stream.write(frames)
        try await stream.drain(deadline: soon())
        while case .bytes? = stream.readBuffered() {}
      }
    })
    #expect(report.exitStatus != 0, "\(report.summary)")
    #expect(!report.summary.contains("WebSocket works"))
  }

  @Test func `an end at the age of a second is no limit of silence`() async throws {
    let report = try await report(
      quick: false, change: { $0.idle = .seconds(8) },
      opening: { request, stream in
        try stream.write(request.accepted())
        return try await stream.talk(cuttingAt: EventLoop.now() + .seconds(1))
      })
    #expect(report.exitStatus == 1, "\(report.faults)")
    #expect(report.verdict == .broken)
    #expect(report.probe("idle")?.outcome == .fail)
  }

  @Test func `a wait that was broken off tests nothing`() async throws {
    let report = try await report(
      quick: false,
      change: {
        $0.idle = .seconds(60)
        $0.maxTime = .seconds(3)
      })
    #expect(report.interrupted)
    #expect(report.untested.contains("idle") && report.untested.contains("keepalive"))
    #expect(report.probe("idle")?.outcome == .skipped)
  }

  @Test(arguments: [403, 500])
  func `pages that are all refused are no working fallback`(status: Int) async throws {
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      guard request.asksToUpgrade else { return try stream.answer(status, "No", [:], "no") }
      return try await application(request, stream)
    } _: { peer in
      let report = try await check(peer.url("/")) { $0.webSocketPath = "/chat/ws" }
      slot.value = report
    }
    let report = try #require(slot.value)
    #expect(report.faults == ["http.broken"] && report.exitStatus == 1)
    #expect(!report.summary.contains("WebSocket works"))
    #expect(report.probe("polling")?.outcome == .fail)
  }

  @Test func `one page without an index is no broken site`() async throws {
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      if request.path == "/" { return try stream.answer(403, "Forbidden", [:], "no index") }
      return try await application(request, stream)
    } _: { peer in
      let report = try await check(peer.url("/")) { $0.webSocketPath = "/chat/ws" }
      slot.value = report
    }
    let report = try #require(slot.value)
    #expect(report.faults.isEmpty && report.exitStatus == 0)
  }
}
