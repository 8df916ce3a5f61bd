import HTTP1
import Testing
import WebSocketProtocol

@testable import Lab

@Suite struct TomcatApplicationTests {
  private func status(_ request: RequestHead, _ application: TomcatApplication = .init()) -> Int {
    application.answer(to: request).head.status
  }

  @Test func `it answers as Tomcat does`() {
    #expect(status(rightHandshake) == 101)
    #expect(status(rightHandshake.with("Upgrade", nil)) == 404)
    #expect(status(rightHandshake.with("Connection", "close")) == 400)
    #expect(status(rightHandshake.with("Sec-WebSocket-Version", "99")) == 426)
    #expect(status(rightHandshake.with("Sec-WebSocket-Key", nil)) == 400)
    #expect(status(rightHandshake.inVersion(.http10)) == 101)
    #expect(status(rightHandshake.inVersion(.http10), .init(isStrict: true)) == 505)
    let foreign = rightHandshake.with("Origin", "http://other.example")
    #expect(status(foreign, .init(checksOrigin: true)) == 403)
    #expect(status(foreign.with("Origin", nil), .init(checksOrigin: true)) == 101)
  }

  @Test func `no answer has a reason phrase, and the beacon's mark is on none`() {
    let application = TomcatApplication()
    for request in [rightHandshake, rightHandshake.with("Upgrade", nil)] {
      let head = application.marked(application.answer(to: request).head)
      #expect(head.reason.isEmpty)
      #expect(!head.fields.contains(Beacon.markField))
    }
  }

  @Test func `its 404 names the path, escaped`() throws {
    var request = rightHandshake
    request.target = "/a<b>/'c'?d=e"
    guard case .response(let head, let body) = TomcatApplication().answer(to: request) else {
      Issue.record("no response")
      return
    }
    let text = String(decoding: body, as: UTF8.self)
    #expect(head.status == 404)
    #expect(
      text.contains("The requested resource [&#47;a&lt;b&gt;&#47;&#39;c&#39;] is not available"))
  }

  @Test func `its page names the endpoint`() {
    let request = RequestHead(method: "GET", target: "/", fields: ["Host": "a"])
    guard case .response(_, let body) = TomcatApplication().answer(to: request) else {
      Issue.record("no response")
      return
    }
    #expect(String(decoding: body, as: UTF8.self).contains("\"\(TomcatApplication.endpoint)\""))
  }

  @Test func `a WebSocket without a session is closed, one with it is not`() {
    func closing(_ request: RequestHead) -> CloseFrame? {
      guard
        case .webSocket(_, _, let closing) = TomcatApplication(wantsSession: true).answer(
          to: request)
      else { return CloseFrame(code: nil) }
      return closing
    }
    #expect(closing(rightHandshake)?.code == .policyViolation)
    #expect(
      closing(rightHandshake.with("Cookie", "a=b; \(TomcatApplication.sessionCookie)")) == nil)
  }
}
