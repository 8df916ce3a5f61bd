import HTTP1
import Testing
import WebSocketProtocol

@Suite struct ServerHandshakeTests {
  private let key = "dGhlIHNhbXBsZSBub25jZQ=="

  private func request(_ change: (inout RequestHead) -> Void = { _ in }) -> RequestHead {
    var request = OpeningHandshake.Offer(key: key).request(host: "x", target: "/")
    change(&request)
    return request
  }

  @Test func `A right request is answered in a way that its client accepts`() {
    let answer = OpeningHandshake.answer(to: request(), subprotocol: "a", extensions: "e")
    #expect(
      OpeningHandshake.validate(
        answer, key: key, offeredSubprotocols: ["a"], offeredExtensions: ["e"]
      ).isEmpty)
  }

  @Test func `Everything that a proxy did to the request is found`() {
    let bare = RequestHead(method: "POST", target: "/", version: .http10)
    #expect(
      OpeningHandshake.violations(of: bare) == [
        .methodNotGET("POST"), .versionBelow11(.http10), .missingHost, .missingUpgrade,
        .missingConnectionToken(found: []), .missingKey, .missingVersion,
      ])
    let odd = request {
      $0.fields.set("Upgrade", "h2c")
      $0.fields.set("Connection", "close")
      $0.fields.append("Sec-WebSocket-Key", "short")
      $0.fields.set("Sec-WebSocket-Version", "8")
    }
    #expect(
      OpeningHandshake.violations(of: odd) == [
        .wrongUpgrade("h2c"), .missingConnectionToken(found: ["close"]),
        .repeatedKey([key, "short"]), .unsupportedVersion("8"),
      ])
  }

  @Test(arguments: ["", "short", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZTE="])
  func `A key that is not the Base64 of 16 bytes is malformed`(key: String) {
    let request = request { $0.fields.set("Sec-WebSocket-Key", key) }
    #expect(OpeningHandshake.violations(of: request) == [.malformedKey(key)])
    #expect(OpeningHandshake.answer(to: request).status == 400)
  }

  @Test func `Refusals say what would be right`() {
    let version = OpeningHandshake.answer(
      to: request { $0.fields.set("Sec-WebSocket-Version", "8") })
    #expect(version.status == 426)
    #expect(version.fields.first("Sec-WebSocket-Version") == "13")
    let plain = OpeningHandshake.answer(to: request { $0.fields.remove("Upgrade") })
    #expect(plain.status == 426)
    #expect(plain.fields.hasToken("Upgrade", "websocket"))
    #expect(OpeningHandshake.answer(to: request { $0.method = "POST" }).status == 405)
  }

  @Test func `HTTP/1.0 is refused by a strict server only`() {
    let request = request { $0.version = .http10 }
    #expect(OpeningHandshake.answer(to: request).status == 400)
    #expect(OpeningHandshake.answer(to: request, strict: false).status == 101)
  }

  @Test func `Each violation has a sentence`() {
    let violations: [RequestViolation] = [
      .methodNotGET("x"), .versionBelow11(.http10), .missingHost, .missingUpgrade,
      .wrongUpgrade("x"), .missingConnectionToken(found: []),
      .missingConnectionToken(found: ["x"]), .missingKey, .repeatedKey([]), .malformedKey("x"),
      .missingVersion, .unsupportedVersion("x"),
    ]
    #expect(Set(violations.map(\.sentence)).count == violations.count)
  }
}
