public import HTTP1
public import Transport

/// One request and what came of it. Failures are part of it: whatever did come is there as well.
public struct HTTPExchange: Sendable, Hashable {
  /// A piece of the body, and when it came.
  public struct Arrival: Sendable, Hashable {
    public var at: Moment
    /// Octets of the body that had come by then.
    public var octets: Int
  }

  /// So many arrivals are kept: enough to tell a stream from a lump.
  public static let arrivalLimit = 64
  /// As much of what came first is kept, for a peer that doesn't speak HTTP. Octets.
  public static let rawStartLimit = 512

  public var request: RequestHead
  public var startedAt: Moment
  public var firstByteAt: Moment?
  /// When the final head was complete.
  public var headAt: Moment?
  public var endedAt: Moment
  /// The responses before the final one: 1xx other than 101.
  public var interim: [ResponseHead] = []
  public var response: ResponseHead?
  /// The body without its transfer coding, up to the limit that was given.
  public var body: [UInt8] = []
  /// When the first pieces of the body came, at most ``arrivalLimit``.
  public var arrivals: [Arrival] = []
  /// How the body ended; `nil` when it did not.
  public var bodyEnd: BodyEnd?
  /// The number of chunks; `nil` for a body that isn't chunked.
  public var chunkCount: Int?
  /// How the connection ended, if it did before the exchange was over.
  public var streamEnd: EndOfStream?
  public var receivedBytes = 0
  /// The first octets that were received, at most ``rawStartLimit``.
  public var rawStart: [UInt8] = []
  /// Why there is no whole response; `nil` when there is one, its body may be cut nevertheless.
  public var failure: ExchangeFailure?

  init(_ request: RequestHead, startedAt: Moment) {
    self.request = request
    self.startedAt = startedAt
    endedAt = startedAt
  }
}

/// Why an exchange has no whole response.
public enum ExchangeFailure: Error, Sendable, Hashable {
  /// The deadline was over; so many octets had come.
  case timedOut(receivedBytes: Int)
  /// The task was cancelled.
  case cancelled
  /// The connection ended before the head was there.
  case closed(EndOfStream, receivedBytes: Int)
  /// The peer ended TLS with a fatal alert, as servers do that miss a client certificate (TLS 1.3).
  case tlsAlert(code: UInt8)
  /// What came is no HTTP/1.
  case notHTTP(firstBytes: [UInt8])
  case malformed(HeadViolation)
  /// The head is beyond our limits.
  case tooLarge(HeadViolation)
  /// The request may not be sent as it is.
  case unsendable(HeadViolation)
  case writeFailed(TransportError)
  /// Another exchange is under way on the connection, or it was handed over.
  case connectionBusy

  init(_ violation: HeadViolation, end: EndOfStream?) {
    switch violation {
    case .notHTTP(let bytes): self = .notHTTP(firstBytes: bytes)
    case .endOfStream(let count):
      if case .tlsAlert(let code) = end {
        self = .tlsAlert(code: code)
      } else {
        self = .closed(end ?? .fin, receivedBytes: count)
      }
    case .headTooLarge, .tooManyFields, .lineTooLong, .tooManyInterimResponses:
      self = .tooLarge(violation)
    default: self = .malformed(violation)
    }
  }
}
