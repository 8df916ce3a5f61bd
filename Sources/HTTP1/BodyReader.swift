/// Reads one body by its framing, up to a limit (RFC 9112 §6.3, §7.1).
struct BodyReader: Sendable {
  enum Step: Hashable {
    case bytes([UInt8])
    case end(BodyEnd)
  }

  private enum State: Hashable {
    case length(remaining: Int)
    case untilClose
    case chunkSize
    case chunkData(remaining: Int)
    case chunkEnd
    case trailers
    case ended
  }

  private var state: State
  private let limits: HeadLimits
  private var allowance: Int
  private var overhead = 0

  /// The chunks with data so far.
  private(set) var chunkCount = 0
  private(set) var trailers = Fields()

  init(_ framing: BodyFraming, limits: HeadLimits, bodyLimit: Int) {
    self.limits = limits
    allowance = bodyLimit
    state =
      switch framing {
      case .none, .tunnel: .length(remaining: 0)
      case .length(let length): .length(remaining: length)
      case .chunked: .chunkSize
      case .untilClose: .untilClose
      }
  }

  /// The next piece or the end; nil when it takes more bytes to tell.
  mutating func next(from input: inout InputBuffer, streamHasEnded: Bool) -> Step? {
    while true {
      let step: Step?
      switch state {
      case .ended: return nil
      case .length(0): step = .end(.complete)
      case .length(let remaining):
        step = piece(of: remaining, from: &input) { .length(remaining: $0) }
      case .untilClose:
        step =
          input.isEmpty && streamHasEnded
          ? .end(.complete) : piece(of: .max, from: &input) { _ in .untilClose }
      case .chunkData(0):
        state = .chunkEnd
        continue
      case .chunkData(let remaining):
        step = piece(of: remaining, from: &input) { .chunkData(remaining: $0) }
      case .chunkSize, .chunkEnd, .trailers:
        do throws(ChunkViolation) {
          if try readLine(from: &input) { continue }
          step = state == .ended ? .end(.complete) : nil
        } catch {
          step = .end(.malformed(error))
        }
      }
      if case .end = step { state = .ended }
      if step == nil && streamHasEnded {
        state = .ended
        return .end(.truncatedByPeer)
      }
      return step
    }
  }

  /// Takes what is there of a run of bytes, and ends at our limit.
  private mutating func piece(
    of remaining: Int, from input: inout InputBuffer, then next: (Int) -> State
  ) -> Step? {
    if input.isEmpty { return nil }
    if allowance == 0 { return .end(.truncatedByLimit) }
    let bytes = input.take(min(remaining, allowance))
    allowance -= bytes.count
    state = next(remaining - bytes.count)
    return .bytes(bytes)
  }

  /// Reads one line of the chunked coding; false when it is not there yet, or was the last one.
  private mutating func readLine(from input: inout InputBuffer) throws(ChunkViolation) -> Bool {
    if state == .chunkEnd {
      // Data beyond the size shows at its first byte, before any line end.
      guard let first = input.prefix(1).first else { return false }
      guard first == ASCII.carriageReturn || first == ASCII.lineFeed else { throw .missingLineEnd }
    }
    switch input.takeLine(limit: limits.lineBytes) {
    case .incomplete: return false
    case .tooLong: throw .lineTooLong(limit: limits.lineBytes)
    case .complete(let line, let consumed):
      switch state {
      case .chunkEnd:
        guard line.isEmpty else { throw .missingLineEnd }
        state = .chunkSize
      case .trailers:
        try addOverhead(consumed)
        if line.isEmpty {
          state = .ended
          return false
        }
        guard let field = Field(line: line) else {
          throw .malformedTrailer(line: ASCII.text(line))
        }
        guard trailers.count < limits.fieldCount else {
          throw .tooManyTrailers(limit: limits.fieldCount)
        }
        trailers.list.append(field)
      default:
        let size = try chunkSize(line)
        if size > 0 { chunkCount += 1 }
        state = size > 0 ? .chunkData(remaining: size) : .trailers
      }
      return true
    }
  }

  /// Reads `1*HEXDIG` and ignores the extensions behind it, but counts them (RFC 9112 §7.1.1).
  private mutating func chunkSize(_ line: ArraySlice<UInt8>) throws(ChunkViolation) -> Int {
    let digits = line.prefix { ASCII.hexValue($0) != nil }
    let rest = ASCII.trimmed(line[digits.endIndex...])
    guard !digits.isEmpty, rest.isEmpty || rest.first == ASCII.semicolon else {
      throw .malformedSize(line: ASCII.text(line))
    }
    try addOverhead(rest.count)
    guard let size = Int(ASCII.text(digits), radix: 16) else {
      throw .sizeTooLarge(line: ASCII.text(line))
    }
    return size
  }

  private mutating func addOverhead(_ bytes: Int) throws(ChunkViolation) {
    overhead += bytes
    guard overhead <= limits.headBytes else { throw .overheadTooLarge(limit: limits.headBytes) }
  }
}
