import Evidence
import Testing

@Suite struct OwnWordsTests {
  private func said(_ status: Int, _ reason: String = "", body: String = "", bytes: Int? = nil)
    -> OwnWords?
  {
    OwnWords(
      ResponseRecord(
        status: status, reason: reason, version: "HTTP/1.1", headers: [],
        bodyBytes: bytes ?? body.utf8.count, bodyStart: body, author: nil))
  }

  /// As servers of today word it, measured.
  static let wordings: [(Int, String, String, OwnWords.Topic)] = [
    (400, "", #"{"error":"room is required"}"#, .parameter),
    (400, "No \"Sec-WebSocket-Version: 13\" header", "", .version),
    (
      400, "", "Failed to open a WebSocket connection: invalid Sec-WebSocket-Version header: 99.",
      .version
    ),
    (
      400, "Bad Request",
      "Failed to open a WebSocket connection: missing Sec-WebSocket-Key header.", .key
    ),
    (400, "WebSocket version 99 not supported (supported versions: 13,8)", "", .version),
    (400, "HTTP Sec-WebSocket-Key header missing", "", .key),
    (
      400, "HTTP Connection headers do not include \"upgrade\" value (case-insensitive): \"close\"",
      "", .connection
    ),
    (400, "Bad Request", "No CONNECTION upgrade hdr: close", .connection),
    (400, "No WebSocket Upgrade header found", "", .upgrade),
    (400, "Bad Request", "Can \"Upgrade\" only to \"WebSocket\".", .upgrade),
    (403, "Forbidden", "Cross origin websockets not allowed", .origin),
    (403, "", "request origin not allowed by Upgrader.CheckOrigin", .origin),
    (
      400, "Bad Request", "Failed to open a WebSocket connection: missing subprotocol.",
      .subprotocol
    ),
    (401, "Unauthorized", "<html><body><h1>401</h1><p>Please log in.</p></body></html>", .login),
    (403, "Forbidden", "{\"detail\": \"Invalid API key\"}", .login),
    (503, "", "Application is starting up", .starting),
    (429, "", "rate limit exceeded", .limit),
    (400, "", "Invalid host header", .host),
    (404, "Not Found", "Cannot GET /ws", .path),
    (500, "", "boom", .other),
  ]

  @Test(arguments: wordings.indices)
  func `words have a topic`(index: Int) throws {
    let (status, reason, body, topic) = Self.wordings[index]
    let words = try #require(said(status, reason, body: body))
    #expect(words.topic == topic, "\(words.text)")
  }

  @Test(arguments: [
    (400, "Bad Request", ""), (404, "Not Found", #"{"detail":"Not Found"}"#),
    (404, "", "404: Not Found"), (500, "Internal Server Error", "<h1>Internal Server Error</h1>"),
    (403, "FORBIDDEN", "{}"), (503, "Service Unavailable", "503 Service Unavailable\n"),
  ])
  func `what HTTP says anyway are no words of one's own`(status: Int, reason: String, body: String)
  {
    #expect(said(status, reason, body: body) == nil)
  }

  @Test func `neither a page, an answer in full nor octets that are no text are words`() {
    #expect(said(400, body: "room is required", bytes: 3000) == nil)
    #expect(said(200, body: "room is required") == nil)
    #expect(said(400, body: "\u{FFFD}\u{FFFD}abc") == nil)
  }

  @Test func `words are one short line, and quote nothing`() throws {
    let long = try #require(said(400, body: String(repeating: "word\n\u{7}", count: 100)))
    #expect(long.text.count == 120 && long.text.hasSuffix("…"))
    #expect(!long.text.contains("\n"))
    #expect(said(400, body: "a \"b\" `c`")?.text == "a 'b' 'c'")
    #expect(said(400, "odd", body: "odd thing")?.text == "odd thing")
    #expect(said(400, "odd", body: "thing")?.text == "odd / thing")
  }

  @Test func `a refusal's words are the application's only where no other path says them`() {
    var refusal = Answer.made(.handshake, 400, body: "room is required")
    refusal.words = OwnWords("room is required")
    #expect(Findings(refusal).value(.saysAbout(.handshake)) == "parameter")
    #expect(
      Findings(refusal).seen(.saysAbout(.handshake))?.text == "the 400 says: \"room is required\"")
    let sibling = Answer.made(.sibling, 400, body: "room is required")
    #expect(Findings(refusal, sibling).seen(.saysAbout(.handshake)) == nil)
    let proxy = Attribution(.proxy, "nginx", name: "nginx", because: "its page")
    #expect(Findings(refusal.by(proxy)).seen(.saysAbout(.handshake)) == nil)
  }

  @Test func `an application says why it closes`() {
    var findings = Findings(.switched(.handshake))
    var talk = Conversation()
    talk.errorText = "Invalid origin!"
    findings.conversation = talk
    #expect(findings.seen(.closeSaysAbout) == nil)
    talk.closedByPeer = true
    findings.conversation = talk
    #expect(findings.value(.closeSaysAbout) == "origin")
    talk.otherOrigins = [.init("without Origin", staysOpen: true)]
    findings.conversation = talk
    #expect(findings.value(.otherOriginStays) == true)
  }
}
