import Investigation
import Testing

@Suite struct CurlRequestTests {
  static let chrome = #"""
    curl 'wss://jira.example.com/com-spartez-support-chat/ws/x?room=1' \
      -H 'Upgrade: websocket' \
      -H 'Origin: https://jira.example.com' \
      -H 'Cache-Control: no-cache' \
      -H 'Accept-Language: de-DE,de;q=0.9' \
      -b $'JSESSIONID=abc; note=it\'s\u0021' \
      -H 'Connection: Upgrade' \
      -H 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==' \
      -H 'User-Agent: Mozilla/5.0 (X11; Linux x86_64)' \
      -H 'Sec-WebSocket-Version: 13' \
      -H 'Sec-WebSocket-Protocol: v12.stomp, v11.stomp' \
      -H 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits'
    """#

  @Test func `Chrome's handshake keeps what a session needs, and nothing of one hop`() throws {
    let request = try CurlRequest(parsing: Self.chrome)
    #expect(request.url.description == "wss://jira.example.com/com-spartez-support-chat/ws/x")
    #expect(request.url.target.hasSuffix("?room=1"))
    #expect(request.isWebSocketHandshake)
    #expect(request.origin == "https://jira.example.com")
    #expect(request.subprotocols == ["v12.stomp", "v11.stomp"])
    #expect(
      request.headers.map(\.name) == ["Cache-Control", "Accept-Language", "User-Agent", "Cookie"])
    #expect(request.headers.last?.value == "JSESSIONID=abc; note=it's!")
  }

  @Test func `Firefox's form, with https and a field for the cookie`() throws {
    let request = try CurlRequest(
      parsing: """
        curl 'https://h/socket.io/?EIO=4' --compressed -H "User-Agent: Mozilla/5.0" \
        -H 'Cookie: a=1' -H 'Sec-WebSocket-Key: x' -H 'Sec-Fetch-Mode: websocket' --http1.1
        """)
    #expect(request.isWebSocketHandshake)
    #expect(request.headers.map(\.name) == ["User-Agent", "Sec-Fetch-Mode", "Cookie"])
  }

  @Test func `an ordinary request of the page is taken for its session only`() throws {
    let request = try CurlRequest(
      parsing: "curl -sk --url https://h/page -H 'cookie: a=1' -H ':path: /'")
    #expect(!request.isWebSocketHandshake)
    #expect(request.insecure)
    #expect(request.headers.map(\.name) == ["Cookie"])
  }

  @Test func `line ends of Windows, and other quotes`() throws {
    let request = try CurlRequest(
      parsing: "curl \"https://h/a\\\"b\" \\\r\n -H X-A:\\ 1 -H'X-B: 2'\r\n -A me -e https://h/\r\n"
    )
    #expect(request.url.target == "/a%22b")
    #expect(request.headers.map(\.value) == ["1", "2", "me", "https://h/"])
  }

  static let refused: [(String, CurlRequestProblem)] = [
    ("", .empty), ("  \n", .empty), ("wget https://h", .notCurl),
    ("curl ^\"https://h^\" ^\n -H ^\"a: b^\"", .windowsForm),
    ("$session = New-Object X", .powerShellForm), ("Invoke-WebRequest -Uri x", .powerShellForm),
    ("fetch(\"https://h\")", .fetchForm), ("curl 'https://h", .quoteNotClosed("'")),
    ("curl \"https://h", .quoteNotClosed("\"")), ("curl $'h", .quoteNotClosed("'")),
    ("curl https://h; rm -rf x", .notPlain(";")), ("curl https://h | sh", .notPlain("|")),
    ("curl `id`", .notPlain("`")), ("curl $(id)", .notPlain("$")),
    ("curl \"$HOME\"", .notPlain("$")),
    ("curl", .noURL), ("curl -H", .missingValue(option: "-H")),
    ("curl https://a https://b", .severalURLs), ("curl ftp://a", .url(.schemeNotSupported("ftp"))),
    ("curl https://h -H $'A: b\\r\\nX: y'", .badHeader(name: "A")),
    ("curl https://h -b $'a=b\\nX: y'", .badHeader(name: "Cookie")),
  ]

  @Test(arguments: refused) func `what cannot be used is refused with a sentence`(
    text: String, problem: CurlRequestProblem
  ) {
    #expect(throws: problem) { try CurlRequest(parsing: text) }
    #expect(!problem.description.isEmpty)
  }

  @Test(arguments: ["-d x", "--data-raw '{}'", "-X POST", "-u a:b", "-b jar.txt", "-Z"])
  func `options that make another request are refused`(option: String) {
    #expect(throws: CurlRequestProblem.self) {
      try CurlRequest(parsing: "curl https://h \(option)")
    }
  }

  @Test func `a paste without end is refused`() {
    let text = "curl https://h -H 'a: " + String(repeating: "b", count: 1 << 20) + "'"
    #expect(throws: CurlRequestProblem.tooLong(bytes: text.utf8.count)) {
      try CurlRequest(parsing: text)
    }
  }

  @Test func `no bytes make it crash`() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("curl -H'\"$\\ \n;:=ux0^é\u{0}")
    for _ in 0..<3000 {
      let length = Int.random(in: 0...30, using: &generator)
      let text = String((0..<length).map { _ in alphabet.randomElement(using: &generator)! })
      for prefix in ["", "curl https://h ", "curl $'"] {
        _ = try? CurlRequest(parsing: prefix + text)
      }
    }
  }
}
