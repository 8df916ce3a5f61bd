import HTTP1
import Testing

@testable import WebSocketProtocol

@Suite struct OpeningHandshakeTests {
  private let key = "dGhlIHNhbXBsZSBub25jZQ=="

  private func response(_ change: (inout ResponseHead) -> Void = { _ in }) -> ResponseHead {
    var head = ResponseHead(
      status: 101, reason: "Switching Protocols",
      fields: [
        "Upgrade": "websocket", "Connection": "Upgrade",
        "Sec-WebSocket-Accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
      ])
    change(&head)
    return head
  }

  @Test func `The RFC's example key is accepted with the RFC's value`() {
    #expect(OpeningHandshake.key(from: Array("the sample nonce".utf8)) == key)
    #expect(OpeningHandshake.accept(for: key) == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(OpeningHandshake.validate(response(), key: key).isEmpty)
  }

  @Test(
    arguments: [
      ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
      ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
      ),
      (String(repeating: "a", count: 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
      (String(repeating: "a", count: 1000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
    ])
  func `SHA-1 gives the known digests`(text: String, digest: String) {
    let hex = SHA1.digest(Array(text.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    #expect(hex.joined() == digest)
  }

  @Test(
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func `Base64 gives the RFC's vectors`(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decodedCount(encoded) == text.utf8.count)
    #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
    #expect(Base64.decodedCount(encoded + "=") == nil)
    #expect(Base64.decodedCount("Zm9*") == nil)
  }

  @Test func `Names are compared without regard to case, and Connection may have more tokens`() {
    let head = response {
      $0.fields.set("UPGRADE", "WebSocket")
      $0.fields.set("connection", "keep-alive, upgrade")
    }
    #expect(OpeningHandshake.validate(head, key: key).isEmpty)
  }

  @Test func `All violations are found, not only the first`() {
    let head = ResponseHead(
      version: .http10, status: 200,
      fields: [
        "Upgrade": "h2c", "Connection": "close", "Sec-WebSocket-Accept": "x",
        "Sec-WebSocket-Protocol": "chat, evil", "Sec-WebSocket-Extensions": "foo; a, ;",
      ])
    #expect(
      OpeningHandshake.validate(head, key: key, offeredSubprotocols: ["chat"]) == [
        .statusNot101(200), .versionBelow11(.http10), .wrongUpgrade("h2c"),
        .missingConnectionToken(found: ["close"]),
        .wrongAccept(got: "x", expected: "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        .multipleSubprotocols(["chat", "evil"]), .unofferedSubprotocol("evil"),
        .unofferedExtension("foo"), .malformedExtension(";"),
      ])
  }

  @Test func `What a proxy drops is missing`() {
    let head = response { $0.fields = Fields() }
    #expect(
      OpeningHandshake.validate(head, key: key) == [
        .missingUpgrade, .missingConnectionToken(found: []), .missingAccept,
      ])
  }

  @Test func `A repeated accept value is a violation even if it is right`() {
    let right = OpeningHandshake.accept(for: key)
    let head = response { $0.fields.append("sec-websocket-accept", right) }
    #expect(OpeningHandshake.validate(head, key: key) == [.repeatedAccept([right, right])])
  }

  @Test func `What was offered may be agreed to`() {
    let head = response {
      $0.fields.append("Sec-WebSocket-Protocol", "v2")
      $0.fields.append("Sec-WebSocket-Extensions", "permessage-deflate; server_max_window_bits=10")
    }
    #expect(
      OpeningHandshake.validate(
        head, key: key, offeredSubprotocols: ["v1", "v2"],
        offeredExtensions: ["permessage-deflate; client_max_window_bits"]
      ).isEmpty)
    #expect(
      OpeningHandshake.validate(head, key: key, offeredSubprotocols: ["V2"])
        == [.unofferedSubprotocol("v2"), .unofferedExtension("permessage-deflate")])
  }

  @Test func `A right accept value is seen under any status`() {
    #expect(OpeningHandshake.acceptIsRight(response { $0.status = 200 }, key: key))
    #expect(!OpeningHandshake.acceptIsRight(response(), key: "other"))
  }

  @Test func `An offer becomes a request in a browser's order`() throws {
    let offer = OpeningHandshake.Offer(
      key: key, subprotocols: ["a", "b"], extensions: ["permessage-deflate"])
    let request = offer.request(host: "x:8080", target: "/chat", adding: ["Origin": "http://x"])
    let text = String(decoding: try request.serialized(), as: UTF8.self)
    #expect(
      text
        == """
        GET /chat HTTP/1.1\r
        Host: x:8080\r
        Origin: http://x\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: \(key)\r
        Sec-WebSocket-Protocol: a, b\r
        Sec-WebSocket-Extensions: permessage-deflate\r
        \r\n
        """)
    #expect(OpeningHandshake.violations(of: request).isEmpty)
  }

  @Test func `Each violation has a sentence and a section`() {
    let violations: [HandshakeViolation] = [
      .statusNot101(1), .versionBelow11(.http10), .missingUpgrade, .wrongUpgrade("x"),
      .missingConnectionToken(found: []), .missingConnectionToken(found: ["x"]), .missingAccept,
      .repeatedAccept([]), .wrongAccept(got: "x", expected: "y"), .unofferedSubprotocol("x"),
      .multipleSubprotocols([]), .unofferedExtension("x"), .malformedExtension("x"),
    ]
    for violation in violations {
      #expect(violation.section.hasPrefix("RFC 6455 §"))
      #expect(!violation.sentence.isEmpty && !violation.sentence.hasSuffix("."))
    }
  }
}
