import Evidence
import Testing

/// What is a credential by its form or its field, wherever in a stranger's text it stands, and what is
/// prose.
@Suite struct CredentialFormsTests {
  /// Texts with the secret `CANARY7x` in them, as servers echo requests and dump their environment.
  static let echoes = [
    "Authorization: Bearer CANARY7x", "authorization=bearer CANARY7x", "Bearer CANARY7x expired",
    "bad header 'Authorization: Basic CANARY7x'", "HTTP_AUTHORIZATION = Basic CANARY7x",
    "HTTP_AUTHORIZATION => Token CANARY7x", "[HTTP_AUTHORIZATION] => Bearer CANARY7x",
    "Proxy-Authorization: Negotiate CANARY7x", "X-Authorization: Custom CANARY7x",
    #"Authorization: Digest username="a", nonce="b", response="CANARY7x""#,
    #"Authorization: Digest username="CANARY7x", realm="r""#,
    #"{"Authorization":"Bearer CANARY7x","id":1}"#, #"{\"authorization\":\"Bearer CANARY7x\"}"#,
    #"{"headers":{"authorization":["Bearer CANARY7x"]}}"#, "Authorization:CANARY7x",
    "<td>Authorization</td><td>Bearer CANARY7x</td>",
    "<td class=\"e\">HTTP_AUTHORIZATION </td><td class=\"v\">Basic CANARY7x </td>",
    "<td>Cookie</td>\n<td>a=1; b=CANARY7x</td>", "<b>Cookie:</b> a=1; b=CANARY7x",
    "&quot;token&quot;: &quot;CANARY7x&quot;", "Token CANARY7x is unknown", "Bearer%20CANARY7x",
    "Cookie: a=1; b=CANARY7x", "Cookie: a=1;b=2; c=CANARY7x", "HTTP_COOKIE=a=1; b=CANARY7x",
    "cookie: CANARY7x; b=2", "cookie: a; b=CANARY7x", #"cookie: "a=1; b=CANARY7x""#,
    "Set-Cookie: a=1; Path=/; HttpOnly; b=CANARY7x",
    "Set-Cookie: a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=CANARY7x",
    #"cookies: {"a": "1", "b": "CANARY7x"}"#, "cookies={'a': 'x}', 'b': 'CANARY7x'}",
    "postgres://app:CANARY7x@db/x", "session='CANARY7x y'", "password = CANARY7x",
    "xoxb-CANARY7x", "xoxp-1-CANARY7x", "ghp_CANARY7x", "github_pat_CANARY7x", "glpat-CANARY7x",
    "sk_live_CANARY7x", "eyJhbGciOiJI.eyJzdWIiOiIx.CANARY7x", "eyJhbGciOiJI.e30.CANARY7x",
    "-----BEGIN RSA PRIVATE KEY-----\nCANARY7x\n-----END RSA PRIVATE KEY-----\nend",
    "-----BEGIN PRIVATE KEY-----\\nCANARY7x", "-----BEGIN OPENSSH PRIVATE KEY-----CANARY7x",
  ]

  @Test(arguments: echoes) func `no credential stays that a server echoes`(text: String) {
    var redactor = Redactor(secrets: [])
    let shown = redactor.words("<p>before: \(text)", "body")
    #expect(!shown.lowercased().contains("canary7x"), "\(shown)")
    #expect(!redactor.redactions.isEmpty)
    #expect(redactor.words(shown, "body") == shown, "what was left out stays so")
  }

  static let keys = [
    "AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", "AKIAABCDEFGHIJKLMNOP", "xoxb-1234-abcd",
    "ghp_abcdefgh12", "gho_Abcdefgh", "glpat-abcdefgh", "sk_live_abcdefgh", "AIzaSyAbcdef",
    "npm_Abcdefgh",
  ]

  @Test(arguments: keys) func `a token with its issuer's prefix goes whole`(key: String) {
    var redactor = Redactor(secrets: [])
    #expect(redactor.text("the key \(key), sir", "b") == "the key (\(key.count) characters), sir")
  }

