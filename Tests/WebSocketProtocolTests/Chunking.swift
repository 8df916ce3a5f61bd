import WebSocketProtocol

/// How bytes arrive; every vector runs in all of these ways.
enum Chunking: CustomStringConvertible, CaseIterable, Sendable {
  case whole, byteByByte, random1, random2, random3

  func split(_ bytes: [UInt8]) -> [[UInt8]] {
    switch self {
    case .whole: return [bytes]
    case .byteByByte: return bytes.map { [$0] }
    case .random1, .random2, .random3:
      var generator = SplitMix64(seed: UInt64(description.utf8.last ?? 0))
      var pieces: [[UInt8]] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        // Of large frames large pieces too, or the test takes its time for nothing.
        let most = max(9, bytes.count / 10)
        let piece = rest.prefix(Int.random(in: 1...most, using: &generator))
        pieces.append(Array(piece))
        rest = rest.dropFirst(piece.count)
      }
      return pieces
    }
  }

  var description: String {
    switch self {
    case .whole: "whole"
    case .byteByByte: "byte by byte"
    case .random1: "random 1"
    case .random2: "random 2"
    case .random3: "random 3"
    }
  }
}

/// A generator that gives the same numbers in each run.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The key of RFC 6455 §5.7's examples.
let exampleKey = MaskingKey(0x37, 0xFA, 0x21, 0x3D)

/// A machine whose keys are all the same.
func machine(
  _ role: Role, limits: ProtocolLimits = ProtocolLimits(),
  compression: (any MessageCompression)? = nil
) -> ProtocolMachine {
  ProtocolMachine(role: role, limits: limits, compression: compression) { exampleKey }
}

extension ProtocolMachine {
  /// All events of a stream.
  mutating func events(_ bytes: [UInt8], _ chunking: Chunking = .whole) -> [Event] {
    var events: [Event] = []
    for piece in chunking.split(bytes) {
      receive(piece)
      while let event = nextEvent() { events.append(event) }
    }
    return events
  }
}
