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
}