  static let prose = [
    "Basic authentication is required", "Bearer token missing", "No Bearer authentication",
    "the bearer of this letter", "Bearer realm=\"api\", error=\"invalid_token\"",
    "Unexpected token < in JSON at position 0", "Unexpected token } in JSON", "Invalid token",
    "token expired", "Basic realm=\"Restricted\"", "Digest authentication failed", "OAuth 2.0",
    "Basic HTTP", "Basic WebSocket tutorial", "No cookie was sent", "Cookies must be enabled",
    "Set a cookie, then reload", "a session is needed", "Negotiate GSSAPI", "a basic example",
    "see https://example.com/a@b and http://host:8080/x",
    "asian food, sk_buff, hf_token, npm_config",
    "-----BEGIN CERTIFICATE-----", "Authorization Required", "401 Authorization Required",
    "<title>Authorization Required</title><h1>no</h1>", "<b>Cookie</b>", "xapp is no token",
    "<h1>401 Authorization Required</h1>\r\n<hr><center>nginx/1.22.1</center>",
  ]

  @Test(arguments: prose) func `people's words stay`(text: String) {
    var redactor = Redactor(secrets: [])
    #expect(redactor.words(text, "body") == text)
    #expect(redactor.redactions.isEmpty)
  }

  static let cut: [(String, String)] = [
    ("Authorization: Bearer abc, Accept: */*", "Authorization: Bearer (3 characters), Accept: */*"),
    ("Authorization: required to see it", "Authorization: (8 characters) to see it"),
    ("Cookie: a=X; b=Y\r\nHost: h", "Cookie: (8 characters)\r\nHost: h"),
    ("cookie: none of it", "cookie: (4 characters) of it"),
    ("at http://u:p@h/x", "at http://(3 characters)@h/x"),
  ]

  @Test(arguments: cut) func `no more goes than the credential`(text: String, shown: String) {
    var redactor = Redactor(secrets: [])
    #expect(redactor.words(text, "body") == shown)
  }

  @Test func `each cookie of a field that was joined goes, and the names stay`() {
    var redactor = Redactor(secrets: [])
    #expect(
      redactor.field(
        "Set-Cookie", "a=X1; Path=/, b=Y2; Expires=Wed, 21 Oct 2026 07:28:00 GMT; c=Z3; Secure",
        in: "r")
        == "a=(2 characters); Path=/, b=(2 characters); Expires=Wed, 21 Oct 2026 07:28:00 GMT; "
        + "c=(2 characters); Secure")
  }

  @Test(.timeLimit(.minutes(2))) func `2 MB of a page that names everything are read`() {
    let text = String(repeating: Self.hostile.joined(separator: " x "), count: 10_000)
    var redactor = Redactor(secrets: ["hunter2"])
    let shown = redactor.words(String(text.prefix(2_000_000)), "body")
    #expect(!shown.isEmpty)
  }

  static let hostile = [
    "token=", "cookie:x ", "cookie: a=b; ", "Authorization: ", "Bearer ", "-----BEGIN ", "://a:b",
    "cookie<", "\"token\":\"", "token:'\\", "cookies:{", "eyJaaaaa.", "a=b;", "<td>", "basic a ",
    "a", "&quot;", "-----BEGIN PRIVATE KEY-----", "Set-Cookie: a=1,", "token: bearer (", "ghp_",
  ]

  /// Sixteen times the text takes about sixteen times the time, and not its square.
  @Test(.timeLimit(.minutes(2)), arguments: hostile)
  func `a long text takes no longer than it is long`(piece: String) {
    func seconds(_ length: Int) -> Double {
      let text = String(repeating: piece, count: length / piece.utf8.count)
      var redactor = Redactor(secrets: ["hunter2", "token=token=x"])
      let duration = ContinuousClock().measure { _ = redactor.words(text, "body") }
      return Double(duration.components.seconds)
        + Double(duration.components.attoseconds) / 1e18
    }
    // The least of three: others use this machine too.
    func least(_ length: Int) -> Double { (0..<3).map { _ in seconds(length) }.min() ?? 0 }
    let short = max(least(5_000), 0.002)
    let long = least(80_000)
    #expect(long < 60 * short, "\(long) s for 80 KB, \(short) s for a sixteenth")
  }
}
