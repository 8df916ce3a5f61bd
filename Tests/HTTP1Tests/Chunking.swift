import HTTP1

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
        let piece = rest.prefix(Int.random(in: 1...9, using: &generator))
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

/// What a response parser made of a stream.
struct Reading: Equatable {
  var interim: [ResponseHead] = []
  var head: ResponseHead?
  var body: [UInt8] = []
  var end: BodyEnd?
  var violation: HeadViolation?
  var leftover: [UInt8] = []
  var canKeepAlive = false
  var chunkCount = 0
  var trailers = Fields()

  init(
    _ text: String, answering method: String = "GET", chunking: Chunking = .whole,
    limits: HeadLimits = HeadLimits(), bodyLimit: Int = 1 << 20, ends: Bool = false
  ) {
    self.init(
      bytes: Array(text.utf8), answering: method, chunking: chunking, limits: limits,
      bodyLimit: bodyLimit, ends: ends)
  }

  init(
    bytes: [UInt8], answering method: String = "GET", chunking: Chunking = .whole,
    limits: HeadLimits = HeadLimits(), bodyLimit: Int = 1 << 20, ends: Bool = false
  ) {
    var parser = ResponseParser(limits: limits, bodyLimit: bodyLimit, answering: method)
    for piece in chunking.split(bytes) {
      parser.receive(piece)
      drain(&parser)
    }
    if ends {
      parser.receiveEndOfStream()
      drain(&parser)
    }
    canKeepAlive = parser.canKeepAlive
    chunkCount = parser.chunkCount
    trailers = parser.trailers
    leftover = parser.takeLeftover()
  }

  private mutating func drain(_ parser: inout ResponseParser) {
    do throws(HeadViolation) {
      while let event = try parser.nextEvent() {
        switch event {
        case .interim(let head): interim.append(head)
        case .head(let head): self.head = head
        case .body(let bytes): body += bytes
        case .end(let end): self.end = end
        }
      }
    } catch {
      violation = violation ?? error
    }
  }

  var text: String { String(decoding: body, as: UTF8.self) }
  var leftoverText: String { String(decoding: leftover, as: UTF8.self) }
}
