public import HTTP1

/// What came back to an ask, kept whole.
public struct Answer: Sendable {
  /// An answer in HTTP.
  public struct Response: Sendable {
    public var head: ResponseHead
    /// At most 64 KiB of it.
    public var body: [UInt8]
    /// The number of chunks of a chunked body.
    public var chunks: Int?
    /// The Sec-WebSocket-Accept is the one that belongs to our key (RFC 6455 §4.2.2).
    public var acceptIsRight: Bool
    /// What is wrong with a 101, each in a sentence.
    public var violations: [String]

    public init(
      head: ResponseHead, body: [UInt8], chunks: Int? = nil, acceptIsRight: Bool = false,
      violations: [String] = []
    ) {
      self.head = head
      self.body = body
      self.chunks = chunks
      self.acceptIsRight = acceptIsRight
      self.violations = violations
    }

    public var status: Int { head.status }
    /// The body as text, for recognising; never shown unescaped.
    public var text: String { String(decoding: body, as: UTF8.self) }
    /// The media type without its parameters, in lower case.
    public var mediaType: String {
      let type = head.fields.first("Content-Type") ?? ""
      return String(type.prefix { $0 != ";" }).lowercased()
    }
  }

  /// Why there is no answer.
  public enum Silence: Sendable, Equatable {
    /// The connection was closed; the number of bytes that came before.
    case closed(afterBytes: Int)
    case reset(afterBytes: Int)
    case timedOut(afterBytes: Int)
    case notHTTP(firstBytes: [UInt8])
    /// The head breaks RFC 9112; the sentence says how.
    case malformed(String)
    /// Larger than our limits; the sentence says what.
    case oversized(String)
    /// A TLS alert in place of an answer.
    case alert(Int)
    /// The connection for it could not be opened although others could.
    case notReached(String)
  }

  public enum Outcome: Sendable {
    case response(Response)
    case silence(Silence)
  }

  public var ask: Ask
  /// Id of the exchange in the report.
  public var exchange: String
  /// The request target as sent.
  public var target: String
  public var outcome: Outcome
  public var author = Attribution()
  /// Whether the body ended before its end.
  public var truncated = false
  /// What its author says in words of its own, redacted as the recorded answer is.
  public var words: OwnWords?
  /// What the beacon says arrived, when it is the beacon that answered.
  public var echo: BeaconEcho?
  public var seconds: Double

  public init(
    ask: Ask, exchange: String, target: String, outcome: Outcome, seconds: Double
  ) {
    self.ask = ask
    self.exchange = exchange
    self.target = target
    self.outcome = outcome
    self.seconds = seconds
  }

  public var response: Response? {
    if case .response(let response) = outcome { response } else { nil }
  }

  /// The path asked, without its query.
  public var path: String { String(target.prefix { $0 != "?" }) }

  /// A whole handshake: 101 with the right Accept, and nothing that a browser refuses.
  public var switched: Bool {
    guard let response else { return false }
    return response.status == 101 && response.acceptIsRight && response.violations.isEmpty
  }
}

/// The request as it arrived at the embedded backend that stands in for the application.
public struct BeaconEcho: Sendable, Equatable {
  public var httpVersion: String
  public var path: String
  /// Field names in lower case, with the values that the beacon shows.
  public var fields: [String: String]

  public init(httpVersion: String, path: String, fields: [String: String]) {
    self.httpVersion = httpVersion
    self.path = path
    self.fields = fields
  }
}
