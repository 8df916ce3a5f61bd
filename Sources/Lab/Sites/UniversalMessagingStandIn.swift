public import HTTP1
import WebSocketProtocol

/// A stand-in for a realm of Universal Messaging: its endpoint, which says nothing by itself, and the script
/// of its clients. What it says to a plain GET of the endpoint is not documented; 404 is a guess.
public struct UniversalMessagingStandIn: Site, Hashable {
  public static let endpoint = "/sv/ws"

  public init() {}

  public func answer(to request: RequestHead) -> SiteAnswer {
    switch request.path {
    case "/":
      return text("text/html", "<script src=\"/lib/js/nirvana.js\"></script>\n")
    case "/lib/js/nirvana.js":
      return text("application/javascript", "// a stand-in for the client's script\n")
    case Self.endpoint where OpeningHandshake.violations(of: request).isEmpty:
      return .accepting(request)
    default:
      return text("text/html", "<h1>Not found</h1>\n", status: 404)
    }
  }

  private func text(_ type: String, _ body: String, status: Int = 200) -> SiteAnswer {
    .response(
      ResponseHead(
        status: status, reason: status == 200 ? "OK" : "Not Found",
        fields: ["Content-Type": type]),
      body: Array(body.utf8))
  }
}
