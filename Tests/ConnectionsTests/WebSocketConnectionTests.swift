import Connections
import HTTP1
import Testing
import Transport
import WebSocketCompression
import WebSocketProtocol

@Suite struct WebSocketConnectionTests {
  @Test(arguments: DriverKind.available, [false, true])
  func `messages of all sizes come back`(driver: DriverKind, deflate: Bool) async throws {
    try await withServer(driver) { stream in
      try await WebSocketServer(accepting: stream, deflate: deflate).echo()
    } _: { _, listener in
      let opening = await listener.openWebSocket(deflate: deflate ? .browser : nil)
      #expect(opening.isEstablished)
      #expect((opening.deflate != nil) == deflate)
      let connection = try #require(opening.connection)
      for size in [0, 1, 125, 126, 65_535, 65_536, 1_000_000] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try connection.send(binary: bytes)
        #expect(await connection.receive(deadline: soon()).what == .binary(bytes))
      }
      try connection.send(text: "grüß Gott")
      #expect(await connection.receive(deadline: soon()).what == .text("grüß Gott"))
      let death = await connection.close(deadline: soon())
      #expect(death.how == .closeFrame)
      #expect(death.by == .us)
      #expect(death.close?.code == .normalClosure)
      #expect(death.close?.firstBy == .us)
      #expect(death.close?.answer?.code == .normalClosure)
    }
  }

  @Test(arguments: DriverKind.available)
  func `a message in the segment of the 101 is received`(driver: DriverKind) async throws {
    try await withServer(driver) { stream in
      try await WebSocketServer(accepting: stream, sendingAlong: { $0.send(text: "welcome") })
        .echo()
    } _: { _, listener in
      let connection = try #require(await listener.openWebSocket().connection)
      #expect(await connection.receive(deadline: soon()).what == .text("welcome"))
    }
  }

  @Test func `a subprotocol is chosen, an unoffered one is a violation`() async throws {
    try await withServer { stream in
      _ = try await WebSocketServer(
        accepting: stream, adding: ["Sec-WebSocket-Protocol": "v12.stomp"])
      try await stream.waitForEnd()
    } _: { _, listener in
      let good = await listener.openWebSocket(subprotocols: ["v12.stomp"])
      #expect(good.subprotocol == "v12.stomp")
      #expect(good.violations.isEmpty)
      let bad = await listener.openWebSocket()
      #expect(bad.violations == [.unofferedSubprotocol("v12.stomp")])
      #expect(bad.connection != nil)
    }
  }

  @Test func `a refusal is kept with its body`() async throws {
    try await withServer { stream in
      _ = try await stream.readRequest()
      try stream.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
      try await stream.flush(deadline: soon())
    } _: { _, listener in
      let opening = await listener.openWebSocket()
      #expect(opening.connection == nil)
      #expect(opening.exchange?.response?.status == 403)
      #expect(opening.exchange?.body == Array("no".utf8))
      #expect(opening.violations.first == .statusNot101(403))
    }
  }

  @Test(arguments: DriverKind.available)
  func `pings are answered while nobody receives`(driver: DriverKind) async throws {
    let answered = Box<ProtocolMachine.Event>()
    try await withServer(driver) { stream in
      var server = try await WebSocketServer(accepting: stream) { $0.sendPing([1, 2]) }
      answered.value = try await server.next()
      server.machine.sendClose(code: .goingAway, reason: "enough")
      try await server.flush()
      while try await server.next() != nil {}
    } _: { _, listener in
      let connection = try #require(await listener.openWebSocket().connection)
      while connection.death == nil { await Task.yield() }
      #expect(answered.value == .pong([1, 2]))
      #expect(await connection.receive(deadline: soon()).what == .ping([1, 2]))
      #expect(
        await connection.receive(deadline: soon()).what
          == .close(code: .goingAway, reason: "enough"))
      #expect(connection.death?.by == .peer)
      #expect(connection.death?.close?.firstBy == .peer)
      #expect(connection.death?.close?.answer?.code == .goingAway)
    }
  }

  @Test func `pings stay unanswered when told so`() async throws {
    try await withServer { stream in
      var server = try await WebSocketServer(accepting: stream) { $0.sendPing([]) }
      let event = try await server.next()
      server.machine.send(text: "\(event == .text("mine"))")
      try await server.flush()
      try await stream.waitForEnd()
    } _: { _, listener in
      let connection = try #require(
        await listener.openWebSocket(options: WebSocketOptions(answersPings: false)).connection)
      #expect(await connection.receive(deadline: soon()).what == .ping([]))
      try connection.send(text: "mine")
      #expect(await connection.receive(deadline: soon()).what == .text("true"))
      #expect(!connection.answersPings)
    }
  }

  @Test func `what came before a violation is answered before the violation is`() async throws {
    let seen = Box<[ProtocolMachine.Event]>()
    try await withServer { stream in
      var server = try await WebSocketServer(accepting: stream) {
        $0.send(text: "good")
        $0.sendUnchecked(Frame(opcode: .text, payload: [0xFF, 0xFE]))
      }
      var events: [ProtocolMachine.Event] = []
      while let event = try await server.next() { events.append(event) }
      seen.value = events
    } _: { _, listener in
      let connection = try #require(await listener.openWebSocket().connection)
      #expect(await connection.receive(deadline: soon()).what == .text("good"))
      try connection.send(text: "answer")
      guard case .violation = await connection.receive(deadline: soon()).what else {
        Issue.record("no violation")
        return
      }
      guard case .ended(let death) = await connection.receive(deadline: soon()).what else {
        Issue.record("not ended")
        return
      }
      #expect(death.close?.code == .invalidFramePayloadData)
      while seen.value == nil { await Task.yield() }
      #expect(
        seen.value == [.text("answer"), .close(code: .invalidFramePayloadData, reason: "")])
    }
  }

  @Test func `a peer that breaks a rule is failed with the code for it`() async throws {
    let seen = Box<ProtocolMachine.Event>()
    try await withServer { stream in
      var server = try await WebSocketServer(accepting: stream) {
        $0.sendUnchecked(Frame(opcode: .text, payload: [0xFF, 0xFE]))
      }
      seen.value = try await server.next()
      try await stream.waitForEnd()
    } _: { _, listener in
      let connection = try #require(await listener.openWebSocket().connection)
      let incoming = await connection.receive(deadline: soon())
      guard case .violation(let violation, _) = incoming.what else {
        Issue.record("\(incoming)")
        return
      }
      #expect(violation.closeCode == .invalidFramePayloadData)
      guard case .ended(let death) = await connection.receive(deadline: soon()).what else {
        Issue.record("not ended")
        return
      }
      #expect(death.how == .closeFrame)
      #expect(death.by == .us)
      #expect(death.close?.code == .invalidFramePayloadData)
      while seen.value == nil { await Task.yield() }
      #expect(seen.value == .close(code: .invalidFramePayloadData, reason: ""))
    }
  }

  @Test(arguments: [1, 2, 3])
  func `back-pressure holds the peer while nobody receives`(size: Int) async throws {
    let count = 3000
    let payload = [UInt8](repeating: 7, count: size * 1000)
    try await withServer { stream in
      var server = try await WebSocketServer(accepting: stream)
      for _ in 0..<count {
        server.machine.send(binary: payload)
        try await server.flush()
      }
      try await stream.waitForEnd()
    } _: { _, listener in
      let options = WebSocketOptions(inboxBytes: 10_000, inboxMessages: 10)
      let connection = try #require(
        await listener.openWebSocket(options: options).connection)
      for _ in 0..<count {
        #expect(await connection.receive(deadline: soon()).what == .binary(payload))
      }
    }
  }

  @Test func `nothing comes: the wait ends at its deadline, and the connection lives on`()
    async throws
  {
    try await withServer { stream in
      try await WebSocketServer(accepting: stream).echo()
    } _: { _, listener in
      let connection = try #require(await listener.openWebSocket().connection)
      let incoming = await connection.receive(deadline: EventLoop.now() + .milliseconds(20))
      #expect(incoming.what == .timedOut)
      #expect(connection.lifeRecord(at: EventLoop.now()).how == .stillOpen)
      try connection.send(text: "still there?")
      #expect(await connection.receive(deadline: soon()).what == .text("still there?"))
    }
  }

  @Test func `a cancelled wait ends at once`() async throws {
    try await withServer { stream in
      try await WebSocketServer(accepting: stream).echo()
    } _: { loop, listener in
      let connection = try #require(await listener.openWebSocket().connection)
      let task = Task(executorPreference: loop) {
        await connection.receive(deadline: EventLoop.now() + .seconds(600))
      }
      task.cancel()
      #expect(await task.value.what == .cancelled)
    }
  }

  @Test func `the transcript has both directions in order`() async throws {
    try await withServer { stream in
      try await WebSocketServer(accepting: stream).echo()
    } _: { _, listener in
      let connection = try #require(await listener.openWebSocket().connection)
      try connection.send(text: "hello")
      _ = await connection.receive(deadline: soon())
      await connection.close(deadline: soon())
      let frames = connection.transcript.compactMap { entry -> String? in
        guard case .frame(let note) = entry.what else { return nil }
        return "\(note.direction) \(note.opcode.rawValue) \(note.length)"
      }
      #expect(frames == ["sent 1 5", "received 1 5", "sent 8 2", "received 8 2"])
      #expect(connection.transcript.last?.what == .end(.fin))
    }
  }

  @Test(arguments: DriverKind.available)
  func `three hundred connections at a time`(driver: DriverKind) async throws {
    try await withServer(driver) { stream in
      try await WebSocketServer(accepting: stream).echo()
    } _: { _, listener in
      try await withThrowingTaskGroup { group in
        for number in 0..<300 {
          group.addTask {
            let connection = try #require(await listener.openWebSocket().connection)
            try connection.send(text: "\(number)")
            #expect(await connection.receive(deadline: soon()).what == .text("\(number)"))
            let death = await connection.close(deadline: soon())
            #expect(death.how == .closeFrame)
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
