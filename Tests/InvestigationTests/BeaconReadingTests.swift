import Evidence
import HTTP1
import Lab
import Testing

@testable import Investigation

@Suite struct BeaconReadingTests {
  /// What a client sees of the beacon's answer to a request.
  private func answer(to request: RequestHead) -> Answer.Response {
    let beacon = Beacon()
    switch beacon.answer(to: request) {
    case .response(let head, let body): return .init(head: beacon.marked(head), body: body)
    case .stream(let head, _, _), .webSocket(let head, _, _):
      return .init(head: beacon.marked(head), body: [])
    }
  }

  private static let handshake = RequestHead(
    method: "GET", target: "/chat/ws?token=secret",
    fields: [
      "Host": "app.example", "Upgrade": "websocket", "Connection": "keep-alive, Upgrade",
      "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      "X-Forwarded-For": "192.0.2.1", "X-Forwarded-For": "192.0.2.2", "Cookie": "session=secret",
    ])

  @Test func `a 101 carries the request in a field`() throws {
    let echo = try #require(BeaconReading.echo(in: answer(to: Self.handshake)))
    #expect(echo.path == "/chat/ws")
    #expect(echo.httpVersion == "HTTP/1.1")
    #expect(echo.fields["upgrade"] == "websocket")
    #expect(echo.fields["connection"] == "keep-alive, Upgrade")
    #expect(echo.fields["x-forwarded-for"] == "192.0.2.1, 192.0.2.2")
    #expect(echo.fields["cookie"] == "(14 characters)")
  }

  @Test func `a refusal carries the request in its body`() throws {
    var request = Self.handshake
    request.version = .http10
    request.fields.remove("Upgrade")
    let echo = try #require(BeaconReading.echo(in: answer(to: request)))
    #expect(echo.httpVersion == "HTTP/1.0")
    #expect(echo.fields["upgrade"] == nil)
    #expect(echo.fields["host"] == "app.example")
  }

  @Test func `the page carries the request in a field`() throws {
    let request = RequestHead(method: "GET", target: "/", fields: ["Host": "app.example"])
    #expect(BeaconReading.echo(in: answer(to: request))?.path == "/")
  }

  @Test func `a long request is told in part`() throws {
    var request = Self.handshake
    for number in 0..<90 {
      request.fields.append("X-Filler-\(number)", String(repeating: "x", count: 80))
    }
    request.fields.append("User-Agent", String(repeating: "u", count: 3000))
    let response = answer(to: request)
    let field = try #require(response.head.fields.first(BeaconReading.requestField))
    #expect(field.utf8.count < 3000)
    let echo = try #require(BeaconReading.echo(in: response))
    #expect(echo.fields["upgrade"] == "websocket")
    #expect(echo.fields["user-agent"]?.count == 259)
  }

  private static let damaged: [(Fields, String)] = [
    (["Content-Type": "application/json"], #"{"path":"/"}"#),
    (["Wsdoctor-Beacon": "1"], ""),
    (["Wsdoctor-Beacon": "1"], #"{"path":"/","headers":[]}"#),
    (["Wsdoctor-Beacon": "1", "Wsdoctor-Beacon-Request": "%%%"], ""),
    (["Wsdoctor-Beacon": "1"], String(repeating: " ", count: 40_000)),
  ]

  @Test(arguments: damaged)
  func `what isn't whole, or isn't the beacon's, is no echo`(fields: Fields, body: String) {
    let head = ResponseHead(status: 426, fields: fields)
    #expect(BeaconReading.echo(in: .init(head: head, body: Array(body.utf8))) == nil)
  }
}
