import Connections
import HTTP1
import Lab
import Testing
import Transport
import WebSocketProtocol

/// Far enough for a slow machine, near enough to end a test that hangs.
func soon() -> Moment { EventLoop.now() + .seconds(20) }

/// Runs a test's body on a loop of its own.
func withLoop(_ body: @concurrent @Sendable (EventLoop) async throws -> Void) async throws {
  try await EventLoop.run { loop in try await body(loop) }
}

/// Runs a test's body with a server, which is stopped afterwards.
func withServer(
  _ site: any Site, connectionLimit: Int = EchoServer.connectionLimit,
  log: (@Sendable (EchoServer.LogEntry) -> Void)? = nil,
  _ body: @Sendable (Client, EchoServer) async throws -> Void
) async throws {
  try await withLoop { loop in
    let server = try EchoServer(
      serving: site, loop: loop, connectionLimit: connectionLimit, log: log)
    do {
      try await body(Client(loop: loop, address: server.address), server)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }
}

/// Runs a test's body with a proxy before a server; after both are stopped nothing is left open.
func withProxy(
  _ misconfiguration: Misconfiguration, before site: any Site = TomcatApplication(),
  silenceLimit: Duration = .seconds(60),
  _ body: @Sendable (Client, FaultProxy) async throws -> Void
) async throws {
  try await withServer(site) { client, server in
    let proxy = try FaultProxy(
      misconfiguration, webSocketPath: TomcatApplication.endpoint, upstream: server.address,
      loop: client.loop, silenceLimit: silenceLimit)
    do {
      try await body(Client(loop: client.loop, address: proxy.address), proxy)
    } catch {
      await proxy.stop()
      throw error
    }
    await proxy.stop()
    #expect(proxy.requestCount == 0)
  }
}

/// Asks a server of the lab.
struct Client {
  let loop: EventLoop
  let address: SocketAddress

  var route: Route { Route(isSecure: false, host: address.host, port: address.port) }

  func connect() async throws -> ByteStream {
    let (stream, attempts) = await Dialer.connect(to: [address], on: loop, deadline: soon())
    return try #require(stream, "\(attempts)")
  }

  /// Makes one request on a connection of its own.
  func ask(
    _ target: String, method: String = "GET", _ fields: Fields = [:], body: [UInt8] = []
  ) async throws -> HTTPExchange {
    let opening = await HTTPConnection.open(route, on: loop, deadline: soon())
    let connection = try #require(opening.connection)
    defer { connection.close() }
    let request = RequestHead(
      method: method, target: target,
      fields: Fields([Field("Host", address.description)] + fields.list))
    return await connection.exchange(request, body: body, bodyLimit: 1 << 20, deadline: soon())
  }

  /// Makes the opening handshake as a browser on the server's own page does.
  func open(
    _ target: String = TomcatApplication.endpoint, origin: String? = nil, adding: Fields = [:],
    extensions: [String] = [], deadline: Moment = soon()
  ) async -> WebSocketOpening {
    let key = WebSocketConnection.makeKey()
    let fields = [Field("Origin", origin ?? "http://\(address)")] + adding.list
    let request = OpeningHandshake.Offer(key: key, extensions: extensions)
      .request(host: address.description, target: target, adding: Fields(fields))
    return await WebSocketConnection.open(
      route, request: request, key: key, otherOfferedExtensions: extensions, on: loop,
      deadline: deadline)
  }

  /// Opens, sends a message and expects it back; then closes.
  func echo(_ target: String = TomcatApplication.endpoint) async throws {
    let connection = try #require(await open(target).connection)
    try connection.send(text: "grüß Gott")
    #expect(await connection.receive(deadline: soon()).what == .text("grüß Gott"))
    let death = await connection.close(deadline: soon())
    #expect(death.close?.answer?.code == .normalClosure)
  }
}

extension HTTPExchange {
  var text: String { String(decoding: body, as: UTF8.self) }
}

extension ByteStream {
  /// Reads until nothing more comes.
  func readToEnd() async throws -> (bytes: [UInt8], end: EndOfStream) {
    var all: [UInt8] = []
    while true {
      switch try await read(deadline: soon()) {
      case .bytes(let bytes, _): all += bytes
      case .end(let end, _): return (all, end)
      }
    }
  }

  /// Reads until these octets have come; what comes with them is returned too.
  func read(until mark: String) async throws -> String {
    var text = ""
    while !text.contains(mark) {
      guard case .bytes(let bytes, _) = try await read(deadline: soon()) else { break }
      text += String(decoding: bytes, as: UTF8.self)
    }
    return text
  }
}

/// A handshake that is right; the tests take something away from it.
let rightHandshake = RequestHead(
  method: "GET", target: "/chat/ws?room=1",
  fields: [
    "Host": "app.example", "Upgrade": "websocket", "Connection": "keep-alive, Upgrade",
    "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Origin": "http://app.example",
  ])

extension RequestHead {
  /// The same with one field changed, or without it.
  func with(_ name: String, _ value: String?) -> RequestHead {
    var copy = self
    if let value { copy.fields.set(name, value) } else { copy.fields.remove(name) }
    return copy
  }

  func inVersion(_ version: HTTPVersion) -> RequestHead {
    var copy = self
    copy.version = version
    return copy
  }
}
