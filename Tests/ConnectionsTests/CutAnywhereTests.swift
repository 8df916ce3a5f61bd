import Connections
import HTTP1
import Synchronization
import Testing
import Transport
import WebSocketCompression
import WebSocketProtocol

/// A normal exchange that ends at any of its bytes.
@Suite struct CutAnywhereTests {
  /// Opens, receives all there is, and tells how it ended; with the messages that came whole.
  private func visit(
    sent: Int, _ listener: Listener
  ) async throws -> (isOpen: Bool, texts: Int, death: DeathRecord?) {
    let opening = await listener.openWebSocket()
    guard let connection = opening.connection else {
      // Whatever is missing of the head, the exchange says so.
      #expect(opening.exchange?.failure != nil || opening.exchange == nil, "\(sent)")
      return (false, 0, nil)
    }
    var texts = 0
    while true {
      switch await connection.receive(deadline: soon()).what {
      case .text: texts += 1
      case .ended(let death): return (true, texts, death)
      case .timedOut, .cancelled, .violation:
        Issue.record("\(sent): no end")
        return (true, texts, nil)
      default: continue
      }
    }
  }

  @Test(.timeLimit(.minutes(2)), arguments: [false, true])
  func `a cut at any byte is a death record, by FIN and by RST`(isReset: Bool) async throws {
    let sent = Mutex(0)
    let lengths = Mutex((head: 0, whole: 0))
    try await withServer { stream in
      let request = try await stream.readRequest()
      let head = Array(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Accept: "
          + OpeningHandshake.accept(for: request.fields.first("Sec-WebSocket-Key") ?? "")
          + "\r\n\r\n").utf8)
      var machine = ProtocolMachine.server()
      machine.send(text: "hello")
      machine.sendPing([1, 2])
      machine.send(text: "goodbye")
      machine.sendClose()
      let whole = head + machine.takeOutput()
      lengths.withLock { $0 = (head.count, whole.count) }
      try stream.write(Array(whole.prefix(sent.withLock { $0 })))
      try await stream.flush(deadline: soon())
      if isReset {
        stream.abort()
      } else {
        stream.shutdownOutput()
        try await stream.waitForEnd()
      }
    } _: { _, listener in
      _ = try await visit(sent: 0, listener)
      let (head, whole) = lengths.withLock { $0 }
      for count in 0...whole {
        sent.withLock { $0 = count }
        let (isOpen, texts, death) = try await visit(sent: count, listener)
        // A reset may overtake what was sent before it.
        if !isReset { #expect(isOpen == (count >= head), "\(count)") }
        guard isOpen else { continue }
        if !isReset { #expect(texts == (count < head + 7 ? 0 : count < head + 20 ? 1 : 2)) }
        let how = try #require(death?.how, "\(count)")
        let expected: DeathRecord.How = count == whole ? .closeFrame : isReset ? .rst : .fin
        #expect(how == expected || isReset && how == .rst, "\(count) of \(whole)")
        #expect(death?.by == .peer)
      }
    }
  }

  @Test func `a few bytes that become megabytes wait outside the inbox`() async throws {
    let count = 64
    let size = 1 << 20
    try await withServer { stream in
      var server = try await WebSocketServer(accepting: stream, deflate: true)
      for _ in 0..<count { server.machine.send(binary: [UInt8](repeating: 0, count: size)) }
      server.machine.sendClose()
      try await server.flush()
      try await stream.waitForEnd()
    } _: { _, listener in
      let opening = await listener.openWebSocket(deflate: .browser)
      let connection = try #require(opening.connection)
      for number in 0..<count {
        guard case .binary(let bytes) = await connection.receive(deadline: soon()).what else {
          Issue.record("message \(number) is missing")
          return
        }
        #expect(bytes.count == size)
        let received = connection.transcript.count {
          if case .frame(let note) = $0.what { note.direction == .received } else { false }
        }
        #expect(received <= number + 3, "read ahead: \(received) of \(number)")
      }
      guard case .close = await connection.receive(deadline: soon()).what else {
        Issue.record("no Close")
        return
      }
      #expect(await connection.close(deadline: soon()).how == .closeFrame)
    }
  }
}
