import Evidence
import HTTP1
import Investigation
import Synchronization
import Testing
import Transport
import WebSocketProtocol

/// What an application says itself, and what a question shows that could have come out otherwise.
@Suite(.timeLimit(.minutes(2))) struct OwnWordsRunTests {
  private func report(
    _ change: @escaping @Sendable (inout CheckOptions) -> Void = { _ in },
    opening: @escaping @Sendable (RequestHead, ByteStream) async throws -> Bool
  ) async throws -> Report {
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      try await application(request, stream, opening: opening)
    } _: { peer in
      slot.value = try await check(peer.url()) {
        $0.webSocketPath = "/chat/ws"
        change(&$0)
      }
    }
    let report = try #require(slot.value)
    try report.expectWellFormed()
    return report
  }

  /// Behind a proxy that drops the port of Host, an application that compares it with Origin.
  @Test(arguments: [true, false])
  func `an origin that is refused after the 101 is no session`(takesNone: Bool) async throws {
    let report = try await report { request, stream in
      try stream.write(request.accepted())
      let origin = request.fields.first("Origin")
      if origin == "http://127.0.0.1" || takesNone && origin == nil {
        return try await stream.talk()
      }
      return try await stream.talk {
        $0.send(text: "Invalid origin!")
        $0.sendClose(code: CloseCode(rawValue: 1008))
      }
    }
    let diagnosis = try #require(report.diagnoses.first)
    #expect(report.faults == ["upgrade.origin-rejected"])
    #expect(diagnosis.certainty == .proven && report.verdict == .broken)
    #expect(diagnosis.evidence.contains { $0.fact.contains("\"Invalid origin!\"") })
  }

  @Test func `an origin that is named and wanted is likely, not proven`() async throws {
    let report = try await report { request, stream in
      try stream.write(request.accepted())
      return try await stream.talk {
        $0.sendClose(code: CloseCode(rawValue: 4003), reason: "origin not allowed")
      }
    }
    #expect(report.faults == ["upgrade.origin-rejected"])
    #expect(report.diagnoses.first?.certainty == .likely)
  }

  @Test func `a login that is asked for in words is proven, once another origin changed nothing`()
    async throws
  {
    let report = try await report { request, stream in
      try stream.write(request.accepted())
      return try await stream.talk {
        $0.send(text: #"{"error":"please log in","token":"abcdefgh12345678"}"#)
        $0.sendClose(code: CloseCode(rawValue: 4401))
      }
    }
    #expect(report.faults == ["application.session-refused"])
    #expect(report.diagnoses.first?.certainty == .proven)
    #expect(try !report.json().contains("abcdefgh12345678"))
  }

  @Test func `a subprotocol that is missed although it was offered may be lost`() async throws {
    let report = try await report {
      $0.subprotocols = ["chat.v1"]
    } opening: { _, stream in
      try stream.answer(400, "Bad Request", ["Content-Type": "text/plain"], "missing subprotocol")
    }
    #expect(report.faults == ["upgrade.subprotocol-lost"])
    let diagnosis = try #require(report.diagnoses.first)
    #expect(diagnosis.evidence.contains { $0.fact == "the 400 says: \"missing subprotocol\"" })
    #expect(!diagnosis.ruledOut.contains { $0.fault == "upgrade.subprotocol-lost" })
  }

  @Test func `without words a lost subprotocol stays an alternative`() async throws {
    let report = try await report {
      $0.subprotocols = ["chat.v1"]
    } opening: { request, stream in
      request.fields.first("Sec-WebSocket-Version") == "13"
        ? try stream.answer(403, "Forbidden")
        : try stream.answer(426, "Upgrade Required", ["Sec-WebSocket-Version": "13"])
    }
    let diagnosis = try #require(report.diagnoses.first)
    #expect(diagnosis.certainty < .proven)
    #expect(
      diagnosis.fault == "upgrade.subprotocol-lost"
        || diagnosis.alternatives.contains { $0.fault == "upgrade.subprotocol-lost" })
  }

  /// The first handshake is refused, and each that has something changed.
  private static func isUsual(_ request: RequestHead, after seen: Slot<Int>) -> Bool {
    let isUsual =
      request.fields.contains("Origin") && request.fields.contains("Sec-WebSocket-Extensions")
      && request.fields.first("Connection") == "keep-alive, Upgrade"
      && request.fields.first("Sec-WebSocket-Version") == "13"
      && request.fields.first("Upgrade") == "websocket"
      && !request.fields.contains("Sec-WebSocket-Protocol")
    guard isUsual else { return false }
    seen.value = (seen.value ?? 0) + 1
    return seen.value ?? 0 > 1
  }

  @Test func `an application that was starting has no limit`() async throws {
    let seen = Slot<Int>()
    let report = try await report { request, stream in
      guard Self.isUsual(request, after: seen) else {
        return try stream.answer(503, "Service Unavailable")
      }
      try stream.write(request.accepted())
      return try await stream.talk()
    }
    #expect(!report.faults.contains("upgrade.connection-limit"), "\(report.faults)")
    #expect(report.faults.first == "upgrade.backend-unreachable")
    #expect(report.diagnoses.allSatisfy { $0.certainty < .proven })
  }

  @Test func `a limit that refuses again is proven`() async throws {
    let seen = Slot<Int>()
    let open = Mutex(0)
    let report = try await report { request, stream in
      guard Self.isUsual(request, after: seen) else {
        return try stream.answer(503, "Service Unavailable")
      }
      let count = open.withLock { open in
        open += 1
        return open
      }
      defer { open.withLock { $0 -= 1 } }
      guard count == 1 else { return try stream.answer(503, "Service Unavailable") }
      try stream.write(request.accepted())
      return try await stream.talk()
    }
    #expect(report.faults == ["upgrade.connection-limit"])
    #expect(report.diagnoses.first?.certainty == .proven)
  }
}
