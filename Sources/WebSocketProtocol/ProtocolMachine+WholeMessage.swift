import HTTP1

extension ProtocolMachine {
  /// Takes a message that is there whole, in one frame that is neither masked nor compressed, as nearly all
  /// messages come; nil when the next bytes are anything else, or wrong.
  mutating func takeWholeMessage(_ bytes: Span<UInt8>, from offset: inout Int) -> Event? {
    guard assembler.isAtRest, let (opcode, range) = decoder.wholeMessage(bytes, from: offset),
      range.count <= limits.messageBytes
    else { return nil }
    let payload = bytes.extracting(range)
    let event: Event
    if opcode == .binary {
      event = .binary([UInt8](copying: payload))
    } else {
      guard let text = try? UTF8Span(validating: payload) else { return nil }
      event = .text(String(copying: text))
    }
    offset = range.upperBound
    if notes.areKept {
      notes.add(
        .received, FrameHeader(opcode: opcode, payloadLength: UInt64(range.count)),
        firstBytes: [UInt8](copying: payload.extracting(first: FrameNote.byteLimit)))
    }
    return event
  }
}

extension FrameDecoder {
  /// Where the payload of the next frame is, if that is a whole message and there whole, unmasked and as
  /// it is; it doesn't count as received.
  @inline(__always)  // it is asked for every small message
  fileprivate func wholeMessage(_ bytes: Span<UInt8>, from start: Int) -> (
    opcode: Opcode, payload: Range<Int>
  )? {
    guard role == .client, isAtRest, bytes.count - start >= 2 else { return nil }
    let opcode: Opcode
    switch bytes[start] {
    case 0x81: opcode = .text
    case 0x82: opcode = .binary
    default: return nil
    }
    let short = bytes[start + 1]
    let first = start + (short < 126 ? 2 : short == 126 ? 4 : 10)
    guard short <= 127, bytes.count >= first else { return nil }
    var length = short < 126 ? UInt64(short) : 0
    for place in start + 2..<first { length = length << 8 | UInt64(bytes[place]) }
    let least: UInt64 = short < 126 ? 0 : short == 126 ? 126 : 0x1_0000
    guard length >= least, length <= UInt64(payloadLimit), bytes.count - first >= Int(length) else {
      return nil
    }
    return (opcode, first..<first + Int(length))
  }
}
