import HTTP1
import Transport

/// One request of the proxy to its backend, on a connection of its own.
struct BackendExchange {
  enum Outcome {
    case response(ResponseHead, body: [UInt8])
    /// A 101, and what came behind it.
    case tunnel(ResponseHead, [UInt8])
    /// No whole answer; the client is told so with this status.
    case failed(Int)
  }

  /// 4 MiB of an answer are held at a time; what is larger is a 502.
  private static let bodyLimit = 4 << 20

  /// How long the backend may take to accept a connection, and for each piece of its answer.
  private static let patience: Duration = .seconds(60)

  /// The connection, for what follows a 101.
  var stream: ByteStream?
  var outcome: Outcome

  static func ask(
    _ backend: SocketAddress, _ request: RequestHead, body: [UInt8], on loop: EventLoop
  ) async -> BackendExchange {
    let (stream, _) = await Dialer.connect(
      to: [backend], on: loop, deadline: EventLoop.now() + patience)
    guard let stream, let head = try? request.serialized(), await stream.send(head + body) else {
      return BackendExchange(stream: stream, outcome: .failed(502))
    }
    return BackendExchange(
      stream: stream, outcome: await answer(from: stream, to: request.method))
  }

  private static func answer(from stream: ByteStream, to method: String) async -> Outcome {
    var parser = ResponseParser(bodyLimit: bodyLimit, answering: method)
    var body: [UInt8] = []
    while true {
      do {
        while let event = try parser.nextEvent() {
          switch event {
          case .interim: break
          case .head(let head):
            if parser.isTunnel { return .tunnel(head, parser.takeLeftover()) }
          case .body(let bytes): body += bytes
          case .end(let end):
            guard let head = parser.head, end == .complete else { return .failed(502) }
            return .response(head, body: body)
          }
        }
        switch try await stream.read(deadline: EventLoop.now() + patience) {
        case .bytes(let bytes, _): parser.receive(bytes)
        case .end: parser.receiveEndOfStream()
        }
      } catch TransportError.timedOut {
        return .failed(504)
      } catch {
        return .failed(502)
      }
    }
  }
}
