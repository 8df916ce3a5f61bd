import Evidence
import HTTP1
import Testing

@Suite struct AnswerKindTests {
  private static let statuses: [(Int, AnswerKind)] = [
    (200, .ok), (204, .ok), (299, .ok), (300, .redirect), (302, .redirect), (308, .redirect),
    (400, .badRequest), (401, .unauthorized), (402, .refused), (403, .forbidden),
    (404, .notFound), (405, .refused), (407, .unauthorized), (410, .notFound), (418, .refused),
    (426, .upgradeRequired), (429, .rateLimited), (496, .certificateWanted), (497, .tlsExpected),
    (499, .refused), (500, .serverError), (501, .serverError), (502, .badGateway),
    (503, .unavailable), (504, .gatewayTimeout), (505, .versionNotSupported), (520, .serverError),
    (599, .serverError), (999, .serverError),
  ]

  @Test(arguments: statuses)
  func `a status has one kind, with Upgrade and without`(status: Int, kind: AnswerKind) {
    #expect(Answer.made(.handshake, status).kind == kind)
    #expect(Answer.made(.plainGet, status).kind == kind)
  }

  @Test func `no status is without a kind, and only 101 switches`() {
    for status in 100...999 {
      let kind = Answer.made(.handshake, status, octets: [0xFF, 0, 0x80]).kind
      #expect(kind != .switched && (status == 101) == (kind == .badAccept), "\(status)")
    }
  }

  @Test func `a 101 switches with the right Accept and nothing else wrong`() {
    #expect(Answer.switched(.handshake).kind == .switched)
    #expect(Answer.switched(.handshake).switched)
    #expect(Answer.made(.handshake, 101).kind == .badAccept)
    let spoilt = Answer.made(
      .handshake, 101, acceptIsRight: true, violations: ["the answer has no Upgrade field"])
    #expect(spoilt.kind == .badSwitch)
    #expect(!spoilt.switched)
  }

  @Test(arguments: [400, 404, 500])
  func `the right Accept under an error has a kind of its own`(status: Int) {
    #expect(Answer.made(.handshake, status, acceptIsRight: true).kind == .acceptedError)
  }

  @Test(arguments: [200, 204, 302])
  func `the right Accept under another status is a rewritten status`(status: Int) {
    #expect(Answer.made(.handshake, status, acceptIsRight: true).kind == .rewrittenStatus)
  }

  @Test func `a page is HTML with something in it`() {
    #expect(Answer.made(.plainGet, 200, "", .html, body: "<p>").kind == .page)
    #expect(Answer.made(.plainGet, 200, "", .html).kind == .ok)
    #expect(
      Answer.made(.plainGet, 200, "", ["Content-Type": "application/json"], body: "{}").kind == .ok)
    #expect(Answer.made(.plainGet, 200, "", ["Content-Type": "TEXT/HTML"], body: "x").kind == .page)
  }

  @Test(arguments: [
    ("The plain HTTP request was sent to HTTPS port", AnswerKind.tlsExpected),
    ("Reason: You're speaking plain HTTP to an SSL-enabled server port.", .tlsExpected),
    ("Client sent an HTTP request to an HTTPS server.\n", .tlsExpected),
    ("<center>No required SSL certificate was sent</center>", .certificateWanted),
    ("<center>The SSL certificate error</center>", .certificateWanted),
    ("Can \"Upgrade\" only to \"WebSocket\".", .badRequest),
  ])
  func `a 400 may say in words what was expected`(words: String, kind: AnswerKind) {
    #expect(Answer.made(.application, 400, body: words).kind == kind)
  }

  private static let silences: [(Answer.Silence, AnswerKind)] = [
    (.closed(afterBytes: 0), .closed), (.closed(afterBytes: 1), .truncated),
    (.reset(afterBytes: 0), .reset), (.reset(afterBytes: 9), .truncated),
    (.timedOut(afterBytes: 0), .silent), (.timedOut(afterBytes: 7), .truncated),
    (.notHTTP(firstBytes: []), .notHTTP), (.notHTTP(firstBytes: Array("SSH-2.0".utf8)), .notHTTP),
    (.notHTTP(firstBytes: [0, 0, 6, 4]), .http2), (.notHTTP(firstBytes: [0, 0, 6]), .notHTTP),
    (.notHTTP(firstBytes: [0x15, 3, 3]), .tlsRecord),
    (.notHTTP(firstBytes: [0x16, 3]), .tlsRecord),
    (.notHTTP(firstBytes: [0x15]), .notHTTP), (.malformed("x"), .malformed),
    (.oversized("x"), .oversized), (.alert(70), .alert), (.notReached("x"), .notReached),
  ]

  @Test(arguments: silences)
  func `every silence has a kind`(silence: Answer.Silence, kind: AnswerKind) {
    #expect(Answer.silent(.handshake, silence).kind == kind)
    #expect(!Answer.silent(.handshake, silence).switched)
  }

  @Test func `half an answer is truncated whatever its status`() {
    var answer = Answer.made(.application, 200, "", .html, body: "<p>")
    answer.truncated = true
    #expect(answer.kind == .truncated)
  }

  @Test func `an answer knows its path and media type`() {
    let answer = Answer.made(
      .plainGet, 200, "", ["content-type": "Text/HTML;charset=x"], target: "/a/b?c=/d")
    #expect(answer.path == "/a/b")
    #expect(answer.response?.mediaType == "text/html")
    #expect(Answer.made(.plainGet, 200).response?.mediaType == "")
  }
}
