import Evidence
import Testing

/// What is taken for a secret by its shape or its name, and what is not.
@Suite struct RedactionShapeTests {
  static let tokens = [
    "eyJhbGciOiJI", "9f86d081884c7d659a2feaa0c55ad015", "550e8400-e29b-41d4-a716-446655440000",
    "A1b2C3d4E5f6G7h8", "kJhGfDsAqWeRtYuIoPzX", "sess_u3Fg7Hj2Kl9Qz5aB", "q7Zx9Kw2Lm4Vb8xY",
  ]
  static let words = [
    "internationalizationconfiguration", "com-spartez-support-chat", "proxy_set_header",
    "SecWebSocketExtensionsHeaderParser", "AbstractHttp11Processor", "nginx/1.22.1", "1.22.1",
    "2026-11-21T05:48:40", "jira.example.com", "ip-10-0-3-5", "permessage-deflate",
    "x-websocket-extensions", "192.0.2.10", "wsdoctor-dfjklgocfr", "WebSocketVersion13",
    "1234567890123456", "XMLHttpRequestEventTarget", "server_max_window_bits",
  ]

  @Test(arguments: tokens) func `what a machine made goes`(token: String) {
    #expect(Redactor.isToken(token))
    var redactor = Redactor(secrets: [])
    #expect(redactor.text("a \(token).", "body") == "a (\(token.count) characters).")
    #expect(redactor.path("/ws/\(token)/x", "address") == "/ws/TOKEN/x")
  }

  @Test(arguments: words) func `words, versions, hosts and times stay`(word: String) {
    #expect(!Redactor.isToken(word))
    var redactor = Redactor(secrets: [])
    #expect(redactor.words("see \(word), please", "body") == "see \(word), please")
    #expect(redactor.redactions.isEmpty)
  }

  static let named: [(String, String)] = [
    ("password=hunter2&x=1", "password=(7 characters)&x=1"),
    (#"{"access_token": "abc", "id": 3}"#, #"{"access_token": "(3 characters)", "id": 3}"#),
    ("no session: log in", "no session: (3 characters) in"), ("sid='x y'", "sid='(3 characters)'"),
    ("Host: a.test", "Host: a.test"), ("key=", "key="),
  ]

  @Test(arguments: named) func `what calls itself secret goes`(text: String, shown: String) {
    var redactor = Redactor(secrets: [])
    #expect(redactor.words(text, "body") == shown)
  }

  static let pages: [(page: String, isError: Bool, shown: String)] = [
    (
      #"<!DOCTYPE html><html lang="en"><meta name="csrf" content="abc"><title>Hi</title><p>mine"#,
      false,
      #"<!DOCTYPE html><html lang="en"><meta name="csrf" content=(3 characters)><title>Hi</title>"#
    ),
    ("<body>mine", false, "<body>"), ("<h1>404</h1><hr>nginx", true, "<h1>404</h1><hr>nginx"),
    ("<script>var a='b'</script>x", true, "<script>(9 characters)</script>x"),
    (
      "<!-- me --><input value=x y='z'>", true,
      "<!--(4 characters)--><input value=(1 characters) y=(1 characters)>"
    ),
    ("<a href='", true, #"<a href="""#), ("<", true, "<"), ("<a", true, "<a"),
    ("<a =>", true, "<a =\"\">"),
    ("<script>", true, "<script>"), ("a < b", true, "a < b"),
  ]

  @Test(arguments: pages) func `of a page the frame stays`(
    page: String, isError: Bool, shown: String
  ) {
    var redactor = Redactor(secrets: [])
    #expect(
      redactor.start(of: Array(page.utf8), limit: 512, isError: isError, isMarkup: true, "body")
        == shown)
  }

  @Test func `of data that was answered in full only the length stays`() {
    var redactor = Redactor(secrets: [])
    let body = Array(#"{"user":"alice"}"#.utf8)
    #expect(
      redactor.start(of: body, limit: 512, isError: false, isMarkup: false, "b") == "(16 bytes)")
    #expect(
      redactor.start(of: body, limit: 512, isError: true, isMarkup: false, "b")
        == #"{"user":"alice"}"#)
  }

  @Test func `a path loses its parameters and its tokens`() {
    var redactor = Redactor(secrets: ["hunter2"])
    #expect(redactor.path("/a;jsessionid=1/hunter2/b", "address") == "/a/TOKEN/b")
    #expect(redactor.redactions.map(\.count).reduce(0, +) == 2)
  }

  @Test func `a secret that a peer cut off at its end is found by its beginning`() {
    var redactor = Redactor(secrets: ["hunter2-and-more"])
    #expect(redactor.text("no: hunter2-an", "close") == "no: (16 characters)")
    #expect(redactor.text("a hunt", "close") == "a hunt")
  }

  static let offers: [([String], [String])] = [
    (["bearer", "abc123"], ["abc123"]), (["graphql-ws"], []), (["v12.stomp", "mqtt"], []),
    (["chat", "mine-1"], []), (["access_token", "chat", "s3cret"], ["s3cret"]),
    (["base64url.bearer.authorization.k8s.io.abc"], ["base64url.bearer.authorization.k8s.io.abc"]),
  ]

  @Test(arguments: offers) func `a subprotocol that carries a token is a secret`(
    offered: [String], secrets: [String]
  ) {
    #expect(Secrets.subprotocols(offered) == secrets)
  }

  @Test func `a forward proxy's login is a secret in each spelling`() {
    let found = Secrets.credentials(inAddress: "http://al%69ce:pa%73s-1@proxy.test:3128")
    #expect(Set(found).isSuperset(of: ["al%69ce:pa%73s-1", "pa%73s-1", "pass-1", "alice:pass-1"]))
    #expect(Secrets.credentials(inAddress: "http://proxy.test:3128").isEmpty)
  }
}
