import Evidence
import HTTP1
import Knowledge
import Testing

@Suite struct RecogniserTests {
  /// An answer, who wrote it, and what it says of how the request arrived.
  struct Form: Sendable, CustomTestStringConvertible {
    var name: String
    var head: String
    var body = ""
    var author: Attribution.Author?
    var product: ProductID?
    var arrivals: Set<Attribution.Arrival>?
    var path: String?

    var testDescription: String { name }
    var found: Attribution {
      get throws { Recogniser.attribution(of: try .init(captured: head, body)) }
    }
  }

  @Test(arguments: proxies + servers)
  func `who wrote it, and how the request arrived`(form: Form) throws {
    let found = try form.found
    #expect(found.author == form.author)
    #expect(found.product == form.product)
    #expect(found.readsAs == form.arrivals)
    #expect(found.pathEcho == form.path)
    if found.author != nil { #expect(!found.because.isEmpty) }
  }

  @Test(arguments: proxies.filter { $0.name != "nginx behind Cloudflare" })
  func `a proxy that wrote a page is the product in front`(form: Form) throws {
    let products = Recogniser.products(in: [.application: try answer(form)]).map(\.0.id)
    #expect(products.contains(try #require(form.product)), "\(products)")
  }

  @Test func `a missing reason phrase is nobody's where nginx knows none`() throws {
    let returned = Form(name: "return 426", head: "HTTP/1.1 426 \nServer: nginx/1.22.1")
    #expect(try returned.found.author == nil)
    let handedOn = Form(name: "404", head: "HTTP/1.1 404 \nServer: nginx/1.22.1")
    #expect(try handedOn.found.author == .application)
    let direct = Form(name: "426", head: "HTTP/1.1 426 ")
    #expect(try direct.found.author == .application)
  }

  private func answer(_ form: Form) throws -> Answer {
    Answer(
      ask: .plainGet, exchange: "x1", target: "/",
      outcome: .response(try .init(captured: form.head, form.body)),
      seconds: 0)
  }

  private static let signs: [(String, ProductID, Certainty, String?)] = [
    ("Server: nginx/1.22.1", "nginx", .likely, "1.22.1"), ("Server: nginx", "nginx", .likely, nil),
    ("Server: Apache/2.4.71 (Debian)", "apache", .likely, "2.4.71"),
    ("Server: Caddy", "caddy", .likely, nil), ("X-Varnish: 3 2", "varnish", .proven, nil),
    ("Via: 1.1 varnish (Varnish/7.1)", "varnish", .likely, nil),
    ("Via: 1.1 lab (squid/5.7)", "squid", .likely, nil),
    ("Server: lighttpd/1.4.69", "lighttpd", .likely, "1.4.69"),
    ("x-envoy-upstream-service-time: 3", "envoy", .proven, nil),
    ("Set-Cookie: AWSALB=x; Path=/", "aws-alb", .likely, nil),
    ("Set-Cookie: AWSALBCORS=x", "aws-alb", .likely, nil),
    ("Set-Cookie: AWSELB=x", "aws-elb-classic", .likely, nil),
    ("CF-RAY: 8a1b-FRA", "cloudflare", .proven, nil),
    ("X-Amz-Cf-Id: x", "cloudfront", .proven, nil),
    ("Set-Cookie: ApplicationGatewayAffinity=x", "azure-application-gateway", .proven, nil),
    ("Via: 1.1 google", "google-lb", .likely, nil),
    ("X-Powered-By: ARR/3.0", "iis-arr", .proven, nil),
    ("X-Resolver-IP: 10.0.0.1", "jelastic", .proven, nil),
  ]

  @Test(arguments: signs.indices)
  func `a field shows the product in front`(index: Int) throws {
    let (field, product, certainty, version) = Self.signs[index]
    let form = Form(name: field, head: "HTTP/1.1 200 OK\n\(field)", body: "hello")
    let found = Recogniser.products(in: [.application: try answer(form)])
    #expect(found.map(\.0.id) == [product])
    #expect(found.first?.1.certainty == certainty)
    #expect(found.first?.1.version == version)
  }

  @Test func `a proxy of the admin's goes before the edge, and a version is kept`() throws {
    let edge = Form(name: "", head: "HTTP/1.1 200 OK\nCF-RAY: 1-FRA\nX-Varnish: 1", body: "x")
    let page = Form(
      name: "", head: "HTTP/1.1 404 Not Found\nServer: nginx", body: Captured.nginxPage("404"))
    let version = Form(name: "", head: "HTTP/1.1 200 OK\nServer: nginx/1.22.1", body: "x")
    let found = Recogniser.products(
      in: [
        .application: try answer(edge), .sibling: try answer(page), .root: try answer(version),
      ])
    #expect(found.map(\.0.id) == ["varnish", "nginx", "cloudflare"])
    #expect(found.first { $0.0.id == "nginx" }?.1.version == "1.22.1")
    #expect(Recogniser.products(in: [:]).isEmpty)
  }

  @Test func `no status alone names anybody`() {
    let noise = (0...255).map { UInt8($0) }
    for status in [100, 200, 204, 302, 400, 401, 403, 404, 405, 426, 429, 500, 502, 503, 504, 599] {
      for body in [[], noise] {
        let bare = Answer.Response(head: ResponseHead(status: status, reason: "x"), body: body)
        #expect(Recogniser.attribution(of: bare).author == nil, "\(status)")
      }
    }
  }

  @Test func `products that re-sign are known by their issuer`() {
    #expect(Interceptors.name(inIssuer: "CN=Zscaler Root CA,O=Zscaler Inc.") == "Zscaler")
    #expect(Interceptors.name(inIssuer: "cn=mitmproxy") == "mitmproxy")
    #expect(Interceptors.name(inIssuer: "CN=R11,O=Let's Encrypt,C=US") == nil)
  }
}

@Suite struct `Caddy in front` {
  private func settled(
    _ handshake: String, _ body: String = "", beside page: String = "Via: 1.1 Caddy"
  ) throws -> Attribution? {
    let heads: [(Ask, String, String)] = [
      (.handshake, handshake, body), (.plainGet, "HTTP/1.1 404 Not Found\n\(page)", "no"),
    ]
    let answers = try heads.map { ask, head, body in
      var answer = Answer(
        ask: ask, exchange: "x1", target: "/ws",
        outcome: .response(try .init(captured: head, body)), seconds: 0)
      answer.author = try Recogniser.attribution(of: .init(captured: head, body))
      return (ask, answer)
    }
    return Recogniser.settle(Dictionary(uniqueKeysWithValues: answers))[.handshake]?.author
  }

