import HTTP1
import Transport

/// Reads the requests of one connection, with limits on their size and on the time that they take.
struct RequestReader {
  enum Outcome {
    case request(RequestHead, body: [UInt8])
    /// Nothing more comes: closed, silent for too long, or the task was cancelled.
    case ended
    case malformed(HeadViolation)
  }

  /// 16 KiB: twice what nginx hands on with its default buffers.
  static let headLimits = HeadLimits(headBytes: 16 * 1024, fieldCount: 100, lineBytes: 8 * 1024)

  /// A request that isn't whole after 30 s is given up: a trickle of bytes doesn't extend it.
  static let timeForRequest: Duration = .seconds(30)

  /// 2 minutes: longer than proxies keep an unused connection to a backend (60 s and 75 s are usual).
  static let timeBetweenRequests: Duration = .seconds(120)

  private let stream: ByteStream
  private let answersAtHead: Bool
  private var parser: RequestParser
  /// Whether the latest request came to its announced end.
  private var isWhole = false

  /// - Parameters:
  ///   - bodyLimit: bytes of a body; what is beyond isn't read.
  ///   - answersAtHead: whether a GET that asks for no upgrade is complete when its head is, as for servers
  ///     that don't want its body. Envoy, told to remove Upgrade or Connection, announces one whose end never
  ///     comes.
  init(_ stream: ByteStream, bodyLimit: Int, answersAtHead: Bool = false) {
    self.stream = stream
    self.answersAtHead = answersAtHead
    parser = RequestParser(limits: Self.headLimits, bodyLimit: bodyLimit)
  }

  /// Whether another request may follow on the connection; HTTP/1.0 gets one only.
  var keepsAlive: Bool {
    isWhole && parser.wantsKeepAlive && (parser.head?.version ?? .http10) >= .http11
  }

  /// Takes the bytes behind the latest request.
  mutating func takeLeftover() -> [UInt8] { parser.takeLeftover() }

  /// Reads the next request with its body.
  mutating func next() async -> Outcome {
    parser.startNextRequest()
    isWhole = false
    var body: [UInt8] = []
    var deadline = EventLoop.now() + Self.timeBetweenRequests
    var hasBegun = false
    while true {
      do throws(HeadViolation) {
        while let event = try parser.nextEvent() {
          switch event {
          case .head(let head):
            // Its body is left unread, so that the connection takes no other request.
            if answersAtHead, head.method == "GET", head.fields.contains("Transfer-Encoding"),
              !head.fields.contains("Upgrade") || !head.fields.hasToken("Connection", "upgrade")
            {
              return .request(head, body: [])
            }
          case .body(let bytes): body += bytes
          case .end(let end):
            guard let head = parser.head else { return .ended }
            isWhole = end == .complete
            return .request(head, body: body)
          }
        }
      } catch .endOfStream(receivedBytes: 0) {
        return .ended
      } catch {
        return .malformed(error)
      }
      switch try? await stream.read(deadline: deadline) {
      case .bytes(let bytes, _)?:
        parser.receive(bytes)
        if !hasBegun { deadline = EventLoop.now() + Self.timeForRequest }
        hasBegun = true
      case .end?: parser.receiveEndOfStream()
      case nil: return .ended
      }
    }
  }
}
