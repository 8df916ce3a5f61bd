import HTTP1
import Testing
import Transport

@testable import Lab

@Suite struct MisconfigurationTests {
  private let plainGet = RequestHead(
    method: "GET", target: "/chat/ws", fields: ["Host": "app.example"])
  private let elsewhere = RequestHead(method: "GET", target: "/", fields: ["Host": "app.example"])

  private func treatment(_ misconfiguration: Misconfiguration, _ request: RequestHead) -> Treatment
  {
    misconfiguration.treatment(
      of: request, location: "/chat/", upstream: .loopback(port: 8080), requests: 1)
  }

  private func forwarded(_ misconfiguration: Misconfiguration) throws -> RequestHead {
    guard case .forward(let request, _) = treatment(misconfiguration, rightHandshake) else {
      throw Unforwarded()
    }
    return request
  }

  private struct Unforwarded: Error {}

  @Test func `a healthy proxy hands the handshake on`() throws {
    let request = try forwarded(.healthy)
    #expect(request.target == "/chat/ws?room=1")
    #expect(request.version == .http11)
    #expect(request.fields.all("Upgrade") == ["websocket"])
    #expect(request.fields.all("Connection") == ["upgrade"])
    #expect(request.fields.first("Host") == "app.example")
    #expect(request.fields.contains("Sec-WebSocket-Key"))
  }

  @Test func `what belongs to the hop isn't handed on`() throws {
    let request = plainGet.with("Connection", "keep-alive, X-Mine").with("X-Mine", "1")
      .with("Keep-Alive", "timeout=5").with("TE", "trailers")
    guard case .forward(let forwarded, _) = treatment(.healthy, request) else {
      throw Unforwarded()
    }
    #expect(forwarded.fields == ["Host": "app.example", "Connection": "close"])
  }

  @Test func `each set-up forgets its own`() throws {
    let upgradeless = try forwarded(.dropsUpgrade)
    #expect(!upgradeless.fields.contains("Upgrade"))
    #expect(upgradeless.fields.first("Connection") == "close")
    let tokenless = try forwarded(.dropsConnectionToken)
    #expect(tokenless.fields.first("Upgrade") == "websocket")
    #expect(tokenless.fields.first("Connection") == "close")
    #expect(try forwarded(.rewritesPath).target == "/ws?room=1")
    #expect(try forwarded(.http10Upstream).version == .http10)
    #expect(try forwarded(.replacesHost).fields.first("Host") == "127.0.0.1:8080")
  }

  static let pages: [(Misconfiguration, upgrade: Int, plain: Int?)] = [
    (.pathNotCovered, 404, 404), (.backendDown(.location), 502, 502),
    (.backendDown(.upgrade), 502, nil), (.blocksUpgrade, 403, nil), (.forbidden, 403, 403),
    (.authenticationRequired, 401, 401), (.redirectsToLogin, 302, 302),
    (.connectionLimit(0), 503, 503),
  ]

  @Test(arguments: pages)
  func `each page comes where it belongs, and nowhere else`(
    _ misconfiguration: Misconfiguration, upgrade: Int, plain: Int?
  ) {
    #expect(treatment(misconfiguration, rightHandshake).status == upgrade)
    #expect(treatment(misconfiguration, plainGet).status == plain)
    #expect(treatment(misconfiguration, elsewhere).status == nil)
  }

  @Test func `a dead backend is dead everywhere`() {
    #expect(treatment(.backendDown(.everything), elsewhere).status == 502)
  }

  @Test func `a compression offer is refused, its absence isn't`() {
    let offering = rightHandshake.with("Sec-WebSocket-Extensions", "permessage-deflate")
    #expect(treatment(.rejectsExtension, offering).status == 400)
    #expect(treatment(.rejectsExtension, rightHandshake).status == nil)
  }
}

extension Treatment {
  /// The status of a page of the proxy's own.
  fileprivate var status: Int? {
    if case .page(let status, _) = self { status } else { nil }
  }
}
