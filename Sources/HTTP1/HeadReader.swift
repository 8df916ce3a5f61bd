/// Reads one head, line by line, under the limits; used for both requests and responses.
struct HeadReader: Sendable {
  let limits: HeadLimits

  /// Bytes of this head that were consumed, for the limit.
  private var consumed = 0

  private(set) var startLine: [UInt8]?
  private(set) var fields = Fields()

  /// Whether a field line that begins with whitespace continues the one before it (RFC 9112 §5.2).
  let unfolds: Bool

  init(limits: HeadLimits, unfolds: Bool) {
    self.limits = limits
    self.unfolds = unfolds
  }

  /// Consumes lines up to the empty one; true when the head is complete.
  mutating func read(from input: inout InputBuffer) throws(HeadViolation) -> Bool {
    while true {
      switch input.takeLine(limit: limits.lineBytes) {
      case .incomplete:
        guard consumed + input.count <= limits.headBytes else {
          throw .headTooLarge(limit: limits.headBytes)
        }
        return false
      case .tooLong:
        // The limit that is reached first is named, in whatever pieces the head comes.
        guard consumed + limits.lineBytes <= limits.headBytes else {
          throw .headTooLarge(limit: limits.headBytes)
        }
        throw .lineTooLong(limit: limits.lineBytes)
      case .complete(let line, let bytes):
        consumed += bytes
        guard consumed <= limits.headBytes else { throw .headTooLarge(limit: limits.headBytes) }
        if startLine == nil {
          // Empty lines before the start line are leftovers of a careless sender (RFC 9112 §2.2).
          // The one of a line end written twice, CR CR LF, too.
          if line.contains(where: { $0 != ASCII.carriageReturn }) { startLine = Array(line) }
        } else if line.isEmpty {
          return true
        } else {
          try add(line)
        }
      }
    }
  }

  /// Bytes that the head has taken so far.
  var receivedBytes: Int { consumed }

  private mutating func add(_ line: ArraySlice<UInt8>) throws(HeadViolation) {
    if let first = line.first, ASCII.isWhitespace(first) {
      guard unfolds, var field = fields.list.popLast(), !line.contains(where: ASCII.isInjection)
      else { throw .obsoleteFolding(line: ASCII.text(line)) }
      let more = ASCII.text(ASCII.trimmed(line))
      // A value has no white space at its ends, also where a line of it is empty.
      if !more.isEmpty { field.value += field.value.isEmpty ? more : " " + more }
      return fields.list.append(field)
    }
    guard fields.count < limits.fieldCount else { throw .tooManyFields(limit: limits.fieldCount) }
    guard let field = Field(line: line) else { throw .malformedField(line: ASCII.text(line)) }
    fields.list.append(field)
  }
}

extension Field {
  /// Reads a field line: a token, a colon right behind it, and a value without CR or NUL (RFC 9112 §5).
  init?(line: ArraySlice<UInt8>) {
    guard let colon = line.firstIndex(of: ASCII.colon), ASCII.isToken(line[..<colon]) else {
      return nil
    }
    let value = ASCII.trimmed(line[(colon + 1)...])
    guard !value.contains(where: ASCII.isInjection) else { return nil }
    self.init(ASCII.text(line[..<colon]), ASCII.text(value))
  }
}
