public import HTTP1
import WebSocketProtocol

/// A stand-in for Open-Xchange App Suite: how its WebSocket application and the servlet beside it answer,
/// as their source reads; no line of it is in here.
public struct OpenXchangeStandIn: Site, Hashable {
  public static let endpoint = "/socket.io/appsuite/"

  /// The session that it knows.
  public var session: String
  /// The cookie that belongs to it, with its value.
  public var secretCookie: String
  /// Whether the package of the WebSocket application is installed.
  public var hasPackage: Bool
  /// Whether WebSocket is allowed for the user.
  public var isEnabled: Bool

  public init(
    session: String = "stand-in-session", secretCookie: String = "open-xchange-secret-x=stand-in",
    hasPackage: Bool = true, isEnabled: Bool = true
  ) {
    self.session = session
    self.secretCookie = secretCookie
    self.hasPackage = hasPackage
    self.isEnabled = isEnabled
  }

  public func answer(to request: RequestHead) -> SiteAnswer {
    switch request.path {
    case "/", "/appsuite/":
      return response(
        request, 200, "OK", "text/html",
        "<!DOCTYPE html><html><head><meta name=\"application-name\" content=\"App Suite\"></head>"
          + "<body><div id=\"io-ox-core\"></div></body></html>\n")
    case Self.endpoint, "/socket.io/appsuite":
      guard hasPackage else { break }
      guard request.fields.hasToken("Upgrade", "websocket"),
        request.fields.hasToken("Connection", "Upgrade")
      else {
        // The Socket.IO servlet, which the filter for the echo stands in front of.
        return response(
          request, 403, "No session available", "text/html", "<h1>No session available</h1>\n")
      }
      return handshake(request)
    default: break
    }
    return response(request, 404, "Not Found", "text/html", "<h1>404 Not Found</h1>\n")
  }

  /// The order of checks: session in the query, then session, cookie and permission.
  private func handshake(_ request: RequestHead) -> SiteAnswer {
    let query = request.target.dropFirst(request.path.count + 1).split(separator: "&")
    guard let given = query.first(where: { $0.hasPrefix("session=") })?.dropFirst(8) else {
      return bare(400, "Bad Request")
    }
    let hasCookie = request.fields.all("Cookie").contains { $0.contains(secretCookie) }
    guard given == session, hasCookie else { return bare(403, "Forbidden") }
    guard isEnabled, OpeningHandshake.violations(of: request).isEmpty else {
      return bare(400, "Bad Request")
    }
    return .accepting(request)
  }

  private func bare(_ status: Int, _ reason: String) -> SiteAnswer {
    .response(ResponseHead(status: status, reason: reason), body: [])
  }

  private func response(
    _ request: RequestHead, _ status: Int, _ reason: String, _ type: String, _ body: String
  ) -> SiteAnswer {
    var fields: Fields = ["Content-Type": "\(type); charset=UTF-8"]
    if let word = request.fields.first("X-Echo-Header") { fields.append("X-Echo-Header", word) }
    return .response(
      ResponseHead(status: status, reason: reason, fields: fields), body: Array(body.utf8))
  }
}
