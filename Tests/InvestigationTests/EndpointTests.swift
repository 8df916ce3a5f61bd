import Evidence
import HTTP1
import Investigation
import Testing
import Transport

/// Which endpoint is asked, and what an unconfirmed one may be blamed for.
@Suite(.timeLimit(.minutes(2))) struct EndpointTests {
  private static func page(_ text: String) -> Peer.Handler {
    { request, stream in try await application(request, stream, page: text) }
  }

  private func check(
    _ handler: @escaping Peer.Handler, _ target: String = "",
    _ change: @escaping @Sendable (inout CheckOptions) -> Void = { _ in },
    then body: @Sendable (Report, Peer) throws -> Void
  ) async throws {
    try await Peer.serve(handler) { peer in
      let report = try await InvestigationTests.check(peer.url(target)) { change(&$0) }
      try report.expectWellFormed()
      #expect(peer.seen.mostOpen <= 8)
      try body(report, peer)
    }
  }

  @Test func `a given path goes before everything`() async throws {
    try await check(Self.page("<script>new WebSocket('/other')</script>")) {
      $0.webSocketPath = "/chat/ws?x=1"
    } then: { report, peer in
      #expect(report.target.webSocketPathFrom == .option)
      #expect(report.target.webSocketURL?.hasSuffix("/chat/ws") == true)
      #expect(report.verdict == .healthy)
      #expect(peer.requests.contains { $0.target == "/chat/ws?x=1" && $0.asksToUpgrade })
      #expect(!peer.paths.contains("/other"))
    }
  }

  @Test func `a ws address names the endpoint`() async throws {
    try await Peer.serve(Self.page("")) { peer in
      let report = try await InvestigationTests.check("ws://127.0.0.1:\(peer.address.port)/chat/ws")
      #expect(report.target.webSocketPathFrom == .option)
      #expect(report.verdict == .healthy)
    }
  }

  @Test func `a pasted request names it`() async throws {
    try await check(Self.page("<script>new WebSocket('/other')</script>")) {
      $0.webSocketPath = "/chat/ws"
      $0.pathFromCurl = true
    } then: { report, _ in
      #expect(report.target.webSocketPathFrom == .curl)
      #expect(report.verdict == .healthy)
    }
  }

  @Test func `a page that loads Socket.IO's client is asked at its usual path, which is a guess`()
    async throws
  {
    let page = "<script src='https://cdn.example/4/socket.io.min.js'></script><script>io()</script>"
    try await check(Self.page(page)) { report, peer in
      #expect(report.target.webSocketPathFrom == .profile)
      #expect(
        peer.requests.contains { $0.asksToUpgrade && $0.target.hasPrefix("/socket.io/?EIO=") })
      #expect(report.faults == ["upgrade.endpoint-unknown"] && report.exitStatus == 3)
    }
  }

  @Test func `the page names it`() async throws {
    try await check(Self.page("<script>let s = new WebSocket(base + '/chat/ws')</script>")) {
      report, _ in
      #expect(report.target.webSocketPathFrom == .page)
      #expect(report.verdict == .healthy)
    }
  }

  @Test(arguments: [
    "new WebSocket(`wss://${location.host}/chat/ws`)",
    "const host = location.host; new WebSocket(`wss://${host}/chat/ws`)",
    "new WebSocket(`${location.protocol == 'https:' ? 'wss:' : 'ws:'}//${location.host}/chat/ws`)",
    "new ReconnectingWebSocket(`${location.origin}/chat/ws`)",
    "const path = '/chat/ws', it = \"don't\"; s = new WebSocket(scheme + location.host + path)",
    "</script><div hx-ext='ws' ws-connect='/chat/ws'></div><script>",
    "</script><meta name=\"action-cable-url\" content=\"/chat/ws\"><p>it's</p><script>",
  ])
  func `the page names it in the ways of today's code`(script: String) async throws {
    try await check(Self.page("<p>that's</p><script>\(script)</script>")) { report, _ in
      #expect(report.target.webSocketPathFrom == .page)
      #expect(report.target.webSocketURL?.hasSuffix("/chat/ws") == true)
    }
  }

  @Test(arguments: [
    "fetch('/api/items'); new WebSocket(address)", "new WebSocket(`/chat/ws/${session}`)",
    "new WebSocket(`wss://other.example.test/chat/ws`)",
  ])
  func `what the page doesn't say isn't asked`(script: String) async throws {
    try await check(Self.page("<script>\(script)</script>")) { report, peer in
      #expect(report.target.webSocketPathFrom == .profile)
      #expect(!peer.paths.contains { $0.hasPrefix("/chat/ws") || $0 == "/api/items" })
    }
  }

  @Test func `a guess that is refused as any path is says so`() async throws {
    try await check { request, stream in
      guard request.asksToUpgrade else { return try stream.answer(200, "OK", [:], "hello") }
      return try stream.answer(403, "Forbidden", [:], "")
    } then: { report, _ in
      #expect(report.diagnoses.map(\.fault) == ["upgrade.endpoint-unknown"])
      #expect(report.exitStatus == 3)
    }
  }

  @Test func `a script of the page names it, of the same origin alone`() async throws {
    let page = """
      <script src="https://cdn.example.test/lib.js"></script><script src='/static/a.js'></script>
      <script>var x</script><script defer src=static/b.js></script>
      """
    try await check { request, stream in
      switch request.path {
      case "/static/a.js": return try stream.answer(200, "OK", [:], "var nothing = 1")
      case "/static/b.js": return try stream.answer(200, "OK", [:], "new WebSocket(h+\"/chat/ws\")")
      default: return try await application(request, stream, page: page)
      }
    } then: { report, peer in
      #expect(report.target.webSocketPathFrom == .page)
      #expect(report.verdict == .healthy)
      #expect(!peer.paths.contains("/lib.js"))
    }
  }

  @Test(arguments: [
    "new WebSocket('ws://elsewhere.example.test/chat/ws')",
    "new WebSocket('ws://127.0.0.1/chat/ws')", "new WebSocket(`wss://${host}/chat/ws`)",
    "new WebSocket('/chat/' + id)", "new WebSocket('/{room}/ws')", "new WebSocket('//evil/ws')",
    "new WebSocket('/a b')", "new WebSocket('/\\u0000')", "fetch('/chat/ws')",
    "new WebSocket('/\(String(repeating: "x", count: 600))')",
  ])
  func `what is another host's, or a template, is no endpoint`(code: String) async throws {
    try await check(Self.page("<script>\(code)</script>")) { report, peer in
      #expect(report.target.webSocketPathFrom != .page || peer.paths.contains("/chat/"))
      #expect(!peer.paths.contains { $0.contains("room") || $0.contains("evil") })
    }
  }

  @Test func `a redirect to a start page is followed, elsewhere isn't`() async throws {
    try await check { request, stream in
      switch request.path {
      case "/": return try stream.answer(302, "Found", ["Location": "/start/"])
      case "/start/":
        return try stream.answer(
          200, "OK", ["Content-Type": "text/html"], "<script src=app.js></script>")
      case "/start/app.js": return try stream.answer(200, "OK", [:], "new WebSocket('/chat/ws')")
      default: return try await application(request, stream)
      }
    } then: { report, _ in
      #expect(report.target.webSocketPathFrom == .page)
      #expect(report.verdict == .healthy, "\(report.faults)")
    }
    try await check { request, stream in
      request.path == "/"
        ? try stream.answer(302, "Found", ["Location": "https://elsewhere.example.test/"])
        : try await application(request, stream)
    } then: { report, _ in
      #expect(report.target.webSocketPathFrom == .profile)
    }
  }

  @Test func `looking into pages costs five requests and two megabytes at most`() async throws {
    let scripts = (0..<40).map { "<script src=/s\($0).js></script>" }.joined()
    try await check { request, stream in
      if request.path.hasSuffix(".js") {
        return try stream.answer(
          200, "OK", [:], String(repeating: "/* nothing */\n", count: 90_000))
      }
      return try await application(request, stream, page: scripts)
    } then: { report, peer in
      let pages = peer.paths.count { $0.hasSuffix(".js") }
      #expect(pages >= 1 && pages <= 4)
      let octets = report.exchanges.filter { ["page", "script"].contains($0.ask) }
        .compactMap { $0.response?.bodyBytes }.reduce(0, +)
      #expect(octets <= 2 << 20)
      #expect(report.target.webSocketPathFrom == .profile)
    }
  }

  @Test func `a guessed path that is none never blames the proxy`() async throws {
    try await check { request, stream in
      request.path == "/"
        ? try stream.answer(404, "Not Found", [:], "nothing here")
        : try stream.answer(404, "Not Found", [:], "nothing here")
    } then: { report, _ in
      #expect(report.faults == ["upgrade.endpoint-unknown"])
      #expect(report.verdict == .inconclusive && report.exitStatus == 3)
      #expect(!report.target.endpointConfirmed)
    }
  }

  @Test func `a profile's path that is none never blames the proxy`() async throws {
    try await check(Self.page("")) {
      $0.profile = "jira-chat"
    } then: { report, peer in
      #expect(report.target.webSocketPathFrom == .profile)
      #expect(peer.paths.contains("/com-spartez-support-chat/ws/x"))
      #expect(report.faults == ["upgrade.endpoint-unknown"])
      #expect(report.exitStatus == 3 && report.verdict == .inconclusive)
    }
  }

  @Test func `a wrong path given is unknown when the page names one that works`() async throws {
    try await check(Self.page("<script>new WebSocket('/chat/ws')</script>")) {
      $0.webSocketPath = "/chat/old"
    } then: { report, _ in
      #expect(report.faults == ["upgrade.endpoint-unknown"], "\(report.diagnoses)")
      #expect(report.exitStatus == 3 && report.verdict == .inconclusive)
    }
  }

  @Test func `Jira shows itself, with its context path`() async throws {
    let login = """
      <html><head><meta name="application-name" content="JIRA" data-version="9.12">
      <meta name="ajs-context-path" content="/jira"></head></html>
      """
    let path = "/jira/com-spartez-support-chat/ws/x"
    try await check { request, stream in
      if request.path == path {
        if request.asksToUpgrade, request.fields.first("Sec-WebSocket-Version") == "13" {
          try stream.write(request.accepted())
          return try await stream.talk()
        }
        return try stream.answer(404, "", [:], "no")
      }
      return try await application(request, stream, page: login)
    } then: { report, _ in
      #expect(report.target.profile == "jira-chat" && report.target.profileFrom == .recognised)
      #expect(report.target.webSocketURL?.hasSuffix(path) == true)
      #expect(report.settings.keepaliveSeconds == 30 && report.settings.keepaliveFrom == .profile)
      #expect(report.verdict == .healthy)
    }
  }
}
