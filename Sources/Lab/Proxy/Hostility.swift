import HTTP1
import Transport

/// Answers of servers that are broken, or wish us harm; for tests.
public enum Hostility: Sendable, Hashable {
  /// Bytes that are no HTTP.
  case garbage
  /// The first frame of HTTP/2 (RFC 9113 §3.4).
  case http2
  /// A fatal TLS alert.
  case tlsAlert
  /// A head that announces more than comes, and the end.
  case halfAnswer
  /// A head that breaks off in a field.
  case halfHead
  /// Field after field, as long as somebody reads.
  case endlessHead
  /// Interim answers without an end.
  case endlessInterim
  /// A byte now and then: each one is in time, the whole never is.
  case trickle
  /// 101, and not one field.
  case bareSwitch
  /// 101 with all its fields but Sec-WebSocket-Accept.
  case switchWithoutAccept
  /// The connection is taken and nothing is said.
  case silence
  /// FIN without an answer.
  case close
  /// RST without an answer.
  case reset
  /// A status line without an end.
  case endlessStatusLine
  /// A hundred thousand fields, and then an end.
  case manyFields
  /// A body that nothing ends but its reader.
  case endlessBody
  /// Chunks of one byte, without an end.
  case endlessChunks
  /// A chunk of 2^63−1 bytes.
  case hugeChunk
  /// A chunk size with an extension that does not end (RFC 9112 §7.1.1).
  case endlessChunkExtension
  /// Trailer after trailer.
  case endlessTrailers
  /// A body of a length that no number holds.
  case absurdLength
  /// A redirect to itself, under another name each time.
  case redirectCircle
  /// A page of nothing but the beginnings of scripts.
  case endlessScriptTags
  /// After the 101 it is as ``AfterTheSwitch`` says.
  case switched(AfterTheSwitch)

  public static let allCases: [Hostility] =
    [
      .garbage, .http2, .tlsAlert, .halfAnswer, .halfHead, .endlessHead, .endlessInterim, .trickle,
      .bareSwitch, .switchWithoutAccept, .silence, .close, .reset,
    ] + masses

  /// Answers of more than anybody wants.
  public static let masses: [Hostility] = [
    .endlessStatusLine, .manyFields, .endlessBody, .endlessChunks, .hugeChunk,
    .endlessChunkExtension, .endlessTrailers, .absurdLength, .redirectCircle, .endlessScriptTags,
  ]

  /// Between two bytes of a trickle.
  private static let pause: Duration = .milliseconds(50)

  /// Plays it on a connection whose request has been read; returns when the peer has had enough.
  func play(on stream: ByteStream, answering request: RequestHead) async {
    switch self {
    case .garbage: await end(stream, with: "\u{1}\u{2}\u{3} SSH-2.0-nothing\r\n\r\n")
    case .http2:
      _ = await stream.send([0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 128])
      await stream.linger()
    case .tlsAlert:
      _ = await stream.send([0x15, 3, 3, 0, 2, 2, 70])
      await stream.linger()
    case .halfAnswer:
      let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n"
      await end(stream, with: head + "<html>")
    case .halfHead: await end(stream, with: "HTTP/1.1 200 OK\r\nContent-Ty")
    case .endlessHead:
      let field = "X-Endless: \(String(repeating: "x", count: 200))\r\n"
      await flood(stream, "HTTP/1.1 200 OK\r\n", field)
    case .endlessInterim: await flood(stream, "", "HTTP/1.1 103 Early Hints\r\n\r\n")
    case .trickle: await trickle(stream)
    case .bareSwitch: await hold(stream, after: "HTTP/1.1 101 Switching Protocols\r\n\r\n")
    case .switchWithoutAccept:
      let fields = "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
      await hold(stream, after: "HTTP/1.1 101 Switching Protocols\r\n" + fields)
    case .silence: await hold(stream, after: "")
    case .close: await stream.linger()
    case .reset: stream.abort()
    case .endlessStatusLine:
      await flood(stream, "HTTP/1.1 200 ", String(repeating: "O", count: 999))
    case .manyFields:
      let fields = String(repeating: "X: y\r\n", count: 100_000)
      await end(stream, with: "HTTP/1.1 200 OK\r\n\(fields)\r\n")
    case .endlessBody: await flood(stream, Self.page, String(repeating: "x", count: 999))
    case .endlessChunks: await flood(stream, Self.chunked, "1\r\nx\r\n")
    case .hugeChunk:
      await flood(stream, Self.chunked + "7fffffffffffffff\r\n", String(repeating: "x", count: 999))
    case .endlessChunkExtension:
      await flood(stream, Self.chunked + "1;x=", String(repeating: "x", count: 999))
    case .endlessTrailers: await flood(stream, Self.chunked + "0\r\n", "X: y\r\n")
    case .absurdLength:
      let length = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"
      await flood(stream, length, String(repeating: "x", count: 999))
    case .redirectCircle:
      let head = "HTTP/1.1 302 Found\r\nLocation: \(request.target)x\r\nContent-Length: 0\r\n\r\n"
      await end(stream, with: head)
    case .endlessScriptTags: await flood(stream, Self.page, "<script src=\"")
    case .switched(let then): await then.play(on: stream, answering: request)
    }
  }

  private static let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
  private static let chunked =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"

  private func end(_ stream: ByteStream, with text: String) async {
    _ = await stream.send(Array(text.utf8))
    await stream.linger()
  }

  /// Sends, and then waits for the peer to go.
  private func hold(_ stream: ByteStream, after text: String) async {
    guard await stream.send(Array(text.utf8)) else { return }
    await stream.awaitEnd()
  }

  private func flood(_ stream: ByteStream, _ start: String, _ piece: String) async {
    var bytes = Array(start.utf8)
    let more = Array(String(repeating: piece, count: 50).utf8)
    while await stream.send(bytes) { bytes = more }
  }

  private func trickle(_ stream: ByteStream) async {
    let text = "HTTP/1.1 200 OK\r\nX-Slow: \(String(repeating: "x", count: 15_000))"
    for byte in text.utf8 {
      guard await stream.send([byte]), (try? await Task.sleep(for: Self.pause)) != nil else {
        return
      }
      if case .end? = stream.readBuffered() { return }
    }
  }
}
