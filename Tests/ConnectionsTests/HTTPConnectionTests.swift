import Connections
import HTTP1
import Testing
import Transport

@Suite struct HTTPConnectionTests {
  static let get = RequestHead(method: "GET", target: "/", fields: ["Host": "test"])

  /// Makes one exchange with a server that answers by a function.
  func exchange(
    _ driver: DriverKind = .best, deadline: Duration = .seconds(20), bodyLimit: Int = 1 << 20,
    answering serve: @escaping @Sendable (ByteStream) async throws -> Void
  ) async throws -> HTTPExchange {
    let result = Box<HTTPExchange>()
    try await withServer(driver) { stream in
      _ = try await stream.readRequest()
      try await serve(stream)
    } _: { loop, listener in
      let opening = await HTTPConnection.open(listener.route, on: loop, deadline: soon())
      let connection = try #require(opening.connection)
      result.value = await connection.exchange(
        Self.get, bodyLimit: bodyLimit, deadline: EventLoop.now() + deadline)
      connection.close()
    }
    return try #require(result.value)
  }

  @Test(arguments: DriverKind.available)
  func `two exchanges share a connection`(driver: DriverKind) async throws {
    try await withServer(driver) { stream in
      while true {
        let head = try await stream.readRequest()
        try stream.write(
          "HTTP/1.1 200 OK\r\nContent-Length: \(head.target.count)\r\n\r\n\(head.target)")
      }
    } _: { loop, listener in
      let opening = await HTTPConnection.open(listener.route, on: loop, deadline: soon())
      let connection = try #require(opening.connection)
      for target in ["/a", "/bc"] {
        let exchange = await connection.exchange(
          RequestHead(method: "GET", target: target, fields: ["Host": "test"]), bodyLimit: 100,
          deadline: soon())
        #expect(exchange.failure == nil)
        #expect(exchange.response?.status == 200)
        #expect(String(decoding: exchange.body, as: UTF8.self) == target)
        #expect(exchange.bodyEnd == .complete)
        #expect(connection.isReusable)
        #expect(exchange.chunkCount == nil)
        let first = try #require(exchange.firstByteAt)
        let head = try #require(exchange.headAt)
        #expect(exchange.startedAt <= first && first <= head && head <= exchange.endedAt)
      }
    }
  }
}
