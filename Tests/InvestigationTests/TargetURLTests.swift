import Investigation
import Testing

@Suite struct TargetURLTests {
  /// What is typed, and what is asked: scheme://authority and request target.
  static let accepted: [(String, String, String)] = [
    ("https://jira.example.com", "https://jira.example.com", "/"),
    ("jira.example.com", "https://jira.example.com", "/"),
    ("jira.example.com:8443/a", "https://jira.example.com:8443", "/a"),
    ("localhost:8080", "https://localhost:8080", "/"),
    ("WSS://Chat.Example.COM/Ws?x=1", "wss://chat.example.com", "/Ws?x=1"),
    ("http://h:80/", "http://h", "/"),
    ("ws://127.0.0.1:9001", "ws://127.0.0.1:9001", "/"),
    ("https://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443", "/x"),
    ("[::1]:8080", "https://[::1]:8080", "/"),
    ("https://h/a#top", "https://h", "/a"),
    ("https://h#top", "https://h", "/"),
    ("https://h/a#\u{301}top", "https://h", "/a"), ("https://h#\u{301}", "https://h", "/"),
    ("https://h/\u{301}", "https://h", "/%CC%81"), ("https://h?\u{301}", "https://h", "/?%CC%81"),
    ("h:8443/\u{301}", "https://h:8443", "/%CC%81"),
    ("https://h?q=https://x", "https://h", "/?q=https://x"),
    ("h/?next=https://x", "https://h", "/?next=https://x"),
    ("  https://h/x \n", "https://h", "/x"),
    ("https://h/ä b".replacing(" ", with: ""), "https://h", "/%C3%A4b"),
    ("https://h/%7e?a|b", "https://h", "/%7e?a%7Cb"),
    ("https://bücher.example/", "https://xn--bcher-kva.example", "/"),
    ("https://例え。テスト", "https://xn--r8jz45g.xn--zckzah", "/"),
    ("https://MÜNCHEN.de.", "https://xn--mnchen-3ya.de", "/"),
    ("https://a_b.example", "https://a_b.example", "/"),
  ]

  @Test(arguments: accepted) func `an address is read as a person means it`(
    text: String, address: String, target: String
  ) throws {
    let url = try TargetURL(parsing: text)
    #expect("\(url.scheme.rawValue)://\(url.authority)" == address)
    #expect(url.target == target)
  }

  static let refused: [(String, TargetURLProblem)] = [
    ("", .empty), (" \n", .empty), ("ftp://h", .schemeNotSupported("ftp")),
    ("javascript:alert(1)", .schemeNotSupported("javascript")),
    ("mailto:a@b", .schemeNotSupported("mailto")), ("https:h", .noHost), ("https://", .noHost),
    ("https:///x", .noHost), ("https://:80", .noHost), ("://h", .noHost),
    ("https://u:p@h/", .userInformation), ("u@h", .userInformation),
    ("https://h:0", .badPort("0")), ("https://h:65536", .badPort("65536")),
    ("https://h:", .badPort("")), ("https://h:+1", .badPort("+1")),
    ("https://h:8a", .badPort("8a")), ("https://[::1", .bracketNotClosed),
    ("https://[::1]8", .badPort("8")), ("https://[1:2]", .badIPv6Address("1:2")),
    ("https://[::1%eth0]", .badIPv6Address("::1%eth0")), ("https://::1/", .badHost("::1")),
    ("https://-a.example", .badHost("-a.example")), ("https://a..b", .badHost("a..b")),
    ("https://1.2.3.256", .badHost("1.2.3.256")), ("https://h%41", .badHost("h%41")),
    ("https://a b", .spaceOrControlCharacter(offset: 9)),
    ("https://h/\r\nX: y", .spaceOrControlCharacter(offset: 10)),
    ("https://h/\u{202E}x", .spaceOrControlCharacter(offset: 10)),
    ("https://u\u{308}.example", .internationalHost("u\u{308}.example")),
    ("https://h/%zz", .badPercentEncoding(offset: 1)),
  ]

  @Test(arguments: refused) func `what is wrong is said`(text: String, problem: TargetURLProblem) {
    #expect(throws: problem) { try TargetURL(parsing: text) }
    #expect(!problem.description.isEmpty)
  }

  @Test func `a query may hold a secret and is in no description`() throws {
    let url = try TargetURL(parsing: "wss://h/ws?token=secret")
    #expect(url.target == "/ws?token=secret")
    #expect(url.description == "wss://h/ws")
  }

  @Test func `an address without end is refused`() {
    let text = "https://h/" + String(repeating: "a", count: 9000)
    #expect(throws: TargetURLProblem.tooLong(bytes: 9010)) { try TargetURL(parsing: text) }
  }

  @Test func `no bytes make it crash`() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("htps:/@[]%#?.-0:aé例\u{0}\n \u{301}")
    for _ in 0..<3000 {
      let length = Int.random(in: 0...20, using: &generator)
      let text = String((0..<length).map { _ in alphabet.randomElement(using: &generator)! })
      for prefix in ["", "https://", "ws://["] { _ = try? TargetURL(parsing: prefix + text) }
    }
    _ = try? TargetURL(parsing: "https://" + String(repeating: "例", count: 2000))
  }
}
