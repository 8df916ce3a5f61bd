import HTTP1

/// Whose form the proxy's answers have. Load balancers of AWS cannot run here: they are played from
/// their guides and from answers that people have shown in public.
public enum ProxyLook: Sendable, Hashable {
  /// The cure that the demo shows is nginx's.
  case nginx
  /// - Parameter isSticky: target group stickiness is on, which sets two cookies.
  case awsALB(isSticky: Bool)
  /// A listener for HTTP.
  case awsClassic(isSticky: Bool)
  /// Relays bytes: it adds nothing, and has no page of its own.
  case awsNLB
  /// Envoy, which Debian doesn't have: its own refusals are empty.
  case envoy

  /// An answer of its own; nil: it ends the connection instead.
  func page(_ status: Int, _ fields: Fields) -> (head: ResponseHead, body: [UInt8])? {
    switch self {
    case .nginx:
      let body = NginxPage.body(status)
      return (NginxPage.head(status, fields, length: body.count), body)
    case .awsALB:
      let title = "\(status) \(Self.reasons[status] ?? "")"
      let lines = [
        "<html>", "<head><title>\(title)</title></head>", "<body>",
        "<center><h1>\(title)</h1></center>", "</body>", "</html>",
      ]
      let body = Array(lines.map { $0 + "\r\n" }.joined().utf8)
      var head = ResponseHead(
        status: status, reason: Self.reasons[status] ?? "",
        fields: [
          "Server": "awselb/2.0", "Content-Type": "text/html",
          "Content-Length": String(body.count),
        ])
      head.fields.list += fields.list
      return (head, body)
    case .awsClassic:
      var head = ResponseHead(
        status: status, reason: Self.classicReasons[status] ?? "", fields: ["Content-Length": "0"])
      head.fields.list += fields.list
      return (head, [])
    case .envoy:
      var head = ResponseHead(
        status: status, reason: Self.reasons[status] ?? "",
        fields: ["server": "envoy", "connection": "close"])
      head.fields.list += fields.list
      // The length comes last in what it writes itself (measured with 1.40.0).
      head.fields.append("content-length", "0")
      return (head, [])
    case .awsNLB: return nil
    }
  }

  /// The backend's head as it is handed on, with a length where it is known.
  func relayed(_ head: ResponseHead, length: Int?) -> ResponseHead {
    var head = head
    for name in ["Connection", "Keep-Alive", "Transfer-Encoding"] { head.fields.remove(name) }
    if let length { head.fields.set("Content-Length", String(length)) }
    switch self {
    case .nginx:
      head.fields.remove("Server")
      head.fields.list.insert(Field("Server", NginxPage.server), at: 0)
    case .awsALB(isSticky: true):
      for name in ["AWSALB", "AWSALBCORS"] {
        head.fields.append(
          "Set-Cookie", "\(name)=b64; Expires=Sat, 28 Nov 2026 05:48:23 GMT; Path=/")
      }
    case .envoy:
      head.fields.remove("Server")
      head.fields.append("x-envoy-upstream-service-time", "1")
      head.fields.append("server", "envoy")
    case .awsClassic(isSticky: true): head.fields.append("Set-Cookie", "AWSELB=hex;PATH=/")
    default: break
    }
    return head
  }

  private static let reasons = [
    400: "Bad Request", 403: "Forbidden", 500: "Internal Server Error", 502: "Bad Gateway",
    503: "Service Temporarily Unavailable", 504: "Gateway Time-out",
  ]
  private static let classicReasons = [
    400: "BAD_REQUEST", 405: "METHOD_NOT_ALLOWED", 408: "REQUEST_TIMEOUT", 502: "BAD_GATEWAY",
    503: "Service Unavailable: Back-end server is at capacity", 504: "GATEWAY_TIMEOUT",
  ]
}
