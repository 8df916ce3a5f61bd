import Diagnosis
import Evidence
import HTTP1
import Investigation
import Lab
import Testing
import Transport

/// Stand-ins of the products of the guides, whole runs against each: with the proxy right and wrong.
@Suite struct ProductTests {
  /// A stand-in behind a proxy that the test sets up.
  private func behindProxy(
    _ site: any Site, _ misconfiguration: Misconfiguration = .healthy, path: String,
    _ body: @Sendable (String) async throws -> Void
  ) async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let server = try EchoServer(serving: site, loop: loop)
    let proxy = try FaultProxy(
      misconfiguration, webSocketPath: path, upstream: server.address, loop: loop)
    let result = await Result.catching { try await body("127.0.0.1:\(proxy.address.port)") }
    await proxy.stop()
    await server.stop()
    try result.get()
  }

  private static let chat = "/com-spartez-support-chat/ws/x"

  // MARK: Jira

  @Test func `Jira is recognised, and its set-up fits`() async throws {
    try await behindProxy(JiraStandIn(), path: Self.chat) { host in
      let report = try await check("http://\(host)/")
      try report.expectWellFormed()
      #expect(report.target.profile == "jira-chat")
      #expect(report.verdict == .healthy, "\(report.faults)")
      #expect(report.target.webSocketURL == "ws://\(host)\(Self.chat)")
      let steps = Dictionary(report.setupSteps.map { ($0.step, $0.status) }) { a, _ in a }
      #expect(steps["application.base-url"] == .done)
      #expect(steps["application.connector"] == .done)
    }
  }

  @Test func `Jira below a path is asked there`() async throws {
    try await behindProxy(JiraStandIn(contextPath: "/jira"), path: "/jira" + Self.chat) { host in
      let report = try await check("http://\(host)/jira/")
      #expect(report.verdict == .healthy, "\(report.faults)")
      #expect(report.target.webSocketURL == "ws://\(host)/jira\(Self.chat)")
      #expect(report.probe("application")?.facts["state"] == .word("RUNNING"))
    }
  }

  /// A name that leads to this machine, as users type one.
  private func checkByName(
    _ host: String, _ change: (inout CheckOptions) -> Void = { _ in }
  ) async throws -> Report {
    let port = UInt16(host.split(separator: ":")[1]) ?? 0
    return try await check("http://jira.example.test:\(port)/") {
      $0.resolve = [ResolveOverride(host: "jira.example.test", port: port, address: "127.0.0.1")]
      change(&$0)
    }
  }

  @Test func `a base URL of another host is a warning, and named by nothing else`() async throws {
    let site = JiraStandIn(baseURL: "https://jira.inner.test")
    try await behindProxy(site, path: Self.chat) { host in
      let report = try await checkByName(host)
      try report.expectWellFormed()
      #expect(report.faults == ["config.base-url-mismatch"])
      #expect(report.verdict == .degraded && report.exitStatus == 0)
      #expect(report.diagnoses.first?.certainty == .proven)
      #expect(report.diagnoses.first?.missingSteps.map(\.step) == ["application.base-url"])
      // Asked by its address nothing can be said.
      let byAddress = try await check("http://\(host)/")
      #expect(byAddress.verdict == .healthy, "\(byAddress.faults)")
    }
  }

  @Test(arguments: [
    JiraStandIn.Connector(scheme: "https", host: "jira.example.test", port: 443),
    .init(scheme: "http", host: "node1", port: 8080),
  ])
  func `a connector that believes something else is another warning`(
    connector: JiraStandIn.Connector
  ) async throws {
    let site = JiraStandIn(connector: connector)
    try await behindProxy(site, path: Self.chat) { host in
      let report = try await checkByName(host)
      #expect(report.faults == ["config.connector-mismatch"])
      #expect(
        report.diagnoses.first?.missingSteps.contains { $0.step == "application.connector" } == true
      )
    }
  }

  @Test func `a lost Upgrade is found below Jira's own page, and both are named`() async throws {
    let site = JiraStandIn(baseURL: "https://jira.inner.test")
    try await behindProxy(site, .dropsUpgrade, path: Self.chat) { host in
      let report = try await checkByName(host) { $0.webSocketPath = Self.chat }
      #expect(report.faults.first == "upgrade.not-forwarded")
      #expect(report.faults.contains("config.base-url-mismatch"))
      #expect(report.verdict == .degraded, "Chat polls")
    }
  }

  @Test func `whether a session holds is looked at only if one was given`() async throws {
    let site = JiraStandIn(wantsSession: true)
    try await behindProxy(site, path: Self.chat) { host in
      let without = try await check("http://\(host)/") { $0.webSocketPath = Self.chat }
      #expect(without.faults == ["application.handshake-refused"])
      #expect(without.probe("application")?.facts["sessionHolds"] == nil)
      let wrong = try await check("http://\(host)/") {
        $0.webSocketPath = Self.chat
        $0.headers = [("Cookie", "JSESSIONID=another-session")]
      }
      #expect(wrong.faults == ["application.handshake-refused"])
      #expect(wrong.probe("application")?.facts["sessionHolds"] == .flag(false))
      let right = try await check("http://\(host)/") {
        $0.webSocketPath = Self.chat
        $0.headers = [("Cookie", "JSESSIONID=\(site.session)")]
      }
      #expect(right.verdict == .healthy, "\(right.faults)")
      #expect(right.probe("application")?.facts["sessionHolds"] == .flag(true))
      #expect(try !right.json().contains(site.session))
    }
  }

  // MARK: Open-Xchange

  @Test func `Open-Xchange without a session proves that Upgrade arrives`() async throws {
    try await behindProxy(OpenXchangeStandIn(), path: OpenXchangeStandIn.endpoint) { host in
      let report = try await check("http://\(host)/appsuite/")
      try report.expectWellFormed()
      #expect(report.target.profile == "open-xchange")
      #expect(report.faults == ["application.handshake-refused"])
      #expect(report.exitStatus == 0 && report.verdict == .degraded)
      #expect(report.target.endpointConfirmed)
      #expect(
        report.diagnoses.first?.missingSteps.map(\.step)
          == ["ox.authenticated-session", "ox.websockets-enabled"])
      #expect(report.probe("polling")?.reason == "the product has none")
      #expect(!report.untested.contains("polling"))
      let steps = Dictionary(report.setupSteps.map { ($0.step, $0.status) }) { a, _ in a }
      #expect(steps["ox.websockets-package"] == .done)
      #expect(steps["ox.authenticated-session"] == .missing)
      #expect(steps["ox.hazelcast"] == .unknown)
    }
  }

  @Test func `Open-Xchange with its session is healthy`() async throws {
    let site = OpenXchangeStandIn()
    try await behindProxy(site, path: OpenXchangeStandIn.endpoint) { host in
      let report = try await check("http://\(host)/appsuite/") {
        $0.webSocketPath =
          "\(OpenXchangeStandIn.endpoint)?session=\(site.session)&EIO=3&transport=websocket"
        $0.headers = [("Cookie", site.secretCookie), ("User-Agent", "a browser's")]
      }
      #expect(report.verdict == .healthy, "\(report.faults)")
      #expect(try !report.json().contains(site.session))
    }
  }

  @Test func `a lost Upgrade before Open-Xchange is no lock on the path`() async throws {
    try await behindProxy(OpenXchangeStandIn(), .dropsUpgrade, path: OpenXchangeStandIn.endpoint) {
      host in
      let report = try await check("http://\(host)/appsuite/")
      #expect(report.faults == ["upgrade.not-forwarded"])
      #expect((report.diagnoses.first?.certainty ?? .possible) >= .likely)
      #expect(report.verdict == .degraded, "mail still shows, only late")
      #expect(
        report.observations.contains { $0.name == .serverEchoes && $0.value == true })
    }
  }

  @Test func `Open-Xchange without its package isn't blamed on the proxy for sure`() async throws {
    let site = OpenXchangeStandIn(hasPackage: false)
    try await behindProxy(site, path: OpenXchangeStandIn.endpoint) { host in
      let report = try await check("http://\(host)/appsuite/")
      #expect((report.diagnoses.first?.certainty ?? .proven) < .proven)
      let named = report.diagnoses.flatMap(\.missingSteps).map(\.step)
      #expect(named.contains("ox.websockets-package"), "\(report.faults): \(named)")
    }
  }

  // MARK: Universal Messaging, Jelastic

  @Test func `Universal Messaging's endpoint and script are found`() async throws {
    let path = UniversalMessagingStandIn.endpoint
    try await behindProxy(UniversalMessagingStandIn(), path: path) { host in
      let report = try await check("http://\(host)/")
      #expect(report.target.profile == "universal-messaging")
      #expect(report.verdict == .healthy, "\(report.faults)")
      #expect(report.settings.keepaliveSeconds == 60)
      #expect(report.observations.contains { $0.name == .clientScript && $0.value == true })
      let steps = Dictionary(report.setupSteps.map { ($0.step, $0.status) }) { a, _ in a }
      #expect(steps["um.client-port"] == .done && steps["um.client-secure"] == .notNeeded)
    }
  }

  @Test func `a limit that only a large post would meet is unknown, and said so`() async throws {
    let path = UniversalMessagingStandIn.endpoint
    try await behindProxy(UniversalMessagingStandIn(), path: path) { host in
      let report = try await check("http://\(host)/")
      #expect(report.verdict == .healthy, "\(report.faults)")
      let step = try #require(report.setupSteps.first { $0.step == "nginx.body-size" })
      #expect(step.status == .unknown && step.because.contains("413"))
    }
    // A product without such a fallback has no such step.
    try await behindProxy(OpenXchangeStandIn(), path: OpenXchangeStandIn.endpoint) { host in
      let report = try await check("http://\(host)/appsuite/")
      #expect(!report.setupSteps.contains { $0.step == "nginx.body-size" })
    }
  }

  /// Jelastic's balancer: its cookie on pages, header lines of 2 KB at most.
  private func jelastic(room: Int) -> Peer.Handler {
    { request, stream in
      if request.fields.list.contains(where: { $0.value.utf8.count > room }) {
        return try stream.answer(
          400, "Bad Request", ["Server": "nginx", "Content-Type": "text/html"],
          "<html><head><title>400 Request Header Or Cookie Too Large</title></head></html>")
      }
      if request.path == "/ws/" && request.asksToUpgrade {
        try stream.write(request.accepted())
        return try await stream.talk()
      }
      return try stream.answer(
        request.path == "/" ? 200 : 404, "OK",
        ["Content-Type": "text/html", "Set-Cookie": "SRVGROUP=common; path=/"], "<h1>Chat</h1>")
    }
  }

  @Test func `Jelastic's balancer shows itself, and its small buffers are a warning`() async throws
  {
    try await Peer.serve(jelastic(room: 2048)) { peer in
      let report = try await check(peer.url("/"))
      #expect(report.target.profile == "jelastic")
      #expect(report.faults == ["http.header-limit"])
      #expect(report.diagnoses.first?.severity == .warning && report.exitStatus == 0)
    }
    try await Peer.serve(jelastic(room: 16_384)) { peer in
      let report = try await check(peer.url("/"))
      #expect(report.verdict == .healthy, "\(report.faults)")
      #expect(
        report.setupSteps.first { $0.step == "jelastic.balancer-in-front" }?.status == .done)
    }
  }

  @Test func `the padded cookie goes to nobody else`() async throws {
    let generic: Peer.Handler = { try await application($0, $1) }
    try await Peer.serve(generic) { peer in
      let report = try await check(peer.url("/")) { $0.webSocketPath = "/chat/ws" }
      #expect(report.verdict == .healthy, "\(report.faults)")
      let asked = peer.requests
      #expect(!asked.contains { ($0.fields.first("Cookie")?.utf8.count ?? 0) > 1024 })
      #expect(!asked.contains { $0.fields.contains("X-Echo-Header") })
      #expect(!asked.contains { $0.target.contains("session=") || $0.target.contains("rest/api") })
    }
  }
}
