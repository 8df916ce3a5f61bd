import Testing
import Transport

@Suite struct ByteStreamTests {
  @Test(arguments: DriverKind.available)
  func `octets go both ways and the end is told`(driver: DriverKind) async throws {
    try await withLoop(driver) { loop in
      let listener = try Listener(loop: loop)
      async let served: Void = {
        let stream = try await listener.accept(deadline: soon())
        let (bytes, _) = try await stream.readToEnd()
        try stream.write(bytes + [33])
        try await stream.flush(deadline: soon())
        stream.close()
      }()
      let client = try await connect(to: listener)
      try client.write(Array("hello".utf8))
      client.shutdownOutput()
      let (bytes, end) = try await client.readToEnd()
      #expect(String(decoding: bytes, as: UTF8.self) == "hello!")
      #expect(end == .fin)
      #expect(client.counters.bytesSent == 5)
      #expect(client.counters.bytesReceived == 6)
      try await served
    }
  }

  @Test(arguments: DriverKind.available)
  func `a reset is told as such, after what came before it`(driver: DriverKind) async throws {
    try await withLoop(driver) { loop in
      let listener = try Listener(loop: loop)
      let client = try await connect(to: listener)
      let server = try await listener.accept(deadline: soon())
      try server.write([1, 2, 3])
      try await server.flush(deadline: soon())
      #expect(try await client.read(count: 3) == [1, 2, 3])
      server.abort()
      #expect(try await client.readToEnd().end == .reset)
      #expect(!client.isOpen)
    }
  }

  @Test(arguments: DriverKind.available)
  func `a slow reader holds a writer back`(driver: DriverKind) async throws {
    try await withLoop(driver) { loop in
      let listener = try Listener(loop: loop)
      let client = try await connect(to: listener)
      let server = try await listener.accept(deadline: soon())
      let piece = [UInt8](repeating: 9, count: 1 << 20)
      let count = 24
      for _ in 0..<count { try server.write(piece) }
      // Nobody reads: what the kernel and the inbox hold is less than what is to be sent.
      await #expect(throws: TransportError.timedOut) {
        try await server.flush(deadline: EventLoop.now() + .milliseconds(100))
      }
      let writer = Task(executorPreference: loop) {
        try await server.drain(deadline: soon())
        try server.write(piece)
        try await server.flush(deadline: soon())
        server.close()
      }
      let (bytes, end) = try await client.readToEnd()
      #expect(bytes.count == (count + 1) << 20)
      #expect(end == .fin)
      try await writer.value
    }
  }

  @Test func `reading and flushing end by deadline and by cancellation`() async throws {
    try await withLoop { loop in
      let listener = try Listener(loop: loop)
      let client = try await connect(to: listener)
      await #expect(throws: TransportError.timedOut) {
        try await client.read(deadline: EventLoop.now() + .milliseconds(20))
      }
      let task = Task(executorPreference: loop) {
        try await client.read(deadline: EventLoop.now() + .seconds(600))
      }
      task.cancel()
      await #expect(throws: TransportError.cancelled) { try await task.value }
    }
  }

  @Test func `closing wakes who reads`() async throws {
    try await withLoop { loop in
      let listener = try Listener(loop: loop)
      let client = try await connect(to: listener)
      let task = Task(executorPreference: loop) { try await client.readToEnd().end }
      await Task.yield()
      client.close()
      #expect(try await task.value == .closedHere)
      #expect(throws: TransportError.closed) { try client.write([1]) }
    }
  }

  @Test(arguments: DriverKind.available)
  func `a stream can be used from another thread`(driver: DriverKind) async throws {
    try await withLoop(driver) { loop in
      let listener = try Listener(loop: loop)
      let client = try await connect(to: listener)
      let server = try await listener.accept(deadline: soon())
      let echo = Task(executorPreference: loop) {
        while case .bytes(let bytes, _) = try await server.read(deadline: soon()) {
          try server.write(bytes)
        }
      }
      try await elsewhere {
        for number in 0..<500 {
          let message = [UInt8(truncatingIfNeeded: number), 7]
          try client.write(message)
          #expect(try await client.read(count: 2) == message)
        }
      }
      client.close()
      try await echo.value
    }
  }

  @Test(arguments: DriverKind.available)
  func `three hundred connections at a time`(driver: DriverKind) async throws {
    try await withLoop(driver) { loop in
      let listener = try Listener(loop: loop)
      let server = Task(executorPreference: loop) {
        await listener.serve { stream in
          while case .bytes(let bytes, _)? = try? await stream.read(deadline: soon()) {
            try? stream.write(bytes)
          }
        }
      }
      try await withThrowingTaskGroup { group in
        for number in 0..<300 {
          group.addTask {
            let stream = try await connect(to: listener)
            let message = Array("connection \(number)".utf8)
            for _ in 0..<3 {
              try stream.write(message)
              #expect(try await stream.read(count: message.count) == message)
            }
            stream.close()
          }
        }
        try await group.waitForAll()
      }
      server.cancel()
      await server.value
    }
  }

  @Test func `a dropped stream is closed`() async throws {
    try await withLoop { loop in
      let listener = try Listener(loop: loop)
      var client: ByteStream? = try await connect(to: listener)
      let server = try await listener.accept(deadline: soon())
      #expect(client?.isOpen == true)
      client = nil
      #expect(try await server.readToEnd().end == .fin)
    }
  }

  @Test func `accepting ends by deadline and by close`() async throws {
    try await withLoop { loop in
      let listener = try Listener(loop: loop)
      await #expect(throws: TransportError.timedOut) {
        _ = try await listener.accept(deadline: EventLoop.now() + .milliseconds(20))
      }
      let task = Task(executorPreference: loop) {
        try await listener.accept(deadline: soon()).isOpen
      }
      await Task.yield()
      listener.close()
      await #expect(throws: TransportError.closed) { try await task.value }
      let port = listener.port
      #expect(port > 0)
    }
  }
}
