import Connections
import HTTP1
import Synchronization
import Testing
import Transport
import WebSocketProtocol

@testable import Lab

@Suite struct EchoServerTests {
  @Test func `messages come back at any path`() async throws {
    try await withServer(Beacon()) { client, _ in
      for path in ["/", "/chat/ws", "/a/b?c=d"] { try await client.echo(path) }
      let connection = try #require(await client.open("/big").connection)
      for size in [0, 125, 126, 65_536, 1_000_000] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try connection.send(binary: bytes)
        #expect(await connection.receive(deadline: soon()).what == .binary(bytes))
      }
      try connection.ping([1, 2, 3])
      #expect(await connection.receive(deadline: soon()).what == .pong([1, 2, 3]))
    }
  }

  /// RFC 7692 §7.2.3.1: "Hello", compressed.
  private static let compressedHello: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]

  @Test func `a compressed message comes back compressed`() async throws {
    try await withServer(Beacon()) { client, _ in
      let stream = try await client.connect()
      let request = rightHandshake.with("Sec-WebSocket-Extensions", "permessage-deflate")
      // Masked with the key 0, and in the same segment as the request.
      try stream.write(
        request.serialized() + [0xC1, 0x87, 0, 0, 0, 0] + Self.compressedHello)
      var bytes: [UInt8] = []
      while !bytes.starts(with: [0xC1, 0x07]), bytes.count < 4096 {
        guard case .bytes(let more, _) = try await stream.read(deadline: soon()) else { break }
        bytes += more
        if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
          bytes = Array(bytes[end.upperBound...])
        }
      }
      #expect(bytes == [0xC1, 0x07] + Self.compressedHello)
    }
  }

  @Test func `a Close frame of the site comes first`() async throws {
    let beacon = Beacon(closing: CloseFrame(code: .policyViolation, reason: "no session"))
    try await withServer(beacon) { client, _ in
      let connection = try #require(await client.open("/x").connection)
      let what = await connection.receive(deadline: soon()).what
      #expect(what == .close(code: .policyViolation, reason: "no session"))
    }
  }

  @Test func `a broken frame fails the connection`() async throws {
    try await withServer(Beacon()) { client, _ in
      let connection = try #require(await client.open("/x").connection)
      try connection.sendRaw([0x83, 0x80, 0, 0, 0, 0])
      let what = await connection.receive(deadline: soon()).what
      #expect(what == .close(code: .protocolError, reason: ""))
    }
  }

  @Test func `a connection is kept for further requests`() async throws {
    try await withServer(Beacon()) { client, _ in
      let opening = await HTTPConnection.open(client.route, on: client.loop, deadline: soon())
      let connection = try #require(opening.connection)
      for target in ["/", "/x", "/"] {
        let request = RequestHead(method: "GET", target: target, fields: ["Host": "a"])
        let exchange = await connection.exchange(request, bodyLimit: 4096, deadline: soon())
        #expect(exchange.response?.status == (target == "/" ? 200 : 426))
        #expect(connection.isReusable)
      }
    }
  }

  @Test func `a GET is answered though its body never ends`() async throws {
    try await withServer(Beacon()) { client, _ in
      let stream = try await client.connect()
      try stream.write(
        Array("GET /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8))
      var answer = ""
      while case .bytes(let more, _) = try await stream.read(deadline: soon()) {
        answer += String(decoding: more, as: UTF8.self)
      }
      #expect(answer.hasPrefix("HTTP/1.1 426 "))
      #expect(answer.contains("Connection: Upgrade, close"))
      #expect(answer.contains("Transfer-Encoding"), "the note says what arrived")
    }
  }

  @Test func `HEAD has no body, and a request's body is read over`() async throws {
    try await withServer(Beacon()) { client, _ in
      let head = try await client.ask("/", method: "HEAD")
      #expect(head.response?.status == 200)
      #expect(head.body.isEmpty)
      let post = try await client.ask(
        "/x", method: "POST", ["Content-Length": "30000"],
        body: [UInt8](repeating: 0, count: 30_000))
      #expect(post.response?.status == 426)
    }
  }

  @Test(arguments: [
    "GET /x\r\n\r\n", "GET /x HTTP/1.1\r\nBad Name: x\r\n\r\n",
    "GET /\(String(repeating: "x", count: 10_000)) HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}",
  ])
  func `what is no request is refused`(text: String) async throws {
    try await withServer(Beacon()) { client, _ in
      let stream = try await client.connect()
      try stream.write(Array(text.utf8))
      let (bytes, end) = try await stream.readToEnd()
      let answer = String(decoding: bytes, as: UTF8.self)
      #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
      #expect(answer.contains("Wsdoctor-Beacon: 1\r\n"))
      #expect(end == .fin)
    }
  }

  @Test func `one connection too many is told so, and the next one after an end is served`()
    async throws
  {
    try await withServer(Beacon(), connectionLimit: 1) { client, _ in
      let first = try #require(await client.open("/x").connection)
      #expect(try await client.ask("/").response?.status == 503)
      _ = await first.close(deadline: soon())
      while try await client.ask("/").response?.status == 503 {}
    }
  }

  @Test func `the log names path and status, and no query`() async throws {
    let entries = Entries()
    try await withServer(Beacon(), log: entries.add) { client, _ in
      _ = try await client.ask("/x?token=secret")
      let entry = try #require(entries.all.first)
      #expect(entry.path == "/x")
      #expect(entry.status == 426)
      #expect(entry.method == "GET")
    }
  }

  private final class Entries: Sendable {
    private let list = Mutex<[EchoServer.LogEntry]>([])
    @Sendable func add(_ entry: EchoServer.LogEntry) { list.withLock { $0.append(entry) } }
    var all: [EchoServer.LogEntry] { list.withLock { $0 } }
  }

  @Test func `stopping ends WebSockets by a Close frame and lets the port go`() async throws {
    try await withLoop { loop in
      let server = try EchoServer(serving: Beacon(), loop: loop)
      let client = Client(loop: loop, address: server.address)
      let connection = try #require(await client.open("/x").connection)
      let idle = try await client.connect()
      await server.stop()
      let what = await connection.receive(deadline: soon()).what
      #expect(what == .close(code: .goingAway, reason: ""))
      #expect(try await idle.readToEnd().bytes.isEmpty)
      let (stream, _) = await Dialer.connect(to: [server.address], on: loop, deadline: soon())
      #expect(stream == nil)
    }
  }

  @Test func `a server that nobody holds stops`() async throws {
    try await withLoop { loop in
      var server: EchoServer? = try EchoServer(serving: Beacon(), loop: loop)
      let client = Client(loop: loop, address: try #require(server).address)
      let idle = try await client.connect()
      server = nil
      _ = try await idle.readToEnd()
    }
  }
}
