import Evidence
import HTTP1
import Investigation
import Testing
import Transport
import WebSocketProtocol

/// An application that works, but for what its endpoint does with a handshake.
@Suite(.timeLimit(.minutes(3))) struct BadHandshakeTests {
  private func report(
    timeout: Duration = .seconds(10), _ opening: @escaping Peer.Handler
  ) async throws -> Report {
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      try await application(request, stream, opening: opening)
    } _: { peer in
      let begun = EventLoop.now()
      let report = try await check(peer.url(), timeout: timeout) { $0.webSocketPath = "/chat/ws" }
      #expect(EventLoop.now() - begun < timeout * 6 + .seconds(10))
      #expect(peer.seen.mostOpen <= 8)
      slot.value = report
    }
    let report = try #require(slot.value)
    try report.expectWellFormed()
    return report
  }

  @Test func `an endpoint that works is healthy`() async throws {
    let report = try await report(timeout: .seconds(10)) { request, stream in
      try stream.write(request.accepted())
      return try await stream.talk()
    }
    #expect(report.verdict == .healthy && report.faults.isEmpty && report.exitStatus == 0)
    #expect(report.target.endpointConfirmed)
    #expect(report.untested.contains("idle"))
    #expect(report.measurements.pingSeconds != nil && report.measurements.handshakeSeconds != nil)
  }

  @Test func `frames glued to the 101 are no frames lost`() async throws {
    let report = try await report(timeout: .seconds(10)) { request, stream in
      var machine = ProtocolMachine.server()
      machine.send(text: "hello")
      machine.sendPing([1])
      try stream.write(request.accepted() + machine.takeOutput())
      return try await stream.talk()
    }
    #expect(report.verdict == .healthy, "\(report.faults)")
    let traffic = report.connections.flatMap(\.traffic).filter { $0.direction == .received }
    #expect(traffic.map(\.what).starts(with: ["text", "ping"]))
  }

  /// Prosody answers 501 without its subprotocol, others 400, and some hang up.
  @Test(arguments: [400, 426, 501, nil])
  func `an application that wants its subprotocol is told apart, and named`(status: Int?)
    async throws
  {
    let report = try await report { request, stream in
      guard request.fields.hasToken("Sec-WebSocket-Protocol", "xmpp") else {
        guard let status else { return false }
        let refusal = ResponseHead(
          status: status, reason: "No", fields: ["Content-Length": "0"])
        try stream.write(refusal.serialized())
        return true
      }
      try stream.write(request.accepted { $0.fields.append("Sec-WebSocket-Protocol", "xmpp") })
      return try await stream.talk()
    }
    #expect(report.faults == ["application.handshake-refused"])
    let diagnosis = try #require(report.diagnoses.first)
    #expect(diagnosis.certainty == .proven && diagnosis.severity == .warning)
    let step = try #require(diagnosis.missingSteps.first)
    #expect(step.step == "client.subprotocol" && step.snippet.hasSuffix(" --subprotocol xmpp"))
  }

  private static let wrongAccept: [(String, @Sendable (inout ResponseHead) -> Void)] = [
    ("of another key", { $0.fields.set("Sec-WebSocket-Accept", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=") }),
    ("missing", { $0.fields.remove("Sec-WebSocket-Accept") }),
    ("empty", { $0.fields.set("Sec-WebSocket-Accept", "") }),
    ("no field at all", { $0.fields = [:] }),
    ("twice", { $0.fields.append("Sec-WebSocket-Accept", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=") }),
    ("without Upgrade", { $0.fields.remove("Upgrade") }),
    ("with another Upgrade", { $0.fields.set("Upgrade", "h2c") }),
    ("without Connection", { $0.fields.remove("Connection") }),
    ("with another Connection", { $0.fields.set("Connection", "keep-alive") }),
    ("an extension nobody offered", { $0.fields.append("Sec-WebSocket-Extensions", "x-mux") }),
    ("a subprotocol nobody offered", { $0.fields.append("Sec-WebSocket-Protocol", "chat") }),
    ("in HTTP/1.0", { $0.version = .http10 }),
  ]

  @Test(arguments: wrongAccept.indices)
  func `a 101 that browsers refuse is invalid`(index: Int) async throws {
    let change = Self.wrongAccept[index].1
    let report = try await report { request, stream in
      try stream.write(request.accepted(change))
      return try await stream.talk()
    }
    #expect(report.faults == ["upgrade.accept-invalid"], "\(Self.wrongAccept[index].0)")
    #expect(report.verdict == .broken && report.exitStatus == 1)
    #expect(report.probe("messages")?.outcome == .skipped)
  }

  @Test(arguments: [200, 204, 302, 404, 500])
  func `the right Accept under another status`(status: Int) async throws {
    let report = try await report { request, stream in
      try stream.write(
        request.accepted {
          $0.status = status
          $0.fields.append("Content-Length", "0")
        })
      return true
    }
    #expect(report.faults == ["upgrade.status-rewritten"])
  }

  @Test func `a refusal of the application's own`() async throws {
    for status in [401, 403] {
      let report = try await report { request, stream in
        try stream.answer(status, "", [:], "no session")
      }
      #expect(report.faults == ["application.handshake-refused"], "\(status)")
      // It is likely, not proven: a pass is never a guess.
      #expect(report.verdict == .degraded && report.exitStatus == 1)
      #expect(report.target.endpointConfirmed)
    }
  }

  @Test func `silence, FIN and RST only with Upgrade`() async throws {
    let silence = try await report(timeout: .seconds(3)) { _, stream in await stream.hold() }
    #expect(silence.faults == ["upgrade.blocked"])
    let fin = try await report { _, stream in try await stream.finish() }
    #expect(fin.faults == ["upgrade.blocked"])
    let reset = try await report { _, stream in
      stream.abort()
      return false
    }
    #expect(reset.faults == ["upgrade.blocked"])
  }

  @Test func `a handshake that drops at any byte is never healthy`() async throws {
    let length = 129
    let answered = Slot<Int>()
    try await Peer.serve { request, stream in
      try await application(request, stream) { request, stream in
        let whole = try request.accepted()
        answered.value = whole.count
        let sent = Int(request.fields.first("X-Sent") ?? "") ?? 0
        try stream.write(Array(whole.prefix(sent)))
        return try await stream.finish()
      }
    } _: { peer in
      for sent in 0...length {
        let report = try await check(peer.url()) {
          $0.webSocketPath = "/chat/ws"
          $0.skip = ["polling"]
          $0.headers = [("X-Sent", "\(sent)")]
        }
        let fault = sent < length ? "upgrade.blocked" : "tunnel.cut-early"
        #expect(report.faults == [fault], "\(sent) of \(length) bytes")
        #expect(report.verdict == .broken)
        try report.expectWellFormed()
      }
      #expect(answered.value == length)
    }
  }

  @Test func `an answer of another kind that drops at any byte is never healthy`() async throws {
    let whole = Array(
      "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nnot found"
        .utf8)
    try await Peer.serve { request, stream in
      if request.path == "/" { return try await application(request, stream) }
      let sent = Int(request.fields.first("X-Sent") ?? "") ?? 0
      try stream.write(Array(whole.prefix(sent)))
      return try await stream.finish()
    } _: { peer in
      for sent in 0...whole.count {
        let report = try await check(peer.url()) {
          $0.webSocketPath = "/chat/ws"
          $0.skip = ["polling"]
          $0.headers = [("X-Sent", "\(sent)")]
        }
        #expect(report.verdict == .broken || report.verdict == .inconclusive, "\(sent) bytes")
        #expect(report.exitStatus != 0 && !report.faults.isEmpty, "\(sent) bytes")
        #expect(!report.target.endpointConfirmed, "\(sent) bytes: \(report.faults)")
        try report.expectWellFormed()
      }
    }
  }
}
