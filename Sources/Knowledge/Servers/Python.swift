import Evidence
import HTTP1

extension ServerProduct {
  /// aiohttp: its endpoints say in words what they miss; every other error is `404: Not Found`
  /// and the like (measured with 3.14.5).
  static let aiohttp = ServerProduct(
    "aiohttp", name: "aiohttp",
    forms: [
      .init([.plain], because: "its words for a missing Upgrade") {
        $0.status == 400 && $0.start.hasPrefix("No WebSocket UPGRADE hdr")
      },
      .init([.withoutConnectionToken], because: "its words for a missing Connection token") {
        $0.status == 400 && $0.start.hasPrefix("No CONNECTION upgrade hdr")
      },
      .init([.wrongVersion], because: "its words for an unknown version") {
        $0.status == 400 && $0.start.hasPrefix("Unsupported version:")
      },
      .init([.withoutKey], because: "its words for a missing key") {
        $0.status == 400 && $0.start.hasPrefix("Handshake error:")
      },
      .init([.unknownPath], because: "its words for an unknown path") {
        $0.status == 404 && $0.start == "404: Not Found"
      },
      .init([], because: "its words for \"an error\"") {
        $0.status >= 400 && $0.mediaType == "text/plain" && $0.start.hasPrefix("\($0.status): ")
      },
      .init([], because: "its Server field") {
        $0.head.fields.first("Server")?.contains("aiohttp/") == true
      },
    ])

  /// The `websockets` library: 426 to whatever is no handshake, 505 to HTTP/1.0 (measured with
  /// 17.4). It routes nothing: every path is an endpoint.
  static let pythonWebsockets = ServerProduct(
    "python-websockets", name: "Python websockets",
    forms: [
      .init([.http10], because: "its answer to HTTP/1.0") {
        $0.status == 505 && isWebsockets($0)
      },
      // It looks at Connection first, so whoever misses Upgrade has seen the token.
      .init([.plain], because: "its words for a missing Upgrade") {
        $0.status == 426 && isWebsockets($0) && $0.start.contains("missing Upgrade header")
      },
      .init([.plain, .withoutConnectionToken], because: "its words for a missing Upgrade") {
        $0.status == 426 && $0.start.contains(cannotOpen)
      },
      .init([.wrongVersion, .withoutKey], because: "its words for a bad handshake") {
        $0.status == 400 && $0.start.contains(cannotOpen)
      },
      .init([], because: "its Server field") { isWebsockets($0) },
    ])

  /// Sanic, which uses the library, writes a heading before them.
  private static let cannotOpen = "Failed to open a WebSocket connection"

  private static func isWebsockets(_ response: Answer.Response) -> Bool {
    let server = response.head.fields.first("Server") ?? ""
    return server.contains("websockets/")
      || response.start.contains(cannotOpen)
  }

  /// Tornado: the words of its WebSocketHandler (measured with 6.5). Spring says nearly the same,
  /// without a Content-Type.
  static let tornado = ServerProduct(
    "tornado", name: "Tornado",
    forms: [
      .init([.plain], because: "its words for a missing Upgrade") {
        $0.status == 400 && $0.start.contains("Can \"Upgrade\" only to \"WebSocket\"")
          && $0.mediaType == "text/html"
      },
      .init([.withoutConnectionToken], because: "its words for a missing Connection token") {
        $0.status == 400 && $0.start.contains("\"Connection\" must be \"Upgrade\"")
      },
      .init([.withoutKey], because: "its words for a missing key") {
        $0.status == 400 && $0.start == "Missing/Invalid WebSocket headers"
      },
      .init([.unknownPath], because: "its page for 404") {
        $0.status == 404
          && $0.start == "<html><title>404: Not Found</title><body>404: Not Found</body></html>"
      },
      .init([], because: "its words for a foreign origin") {
        $0.status == 403 && $0.start == "Cross origin websockets not allowed"
      },
      .init([], because: "its Server field") {
        $0.head.fields.first("Server")?.hasPrefix("TornadoServer/") == true
      },
    ])

  /// Starlette and FastAPI, on uvicorn or Hypercorn, answer a plain GET of an endpoint as an
  /// unknown path.
  static let starlette = ServerProduct(
    "starlette", name: "Starlette",
    forms: [
      .init(
        [.plain, .withoutConnectionToken, .unknownPath], because: "its JSON for an unknown path"
      ) {
        $0.status == 404 && $0.start == "{\"detail\":\"Not Found\"}"
      },
      .init([], because: "its Server field") {
        $0.head.fields.first("Server").map { $0 == "uvicorn" || $0.hasPrefix("hypercorn") } ?? false
      },
    ])
}
