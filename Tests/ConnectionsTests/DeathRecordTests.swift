import Connections
import Testing
import Transport
import WebSocketProtocol

@Suite struct DeathRecordTests {
  /// Opens a connection, lets the server end it and returns how it died.
  func death(
    _ driver: DriverKind = .best, ending end: @escaping @Sendable (ByteStream) async throws -> Void
  ) async throws -> DeathRecord {
    let result = Box<DeathRecord>()
    try await withServer(driver) { stream in
      _ = try await WebSocketServer(accepting: stream)
      // The client's first message says that it is ready to see the end.
      _ = try await stream.read(deadline: soon())
      try await end(stream)
    } _: { _, listener in
      let connection = try #require(await listener.openWebSocket().connection)
      try connection.send(text: "go")
      while true {
        if case .ended(let death) = await connection.receive(deadline: soon()).what {
          result.value = death
          break
        }
      }
      #expect(connection.death == result.value)
    }
    return try #require(result.value)
  }

  @Test(arguments: DriverKind.available)
  func `a FIN without a Close frame`(driver: DriverKind) async throws {
    let death = try await death(driver) { $0.close() }
    #expect(death.how == .fin)
    #expect(death.by == .peer)
    #expect(death.close == nil)
    #expect(death.streamEnd == .fin)
    #expect(death.silentReceived == death.age)
    #expect(death.silentSent < death.age)
  }

  @Test(arguments: DriverKind.available)
  func `a reset`(driver: DriverKind) async throws {
    let death = try await death(driver) { $0.abort() }
    #expect(death.how == .rst)
    #expect(death.by == .peer)
  }

  @Test func `a Close frame ends the silence that is told`() async throws {
    let death = try await death { stream in
      // Silence is what is measured here.
      try await Task.sleep(for: .milliseconds(50))
      try stream.write([0x88, 0x02, 0x03, 0xE9])
      // The client's own Close frame, then our FIN.
      _ = try await stream.read(deadline: soon())
    }
    #expect(death.how == .closeFrame)
    #expect(death.close?.code == .goingAway)
    #expect(death.silentReceived >= .milliseconds(50))
    #expect(death.silentSent >= .milliseconds(50))
    #expect(death.streamEnd == .fin)
  }

  @Test func `a peer that doesn't answer our Close dies of silence`() async throws {
    try await withServer { stream in
      _ = try await WebSocketServer(accepting: stream)
      try await stream.waitForEnd()
    } _: { _, listener in
      let connection = try #require(await listener.openWebSocket().connection)
      let death = await connection.close(
        code: .goingAway, deadline: EventLoop.now() + .milliseconds(50))
      #expect(death.how == .silence)
      #expect(death.by == .us)
      #expect(death.close?.code == .goingAway)
      #expect(death.close?.answer == nil)
    }
  }

  @Test func `an abandoned connection died of the peer's silence`() async throws {
    try await withServer { stream in
      _ = try await WebSocketServer(accepting: stream)
      try await stream.waitForEnd()
    } _: { _, listener in
      let connection = try #require(await listener.openWebSocket().connection)
      let death = connection.abandon()
      #expect(death.how == .silence)
      #expect(death.by == .peer)
      #expect(await connection.receive(deadline: soon()).what == .ended(death))
    }
  }
}
