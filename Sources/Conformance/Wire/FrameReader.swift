import WebSocketProtocol

/// Reads a server's frames as they are: what breaks a rule is noted, and reading goes on.
struct FrameReader: Sendable {
  /// As much of a payload is kept; the rest only counts. 256 KiB: more than any case compares whole.
  static let kept = 256 * 1024
  /// More than this no case asks for: who declares it is not listened to any longer. Octets.
  static let lengthLimit: UInt64 = 64 << 20
  /// More frames than this no case asks for.
  static let frameLimit = 200_000

  private var input: [UInt8] = []
  private var start = 0
  private var frame: ServerFrame?
  private var key: MaskingKey?
  private var missing: UInt64 = 0
  private var message: ServerMessage?
  /// Over the data frames of the message that is under way.
  private var digest = Digest()
  private var frameCount = 0
  /// Whether compression was offered.
  let offersCompression: Bool
  /// Whether RSV1 may mark a compressed message: compression was agreed upon.
  var allowsCompression = false
  /// Set when nothing that follows can be read.
  private(set) var isLost = false

  init(offersCompression: Bool = false) { self.offersCompression = offersCompression }

  /// Takes octets and returns what they complete.
  mutating func receive(_ bytes: [UInt8]) -> [Received] {
    guard !isLost else { return [] }
    input += bytes
    var events: [Received] = []
    while !isLost {
      if frame == nil {
        guard readHeader(&events) else { break }
      }
      guard takePayload() else { break }
      complete(&events)
    }
    input.removeFirst(start)
    start = 0
    return events
  }

  /// Whether a frame has begun that is not whole.
  var isInsideFrame: Bool { frame != nil || start < input.count }

  private mutating func readHeader(_ events: inout [Received]) -> Bool {
    let available = input.count - start
    guard available >= 2 else { return false }
    let first = input[start]
    let second = input[start + 1]
    let isMasked = second & 0x80 != 0
    let short = second & 0x7F
    let lengthOctets = short == 127 ? 8 : short == 126 ? 2 : 0
    let size = 2 + lengthOctets + (isMasked ? 4 : 0)
    guard available >= size else { return false }
    let field = input[(start + 2)..<(start + 2 + lengthOctets)]
    let length = lengthOctets == 0 ? UInt64(short) : field.reduce(0) { $0 << 8 | UInt64($1) }
    let isMinimal = lengthOctets == 0 || length > (lengthOctets == 2 ? 125 : 0xFFFF)
    if isMasked {
      let place = start + size - 4
      key = MaskingKey(input[place], input[place + 1], input[place + 2], input[place + 3])
    } else {
      key = nil
    }
    let header = Array(input[start..<(start + size)])
    start += size
    frameCount += 1
    guard length <= Self.lengthLimit, frameCount <= Self.frameLimit else {
      events.append(
        .violation(
          "a frame of \(length) octets, more than anything that was asked for: "
            + WireLog.shown(header)))
      isLost = true
      return false
    }
    frame = ServerFrame(
      fin: first & 0x80 != 0, rsv: first >> 4 & 7, opcode: Opcode(rawValue: first),
      isMasked: isMasked, isMinimal: isMinimal, length: length, payload: [], header: header)
    missing = length
    if let opcode = frame?.opcode, opcode == .text || opcode == .binary { digest = Digest() }
    return true
  }

  /// Moves what has come into the frame; true when it is whole.
  private mutating func takePayload() -> Bool {
    guard var current = frame else { return false }
    // What is kept is changed in place, not copied.
    frame = nil
    let count = Int(min(missing, UInt64(input.count - start)))
    var piece = Array(input[start..<(start + count)])
    key?.apply(to: &piece, offset: Int(current.length - missing) & 3)
    if !current.opcode.isControl { digest.add(piece) }
    let room = Self.kept - current.payload.count
    if room > 0 { current.payload += piece.prefix(room) }
    start += count
    missing -= UInt64(count)
    frame = current
    return missing == 0
  }

  private mutating func complete(_ events: inout [Received]) {
    guard let done = frame else { return }
    frame = nil
    if let why = violation(of: done) {
      events.append(.violation("\(why): \(WireLog.shown(done.header))"))
    }
    switch done.opcode {
    case .ping: events.append(.ping(done.payload))
    case .pong: events.append(.pong(done.payload))
    case .close:
      let code =
        done.payload.count >= 2 ? UInt16(done.payload[0]) << 8 | UInt16(done.payload[1]) : nil
      events.append(.close(code: code, reason: Array(done.payload.dropFirst(2))))
    case .text, .binary:
      message = ServerMessage(
        isText: done.opcode == .text, isCompressed: done.rsv & 4 != 0, length: done.length,
        octets: done.payload, digest: digest)
      finishMessage(done, &events)
    case .continuation:
      guard message != nil else { break }
      if !done.payload.isEmpty || done.length > 0 { extend(by: done) }
      message?.frames += 1
      finishMessage(done, &events)
    default: break
    }
  }

  private mutating func extend(by part: ServerFrame) {
    guard var whole = message else { return }
    message = nil
    let room = Self.kept - whole.octets.count
    if room > 0 { whole.octets += part.payload.prefix(room) }
    whole.digest = digest
    whole.length += part.length
    message = whole
  }

  private mutating func finishMessage(_ done: ServerFrame, _ events: inout [Received]) {
    guard done.fin, let whole = message else { return }
    events.append(.message(whole))
    message = nil
  }

  /// Why no server may send this frame (RFC 6455 §5).
  private func violation(of done: ServerFrame) -> String? {
    if done.isMasked { return "a masked \(done.opcode) frame (RFC 6455 §5.1)" }
    if !done.isMinimal { return "a length that is not in its shortest form (RFC 6455 §5.2)" }
    if done.opcode.isReserved { return "a frame with the reserved \(done.opcode) (RFC 6455 §5.2)" }
    let allowed: UInt8 =
      allowsCompression && (done.opcode == .text || done.opcode == .binary) ? 4 : 0
    if done.rsv & ~allowed != 0 { return "\(done.opcode) with RSV=\(done.rsv) (RFC 6455 §5.2)" }
    if done.opcode.isControl {
      if !done.fin { return "a fragmented \(done.opcode) frame (RFC 6455 §5.5)" }
      if done.length > 125 {
        return "a \(done.opcode) frame of \(done.length) octets (RFC 6455 §5.5)"
      }
      if done.opcode == .close { return closeViolation(done.payload) }
    } else if (done.opcode == .continuation) == (message == nil) {
      return "a \(done.opcode) frame out of its order (RFC 6455 §5.4)"
    }
    return nil
  }

  private func closeViolation(_ payload: [UInt8]) -> String? {
    if payload.count == 1 { return "a Close frame with one octet (RFC 6455 §5.5.1)" }
    guard payload.count >= 2 else { return nil }
    let code = CloseCode(UInt16(payload[0]) << 8 | UInt16(payload[1]))
    return code.mayAppearOnTheWire
      ? nil : "a Close frame with the code \(code.rawValue) (RFC 6455 §7.4)"
  }
}