  @Test func `its Server field is its signature only where relayed answers have a Via`() throws {
    let head = "HTTP/1.1 200 OK\nServer: Caddy\nContent-Type: text/plain"
    let own = try settled(head, "Nothing to see.")
    #expect(own?.author == .proxy)
    #expect(own?.product == "caddy")
    #expect(own?.isShared == false)
    // The older one names itself on whatever it relays.
    #expect(try settled(head, "no", beside: "Server: Caddy")?.author == nil)
    #expect(try settled(head + "\nVia: 1.1 Caddy", "no")?.author == nil)
    #expect(try settled(head + "\nServer: aiohttp", "no")?.author != .proxy)
  }

  @Test func `Via says in which protocol it asks`() throws {
    let refusal = "HTTP/1.1 502 Bad Gateway\nServer: Caddy"
    #expect(try settled(refusal, beside: "Via: 2.0 Caddy")?.says == .askedInHTTP2)
    #expect(try settled(refusal)?.says == nil)
    #expect(try settled(refusal, beside: "Server: Caddy")?.says == nil)
    #expect(try settled("HTTP/1.1 404 Not Found\nVia: 2.0 Caddy", "no")?.says == nil)
  }
}

@Suite struct `Apache and HAProxy in front` {
  private func products(_ head: String, _ body: String = "no") throws -> [String] {
    let answer = Answer(
      ask: .application, exchange: "x1", target: "/",
      outcome: .response(try .init(captured: head, body)), seconds: 0)
    return Recogniser.products(in: [.application: answer]).map { "\($0.0.id) \($0.1.certainty)" }
  }

  @Test func `old Tomcat's Server field is not Apache's`() throws {
    #expect(try products("HTTP/1.1 200 OK\nServer: Apache-Coyote/1.1") == [])
  }

  @Test func `Apache shows where it relays another's Server field`() throws {
    let head = "HTTP/1.1 200 OK\nServer: Python/3.11 aiohttp/3.14.5\nKeep-Alive: timeout=5, max=100"
    #expect(try products(head) == ["apache likely"])
    #expect(
      try products("HTTP/1.1 200 OK\nServer: LiteSpeed\nKeep-Alive: timeout=5, max=100") == [])
  }

  @Test func `names in lower case are nobody's sign, HAProxy's own page is its`() throws {
    let type = "\ncontent-type: text/plain"
    #expect(try products("HTTP/1.1 200 OK\nserver: Python/3.11 aiohttp/3.14.5\(type)") == [])
    #expect(try products("HTTP/1.1 200 OK\nserver: uvicorn\(type)") == [])
    let page = "<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n"
    let fields =
      "Content-length: 90\nCache-Control: no-cache\nConnection: close\nContent-Type: text/html"
    #expect(try products("HTTP/1.1 400 Bad request\n\(fields)", page) == ["haproxy likely"])
    #expect(try products("HTTP/1.1 400 Bad request\nServer: x\n\(fields)", page) == [])
  }
}
