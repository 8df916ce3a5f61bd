public import HTTP1
public import WebSocketCompression
public import WebSocketProtocol

/// What an ``EchoServer`` serves: the answer to each request, without any I/O.
public protocol Site: Sendable {
  /// Answers a request; the server adds what frames a body, and ends the connection where it has to.
  func answer(to request: RequestHead) -> SiteAnswer

  /// Adds what every answer of the site carries, those of the server itself among them.
  func marked(_ head: ResponseHead) -> ResponseHead
}

extension Site {
  public func marked(_ head: ResponseHead) -> ResponseHead { head }
}

/// A site's answer to one request.
public enum SiteAnswer: Sendable, Hashable {
  case response(ResponseHead, body: [UInt8])
  /// A body that comes piece by piece.
  case stream(ResponseHead, pieces: [[UInt8]], pause: Duration)
  /// A 101, behind which messages are echoed; with a Close frame the server closes at once instead.
  case webSocket(ResponseHead, compression: DeflateParameters?, closing: CloseFrame?)
}

extension SiteAnswer {
  /// Agrees to a handshake without fault: the first subprotocol offered, and compression without
  /// memory (RFC 7692 §7.1.1), which is the agreement that is hardest to get wrong.
  static func accepting(_ request: RequestHead, closing: CloseFrame? = nil) -> SiteAnswer {
    let deflate = DeflateAcceptance(serverNoContextTakeover: true, clientNoContextTakeover: true)
      .choose(from: request)
    let head = OpeningHandshake.answer(
      to: request, subprotocol: request.fields.tokens("Sec-WebSocket-Protocol").first,
      extensions: deflate?.text, strict: false)
    return .webSocket(head, compression: deflate?.agreed, closing: closing)
  }

  /// The head of the answer.
  var head: ResponseHead {
    switch self {
    case .response(let head, _), .stream(let head, _, _), .webSocket(let head, _, _): head
    }
  }
}

extension RequestHead {
  /// The path as it arrived, without its query.
  var path: String { String(target.prefix { $0 != "?" }) }
}
