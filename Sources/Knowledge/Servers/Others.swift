import Evidence
import HTTP1

extension ServerProduct {
  /// Node `ws` with a server of its own: 426 to every plain request.
  static let nodeWS = ServerProduct(
    "node-ws", name: "Node ws",
    forms: [
      .init([.plain, .withoutConnectionToken], because: "426 with the bare words") {
        $0.status == 426 && $0.start == "Upgrade Required"
      },
      .init([.wrongVersion], because: "its words for an unknown version") {
        $0.status == 400 && $0.start.hasPrefix("Missing or invalid Sec-WebSocket-Version")
      },
      .init([.withoutKey], because: "its words for a missing key") {
        $0.status == 400 && $0.start.hasPrefix("Missing or invalid Sec-WebSocket-Key")
      },
    ])

  static let spring = ServerProduct(
    "spring", name: "Spring",
    forms: [
      .init([.plain], because: "its words for a missing Upgrade") {
        $0.status == 400 && $0.start.contains("Can \"Upgrade\" only to \"WebSocket\"")
      },
      .init([.withoutConnectionToken], because: "its words for a missing Connection token") {
        $0.status == 400 && $0.start.contains("\"Connection\" must be \"upgrade\"")
      },
      .init([.unknownPath], because: "its JSON for an unknown path") {
        $0.status == 404 && isWhitelabel($0)
      },
    ],
    pathEcho: { response in
      guard isWhitelabel(response) else { return nil }
      return text(in: response.start, after: "\"path\":\"", before: "\"").flatMap(path(of:))
    })

  private static func isWhitelabel(_ response: Answer.Response) -> Bool {
    let start = response.start
    return start.contains("\"timestamp\"") && start.contains("\"path\":\"")
      && start.contains("\"status\":\(response.status)")
  }

  static let jetty = ServerProduct(
    "jetty", name: "Jetty",
    forms: [
      .init([.plain, .unknownPath], because: "its page for 404") {
        $0.status == 404 && isJettysPage($0)
      },
      .init([], because: "its Server field") {
        $0.head.fields.first("Server")?.hasPrefix("Jetty(") == true
      },
    ],
    pathEcho: { response in
      guard response.status == 404, isJettysPage(response) else { return nil }
      return text(in: response.start, after: "<th>URI:</th><td>", before: "</td>")
        .flatMap(path(of:))
    })

  /// Others have the title too.
  private static func isJettysPage(_ response: Answer.Response) -> Bool {
    response.start.contains("<title>Error 404") && response.start.contains("HTTP ERROR")
  }

  static let express = ServerProduct(
    "express", name: "Express",
    forms: [
      .init([.plain, .withoutConnectionToken, .unknownPath], because: "\"Cannot GET\"") {
        $0.status == 404 && $0.start.contains("Cannot GET /")
      },
      .init([], because: "X-Powered-By: Express") {
        $0.head.fields.first("X-Powered-By") == "Express"
      },
    ],
    pathEcho: { response in
      guard response.status == 404, let from = response.start.firstRange(of: "Cannot GET ") else {
        return nil
      }
      let rest = response.start[from.upperBound...].prefix { $0 != "<" && $0 != "\n" }
      return path(of: String(rest))
    })

  /// gorilla/websocket and its kin in Go say in words what they miss.
  static let gorilla = ServerProduct(
    "gorilla", name: "Go's gorilla/websocket",
    forms: [
      .init([.plain, .withoutConnectionToken], because: "its words for a missing token") {
        $0.start.contains("token not found in 'Connection' header")
          || $0.start.contains("token not found in 'Upgrade' header")
      },
      .init([.wrongVersion], because: "its words for an unknown version") {
        $0.start.contains("websocket: unsupported version")
      },
      // Without an error handler of the program's own it says only this, whatever is missing.
      .init(
        [.plain, .withoutConnectionToken, .wrongVersion, .withoutKey],
        because: "its bare refusal with the version"
      ) {
        $0.status == 400 && $0.start == "Bad Request\n"
          && $0.head.fields.first("Sec-WebSocket-Version") == "13"
      },
    ])

  /// The servlet behind `/socket.io` of Open-Xchange, where a handshake arrives without Upgrade.
  static let openXchange = ServerProduct(
    "open-xchange", name: "Open-Xchange",
    forms: [
      .init([.plain], because: "\"No session available\"") {
        $0.status == 403
          && ($0.head.reason == "No session available"
            || $0.start.contains("No session available"))
      }
    ])

  /// Engine.IO answers a WebSocket transport that arrives without Upgrade with code 3.
  static let engineIO = ServerProduct(
    "engine.io", name: "Engine.IO",
    forms: [
      .init([.plain, .withoutConnectionToken], because: "its error code 3") {
        $0.status == 400 && $0.start.contains("\"code\":3") && $0.start.contains("\"message\"")
      },
      .init([.plain, .withoutConnectionToken], because: "python-engineio's words") {
        $0.status == 400 && $0.start == "\"Invalid websocket upgrade\""
      },
      .init([], because: "python-engineio's words") {
        $0.status == 400
          && ($0.start.hasPrefix("\"Invalid session ") || $0.start == "\"Invalid transport\""
            || $0.start.hasPrefix("\"The client is using an unsupported version of the Socket.IO"))
      },
      .init([], because: "its error code") {
        $0.status == 400 && $0.start.hasPrefix("{\"code\":") && $0.start.contains("\"message\"")
      },
      .init([.unknownPath], because: "its error code 0") {
        $0.status == 400 && $0.start.contains("\"code\":0")
          && $0.start.contains("Transport unknown")
      },
    ])
}
