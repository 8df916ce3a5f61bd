import Evidence
import HTTP1
import Investigation
import Testing
import Transport

/// Endpoints that take or refuse a handshake for one thing in it; with that thing changed they are sound.
@Suite(.timeLimit(.minutes(2))) struct HandshakeByWordTests {
  private func report(
    _ change: @Sendable (inout CheckOptions) -> Void = { _ in }, _ opening: @escaping Peer.Handler
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

  private static func open(_ request: RequestHead, _ stream: ByteStream, subprotocol: String? = nil)
    async throws -> Bool
  {
    try stream.write(
      request.accepted { head in
        if let subprotocol { head.fields.append("Sec-WebSocket-Protocol", subprotocol) }
      })
    return try await stream.talk()
  }

  private func first(_ report: Report) throws -> (
    fault: FaultID, certainty: Certainty, steps: [StepID]
  ) {
    let diagnosis = try #require(report.diagnoses.first)
    return (
      diagnosis.fault, diagnosis.certainty,
      diagnosis.missingSteps.filter { $0.rank == 1 }.map(\.step)
    )
  }

  @Test func `Connection compared as one word fails Firefox alone`() async throws {
    let broken = try await report { request, stream in
      guard request.fields.first("Connection") == "Upgrade" else {
        return try stream.answer(400, "Bad Request", [:], "Connection must be Upgrade")
      }
      return try await Self.open(request, stream)
    }
    #expect(broken.faults == ["upgrade.header-spelling"])
    #expect(broken.verdict == .broken && broken.exitStatus == 1)
    let named = try first(broken)
    #expect(named.certainty == .proven && named.steps == ["proxy.forward-upgrade"])
    // Its cure: the field is read as the list that it is, whatever the case (RFC 9110 §7.6.1).
    let cured = try await report { request, stream in
      guard request.fields.hasToken("Connection", "UPGRADE") else {
        return try stream.answer(400, "Bad Request", [:], "Connection must be Upgrade")
      }
      return try await Self.open(request, stream)
    }
    #expect(cured.verdict == .healthy, "\(cured.faults)")
  }

  @Test(arguments: ["8, 7", "8", "0"])
  func `a server of the drafts speaks no version of today`(versions: String) async throws {
    let report = try await report { _, stream in
      try stream.answer(
        426, "Upgrade Required", ["Upgrade": "websocket", "Sec-WebSocket-Version": versions])
    }
    #expect(report.faults == ["upgrade.version-rejected"])
    #expect(report.verdict == .broken && report.exitStatus == 1)
    let named = try first(report)
    #expect(named.certainty == .proven && named.steps == ["application.start"])
  }

  @Test func `a subprotocol that is refused, and the same without it`() async throws {
    let offering: @Sendable (inout CheckOptions) -> Void = { $0.subprotocols = ["v12.stomp"] }
    let refusing: Peer.Handler = { request, stream in
      guard !request.fields.contains("Sec-WebSocket-Protocol") else {
        return try stream.answer(400, "Bad Request", [:], "unknown subprotocol")
      }
      return try await Self.open(request, stream)
    }
    let broken = try await report(offering, refusing)
    #expect(broken.faults == ["upgrade.subprotocol-lost"])
    let named = try first(broken)
    #expect(named.certainty == .proven)
    #expect(named.steps == ["application.subprotocol", "proxy.handshake-fields"])
    #expect(try await report({ _ in }, refusing).verdict == .healthy)
    let spoken = try await report(offering) { request, stream in
      try await Self.open(request, stream, subprotocol: "v12.stomp")
    }
    #expect(spoken.verdict == .healthy, "\(spoken.faults)")
  }

  @Test func `a 101 without the subprotocol is one that browsers close`() async throws {
    let offering: @Sendable (inout CheckOptions) -> Void = { $0.subprotocols = ["v12.stomp"] }
    let report = try await report(offering) { try await Self.open($0, $1) }
    #expect(report.faults == ["upgrade.subprotocol-lost"])
    let named = try first(report)
    #expect(named.certainty == .proven)
    #expect(named.steps == ["proxy.handshake-fields", "application.subprotocol"])
    // Either may be the one: none is called missing for sure.
    #expect(report.diagnoses[0].missingSteps.allSatisfy { $0.certainty == .possible })
  }
}
