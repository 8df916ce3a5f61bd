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

  @Test func `pieces of a body are told apart by when they came`() async throws {
    let exchange = try await exchange { stream in
      try stream.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      for _ in 0..<3 {
        try stream.write("2\r\nab\r\n")
        try await Task.sleep(for: .milliseconds(60))
      }
      try stream.write("0\r\n\r\n")
    }
    #expect(exchange.bodyEnd == .complete)
    #expect(exchange.arrivals.last?.octets == 6)
    let first = try #require(exchange.arrivals.first)
    let last = try #require(exchange.arrivals.last)
    #expect(last.at - first.at >= .milliseconds(100))
  }

  @Test func `a body without end is left when it is enough`() async throws {
    let result = Box<(HTTPExchange, Bool)>()
    try await withServer { stream in
      _ = try await stream.readRequest()
      try stream.write("HTTP/1.1 200 OK\r\n\r\n")
      while true {
        try stream.write("more ")
        try await Task.sleep(for: .milliseconds(5))
      }
    } _: { loop, listener in
      let opening = await HTTPConnection.open(listener.route, on: loop, deadline: soon())
      let connection = try #require(opening.connection)
      let exchange = await connection.exchange(Self.get, bodyLimit: 1 << 20, deadline: soon()) {
        $0.body.count >= 25
      }
      result.value = (exchange, connection.isReusable)
      connection.close()
    }
    let (exchange, isReusable) = try #require(result.value)
    #expect(exchange.failure == nil && exchange.bodyEnd == nil)
    #expect(exchange.body.count >= 25 && exchange.arrivals.count <= HTTPExchange.arrivalLimit)
    #expect(!isReusable)
  }
}
