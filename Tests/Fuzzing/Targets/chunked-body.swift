import HTTP1

/// Chunked bodies: the same comes out in whatever pieces they come, and never more than the limit.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let limit = input.choice([0, 1, 20, 1 << 20])
  let limits = input.choice([
    HeadLimits(), HeadLimits(headBytes: 60, fieldCount: 2, lineBytes: 30, interimResponses: 2),
  ])
  let size = Int(input.byte() % 9) + 1
  let whole = Body([input.bytes], limit: limit, limits)
  let pieces = Body(input.pieces(of: size), limit: limit, limits)
  precondition(whole == pieces)
  precondition(whole.bytes.count <= limit)
  precondition(whole.end != nil)
  precondition(whole.trailers.count <= limits.fieldCount)
  if whole.end == .complete { precondition(whole.bytes == decode(input.bytes)) }
  return 0
}

private struct Body: Equatable {
  var bytes: [UInt8] = []
  var end: BodyEnd?
  var trailers = Fields()
  var chunkCount = 0

  init(_ pieces: [[UInt8]], limit: Int, _ limits: HeadLimits) {
    var parser = ResponseParser(limits: limits, bodyLimit: limit, answering: "GET")
    parser.receive(Array("HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n".utf8))
    drain(&parser)
    for piece in pieces {
      parser.receive(piece)
      drain(&parser)
    }
    parser.receiveEndOfStream()
    drain(&parser)
    trailers = parser.trailers
    chunkCount = parser.chunkCount
  }

  mutating func drain(_ parser: inout ResponseParser) {
    while let event = try? parser.nextEvent() {
      if case .body(let piece) = event { bytes += piece }
      if case .end(let end) = event { self.end = end }
    }
  }
}

/// Another decoder, for whole and well-formed bodies only.
private func decode(_ coded: [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = coded[...]
  while let end = rest.firstIndex(of: 10) {
    let digits = rest[..<end].prefix { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
    guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size > 0 else {
      break
    }
    rest = rest[(end + 1)...]
    bytes += rest.prefix(size)
    rest = rest.dropFirst(size)
    rest = rest.drop { $0 == 13 }.dropFirst()
  }
  return bytes
}
