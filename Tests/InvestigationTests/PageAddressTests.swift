import Evidence
import HTTP1
import Investigation
import Testing
import Transport

/// What the page says of its WebSocket, and whether browsers get anywhere with it.
@Suite(.timeLimit(.minutes(2))) struct PageAddressTests {
  private static func page(_ text: String) -> Peer.Handler {
    { request, stream in try await application(request, stream, page: text) }
  }

  /// Asked by a public name, as users do.
  private func named(
    _ handler: @escaping Peer.Handler,
    _ change: @escaping @Sendable (inout CheckOptions, UInt16) -> Void = { _, _ in },
    then body: @escaping @Sendable (Report, Peer) throws -> Void
  ) async throws {
    try await Peer.serve(handler) { peer in
      let port = peer.address.port
      let report = try await InvestigationTests.check("http://chat.example.test:\(port)") {
        $0.resolve = [
          ResolveOverride(host: "chat.example.test", port: port, address: "127.0.0.1")
        ]
        change(&$0, port)
      }
      try report.expectWellFormed()
      try body(report, peer)
    }
  }

  private static let wanting: Peer.Handler = { request, stream in
    let page = "<script>const u = '/chat/ws'; new WebSocket(u, ['chat.v2', 'chat.v1'])</script>"
    return try await application(request, stream, page: page) { request, stream in
      guard request.fields.first("Sec-WebSocket-Protocol") == "chat.v2, chat.v1" else {
        return try stream.answer(400, "Bad Request", [:], "a subprotocol is missing")
      }
      try stream.write(request.accepted { $0.fields.append("Sec-WebSocket-Protocol", "chat.v1") })
      return try await stream.talk()
    }
  }

  @Test func `the subprotocol that the page offers is offered`() async throws {
    try await named(Self.wanting) { report, peer in
      #expect(report.verdict == .healthy && report.faults == [])
      #expect(report.target.webSocketPathFrom == .page)
      #expect(
        peer.requests.filter(\.asksToUpgrade).allSatisfy {
          $0.fields.contains("Sec-WebSocket-Protocol")
        })
    }
  }

  @Test func `a page of 300 KB is read to its end`() async throws {
    let filler = String(repeating: "<p>some words of a long page</p>\n", count: 9000)
    try await named(Self.page("<html>\(filler)<script>new WebSocket('/chat/ws')</script>")) {
      report, _ in
      #expect(report.target.webSocketPathFrom == .page)
      #expect(report.verdict == .healthy)
    }
  }

  @Test(arguments: [
    "ws://127.0.0.1:8131/chat/ws", "ws://localhost:3000/chat/ws", "ws://app:8080/chat/ws",
    "ws://10.0.0.5/chat/ws", "ws://node1.internal/chat/ws",
  ])
  func `an inner address is no user's, and the path is asked where they come`(address: String)
    async throws
  {
    try await named(Self.page("<script>new WebSocket('\(address)')</script>")) { report, peer in
      #expect(report.faults == ["page.wrong-address"])
      #expect(report.exitStatus == 1)
      #expect(
        report.diagnoses.first?.missingSteps.map(\.step).sorted()
          == ["application.base-url", "proxy.forwarded-proto"])
      #expect(peer.requests.contains { $0.path == "/chat/ws" && $0.asksToUpgrade })
      #expect(report.observations.contains { $0.text.contains(address) })
    }
  }

  @Test(arguments: [
    "if (dev) new WebSocket('ws://localhost:3000/chat/ws'); else new WebSocket('/chat/ws')",
    "new WebSocket((window.DEV ? 'ws://localhost:3000' : '') + '/chat/ws')",
    "// new WebSocket('ws://localhost:3000/chat/ws')\nnew WebSocket('/chat/ws')",
    "new WebSocket('ws://localhost:3000/chat/ws'); new WebSocket('/chat/ws')",
  ])
  func `what may be another mode's accuses nobody`(script: String) async throws {
    try await named(Self.page("<script>\(script)</script>")) { report, _ in
      #expect(!report.faults.contains { $0.hasPrefix("page.") })
    }
  }

  @Test func `another host that answers is an endpoint of its own`() async throws {
    try await Peer.serve(Self.page("")) { other in
      let port = other.address.port
      let page = Self.page("<script>new WebSocket('ws://ws.example.test:\(port)/chat/ws')</script>")
      try await named(page) { options, _ in
        options.headers = [("Cookie", "session=secret")]
        options.resolve.append(
          ResolveOverride(host: "ws.example.test", port: port, address: "127.0.0.1"))
      } then: { report, _ in
        #expect(!report.faults.contains { $0.hasPrefix("page.") })
        #expect(
          report.observations.first { $0.name.rawValue == "pageAddress" }?.value == "elsewhere")
        // What the user gave for one host goes to no other.
        #expect(other.requests.count == 1)
        #expect(other.requests.allSatisfy { !$0.fields.contains("Cookie") })
      }
    }
  }

  @Test func `ws on an https page is what browsers block`() async throws {
    let identity = try Certificate.identity.get()
    let page = Self.page("<script>new WebSocket('ws://' + location.host + '/chat/ws')</script>")
    try await Peer.serve(tls: TLSServerOptions(identity: identity), page) { peer in
      let report = try await InvestigationTests.check("https://127.0.0.1:\(peer.address.port)") {
        $0.insecure = true
      }
      #expect(report.faults == ["page.mixed-content"])
      #expect(report.exitStatus == 1)
    }
  }

  @Test(arguments: [
    "new WebSocket((location.protocol == 'https:' ? 'wss://' : 'ws://') + location.host + '/chat/ws')",
    "new WebSocket(location.origin.replace(/^http/, 'ws') + '/chat/ws')",
    "let u = 'ws:'; if (location.protocol == 'https:') u = 'wss:'; new WebSocket(u + '//' + location.host + '/chat/ws')",
  ])
  func `an address that follows the page's scheme is fine`(script: String) async throws {
    let identity = try Certificate.identity.get()
    let page = Self.page("<script>\(script)</script>")
    try await Peer.serve(tls: TLSServerOptions(identity: identity), page) { peer in
      let report = try await InvestigationTests.check("https://127.0.0.1:\(peer.address.port)") {
        $0.insecure = true
      }
      #expect(report.faults == [] && report.verdict == .healthy)
    }
  }

  @Test(arguments: ["/", "/chat/ws"])
  func `a redirect to the very address is the application's idea of it`(first: String)
    async throws
  {
    let going: Peer.Handler = { request, stream in
      guard request.path.hasPrefix(first) else { return try await application(request, stream) }
      let host = request.fields.first("Host") ?? ""
      return try stream.answer(302, "Found", ["Location": "http://\(host)\(request.target)"])
    }
    try await named(going) { options, _ in
      options.webSocketPath = "/chat/ws"
    } then: { report, _ in
      #expect(report.faults == [first == "/" ? "http.redirected" : "upgrade.redirected"])
      #expect(report.diagnoses.first?.missingSteps.first?.step == "proxy.forwarded-proto")
    }
  }

  @Test func `one address of the name that leads elsewhere`() async throws {
    try await Peer.serve(Self.page("")) { good in
      let port = good.address.port
      let other = try #require(SocketAddress("127.0.0.2", port: port))
      try await Peer.serve(on: other) { request, stream in
        try stream.answer(404, "Not Found", [:], "another server block")
      } _: { _ in
        let report = try await InvestigationTests.check("http://chat.example.test:\(port)") {
          $0.webSocketPath = "/chat/ws"
          $0.resolve = ["127.0.0.1", "127.0.0.2"].map {
            ResolveOverride(host: "chat.example.test", port: port, address: $0)
          }
        }
        #expect(report.faults == ["upgrade.address-differs"])
        #expect(report.verdict == .degraded)
        #expect(report.diagnoses.first?.missingSteps.map(\.step) == ["proxy.every-address"])
      }
    }
  }

  @Test func `addresses that answer alike name nothing`() async throws {
    try await Peer.serve(Self.page("")) { one in
      let port = one.address.port
      let other = try #require(SocketAddress("127.0.0.2", port: port))
      try await Peer.serve(on: other, Self.page("")) { two in
        let report = try await InvestigationTests.check("http://chat.example.test:\(port)") {
          $0.webSocketPath = "/chat/ws"
          $0.resolve = ["127.0.0.1", "127.0.0.2"].map {
            ResolveOverride(host: "chat.example.test", port: port, address: $0)
          }
        }
        #expect(report.faults == [] && report.verdict == .healthy)
        #expect(one.requests.contains { $0.asksToUpgrade })
        #expect(two.requests.contains { $0.asksToUpgrade })
      }
    }
  }
}
