import Connections
import HTTP1
import Testing
import Transport

/// Routes that go through a forward proxy.
@Suite struct ForwardProxyTests {
  let identity: TLSOptions.Identity

  init() throws {
    identity = try SelfSignedCertificate.identity.get()
  }

  /// A proxy that grants a tunnel, or refuses, and carries octets to a server that echoes messages
  /// over TLS.
  func withProxy(
    secureProxy: Bool, refusing status: Int? = nil,
    _ body: @Sendable (EventLoop, Route) async throws -> Void
  ) async throws {
    let server = TLSServerOptions(identity: identity)
    let loop = try EventLoop()
    defer { loop.shutdown() }
    try await withTaskExecutorPreference(loop) {
      let target = try Listener(loop: loop)
      let proxy = try Listener(loop: loop)
      let servers = [
        Task(executorPreference: loop) {
          await target.serve { stream in
            guard await stream.startTLS(asServer: server, deadline: soon()).failure == nil else {
              return
            }
            try? await WebSocketServer(accepting: stream).echo()
          }
        },
        Task(executorPreference: loop) {
          await proxy.serve { stream in
            if secureProxy { _ = await stream.startTLS(asServer: server, deadline: soon()) }
            try? await Self.carry(stream, to: target, refusing: status)
          }
        },
      ]
      var route = Route(isSecure: true, host: "localhost", port: 443)
      route.via = ForwardProxy(
        "\(secureProxy ? "https" : "http")://user:secret@localhost:\(proxy.port)")
      route.addresses = [proxy.address]
      route.tls = TLSOptions(trust: .file(identity.certificateFile))
      route.proxyTLS = route.tls
      try await body(loop, route)
      for server in servers {
        server.cancel()
        await server.value
      }
    }
  }

  static func carry(_ client: ByteStream, to target: Listener, refusing status: Int?) async throws {
    let request = try await client.readRequest()
    guard request.fields.contains("Proxy-Authorization"), request.target == "localhost:443" else {
      try client.write("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
      return
    }
    if let status {
      try client.write("HTTP/1.1 \(status) No\r\nContent-Length: 3\r\n\r\nno!")
      try await client.flush(deadline: soon())
      return
    }
    let (stream, _) = await Dialer.connect(
      to: [target.address], on: target.loop, deadline: soon())
    let server = try #require(stream)
    try client.write("HTTP/1.1 200 OK\r\n\r\n")
    await withTaskGroup { group in
      for (from, to) in [(client, server), (server, client)] {
        group.addTask {
          while case .bytes(let bytes, _)? = try? await from.read(deadline: soon()) {
            try? to.write(bytes)
          }
          to.shutdownOutput()
        }
      }
    }
    server.close()
  }

  @Test(arguments: [false, true])
  func `TLS goes through the tunnel, be the proxy itself spoken to by TLS or not`(
    secureProxy: Bool
  ) async throws {
    try await withProxy(secureProxy: secureProxy) { loop, route in
      let listener = try Listener(loop: loop)
      let opening = await listener.openWebSocket(route: route)
      #expect(opening.dial.failure == nil)
      #expect(opening.dial.tunnelHead?.status == 200)
      #expect(opening.dial.tls?.isVerified == true)
      #expect((opening.dial.proxyTLS?.isVerified == true) == secureProxy)
      #expect(opening.dial.marks.proxyTunnelEnd != nil)
      #expect(!"\(opening.dial)".contains("secret"))
      let connection = try #require(opening.connection)
      let text = String(repeating: "through two layers ", count: 10_000)
      try connection.send(text: text)
      #expect(await connection.receive(deadline: soon()).what == .text(text))
      let death = await connection.close(deadline: soon())
      #expect(death.how == .closeFrame)
    }
  }

  @Test func `a refused tunnel is the dial's failure`() async throws {
    try await withProxy(secureProxy: false, refusing: 403) { loop, route in
      let opening = await HTTPConnection.open(route, on: loop, deadline: soon())
      guard case .tunnel(.refused(let head, let bodyStart)) = opening.dial.failure else {
        Issue.record("\(opening.dial)")
        return
      }
      #expect(head.status == 403)
      #expect(bodyStart == Array("no!".utf8))
      #expect(opening.dial.attempts.map(\.outcome) == [.connected])
    }
  }

  @Test func `a proxy that isn't there, or has no address, isn't the server's fault`() async throws
  {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let gone = try Listener(loop: loop)
    gone.close()
    var route = Route(
      isSecure: false, host: "server.test", port: 80, resolver: TableResolver(fallback: nil),
      via: ForwardProxy(host: "127.0.0.1", port: gone.port))
    let unreachable = await HTTPConnection.open(route, on: loop, deadline: soon())
    guard case .tunnel(.proxyUnreachable(let attempts)) = unreachable.dial.failure else {
      Issue.record("\(unreachable.dial)")
      return
    }
    #expect(attempts.map(\.outcome) == [.refused])
    route.via = ForwardProxy(host: "proxy.test", port: 8080)
    let unknown = await HTTPConnection.open(route, on: loop, deadline: soon())
    #expect(unknown.dial.failure == .tunnel(.proxyNotResolved(.notFound)))
    route.via = nil
    let noServer = await HTTPConnection.open(route, on: loop, deadline: soon())
    #expect(noServer.dial.failure == .resolve(.notFound))
  }
}
