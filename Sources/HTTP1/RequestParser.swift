/// Reads requests from bytes as they come, in pieces of any size (RFC 9112); for our own servers.
///
/// It does no I/O and reads no clock. After an `end` it stops, so that the caller decides whether what
/// follows is the next request (`startNextRequest`) or another protocol (`takeLeftover`).
public struct RequestParser: Sendable {
  private enum State: Sendable {
    case head
    case body
    case ended
    case failed(HeadViolation)
  }

  private let limits: HeadLimits
  private let bodyLimit: Int

  private var state = State.head
  private var input = InputBuffer()
  private var headReader: HeadReader
  private var bodyReader: BodyReader?
  private var streamHasEnded = false
  private var end: BodyEnd?

  /// The request's head, as soon as it is complete.
  public private(set) var head: RequestHead?

  /// - Parameter bodyLimit: bytes of the body that are given out; what is beyond is not read.
  public init(limits: HeadLimits = HeadLimits(), bodyLimit: Int) {
    self.limits = limits
    self.bodyLimit = bodyLimit
    headReader = HeadReader(limits: limits, unfolds: false)
  }

  public mutating func receive(_ bytes: [UInt8]) { input.append(bytes) }

  public mutating func receive(_ bytes: Span<UInt8>) { input.append(bytes) }

  /// Tells that no more bytes will come.
  public mutating func receiveEndOfStream() { streamHasEnded = true }

  /// The next event, or nil when it takes more bytes, or when the request is over.
  ///
  /// Throws when the head cannot be understood; then it throws the same each time.
  public mutating func nextEvent() throws(HeadViolation) -> RequestEvent? {
    do throws(HeadViolation) {
      switch state {
      case .head: return try nextHead()
      case .body: return nextPiece()
      case .ended: return nil
      case .failed(let violation): throw violation
      }
    } catch {
      state = .failed(error)
      throw error
    }
  }

  /// Takes the bytes behind this request: those of the protocol that it asked to upgrade to.
  public mutating func takeLeftover() -> [UInt8] { input.takeAll() }

  /// Begins to read the next request of the connection; does nothing before this one's complete end.
  public mutating func startNextRequest() {
    guard case .ended = state, end == .complete else { return }
    state = .head
    head = nil
    end = nil
    bodyReader = nil
    headReader = HeadReader(limits: limits, unfolds: false)
  }

  /// The fields behind a chunked body (RFC 9112 §7.1.2).
  public var trailers: Fields { bodyReader?.trailers ?? Fields() }

  /// Whether the client wants to send another request on this connection (RFC 9112 §9.3).
  public var wantsKeepAlive: Bool {
    guard let head, !head.fields.hasToken("Connection", "close") else { return false }
    return head.version >= .http11 || head.fields.hasToken("Connection", "keep-alive")
  }

  private mutating func nextHead() throws(HeadViolation) -> RequestEvent? {
    if headReader.startLine == nil { try checkFirstBytes() }
    guard try headReader.read(from: &input) else {
      guard streamHasEnded else { return nil }
      throw .endOfStream(receivedBytes: headReader.receivedBytes + input.count)
    }
    let head = try RequestHead(headReader)
    self.head = head
    bodyReader = BodyReader(
      try BodyFraming.request(head), limits: limits, bodyLimit: bodyLimit)
    state = .body
    return .head(head)
  }

  /// Refuses what cannot begin a request line, such as a TLS ClientHello, at its first wrong byte.
  private func checkFirstBytes() throws(HeadViolation) {
    let start = input.prefix(limits.headBytes).drop {
      $0 == ASCII.carriageReturn || $0 == ASCII.lineFeed
    }
    let method = start.prefix { ASCII.isTokenByte($0) }
    let next = start[method.endIndex...].first
    guard next == nil || (next == ASCII.space && !method.isEmpty),
      method.count <= RequestParser.longestMethod
    else { throw .notHTTP(firstBytes: Array(input.prefix(32))) }
  }

  /// 32 bytes: twice the longest registered method (UPDATEREDIRECTREF).
  private static let longestMethod = 32

  private mutating func nextPiece() -> RequestEvent? {
    guard let step = bodyReader?.next(from: &input, streamHasEnded: streamHasEnded) else {
      return nil
    }
    switch step {
    case .bytes(let bytes): return .body(bytes)
    case .end(let end):
      self.end = end
      state = .ended
      return .end(end)
    }
  }
}

extension RequestHead {
  /// Reads `GET /chat HTTP/1.1`, with exactly one space at each place (RFC 9112 §3).
  fileprivate init(_ reader: HeadReader) throws(HeadViolation) {
    let line = (reader.startLine ?? [])[...]
    let parts = line.split(separator: ASCII.space, omittingEmptySubsequences: false)
    guard parts.count == 3, ASCII.isToken(parts[0]), !parts[1].isEmpty,
      let version = HTTPVersion(parts[2]), !parts[1].contains(where: ASCII.isInjection)
    else { throw .malformedRequestLine(ASCII.text(line)) }
    self.init(
      method: ASCII.text(parts[0]), target: ASCII.text(parts[1]), version: version,
      fields: reader.fields)
  }
}
