import Connections
import HTTP1
import Testing
import Transport
import WebSocketProtocol

@Suite struct SecureRouteTests {
  let identity: TLSOptions.Identity

  init() throws {
    identity = try SelfSignedCertificate.identity.get()
  }

  func route(_ listener: Listener, host: String = "localhost", tls: TLSOptions) -> Route {
    Route(
      isSecure: true, host: host, port: listener.port, addresses: [listener.address], tls: tls)
  }

  @Test(arguments: DriverKind.available)
  func `messages go over TLS, and close_notify is told from FIN`(driver: DriverKind) async throws {
    let server = TLSServerOptions(identity: identity)
    try await withServer(driver) { stream in
      _ = await stream.startTLS(asServer: server, deadline: soon())
      var server = try await WebSocketServer(
        accepting: stream, sendingAlong: { $0.send(text: "a") })
      _ = try await server.next()
      // Dropped without a Close frame; closing says close_notify first.
    } _: { _, listener in
      let tls = TLSOptions(trust: .file(identity.certificateFile))
      let opening = await listener.openWebSocket(route: route(listener, tls: tls))
      #expect(opening.dial.tls?.isVerified == true)
      #expect(opening.dial.marks.tlsEnd != nil)
      let connection = try #require(opening.connection)
      #expect(await connection.receive(deadline: soon()).what == .text("a"))
      try connection.send(text: "b")
      guard case .ended(let death) = await connection.receive(deadline: soon()).what else {
        Issue.record("not ended")
        return
      }
      #expect(death.how == .closeNotify)
      #expect(death.by == .peer)
    }
  }

  @Test func `nothing is sent to a server that isn't verified, unless the caller goes on`()
    async throws
  {
    let server = TLSServerOptions(identity: identity)
    try await withServer { stream in
      guard await stream.startTLS(asServer: server, deadline: soon()).failure == nil else { return }
      _ = try await stream.readRequest()
      try stream.write("HTTP/1.1 204 No Content\r\n\r\n")
      try await stream.waitForEnd()
    } _: { loop, listener in
      let strict = await HTTPConnection.open(
        route(listener, tls: TLSOptions()), on: loop, deadline: soon())
      #expect(strict.connection == nil)
      guard case .tls(.untrusted(let failure)) = strict.dial.failure else {
        Issue.record("\(strict.dial)")
        return
      }
      #expect(failure.kind == .selfSigned)
      #expect(strict.dial.tls?.chain.count == 1)

      let lenient = await HTTPConnection.open(
        route(listener, host: "other.test", tls: TLSOptions(verification: .recorded)), on: loop,
        deadline: soon())
      #expect(lenient.dial.tls?.verifyFailures.map(\.kind) == [.selfSigned, .nameMismatch])
      let connection = try #require(lenient.connection)
      let exchange = await connection.exchange(
        RequestHead(method: "GET", target: "/"), bodyLimit: 0, deadline: soon())
      #expect(exchange.response?.status == 204)
    }
  }

  @Test func `a missing client certificate is the exchange's failure`() async throws {
    let server = TLSServerOptions(
      identity: identity, clientCertificate: .required(rootsFile: identity.certificateFile))
    try await withServer { stream in
      _ = await stream.startTLS(asServer: server, deadline: soon())
      stream.shutdownOutput()
      try await stream.waitForEnd()
    } _: { loop, listener in
      let opening = await HTTPConnection.open(
        route(listener, tls: TLSOptions(verification: .recorded)), on: loop, deadline: soon())
      #expect(opening.dial.tls?.isClientCertificateRequested == true)
      let connection = try #require(opening.connection)
      let exchange = await connection.exchange(
        RequestHead(method: "GET", target: "/"), bodyLimit: 0, deadline: soon())
      #expect(exchange.failure == .tlsAlert(code: 116))
    }
  }

  @Test func `TLS to a server of plain HTTP is told as such`() async throws {
    try await withServer { stream in
      _ = try await stream.read(deadline: soon())
      try stream.write("HTTP/1.1 400 Bad Request\r\n\r\n")
      try await stream.flush(deadline: soon())
    } _: { loop, listener in
      let opening = await HTTPConnection.open(
        route(listener, tls: TLSOptions()), on: loop, deadline: soon())
      guard case .tls(.notTLS(let bytes)) = opening.dial.failure else {
        Issue.record("\(opening.dial)")
        return
      }
      #expect(bytes.starts(with: Array("HTTP/1.1 400".utf8)))
    }
  }
}
