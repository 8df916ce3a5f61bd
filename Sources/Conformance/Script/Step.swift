/// One action of a case behind the opening handshake.
enum Step: Sendable {
  /// All in one write, so that it mostly travels in one TCP segment.
  case write([RawFrame])
  /// A write for each frame.
  case each([RawFrame])
  /// In pieces of so many octets, a write for each.
  case chop([RawFrame], Int)
  /// Octets that need not be frames.
  case octets([UInt8])
  /// A message of any size, made and sent piece by piece.
  case large(LargeMessage)
  /// So many messages, compressed as it was agreed; as they are where nothing was.
  case compressed(Filler.Kind, size: Int, fragment: Int?, count: Int)
  /// Waits until this has come, the connection ends, or nothing came for the silence limit.
  case await(Awaited)
  /// Waits, unless the connection ends before; only where the requirement is about silence.
  case idle
  /// TCP's FIN from our side: nothing more is sent.
  case halfClose
}

/// What a step waits for.
enum Awaited: Sendable {
  case message(Payload)
  case pong([UInt8])
  /// So many messages, whatever they hold.
  case messages(Int)
}

/// A data message as the application sees it.
struct Payload: Sendable, Hashable {
  var isText: Bool
  var octets: [UInt8]

  static func text(_ text: String) -> Payload { Payload(isText: true, octets: Array(text.utf8)) }
  static func text(_ octets: [UInt8]) -> Payload { Payload(isText: true, octets: octets) }
  static func binary(_ octets: [UInt8]) -> Payload { Payload(isText: false, octets: octets) }

  var frame: RawFrame { isText ? .text(octets) : .binary(octets) }

  /// The message in fragments of so many octets.
  func fragments(of size: Int) -> [RawFrame] {
    guard octets.count > size else { return [frame] }
    var frames: [RawFrame] = []
    for start in stride(from: 0, to: octets.count, by: size) {
      let end = min(start + size, octets.count)
      let piece = Array(octets[start..<end])
      let opcode: RawFrame = frames.isEmpty ? frame : .continuation(piece)
      frames.append(
        opcode.with {
          $0.payload = piece
          $0.fin = end == octets.count
        })
    }
    return frames
  }
}

/// A message that is too large to be held: its octets follow from their place.
struct LargeMessage: Sendable, Hashable {
  var isText: Bool
  var length: Int
  /// Octets of a fragment; `nil`: one frame.
  var fragment: Int?
  /// Octets of a write; `nil`: as many as fit.
  var chop: Int?

  static let period = 61

  /// The octet at a place: letters, so that it is text as well.
  static func octet(at place: Int) -> UInt8 { 0x41 + UInt8(place % period % 26) }

  /// Whole periods, to be copied from.
  private static let pattern = (0..<period * 1024).map(octet)

  func piece(_ range: Range<Int>) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(range.count)
    while octets.count < range.count {
      let start = (range.lowerBound + octets.count) % LargeMessage.period
      let count = min(range.count - octets.count, LargeMessage.pattern.count - start)
      octets += LargeMessage.pattern[start..<(start + count)]
    }
    return octets
  }

  /// What ``Digest`` makes of the whole.
  var digest: Digest {
    var digest = Digest()
    var left = length
    while left > 0 {
      let part = LargeMessage.pattern.prefix(left)
      digest.add(part)
      left -= part.count
    }
    return digest
  }
}
