import Connections
import HTTP1
import Testing
import Transport
import WebSocketProtocol

@testable import Lab

@Suite struct FaultProxyTests {
  @Test func `a healthy proxy lets everything pass`() async throws {
    try await withProxy(.healthy) { client, proxy in
      let page = try await client.ask("/")
      #expect(page.response?.status == 200)
      #expect(page.response?.fields.first("Server") == "nginx/1.22.1")
      #expect(page.text.contains("new WebSocket("))
      let missing = try await client.ask("/missing")
      #expect(missing.response?.status == 404)
      #expect(missing.text.contains("Apache Tomcat"))
      try await client.echo()
      #expect(proxy.misconfiguration == .healthy)
    }
  }

  struct Case: CustomTestStringConvertible {
    var misconfiguration: Misconfiguration
    var status: Int
    /// Words of whoever wrote the answer; nil for an empty body.
    var words: String?
    var application = TomcatApplication()
    var testDescription: String { "\(misconfiguration)" }
  }

  static let cases: [Case] = [
    .init(misconfiguration: .dropsUpgrade, status: 404, words: "[&#47;chat&#47;ws]"),
    .init(misconfiguration: .dropsConnectionToken, status: 400, words: nil),
    .init(misconfiguration: .pathNotCovered, status: 404, words: "<hr><center>nginx"),
    .init(misconfiguration: .rewritesPath, status: 404, words: "[&#47;ws]"),
    .init(misconfiguration: .backendDown(.location), status: 502, words: "<hr><center>nginx"),
    .init(misconfiguration: .blocksUpgrade, status: 403, words: "<hr><center>nginx"),
    .init(
      misconfiguration: .authenticationRequired, status: 401, words: "401 Authorization Required"),
    .init(misconfiguration: .redirectsToLogin, status: 302, words: "302 Found"),
    .init(
      misconfiguration: .http10Upstream, status: 505, words: "HTTP Status 505",
      application: TomcatApplication(isStrict: true)),
    .init(misconfiguration: .rewritesStatus(200), status: 200, words: nil),
    .init(
      misconfiguration: .replacesHost, status: 403, words: "HTTP Status 403",
      application: TomcatApplication(checksOrigin: true)),
  ]

  @Test(arguments: cases)
  func `each set-up answers the handshake as real ones do, and is cured while it runs`(
    _ one: Case
  ) async throws {
    try await withProxy(one.misconfiguration, before: one.application) { client, proxy in
      let opening = await client.open()
      let exchange = try #require(opening.exchange)
      #expect(exchange.response?.status == one.status)
      #expect(one.words.map(exchange.text.contains) ?? exchange.text.isEmpty)
      #expect(opening.isEstablished == false)
      proxy.misconfiguration = .healthy
      try await client.echo()
    }
  }

  @Test func `a wrong accept is wrong, a rewritten status keeps the right one`() async throws {
    try await withProxy(.wrongAccept) { client, proxy in
      let opening = await client.open()
      #expect(opening.violations.count == 1)
      guard case .wrongAccept? = opening.violations.first else {
        Issue.record("\(opening.violations)")
        return
      }
      proxy.misconfiguration = .rewritesStatus(200)
      let rewritten = await client.open().violations
      #expect(rewritten == [.statusNot101(200), .missingConnectionToken(found: ["close"])])
    }
  }

  @Test func `a backend that isn't there is a 502`() async throws {
    try await withLoop { loop in
      let nobody = try Listener(loop: loop)
      nobody.close()
      let proxy = try FaultProxy(webSocketPath: "/ws", upstream: nobody.address, loop: loop)
      let client = Client(loop: loop, address: proxy.address)
      let page = try await client.ask("/")
      #expect(page.response?.status == 502)
      await proxy.stop()
    }
  }

  @Test func `an open WebSocket counts against the limit`() async throws {
    try await withProxy(.connectionLimit(1)) { client, proxy in
      let first = try #require(await client.open().connection)
      #expect(await client.open().exchange?.response?.status == 503)
      _ = await first.close(deadline: soon())
      while await client.open().exchange?.response?.status == 503 {}
    }
  }

  @Test func `silence and a close only meet who asks for WebSocket`() async throws {
    try await withProxy(.closesOnUpgrade) { client, proxy in
      #expect(await client.open().exchange?.failure == .closed(.fin, receivedBytes: 0))
      let plain = try await client.ask("/chat/ws")
      #expect(plain.response?.status == 404)
      proxy.misconfiguration = .silentOnUpgrade
      let opening = await client.open(deadline: EventLoop.now() + .seconds(1))
      #expect(opening.exchange?.failure == .timedOut(receivedBytes: 0))
    }
  }

  @Test func `a connection is kept, and bodies go both ways`() async throws {
    try await withProxy(.healthy, before: Beacon()) { client, _ in
      let opening = await HTTPConnection.open(client.route, on: client.loop, deadline: soon())
      let connection = try #require(opening.connection)
      for _ in 0..<3 {
        let request = RequestHead(
          method: "POST", target: "/x", fields: ["Host": "a", "Content-Length": "5"])
        let exchange = await connection.exchange(
          request, body: Array("hello".utf8), bodyLimit: 4096, deadline: soon())
        #expect(exchange.response?.status == 426)
        #expect(exchange.text.contains("\"Content-Length\",\"(1 characters)\""))
        #expect(connection.isReusable)
      }
    }
  }

  @Test func `stopping ends what is open`() async throws {
    try await withProxy(.healthy) { client, proxy in
      let connection = try #require(await client.open().connection)
      #expect(proxy.requestCount == 1)
      await proxy.stop()
      guard case .ended(let death) = await connection.receive(deadline: soon()).what else {
        Issue.record("still open")
        return
      }
      #expect(death.by == .peer)
    }
  }
}
