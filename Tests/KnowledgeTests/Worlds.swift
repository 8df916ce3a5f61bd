import Evidence
import HTTP1
import Knowledge

/// Findings as a run would bring them: a sound set-up behind nginx, with something changed.
struct World {
  var findings: Findings

  static let path = "/chat/ws/x"

  /// Everything works: https, nginx in front of Tomcat, the path given by hand.
  init() {
    findings = Findings(
      target: TargetFacts(
        isSecure: true, host: "chat.example.test", webSocketPath: Self.path,
        applicationPath: "/app", pathFrom: .option, pathIsFixed: false, offersSubprotocols: false,
        sendsCredentials: false))
    findings.resolve = .resolved(["192.0.2.1"])
    findings.attempts = [AttemptFact(address: "192.0.2.1", outcome: .connected, seconds: 0.01)]
    findings.proxy = "nginx"
    findings.proxyName = "nginx"
    var tls = TLSFact(outcome: .established)
    tls.chainLength = 2
    tls.names = ["chat.example.test"]
    tls.protocolVersion = "TLSv1.3"
    findings.tls = tls
    set(.application, 200, "", page: true, by: .tomcatPage)
    set(.root, 200, "", page: true, by: .tomcatPage)
    set(.sibling, 404, "", by: .tomcat404(echo: "/chat/ws/wsdoctor-q"))
    set(.plainGet, 404, "", by: .tomcat404(echo: Self.path))
    set(.handshake, 101, switched: true)
    talk { $0.pongSeconds = 0.01 }
  }

  /// A world changed.
  static func but(_ change: (inout World) -> Void) -> Findings {
    var world = World()
    change(&world)
    return world.findings
  }

  mutating func set(
    _ ask: Ask, _ status: Int, _ reason: String = "x", _ fields: Fields = [:], body: String = "no",
    page: Bool = false, switched: Bool = false, violations: [String] = [], by author: Author? = nil
  ) {
    var fields = fields
    if page { fields.append("Content-Type", "text/html") }
    let response = Answer.Response(
      head: ResponseHead(status: status, reason: reason, fields: fields), body: Array(body.utf8),
      acceptIsRight: switched, violations: violations)
    var answer = Answer(
      ask: ask, exchange: "x-\(ask)", target: target(of: ask), outcome: .response(response),
      seconds: 0.01)
    if let author { answer.author = author.attribution }
    findings.answers[ask] = answer
  }

  mutating func silence(_ ask: Ask, _ silence: Answer.Silence) {
    findings.answers[ask] = Answer(
      ask: ask, exchange: "x-\(ask)", target: target(of: ask), outcome: .silence(silence),
      seconds: 5)
  }

  /// The same for each path.
  mutating func everywhere(_ change: (inout World, Ask) -> Void) {
    for ask in [Ask.application, .root, .sibling, .plainGet, .handshake] { change(&self, ask) }
    findings.conversation = nil
  }

  mutating func only(_ asks: Ask...) {
    findings.answers = findings.answers.filter { asks.contains($0.key) }
  }

  /// What the handshake and the plain GET get alike.
  mutating func both(
    _ status: Int, _ reason: String = "x", _ fields: Fields = [:], body: String = "no",
    page: Bool = false, by author: Author? = nil
  ) {
    for ask in [Ask.handshake, .plainGet] {
      set(ask, status, reason, fields, body: body, page: page, by: author)
    }
    findings.conversation = nil
  }

  /// The handshake's answer, which a plain GET doesn't get.
  mutating func refuse(_ status: Int, body: String = "refused", by author: Author? = nil) {
    set(.handshake, status, body: body, by: author)
    findings.conversation = nil
  }

  mutating func talk(_ change: (inout Conversation) -> Void) {
    var talk = Conversation()
    talk.tries = 1
    talk.waitedSeconds = 10
    change(&talk)
    findings.conversation = talk
  }

  mutating func beacon(
    _ fields: [String: String], path: String = path, to ask: Ask = .handshake
  ) {
    findings.answers[ask]?.author = Attribution(
      .beacon, "beacon", name: "the beacon", because: "its field")
    findings.answers[ask]?.echo = BeaconEcho(httpVersion: "HTTP/1.1", path: path, fields: fields)
  }

  private func target(of ask: Ask) -> String {
    switch ask.path {
    case .webSocket: findings.target.webSocketPath
    case .application: "/app"
    case .root: "/"
    case .sibling: "/chat/ws/wsdoctor-q"
    case .stranger: "/unknown-to-all-q"
    case .folder: "/chat/ws/"
    case .outerFolder: "/chat/"
    case .other: "/page/ws"
    case .foreignSession: findings.target.webSocketPath + "?session=wsdoctor"
    case .fixed(let path): path
    }
  }

  /// Who wrote an answer.
  enum Author {
    case proxy(ProductID)
    case application
    case tomcatPage
    case tomcat404(echo: String)
    case server(ProductID, Set<Attribution.Arrival>?)

    var attribution: Attribution {
      switch self {
      case .proxy(let id):
        var found = Attribution(.proxy, id, name: id.rawValue, because: "its own page")
        found.habits = ProxyProduct.product(id)?.habits(of: nil) ?? []
        return found
      case .application:
        return Attribution(.application, nil, name: "the application", because: "a field")
      case .tomcatPage:
        return Attribution(.application, "tomcat", name: "Tomcat", because: "a field")
      case .tomcat404(let echo):
        var found = Attribution(
          .application, "tomcat", name: "Tomcat", because: "its page for 404",
          readsAs: [.plain, .unknownPath])
        found.pathEcho = echo
        return found
      case .server(let id, let arrivals):
        return Attribution(
          .application, id, name: id.rawValue, because: "its words", readsAs: arrivals)
      }
    }
  }
}
