public import HTTP1
import WebSocketProtocol

/// A chat application on a server that answers in Tomcat's form: what the demo stands behind its proxy.
///
/// Unlike the ``Beacon`` it doesn't say what arrived, as real applications don't.
public struct TomcatApplication: Site, Hashable {
  /// Where its one endpoint is; its page names it.
  public static let endpoint = "/chat/ws"

  /// The cookie that ``wantsSession`` asks for.
  public static let sessionCookie = "chat-session=demo"

  /// Whether a handshake in HTTP/1.0 is refused with 505; Tomcat itself lets it pass.
  public var isStrict: Bool

  /// Whether a handshake is refused with 403 when its Origin isn't that of its Host.
  public var checksOrigin: Bool

  /// Whether a WebSocket without the session's cookie is closed with 1008 as soon as it is open.
  public var wantsSession: Bool

  public init(isStrict: Bool = false, checksOrigin: Bool = false, wantsSession: Bool = false) {
    self.isStrict = isStrict
    self.checksOrigin = checksOrigin
    self.wantsSession = wantsSession
  }

  public func answer(to request: RequestHead) -> SiteAnswer {
    if request.path == "/" { return page }
    // Tomcat's filter steps aside unless GET, Upgrade and a known path come together; what it then
    // looks at comes in this order: Connection, version, key.
    guard request.path == Self.endpoint, request.method == "GET",
      request.fields.hasToken("Upgrade", "websocket")
    else { return error(404, about: request.path) }
    if isStrict && request.version < .http11 { return error(505) }
    if checksOrigin && !request.originIsOwn { return error(403) }
    guard request.fields.hasToken("Connection", "Upgrade") else { return bare(400) }
    guard request.fields.tokens("Sec-WebSocket-Version") == ["13"] else {
      return bare(426, ["Connection": "upgrade", "Sec-WebSocket-Version": "13"])
    }
    let faults = OpeningHandshake.violations(of: request).filter { !$0.isAboutVersionOfHTTP }
    guard faults.isEmpty else { return bare(400) }
    let hasSession = request.fields.all("Cookie").contains { $0.contains(Self.sessionCookie) }
    let closing =
      wantsSession && !hasSession ? CloseFrame(code: .policyViolation, reason: "no session") : nil
    guard case .webSocket(var head, let compression, _) = SiteAnswer.accepting(request) else {
      return bare(400)
    }
    head.reason = ""
    return .webSocket(head, compression: compression, closing: closing)
  }

  /// Tomcat sends no reason phrase.
  private func bare(_ status: Int, _ fields: Fields = [:]) -> SiteAnswer {
    .response(ResponseHead(status: status, fields: fields), body: [])
  }

  private var page: SiteAnswer {
    let head = ResponseHead(
      status: 200, fields: ["Content-Type": "text/html;charset=UTF-8", "Content-Language": "en"])
    let text = """
      <!doctype html>
      <html lang="en"><head><title>Chat</title></head>
      <body><h1>Chat</h1><p id="state">connecting</p>
      <script>
      const socket = new WebSocket("ws://" + location.host + "\(Self.endpoint)");
      socket.onopen = () => { document.getElementById("state").textContent = "open"; };
      socket.onclose = () => { document.getElementById("state").textContent = "closed"; };
      </script></body></html>

      """
    return .response(head, body: Array(text.utf8))
  }

  private func error(_ status: Int, about path: String? = nil) -> SiteAnswer {
    let reason = [403: "Forbidden", 404: "Not Found", 505: "HTTP Version Not Supported"][status]
    let title = "HTTP Status \(status) \u{2013} \(reason ?? "")"
    let message = path.map {
      "<p><b>Message</b> The requested resource [\(Self.escaped($0))] is not available</p>"
    }
    let text = """
      <!doctype html><html lang="en"><head><title>\(title)</title><style type="text/css">body \
      {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b {color:white;background-color:#525D76;} \
      h1 {font-size:22px;} .line {height:1px;background-color:#525D76;border:none;}</style></head>\
      <body><h1>\(title)</h1><hr class="line" /><p><b>Type</b> Status Report</p>\(message ?? "")\
      <hr class="line" /><h3>Apache Tomcat/10.1.60</h3></body></html>
      """
    let head = ResponseHead(
      status: status, fields: ["Content-Type": "text/html;charset=utf-8", "Content-Language": "en"])
    return .response(head, body: Array(text.utf8))
  }

  /// Tomcat escapes the path's slashes too.
  private static func escaped(_ path: String) -> String {
    let escapes: [Character: String] = [
      "<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&quot;", "'": "&#39;", "/": "&#47;",
    ]
    return path.prefix(512).map { escapes[$0] ?? String($0) }.joined()
  }
}
