/// Reads the response to one request from bytes as they come, in pieces of any size (RFC 9112).
///
/// It does no I/O and reads no clock. Feed it with `receive`, then ask for events until there is none.
/// Bare line feeds, empty lines before the status line, a missing reason phrase and folded fields are
/// accepted. For the next response on the connection make a new parser and feed it `takeLeftover()`.
public struct ResponseParser: Sendable {
  private enum State: Sendable {
    case head
    case body
    case tunnel
    case ended
    case failed(HeadViolation)
  }

  private let limits: HeadLimits
  private let bodyLimit: Int
  private let method: String

  private var state = State.head
  private var input = InputBuffer()
  private var headReader: HeadReader
  private var bodyReader: BodyReader?
  private var framing = BodyFraming.none
  private var streamHasEnded = false
  private var end: BodyEnd?
  private var receivedBytes = 0

  /// The final head, as soon as it is complete; it stays when its fields then turn out to conflict.
  public private(set) var head: ResponseHead?

  /// The interim responses that came before the final head.
  public private(set) var interimHeads: [ResponseHead] = []

  /// - Parameters:
  ///   - bodyLimit: bytes of the body that are given out; what is beyond is not read.
  ///   - method: the request's method, since the answers to HEAD and CONNECT have no body.
  public init(limits: HeadLimits = HeadLimits(), bodyLimit: Int, answering method: String) {
    self.limits = limits
    self.bodyLimit = bodyLimit
    self.method = method
    headReader = HeadReader(limits: limits, unfolds: true)
  }

  public mutating func receive(_ bytes: [UInt8]) {
    receivedBytes += bytes.count
    input.append(bytes)
  }

  public mutating func receive(_ bytes: Span<UInt8>) {
    receivedBytes += bytes.count
    input.append(bytes)
  }

  /// Tells that no more bytes will come.
  public mutating func receiveEndOfStream() { streamHasEnded = true }

  /// The next event, or nil when it takes more bytes, or when the response is over.
  ///
  /// Throws when the head cannot be understood; then it throws the same each time.
  public mutating func nextEvent() throws(HeadViolation) -> ResponseEvent? {
    do throws(HeadViolation) {
      switch state {
      case .head: return try nextHead()
      case .body: return nextPiece()
      case .tunnel, .ended: return nil
      case .failed(let violation): throw violation
      }
    } catch {
      state = .failed(error)
      throw error
    }
  }

  /// Takes the bytes that do not belong to this response: those of the tunnel, or of the next response.
  ///
  /// Before the response is over it takes what is not yet read, and the parser loses it.
  public mutating func takeLeftover() -> [UInt8] { input.takeAll() }

  /// Whether the head said that the connection now speaks another protocol: 101, or 2xx to CONNECT.
  public var isTunnel: Bool {
    if case .tunnel = state { true } else { false }
  }

  /// The chunks of data so far; a chunked body in one chunk hints at a proxy that wrapped HTTP/1.0.
  public var chunkCount: Int { bodyReader?.chunkCount ?? 0 }

  /// The fields behind a chunked body (RFC 9112 §7.1.2).
  public var trailers: Fields { bodyReader?.trailers ?? Fields() }

  /// Whether the body's end is only the connection's end, so that a truncation cannot be noticed.
  public var endsWithConnection: Bool { head != nil && framing == .untilClose }

  /// Whether the connection may carry another request after this response (RFC 9112 §9.3).
  ///
  /// False while the response is not over, after unasked bytes, and where the length was doubtful.
  public var canKeepAlive: Bool {
    guard let head, case .ended = state, end == .complete, framing != .untilClose, input.isEmpty,
      !streamHasEnded, !head.fields.hasToken("Connection", "close"),
      !(head.fields.contains("Transfer-Encoding") && head.fields.contains("Content-Length"))
    else { return false }
    return head.version >= .http11 || head.fields.hasToken("Connection", "keep-alive")
  }

  private mutating func nextHead() throws(HeadViolation) -> ResponseEvent? {
    if headReader.startLine == nil { try checkFirstBytes() }
    guard try headReader.read(from: &input) else {
      guard streamHasEnded else { return nil }
      throw .endOfStream(receivedBytes: receivedBytes)
    }
    let head = try ResponseHead(headReader)
    guard head.status >= 200 || head.status == 101 else {
      guard interimHeads.count < limits.interimResponses else {
        throw .tooManyInterimResponses(limit: limits.interimResponses)
      }
      interimHeads.append(head)
      headReader = HeadReader(limits: limits, unfolds: true)
      return .interim(head)
    }
    self.head = head
    framing = try BodyFraming.response(head, answering: method)
    bodyReader = BodyReader(framing, limits: limits, bodyLimit: bodyLimit)
    state = framing == .tunnel ? .tunnel : .body
    return .head(head)
  }

  /// Refuses other protocols at their first wrong byte: HTTP/2 settings, a TLS alert, a banner.
  private func checkFirstBytes() throws(HeadViolation) {
    let start = input.prefix(limits.headBytes).drop {
      $0 == ASCII.carriageReturn || $0 == ASCII.lineFeed
    }
    let isPossible = zip(start, HTTPVersion.prefix).allSatisfy { $0 == $1 }
    guard isPossible else { throw .notHTTP(firstBytes: Array(input.prefix(32))) }
  }

  private mutating func nextPiece() -> ResponseEvent? {
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

extension ResponseHead {
  /// Reads `HTTP/1.1 404 Not Found`; the reason and the space before it may be missing (RFC 9112 §4).
  fileprivate init(_ reader: HeadReader) throws(HeadViolation) {
    let line = (reader.startLine ?? [])[...]
    let rest = line.dropFirst(9)
    let reason = rest.dropFirst(4)
    guard let version = HTTPVersion(line.prefix(8)), line.dropFirst(8).first == ASCII.space,
      rest.count >= 3, rest.prefix(3).allSatisfy(ASCII.isDigit),
      let status = Int(ASCII.text(rest.prefix(3))), status >= 100,
      rest.count == 3 || rest.dropFirst(3).first == ASCII.space,
      !reason.contains(where: ASCII.isInjection)
    else { throw .malformedStatusLine(ASCII.text(line)) }
    self.init(
      version: version, status: status, reason: ASCII.text(ASCII.trimmed(reason)),
      fields: reader.fields)
  }
}
