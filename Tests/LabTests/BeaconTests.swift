import HTTP1
import Testing
import WebSocketProtocol

@testable import Lab

@Suite struct BeaconTests {
  struct Arrival: CustomTestStringConvertible {
    var testDescription: String
    var request: RequestHead
    var status: Int
    var beacon = Beacon()
  }

  static let arrivals: [Arrival] = [
    .init(testDescription: "a right handshake", request: rightHandshake, status: 101),
    .init(
      testDescription: "at /",
      request: RequestHead(method: "GET", target: "/?x", fields: ["Host": "a"]),
      status: 200),
    .init(
      testDescription: "Upgrade lost", request: rightHandshake.with("Upgrade", nil), status: 426),
    .init(
      testDescription: "another protocol", request: rightHandshake.with("Upgrade", "h2c"),
      status: 426),
    .init(
      testDescription: "Connection lost", request: rightHandshake.with("Connection", "close"),
      status: 400),
    .init(
      testDescription: "no Connection", request: rightHandshake.with("Connection", nil),
      status: 400),
    .init(
      testDescription: "another version",
      request: rightHandshake.with("Sec-WebSocket-Version", "99"), status: 426),
    .init(
      testDescription: "no version", request: rightHandshake.with("Sec-WebSocket-Version", nil),
      status: 426),
    .init(
      testDescription: "no key", request: rightHandshake.with("Sec-WebSocket-Key", nil),
      status: 400),
    .init(
      testDescription: "a short key", request: rightHandshake.with("Sec-WebSocket-Key", "c2VjcmV0"),
      status: 400),
    .init(
      testDescription: "HTTP/1.0, leniently", request: rightHandshake.inVersion(.http10),
      status: 101),
    .init(
      testDescription: "HTTP/1.0, strictly", request: rightHandshake.inVersion(.http10),
      status: 505, beacon: Beacon(isStrict: true)),
    .init(
      testDescription: "a plain GET in HTTP/1.0, strictly",
      request: rightHandshake.with("Upgrade", nil).inVersion(.http10), status: 426,
      beacon: Beacon(isStrict: true)),
    .init(
      testDescription: "a foreign origin, unchecked",
      request: rightHandshake.with("Origin", "http://other.example"), status: 101),
    .init(
      testDescription: "a foreign origin",
      request: rightHandshake.with("Origin", "http://other.example"), status: 403,
      beacon: Beacon(checksOrigin: true)),
    .init(
      testDescription: "the own origin", request: rightHandshake, status: 101,
      beacon: Beacon(checksOrigin: true)),
    .init(
      testDescription: "no origin", request: rightHandshake.with("Origin", nil), status: 101,
      beacon: Beacon(checksOrigin: true)),
  ]

  @Test(arguments: arrivals)
  func `each arrival has its status, and every answer says what arrived`(_ arrival: Arrival) throws
  {
    let answer = arrival.beacon.answer(to: arrival.request)
    let head = arrival.beacon.marked(answer.head)
    #expect(head.status == arrival.status)
    #expect(head.fields.first("Wsdoctor-Beacon") == "1")
    #expect(head.fields.contains(Beacon.requestField) == [101, 200].contains(head.status))
    let bytes = try head.serialized()
    #expect(!bytes.isEmpty)
    guard case .response(_, let body) = answer, head.status != 200 else { return }
    #expect(head.fields.first("Content-Type") == "application/json")
    let text = String(decoding: body, as: UTF8.self)
    #expect(text.contains(#""path":"\#(arrival.request.path)""#))
    #expect(text.contains(#""httpVersion":"\#(arrival.request.version)""#))
  }

  @Test func `another method than GET is refused`() {
    var request = rightHandshake
    request.method = "POST"
    #expect(Beacon().answer(to: request).head.status == 405)
  }

  @Test func `426 says how to upgrade`() {
    let fields = Beacon().answer(to: rightHandshake.with("Upgrade", nil)).head.fields
    #expect(fields.first("Upgrade") == "websocket")
    #expect(fields.hasToken("Connection", "Upgrade"))
    #expect(fields.first("Sec-WebSocket-Version") == "13")
  }

  @Test func `a value that could be secret is never shown`() {
    let secrets: [(String, String)] = [
      ("Cookie", "session=s3cret"), ("Authorization", "Bearer s3cret"), ("X-Token", "s3cret"),
      ("Sec-WebSocket-Key", "s3cret"), ("Referer", "http://a/?s3cret"),
      ("Proxy-Authorization", "Basic s3cret"),
    ]
    var request = rightHandshake.with("Upgrade", nil)
    request.target = "/chat/ws?token=s3cret"
    for (name, value) in secrets { request.fields.set(name, value) }
    let arrived = ArrivedRequest(request)
    #expect(!String(decoding: arrived.json, as: UTF8.self).contains("s3cret"))
    #expect(arrived.headers.contains(["Cookie", "(14 characters)"]))
    #expect(arrived.headers.contains(["Host", "app.example"]))
  }

  @Test func `what a terminal or a field would obey is replaced`() {
    var request = rightHandshake.with("User-Agent", "a\u{1B}[31m\u{9B}b\u{202E}\u{E9}")
    request.target = "/\u{7F}\u{85}"
    let text = String(decoding: ArrivedRequest(request).json, as: UTF8.self)
    #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    #expect(text.contains("a?[31m?b??"))
  }

  @Test func `the first subprotocol and compression without memory are agreed to`() throws {
    let request = rightHandshake.with("Sec-WebSocket-Protocol", "v12.stomp, v11.stomp")
      .with("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")
    guard case .webSocket(let head, let compression, nil) = Beacon().answer(to: request) else {
      Issue.record("no handshake")
      return
    }
    #expect(head.fields.first("Sec-WebSocket-Protocol") == "v12.stomp")
    #expect(compression != nil)
    let agreed = head.fields.tokens("Sec-WebSocket-Extensions")
    #expect(
      agreed == ["permessage-deflate; server_no_context_takeover; client_no_context_takeover"])
    #expect(OpeningHandshake.acceptIsRight(head, key: "dGhlIHNhbXBsZSBub25jZQ=="))
  }

  @Test func `the head of a 101 stays below nginx's 4 KiB, however long the request is`() throws {
    var request = rightHandshake
    for number in 0..<90 {
      request.fields.append("X-Forwarded-\(number)", String(repeating: "x", count: 400))
    }
    let head = Beacon().marked(Beacon().answer(to: request).head)
    let bytes = try head.serialized()
    #expect(bytes.count < 4096)
  }
}
