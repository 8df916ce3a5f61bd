import Evidence
import Testing

@Suite struct RedactorTests {
  private var plain = Redactor(secrets: [])

  @Test(arguments: ["Server", "SERVER", "Content-Type", "Sec-WebSocket-Accept", "X-Forwarded-For"])
  func `harmless fields are shown`(name: String) {
    var redactor = plain
    #expect(redactor.field(name, "nginx/1.22.1", in: "response") == "nginx/1.22.1")
    #expect(redactor.redactions.isEmpty)
  }

  @Test(arguments: ["Authorization", "Cookie", "X-Api-Key", "X-New-Thing", "Proxy-Authorization"])
  func `of any other field only the length is shown`(name: String) {
    var redactor = plain
    #expect(redactor.field(name, "Bearer abc", in: "request") == "(10 characters)")
    #expect(redactor.redactions == [Redaction(name: name, where: "request", count: 1)])
  }

  @Test func `a cookie's name and attributes stay`() {
    var redactor = plain
    let shown = redactor.field(
      "Set-Cookie", "JSESSIONID=A1B2C3.node1; Path=/jira; HttpOnly; SameSite=Lax", in: "response")
    #expect(shown == "JSESSIONID=(12 characters); Path=/jira; HttpOnly; SameSite=Lax")
    #expect(redactor.field("Set-Cookie", "bare", in: "response") == "(4 characters)")
    #expect(redactor.field("Set-Cookie", "", in: "response") == "=(0 characters)")
    #expect(redactor.field("Set-Cookie", ";;;=", in: "response").hasPrefix("=(0"))
  }

  @Test func `of a login's question only the scheme stays`() {
    var redactor = plain
    #expect(
      redactor.field("WWW-Authenticate", "Negotiate YIIGeQYGKwYBBQUC", in: "r") == "Negotiate")
  }

  @Test(arguments: [
    (
      "/ws/x?session=abc&EIO=4&transport=websocket",
      "/ws/x?session=(3 characters)&EIO=4&transport=websocket"
    ),
    ("/ws?deadbeef", "/ws?(8 characters)"), ("/ws?a=", "/ws?a=(0 characters)"), ("/ws?", "/ws?"),
    ("/ws", "/ws"),
    ("/login;jsessionid=AB12?x=1", "/login;jsessionid=(4 characters)?x=(1 characters)"),
    ("https://user:pw@host.test/a?b=c", "https://host.test/a?b=(1 characters)"),
    ("//user@host.test/a", "//host.test/a"), ("https://host.test/a@b", "https://host.test/a@b"),
    ("https://host.test/cb#access_token=abc", "https://host.test/cb#(16 characters)"),
    ("/a?b=c#d?e=f", "/a?b=(1 characters)#(5 characters)"), ("", ""),
    ("https://host.test?q=1@2/3", "https://host.test?q=(5 characters)"),
  ])
  func `of an address the values go and the rest stays`(address: String, shown: String) {
    var redactor = plain
    #expect(redactor.url(address, "request") == shown)
  }

  @Test func `what looks like a token goes out of any text`() {
    var redactor = plain
    let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
    #expect(redactor.text("token \(token).", "body") == "token (36 characters).")
    #expect(
      redactor.text("internationalizationconfiguration", "body")
        == "internationalizationconfiguration")
    #expect(redactor.text("0123456789012345678901", "body") == "0123456789012345678901")
  }

  @Test func `a location's token goes too`() {
    var redactor = plain
    let shown = redactor.field(
      "Location", "https://u:p@idp.test/auth?state=xyz&v=1", in: "response header")
    #expect(shown == "https://idp.test/auth?state=(3 characters)&v=1")
  }

  private static let secret = "S3cr/t+v&lue\"9"

  /// As a server may send it back.
  private static let encoded: [(String, String)] = [
    ("as it is", secret), ("in another case", secret.lowercased()),
    ("percent-encoded", "S3cr%2Ft%2Bv%26lue%229"),
    ("percent-encoded in lower case", "s3cr%2ft%2bv%26lue%229"),
    ("Base64", "UzNjci90K3YmbHVlIjk="), ("Base64 for URLs", "UzNjci90K3YmbHVlIjk"),
    ("in longer Base64, first place", "YT1TM2NyL3QrdiZsdWUiOTsgYj0x"),
    ("in longer Base64, second place", "YWI9UzNjci90K3YmbHVlIjk7IGI9MQ"),
    ("in longer Base64, third place", "YWJjPVMzY3IvdCt2Jmx1ZSI5OyBiPTE"),
    ("hexadecimal", "533363722f742b76266c75652239"), ("for JSON", "S3cr/t+v&lue\\\"9"),
    ("for HTML", "S3cr/t+v&amp;lue&quot;9"),
  ]

  @Test(arguments: encoded.indices)
  func `the user's secret is nowhere, in whatever encoding`(index: Int) {
    let (how, text) = Self.encoded[index]
    var redactor = Redactor(secrets: [Self.secret])
    let shown = redactor.text("<p>\(text)</p>", "body")
    #expect(!shown.contains("S3cr") && !shown.lowercased().contains("3y"), "\(how): \(shown)")
    #expect(shown.contains("(14 characters)"), "\(how): \(shown)")
    #expect(redactor.redactions.map(\.name) == ["value given by the user"])
  }

  @Test func `a secret is in no name either, nor in the list of redactions`() {
    var redactor = Redactor(secrets: ["hunter2"])
    let shown = [
      redactor.field("X-hunter2", "v", in: "response"),
      redactor.field("Set-Cookie", "hunter2=1; Path=/hunter2", in: "response"),
      redactor.field("WWW-Authenticate", "hunter2 realm", in: "response"),
      redactor.field("Server", "hunter2/1.0", in: "response"),
      redactor.url("/ws/hunter2?hunter2=1&hunter2", "request"), redactor.text("hunter2", "body"),
    ]
    for text in shown { #expect(!text.contains("hunter2"), "\(text)") }
    for redaction in redactor.redactions { #expect(!redaction.name.contains("hunter2")) }
  }

  @Test func `a secret that is cut in two at the body's shown end leaves no beginning`() {
    let secret = "averyveryverylongsecretindeedxyz".padding(to: 300)
    var redactor = Redactor(secrets: [secret])
    let body = Array(String(repeating: secret, count: 40).utf8)
    let shown = redactor.start(of: body, limit: 512, isError: true, isMarkup: false, "body")
    #expect(!shown.contains("avery"), "\(shown)")
    #expect(shown.hasPrefix("(300 characters)"))
  }

  @Test func `the start of a body is cut at its limit, whatever it holds`() {
    var redactor = plain
    #expect(
      redactor.start(
        of: Array(repeating: 0x61, count: 9000), limit: 512, isError: true, isMarkup: false, "b"
      ).count == 512)
    #expect(
      redactor.start(of: [0xFF, 0xFE], limit: 512, isError: true, isMarkup: false, "b")
        == "\u{FFFD}\u{FFFD}")
    #expect(redactor.start(of: [], limit: 512, isError: true, isMarkup: false, "b").isEmpty)
  }

  @Test func `the longer secret is taken out whole`() {
    var redactor = Redactor(secrets: ["session", "session-of-mine"])
    #expect(redactor.text("session-of-mine, session", "b") == "(15 characters), (7 characters)")
  }
}

extension String {
  fileprivate func padding(to length: Int) -> String {
    self + String(repeating: "z", count: length - count)
  }
}
