import Evidence
import HTTP1
import Investigation
import Testing
import Transport
import WebSocketProtocol

/// What goes wrong after a 101 that nothing is wrong with.
@Suite(.timeLimit(.minutes(2))) struct TunnelTests {
  private func report(
    timeout: Duration = .seconds(10), _ talk: @escaping @Sendable (ByteStream) async throws -> Bool
  ) async throws -> Report {
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      try await application(request, stream) { request, stream in
        try stream.write(request.accepted())
        return try await talk(stream)
      }
    } _: { peer in
      let begun = EventLoop.now()
      slot.value = try await check(peer.url(), timeout: timeout) { $0.webSocketPath = "/chat/ws" }
      #expect(EventLoop.now() - begun < timeout * 6 + .seconds(10))
    }
    let report = try #require(slot.value)
    try report.expectWellFormed()
    #expect(report.target.endpointConfirmed)
    #expect(report.probe("upgrade")?.outcome == .pass)
    #expect(report.probe("messages")?.outcome != .pass)
    return report
  }

  @Test func `a tunnel that answers nothing is dead`() async throws {
    let report = try await report(timeout: .seconds(3)) { await $0.hold() }
    #expect(report.faults == ["tunnel.dead"])
    #expect(report.verdict == .broken)
    #expect(report.connections.contains { $0.death?.how == .silence })
  }

  @Test func `a peer that answers a Close but no ping is no dead tunnel`() async throws {
    let report = try await report(timeout: .seconds(3)) {
      try await $0.talk(answeringPings: false)
    }
    #expect(report.faults == ["tunnel.ping-unanswered"])
    #expect(report.diagnoses.first?.severity == .info)
    #expect(report.verdict == .healthy && report.exitStatus == 0)
    #expect(report.probe("messages")?.outcome == .warn)
  }

  // Later than an early cut, sooner than a pong is waited for.
  @Test func `a peer that answers no ping, on a connection that is cut, is asked to close another`()
    async throws
  {
    let report = try await report {
      try await $0.talk(answeringPings: false, cuttingAt: EventLoop.now() + .seconds(5.5))
    }
    #expect(report.faults == ["tunnel.ping-unanswered"])
    #expect(report.verdict == .healthy)
    let said = report.observations.first { $0.name == .pong }?.text
    #expect(said == "a ping gets no answer within 6 s, but a Close frame does")
  }

  @Test func `a tunnel that answers nothing until it is cut is dead`() async throws {
    let report = try await report { stream in
      _ = try? await stream.read(deadline: EventLoop.now() + .seconds(5.5))
      try await Task.sleep(for: .seconds(5.5))
      return try await stream.finish()
    }
    #expect(report.faults == ["tunnel.dead"])
    #expect(report.verdict == .broken)
  }

  @Test func `a FIN or RST at once, three times, is an early cut`() async throws {
    let fin = try await report { try await $0.finish() }
    #expect(fin.faults == ["tunnel.cut-early"])
    #expect(fin.diagnoses.first?.certainty == .proven)
    let reset = try await report { stream in
      try await stream.flush(deadline: soon())
      stream.abort()
      return false
    }
    #expect(reset.faults == ["tunnel.cut-early"])
  }

  @Test func `half a frame and then FIN is an early cut, not a broken frame`() async throws {
    let report = try await report { stream in
      try stream.write([0x81, 5, 0x68])
      return try await stream.finish()
    }
    #expect(report.faults == ["tunnel.cut-early"])
  }

  /// A run against a server that cuts the connections whose numbers are named, the first being 1.
  private func cutting(_ cut: Set<Int>) async throws -> Report {
    let count = Slot<Int>()
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      try await application(request, stream) { request, stream in
        try stream.write(request.accepted())
        let number = (count.value ?? 0) + 1
        count.value = number
        return cut.contains(number) ? try await stream.finish() : try await stream.talk()
      }
    } _: { peer in
      slot.value = try await check(peer.url()) { $0.webSocketPath = "/chat/ws" }
    }
    return try #require(slot.value)
  }

  // The first three connections are only opened: the third, or the second, is talked over.
  @Test func `cut once is no rule`() async throws {
    let report = try await cutting([2, 3])
    #expect(report.faults.isEmpty)
    #expect(report.verdict == .healthy)
    #expect(report.probe("messages")?.outcome == .warn)
    #expect(report.probe("messages")?.actual?.contains("1 of 4 times") == true)
  }

  @Test func `cut three times is a rule, although others live`() async throws {
    let report = try await cutting([2, 3, 5, 6])
    #expect(report.faults == ["tunnel.cut-early"])
    #expect(report.diagnoses.first?.evidence.contains { $0.fact.hasPrefix("3 of 4") } == true)
  }

  @Test func `what works without the offer of compression breaks by it`() async throws {
    // A compressed message that nobody agreed upon, but only to who offers.
    let slot = Slot<Report>()
    try await Peer.serve { request, stream in
      try await application(request, stream) { request, stream in
        try stream.write(request.accepted())
        guard request.fields.contains("Sec-WebSocket-Extensions") else {
          return try await stream.talk()
        }
        try stream.write([0xC1, 1, 0])
        return await stream.hold()
      }
    } _: { peer in
      slot.value = try await check(peer.url()) { $0.webSocketPath = "/chat/ws" }
    }
    let report = try #require(slot.value)
    try report.expectWellFormed()
    #expect(report.faults == ["tunnel.compression-broken"])
    #expect(report.diagnoses.first?.certainty == .proven)
  }

  @Test(arguments: [
    (1000, "application.session-refused"), (1001, "application.session-refused"),
    (1003, "application.session-refused"), (1008, "application.session-refused"),
    (4001, "application.session-refused"), (4999, "application.session-refused"),
    (1011, "application.server-error"), (1012, "application.server-error"),
    (1013, "application.server-error"), (1014, "application.server-error"),
    (1002, "tunnel.corrupted"), (1007, "tunnel.corrupted"),
  ])
  func `a Close at once names who is to act`(code: UInt16, fault: String) async throws {
    let report = try await report { stream in
      try await stream.talk { $0.sendClose(code: CloseCode(rawValue: code), reason: "why") }
    }
    #expect(report.faults == [fault])
    #expect(report.verdict == (fault.hasSuffix("session-refused") ? .degraded : .broken))
    // Connections that were only opened to see whether they open are closed by us.
    let close = report.connections.compactMap { $0.death?.close }.first { $0.firstBy == .peer }
    #expect(close?.code == Int(code) && close?.reason == "why" && close?.firstBy == .peer)
  }

  @Test func `a Close without a code is a refusal too`() async throws {
    let report = try await report { stream in try await stream.talk { $0.sendClose(code: nil) } }
    #expect(report.faults == ["application.session-refused"])
  }

  private static let violations: [(String, [UInt8])] = [
    ("a masked frame", [0x81, 0x81, 1, 2, 3, 4, 0x60]), ("a reserved opcode", [0x83, 0]),
    ("a reserved bit", [0xA1, 0]), ("a fragmented ping", [0x09, 0]),
    ("a long ping", [0x89, 126, 0, 126] + Array(repeating: 0, count: 126)),
    ("text that is no UTF-8", [0x81, 2, 0xC3, 0x28]), ("a Close of one byte", [0x88, 1, 3]),
    ("a Close code that is on no wire", [0x88, 2, 0x03, 0xEE]),
    ("a continuation of nothing", [0x80, 0]),
    ("a frame without an end", [0x82, 127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
    ("HTTP", Array("HTTP/1.1 200 OK\r\n\r\n".utf8)),
  ]

  @Test(arguments: violations.indices)
  func `a violation right after the 101 is a corrupted tunnel`(index: Int) async throws {
    let (name, bytes) = Self.violations[index]
    let report = try await report { stream in
      try stream.write(bytes)
      return await stream.hold()
    }
    #expect(report.faults == ["tunnel.corrupted"], "\(name)")
    #expect(report.verdict == .broken, "\(name)")
    // The evidence has the octets of the header, and what we said; never the payload of a message.
    let facts = report.diagnoses.flatMap(\.evidence).map(\.fact)
    let begins =
      "begins with "
      + bytes.prefix(2).map { String($0, radix: 16) }
      .map { $0.count < 2 ? "0" + $0 : $0 }.joined(separator: " ")
    let told = try #require(facts.first { $0.contains(begins) }, "\(name): \(facts)")
    #expect(told.contains("RFC 6455 §") && told.contains("we answered with Close 10"), "\(told)")
    #expect(!told.contains("c3 28"), "\(told)")
    #expect(
      report.connections.flatMap(\.traffic).contains {
        $0.direction == .sent && $0.what == "close"
      },
      "\(name)")
  }
}
