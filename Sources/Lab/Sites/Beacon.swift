public import HTTP1
public import WebSocketProtocol

/// The embedded backend: it stands in for the application, takes any handshake and says what arrived.
public struct Beacon: Site, Hashable {
  /// The field that marks every answer of the beacon.
  public static let markField = "Wsdoctor-Beacon"

  /// The field in which a 101, or the page at `/`, carries the request as it arrived: JSON in Base64.
  public static let requestField = "Wsdoctor-Beacon-Request"

  /// The field of a streamed answer: its pieces, and the milliseconds between two.
  public static let streamField = "Wsdoctor-Beacon-Stream"

  /// Whether a handshake in HTTP/1.0 is refused with 505, as RFC 6455 §4.2.1 demands.
  ///
  /// Most servers let it pass, so that it isn't by default.
  public var isStrict: Bool

  /// Whether a handshake is refused with 403 when its Origin isn't that of its Host.
  public var checksOrigin: Bool

  /// What closes every WebSocket as soon as it is open; nil to echo.
  public var closing: CloseFrame?

  /// A path at which a plain GET is answered piece by piece, as a fallback that streams does.
  public var streamPath: String?

  public init(
    isStrict: Bool = false, checksOrigin: Bool = false, closing: CloseFrame? = nil,
    streamPath: String? = nil
  ) {
    self.isStrict = isStrict
    self.checksOrigin = checksOrigin
    self.closing = closing
    self.streamPath = streamPath
  }

  public func marked(_ head: ResponseHead) -> ResponseHead {
    var head = head
    head.fields.set(Self.markField, "1")
    head.fields.set("Cache-Control", "no-store")
    return head
  }

  public func answer(to request: RequestHead) -> SiteAnswer {
    let violations = OpeningHandshake.violations(of: request)
    if violations.contains(where: \.isAboutUpgrade) { return plain(request) }
    if let violation = violations.first(where: { isStrict || !$0.isAboutVersionOfHTTP }) {
      return refusal(of: request, Self.status(violation), note: Self.note(violation))
    }
    if checksOrigin && !request.originIsOwn {
      return refusal(of: request, (403, "Forbidden"), note: "the Origin is not the Host's")
    }
    guard case .webSocket(var head, let compression, _) = SiteAnswer.accepting(request) else {
      return plain(request)
    }
    head.fields.append(Self.requestField, ArrivedRequest(request).compact)
    return .webSocket(head, compression: compression, closing: closing)
  }

  /// Answers a request that doesn't ask for WebSocket.
  private func plain(_ request: RequestHead) -> SiteAnswer {
    if let streamPath, request.path == streamPath { return stream(request) }
    guard request.path == "/" else {
      return refusal(
        of: request, (426, "Upgrade Required"), note: "a request without Upgrade: websocket")
    }
    let head = ResponseHead(
      status: 200, reason: "OK",
      fields: [
        "Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff",
        Self.requestField: ArrivedRequest(request).compact,
      ])
    return .response(head, body: Array(Self.page.utf8))
  }

  /// Four pieces in 0.9 s: a second is long enough to tell a stream from a lump.
  private func stream(_ request: RequestHead) -> SiteAnswer {
    let head = ResponseHead(
      status: 200, reason: "OK",
      fields: [
        "Content-Type": "text/event-stream", Self.streamField: "pieces=4; milliseconds=300",
        Self.requestField: ArrivedRequest(request).compact,
      ])
    let pieces = (1...4).map { Array("data: piece \($0) of 4\n\n".utf8) }
    return .stream(head, pieces: pieces, pause: .milliseconds(300))
  }

  private func refusal(of request: RequestHead, _ status: (code: Int, reason: String), note: String)
    -> SiteAnswer
  {
    var head = ResponseHead(
      status: status.code, reason: status.reason,
      fields: ["Content-Type": "application/json", "X-Content-Type-Options": "nosniff"])
    switch status.code {
    case 426:
      head.fields.append("Upgrade", "websocket")
      head.fields.append("Connection", "Upgrade")
      head.fields.append("Sec-WebSocket-Version", "13")
    case 405: head.fields.append("Allow", "GET")
    default: break
    }
    return .response(head, body: ArrivedRequest(request, note: note).json + [0x0A])
  }

  /// A lost Connection token is a 400 here, so that it isn't mistaken for a lost Upgrade, which is 426.
  private static func status(_ violation: RequestViolation) -> (code: Int, reason: String) {
    switch violation {
    case .versionBelow11: (505, "HTTP Version Not Supported")
    case .methodNotGET: (405, "Method Not Allowed")
    case .unsupportedVersion, .missingVersion: (426, "Upgrade Required")
    default: (400, "Bad Request")
    }
  }

  private static func note(_ violation: RequestViolation) -> String {
    switch violation {
    case .malformedKey: "Sec-WebSocket-Key is not the Base64 of 16 bytes"
    case .missingConnectionToken: "the request's Connection lacks Upgrade"
    case .unsupportedVersion: "Sec-WebSocket-Version is not 13"
    default: violation.sentence
    }
  }

  private static let page = """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><title>wsdoctor beacon</title></head>
    <body>
    <h1>wsdoctor beacon</h1>
    <p>This is the embedded backend of wsdoctor. It stands in for an application behind a reverse
    proxy: it takes a WebSocket handshake at any path, echoes every message, and shows how each
    request arrived.</p>
    </body>
    </html>

    """
}

extension RequestViolation {
  /// Whether the request doesn't ask for WebSocket at all.
  var isAboutUpgrade: Bool {
    switch self {
    case .missingUpgrade, .wrongUpgrade: true
    default: false
    }
  }

  var isAboutVersionOfHTTP: Bool {
    if case .versionBelow11 = self { true } else { false }
  }
}

extension RequestHead {
  /// Whether the Origin is that of the Host; also without any Origin, since browsers always send one.
  var originIsOwn: Bool {
    guard let origin = fields.first("Origin") else { return true }
    let host = fields.first("Host") ?? ""
    return ["http://\(host)", "https://\(host)"].contains {
      ListSyntax.equalIgnoringCase($0, origin)
    }
  }
}
