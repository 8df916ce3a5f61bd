import Connections
import HTTP1
import Testing
import Transport

/// Servers that answer badly, slowly or not at all.
@Suite struct ExchangeFailureTests {
  typealias Serve = @Sendable (ByteStream) async throws -> Void

  /// Makes one exchange with a server that answers by a function.
  func exchange(
    _ driver: DriverKind = .best, method: String = "GET", limit: Duration = .seconds(20),
    bodyLimit: Int = 1 << 20, answering serve: @escaping Serve
  ) async throws -> HTTPExchange {
    let result = Box<HTTPExchange>()
    try await withServer(driver) { stream in
      _ = try await stream.readRequest()
      try await serve(stream)
    } _: { loop, listener in
      let opening = await HTTPConnection.open(listener.route, on: loop, deadline: soon())
      let connection = try #require(opening.connection)
      let request = RequestHead(method: method, target: "/", fields: ["Host": "test"])
      result.value = await connection.exchange(
        request, bodyLimit: bodyLimit, deadline: EventLoop.now() + limit)
      #expect(!connection.isReusable || result.value?.failure == nil)
      connection.close()
    }
    return try #require(result.value)
  }

  @Test(arguments: DriverKind.available)
  func `a close without an answer is told with the way it closed`(driver: DriverKind) async throws {
    let fin = try await exchange(driver) { $0.close() }
    #expect(fin.failure == .closed(.fin, receivedBytes: 0))
    let reset = try await exchange(driver) { $0.abort() }
    #expect(reset.failure == .closed(.reset, receivedBytes: 0))
    #expect(reset.response == nil)
    #expect(reset.firstByteAt == nil)
  }

  @Test func `a FIN in the middle of the head is told with what had come`() async throws {
    let text = "HTTP/1.1 200 OK\r\nConte"
    let exchange = try await exchange { stream in
      try stream.write(text)
      try await stream.flush(deadline: soon())
    }
    #expect(exchange.failure == .closed(.fin, receivedBytes: text.utf8.count))
    #expect(exchange.rawStart == Array(text.utf8))
    #expect(exchange.receivedBytes == text.utf8.count)
  }

  @Test func `a body that is cut keeps its beginning`() async throws {
    let exchange = try await exchange { stream in
      try stream.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
      try await stream.flush(deadline: soon())
    }
    #expect(exchange.failure == nil)
    #expect(exchange.bodyEnd == .truncatedByPeer)
    #expect(exchange.streamEnd == .fin)
    #expect(String(decoding: exchange.body, as: UTF8.self) == "half")
  }

  @Test func `a body beyond the limit is cut by us`() async throws {
    let exchange = try await exchange(bodyLimit: 5) { stream in
      try stream.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789")
      try await stream.waitForEnd()
    }
    #expect(exchange.bodyEnd == .truncatedByLimit)
    #expect(exchange.body.count == 5)
  }

  @Test func `chunks are counted`() async throws {
    let exchange = try await exchange { stream in
      try stream.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      try stream.write("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
      try await stream.waitForEnd()
    }
    #expect(exchange.chunkCount == 2)
    #expect(String(decoding: exchange.body, as: UTF8.self) == "abc")
  }

  @Test func `interim responses come before the response`() async throws {
    let exchange = try await exchange { stream in
      try stream.write("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")
      try await stream.waitForEnd()
    }
    #expect(exchange.interim.map(\.status) == [103])
    #expect(exchange.response?.status == 204)
  }

  @Test(arguments: DriverKind.available)
  func `a trickle of octets doesn't move the deadline`(driver: DriverKind) async throws {
    let exchange = try await exchange(driver, limit: .milliseconds(300)) { stream in
      try stream.write("HTTP/1.1 200 OK\r\nX: ")
      while true {
        // The pace of the trickle: there is no event to wait for.
        try await Task.sleep(for: .milliseconds(5))
        try stream.write("x")
        try await stream.flush(deadline: soon())
      }
    }
    guard case .timedOut(let count) = exchange.failure else {
      Issue.record("\(String(describing: exchange.failure))")
      return
    }
    #expect(count > 10)
    let took = exchange.startedAt.duration(to: exchange.endedAt)
    #expect(took >= .milliseconds(300) && took < .seconds(5))
  }

  @Test func `an endless head ends at our limit`() async throws {
    let exchange = try await exchange { stream in
      try stream.write("HTTP/1.1 200 OK\r\n")
      while true {
        try stream.write("X-Filler: \(String(repeating: "x", count: 1000))\r\n")
        try await stream.flush(deadline: soon())
      }
    }
    guard case .tooLarge = exchange.failure else {
      Issue.record("\(String(describing: exchange.failure))")
      return
    }
    #expect(exchange.receivedBytes < 1 << 20)
  }

  @Test func `what isn't HTTP is shown`() async throws {
    let exchange = try await exchange { stream in
      try stream.write("SSH-2.0-OpenSSH_9.2\r\n")
      try await stream.waitForEnd()
    }
    guard case .notHTTP(let bytes) = exchange.failure else {
      Issue.record("\(String(describing: exchange.failure))")
      return
    }
    #expect(bytes.starts(with: Array("SSH-".utf8)))
    #expect(exchange.rawStart.starts(with: Array("SSH-2.0-OpenSSH".utf8)))
  }

  @Test func `a server that never answers costs no more than the deadline`() async throws {
    let exchange = try await exchange(limit: .milliseconds(100)) { try await $0.waitForEnd() }
    #expect(exchange.failure == .timedOut(receivedBytes: 0))
  }

  @Test func `a head that may not be sent is refused before sending`() async throws {
    let exchange = try await exchange(method: "G ET") { _ in }
    #expect(exchange.failure == .unsendable(.unsendableMethod("G ET")))
  }

  @Test func `a cancelled exchange ends at once, whether it waits already or not`() async throws {
    try await withServer { stream in
      try await stream.waitForEnd()
    } _: { loop, listener in
      for waitsFirst in [false, true] {
        let opening = await HTTPConnection.open(listener.route, on: loop, deadline: soon())
        let connection = try #require(opening.connection)
        let task = Task(executorPreference: loop) {
          if !waitsFirst { while !Task.isCancelled { await Task.yield() } }
          return await connection.exchange(
            RequestHead(method: "GET", target: "/"), bodyLimit: 0,
            deadline: EventLoop.now() + .seconds(600))
        }
        if waitsFirst { while connection.counters.bytesSent == 0 { await Task.yield() } }
        task.cancel()
        #expect(await task.value.failure == .cancelled)
      }
    }
  }

  @Test func `nobody listens: the record says refused`() async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let listener = try Listener(loop: loop)
    listener.close()
    let opening = await HTTPConnection.open(listener.route, on: loop, deadline: soon())
    #expect(opening.connection == nil)
    guard case .connect(let attempts) = opening.dial.failure else {
      Issue.record("\(opening.dial)")
      return
    }
    #expect(attempts.map(\.outcome) == [.refused])
    #expect(opening.dial.marks.connectEnd != nil)
  }
}
