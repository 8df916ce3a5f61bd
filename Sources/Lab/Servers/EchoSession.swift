import HTTP1
import Transport
import WebSocketCompression
import WebSocketProtocol

/// One connection of an ``EchoServer``: requests in their order, then perhaps a WebSocket.
struct EchoSession: Sendable {
  /// 64 KiB of a body are read and thrown away; who sends more loses the connection.
  private static let bodyLimit = 64 * 1024

  let stream: ByteStream
  let current: CurrentSite
  let idleLimit: Duration
  let loginLimit: LoginLimit?
  let planted: Set<PlantedViolation>?
  let log: (@Sendable (EchoServer.LogEntry) -> Void)?

  func run() async {
    var reader = RequestReader(stream, bodyLimit: Self.bodyLimit, answersAtHead: true)
    while true {
      switch await reader.next() {
      case .ended:
        return
      case .malformed:
        let head = ResponseHead(
          status: 400, reason: "Bad Request",
          fields: ["Connection": "close", "Content-Length": "0"])
        _ = await stream.send(current.site.marked(head))
        return await stream.linger()
      case .request(let request, _):
        let site = current.site
        if request.fields.contains("Transfer-Encoding") && request.fields.contains("Content-Length")
        {
          // Where two lengths disagree somebody may smuggle (RFC 9112 §6.1).
          let head = ResponseHead(
            status: 400, reason: "Bad Request",
            fields: ["Connection": "close", "Content-Length": "0"])
          _ = await stream.send(site.marked(head))
          return await stream.linger()
        }
        let answer =
          planted.map { PlantedHandshake(planted: $0).answer(to: request) }
          ?? site.answer(to: request)
        switch answer {
        case .response(let head, let body):
          note(request, head)
          let keepsAlive = reader.keepsAlive
          let framed = Self.framed(site.marked(head), length: body.count, keepsAlive: keepsAlive)
          let isSent = await stream.send(framed, body: request.method == "HEAD" ? [] : body)
          guard isSent else { return }
          guard keepsAlive else { return await stream.linger() }
        case .stream(let head, let pieces, let pause):
          note(request, head)
          guard await send(site.marked(head), pieces, pause, to: request, reader.keepsAlive) else {
            return
          }
          guard reader.keepsAlive else { return await stream.linger() }
        case .webSocket(let head, let deflate, let closing):
          note(request, head)
          let isSilent =
            request.version < .http11 && planted?.contains(.switchesSilentlyForHTTP10) == true
          if !isSilent { guard await stream.send(site.marked(head)) else { return } }
          if let planted {
            var echo = PlantedEcho(stream, planted: planted, agreed: deflate)
            return await echo.run(beginningWith: reader.takeLeftover())
          }
          let compression = deflate.map { PerMessageDeflate(role: .server, parameters: $0) }
          var echo = WebSocketEcho(
            stream, compression: compression, idleLimit: idleLimit, loginLimit: loginLimit)
          return await echo.run(beginningWith: reader.takeLeftover(), closing: closing)
        }
      }
    }
  }

  /// Sends piece by piece: in chunks, or until the end of the connection to a client of HTTP/1.0.
  private func send(
    _ head: ResponseHead, _ pieces: [[UInt8]], _ pause: Duration, to request: RequestHead,
    _ keepsAlive: Bool
  ) async -> Bool {
    var head = head
    let isChunked = request.version >= .http11
    if isChunked { head.fields.set("Transfer-Encoding", "chunked") }
    if !keepsAlive { head.fields.set("Connection", "close") }
    guard await stream.send(head), request.method != "HEAD" else { return false }
    for (index, piece) in pieces.enumerated() {
      if index > 0 { guard (try? await Task.sleep(for: pause)) != nil else { return false } }
      guard await stream.send(isChunked ? Self.chunk(piece) : piece) else { return false }
    }
    return isChunked ? await stream.send(Self.chunk([])) : true
  }

  /// A chunk (RFC 9112 §7.1); an empty one is the last.
  static func chunk(_ bytes: [UInt8]) -> [UInt8] {
    Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + [0x0D, 0x0A]
  }

  private func note(_ request: RequestHead, _ response: ResponseHead) {
    log?(
      EchoServer.LogEntry(
        peer: stream.peerAddress?.description ?? "unknown", method: request.method,
        path: String(request.target.prefix { $0 != "?" }), version: request.version,
        status: response.status))
  }

  private static func framed(_ head: ResponseHead, length: Int, keepsAlive: Bool) -> ResponseHead {
    var head = head
    head.fields.set("Content-Length", String(length))
    if !keepsAlive {
      head.fields.set(
        "Connection", (head.fields.tokens("Connection") + ["close"]).joined(separator: ", "))
    }
    return head
  }
}
