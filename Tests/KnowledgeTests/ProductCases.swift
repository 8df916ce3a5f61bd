import Evidence
import HTTP1

extension Case {
  /// Worlds of recognised applications, of sessions and of several servers.
  static let products: [Case] = [
    Case("page.mixed-content") {
      $0.findings.page = PageFact(.mixedContent, address: "ws://chat.example.test/ws")
    },
    Case("page.wrong-address") {
      $0.findings.page = PageFact(.inner, address: "ws://127.0.0.1:8131/events")
    },
    Case("upgrade.address-differs") {
      $0.findings.addressAnswers = [
        AddressAnswer(address: "192.0.2.1", short: "101", switched: true),
        AddressAnswer(address: "2001:db8::1", short: "404", switched: false),
      ]
    },
    Case("http.redirected", "to the address that was asked") { world in
      for ask in [Ask.application, .root, .sibling, .plainGet, .handshake] {
        let target = world.findings.answers[ask]?.target ?? "/"
        world.set(ask, 302, "Found", ["Location": "https://chat.example.test\(target)"])
      }
      world.findings.conversation = nil
    },
    Case("upgrade.redirected", "to the address that was asked") { world in
      for ask in [Ask.plainGet, .handshake] {
        world.set(ask, 302, "Found", ["Location": "http://chat.example.test\(World.path)"])
      }
      world.findings.conversation = nil
    },
    Case("config.base-url-mismatch") {
      $0.application { $0.baseURL = PublicAddress("http://chat.example.test") }
    },
    Case("config.connector-mismatch", "scheme or port") {
      $0.application { $0.connector = PublicAddress("https://chat.example.test:8443/") }
    },
    Case("config.connector-mismatch", "host") {
      $0.application { $0.connector = PublicAddress("https://node1.inner.test") }
    },
    Case("http.header-limit") {
      $0.refuse(400, body: "<h1>400 Request Header Or Cookie Too Large</h1>", by: .proxy("nginx"))
    },
    Case("http.header-limit", "for more cookies") {
      $0.set(.largeCookie, 400, body: "Request Header Or Cookie Too Large", by: .proxy("nginx"))
    },
    Case("polling.not-sticky") { $0.engine(polled: 12, known: 6) },
    Case("polling.not-sticky", "always another server") { $0.engine(polled: 4, known: 0) },
    Case("polling.broken", "no way to WebSocket") {
      $0.engine(polled: 12, known: 12)
      $0.findings.engineIO?.moved = false
      $0.findings.engineIO?.moveFailure = "400"
    },
    Case("polling.protocol-mismatch") {
      $0.engine(polled: 12, known: 12)
      $0.findings.engineIO?.version = 3
      // 101, and then a refusal in plain HTTP: bytes that break the protocol of frames.
      $0.talk { $0.violation = "a reserved bit is set" }
    },
    Case("cluster.not-sticky") { $0.session(nodes: ["node1", "node2"]) },
    Case("upgrade.not-forwarded", "as the server refuses a plain GET") {
      for ask in [Ask.handshake, .plainGet, .wrongVersion] {
        $0.set(ask, 403, body: "No session available", by: .server("open-xchange", [.plain]))
      }
      $0.findings.conversation = nil
    },
  ]

  /// Sound worlds that look like those above: nothing may be named.
  static let soundProducts: [Findings] = [
    World.but {
      $0.application { $0.baseURL = PublicAddress("https://chat.example.test:443/jira") }
    },
    World.but { $0.application { $0.connector = PublicAddress("https://CHAT.example.test") } },
    World.but {
      // Asked by the address of one hop: that the base URL is another says nothing.
      $0.findings.target.host = "192.0.2.1"
      $0.application { $0.baseURL = PublicAddress("https://chat.example.test") }
    },
    World.but { $0.session(nodes: ["node1"]) },
    World.but {
      // Without a cookie that was given back there is no session.
      $0.session(nodes: ["node1", "node2"])
      $0.findings.session?.cookies = []
    },
    World.but { $0.engine(polled: 12, known: 12) },
    World.but { $0.set(.largeCookie, 101, switched: true) },
    World.but { $0.set(.largeCookie, 403, body: "no") },
  ]
}

extension World {
  /// What a recognised application says of itself.
  mutating func application(_ change: (inout ApplicationFact) -> Void) {
    var fact = ApplicationFact(profile: "jira-chat", because: "the page's metadata name Jira")
    change(&fact)
    findings.application = fact
  }

  mutating func session(nodes: [String]) {
    var session = SessionFact()
    session.cookies = ["JSESSIONID"]
    session.requests = 20
    session.nodes = nodes
    session.mark = "X-ANODEID"
    findings.session = session
  }

  /// A server of Engine.IO 4 whose sessions were used.
  mutating func engine(polled: Int, known: Int) {
    var engine = EngineIOFact(version: 4, path: "/socket.io/")
    engine.accepted = 4
    engine.pingInterval = 25
    engine.pingTimeout = 20
    engine.polled = polled
    engine.known = known
    if known < polled { engine.refusal = "\"Session ID unknown\"" }
    findings.engineIO = engine
    var polling = PollingFact(target: "/socket.io/", isOrdinaryPage: false)
    polling.asked = polled
    polling.answered = known
    findings.polling = polling
  }
}
