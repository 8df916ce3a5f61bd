import HTTP1
import Transport

/// One request of the proxy to its backend, on a connection of its own.
struct BackendExchange {
  enum Outcome {
    case response(ResponseHead, body: [UInt8])
    /// A head behind which the body comes bit by bit.
    case stream(ResponseHead, Pieces)
    /// A 101, and what came behind it.
    case tunnel(ResponseHead, [UInt8])
    /// No whole answer; the client is told so with this status.
    case failed(Int)
  }

  /// What is left of an answer that is handed on as it comes.
  struct Pieces {
    fileprivate var parser: ResponseParser
    fileprivate let stream: ByteStream

    /// The next piece, an empty one at the end; nil when the answer breaks off.
    mutating func next() async -> [UInt8]? {
      while true {
        do {
          while let event = try parser.nextEvent() {
            switch event {
            case .interim, .head: break
            case .body(let bytes): return bytes
            case .end(let end): return end == .complete ? [] : nil
            }
          }
          switch try await stream.read(deadline: EventLoop.now() + BackendExchange.patience) {
          case .bytes(let bytes, _): parser.receive(bytes)
          case .end: parser.receiveEndOfStream()
          }
        } catch {
          return nil
        }
      }
    }
  }

  /// 4 MiB of an answer are held at a time; what is larger is a 502.
  private static let bodyLimit = 4 << 20

  /// How long the backend may take to accept a connection, and for each piece of its answer.
  private static let patience: Duration = .seconds(60)

  /// The connection, for what follows a 101.
  var stream: ByteStream?
  var outcome: Outcome

  /// - Parameter keepsWhole: an answer is read to its end before anything of it goes on.
  static func ask(
    _ backend: SocketAddress, _ request: RequestHead, body: [UInt8], keepsWhole: Bool,
    on loop: EventLoop
  ) async -> BackendExchange {
    let (stream, _) = await Dialer.connect(
      to: [backend], on: loop, deadline: EventLoop.now() + patience)
    guard let stream, let head = try? request.serialized(), await stream.send(head + body) else {
      return BackendExchange(stream: stream, outcome: .failed(502))
    }
    return BackendExchange(
      stream: stream,
      outcome: await answer(from: stream, to: request.method, keepsWhole: keepsWhole))
  }

  private static func answer(from stream: ByteStream, to method: String, keepsWhole: Bool)
    async -> Outcome
  {
    var parser = ResponseParser(bodyLimit: bodyLimit, answering: method)
    var body: [UInt8] = []
    while true {
      do {
        while let event = try parser.nextEvent() {
          switch event {
          case .interim: break
          case .head(let head):
            if parser.isTunnel { return .tunnel(head, parser.takeLeftover()) }
            if !keepsWhole && method != "HEAD" && comesInPieces(head) {
              return .stream(head, Pieces(parser: parser, stream: stream))
            }
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

  /// Whether only its end tells how long the body is (RFC 9112 §6.3).
  private static func comesInPieces(_ head: ResponseHead) -> Bool {
    ![204, 304].contains(head.status) && !head.fields.contains("Content-Length")
  }
}
