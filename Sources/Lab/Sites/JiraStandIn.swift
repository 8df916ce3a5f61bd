public import HTTP1
import WebSocketProtocol

/// A stand-in for Jira Data Center with the chat's plugin: what it answers without a login, in the form
/// that is documented and was captured of 9.12; no line of Jira is in it.
public struct JiraStandIn: Site, Hashable {
  /// Where Jira lives; empty: at the root.
  public var contextPath: String
  /// The base URL that it was told; nil: what the request's Host says.
  public var baseURL: String?
  /// What its connector says of scheme, host and port; nil: plain HTTP, and the request's Host.
  public var connector: Connector?
  /// Its own word at `/status`.
  public var state: String
  /// The node that answers, as Data Center names it.
  public var node: String?
  /// The cookie's value that belongs to a user's session.
  public var session: String
  /// Whether the chat refuses a handshake without that session: 403.
  public var wantsSession: Bool

  public struct Connector: Sendable, Hashable {
    public var scheme: String
    public var host: String
    public var port: Int

    public init(scheme: String, host: String, port: Int) {
      self.scheme = scheme
      self.host = host
      self.port = port
    }
  }

  public init(
    contextPath: String = "", baseURL: String? = nil, connector: Connector? = nil,
    state: String = "RUNNING", node: String? = nil, session: String = "stand-in-session",
    wantsSession: Bool = false
  ) {
    self.contextPath = contextPath
    self.baseURL = baseURL
    self.connector = connector
    self.state = state
    self.node = node
    self.session = session
    self.wantsSession = wantsSession
  }

  public func marked(_ head: ResponseHead) -> ResponseHead {
    var head = head
    head.fields.set("X-AREQUESTID", "782x1024x1")
    if let node { head.fields.set("X-ANODEID", node) }
    return head
  }

  public func answer(to request: RequestHead) -> SiteAnswer {
    let host = request.fields.first("Host") ?? "localhost"
    let base = (baseURL ?? "http://\(host)") + contextPath
    guard request.path.hasPrefix(contextPath) else { return missing }
    switch request.path.dropFirst(contextPath.count) {
    case "/", "/login.jsp":
      return text("text/html", page(host: host, base: base), cookie: true)
    case "/status":
      return text(
        "application/json", "{\"state\":\"\(state)\"}", status: state == "RUNNING" ? 200 : 503)
    case "/rest/api/2/serverInfo":
      return text(
        "application/json",
        "{\"baseUrl\":\"\(base)\",\"version\":\"9.12.12\",\"deploymentType\":\"Server\"}")
    case "/rest/api/latest/myself":
      return holds(request)
        ? text("application/json", "{\"name\":\"someone\"}")
        : text("application/json", "{\"errorMessages\":[\"not logged in\"]}", status: 401)
    case let path where path.hasPrefix("/com-spartez-support-chat/ws/"):
      return chat(request)
    default: return missing
    }
  }

  private func holds(_ request: RequestHead) -> Bool {
    request.fields.all("Cookie").contains { $0.contains("JSESSIONID=\(session)") }
  }

  private func chat(_ request: RequestHead) -> SiteAnswer {
    guard OpeningHandshake.violations(of: request).isEmpty else { return missing }
    if wantsSession && !holds(request) {
      return text("text/html", "<title>Forbidden (403)</title>", status: 403)
    }
    return .accepting(request)
  }

  private var missing: SiteAnswer {
    text("text/html", "<title>Oops, you've found a dead link</title>", status: 404)
  }

  private func text(_ type: String, _ body: String, status: Int = 200, cookie: Bool = false)
    -> SiteAnswer
  {
    var fields: Fields = ["Content-Type": "\(type);charset=UTF-8"]
    if cookie {
      let route = node.map { ".\($0)" } ?? ""
      let path = contextPath.isEmpty ? "/" : contextPath
      fields.append("Set-Cookie", "JSESSIONID=9D0F5A4C\(route); Path=\(path); HttpOnly")
    }
    return .response(ResponseHead(status: status, fields: fields), body: Array(body.utf8))
  }

  private func page(host: String, base: String) -> String {
    let parts = host.split(separator: ":")
    let seen =
      connector
      ?? Connector(
        scheme: "http", host: parts.first.map(String.init) ?? host,
        port: parts.count == 2 ? Int(parts[1]) ?? 80 : 80)
    return """
      <!DOCTYPE html>
      <html lang="en"><head><title>Log in</title>
      <meta name="application-name" content="JIRA" data-name="jira" data-version="9.12.12">
      <meta name="ajs-base-url" content="\(base)">
      <meta name="ajs-context-path" content="\(contextPath)">
      <meta name="ajs-server-scheme" content="\(seen.scheme)">
      <meta name="ajs-server-port" content="\(seen.port)">
      <meta name="ajs-server-name" content="\(seen.host)">
      </head><body id="jira"><h1>Service Desk</h1></body></html>

      """
  }
}
