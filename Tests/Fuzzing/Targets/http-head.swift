import HTTP1

/// Heads of responses and requests: the same comes out in whatever pieces they come, within limits.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let limits = input.choice([
    HeadLimits(), HeadLimits(headBytes: 200, fieldCount: 5, lineBytes: 60, interimResponses: 2),
  ])
  let method = input.choice(["GET", "HEAD", "CONNECT"])
  let size = Int(input.byte() % 9) + 1
  if method == "HEAD" {
    let whole = requests([input.bytes], limits)
    precondition(whole == requests(input.pieces(of: size), limits))
  }
  var whole = Reading([input.bytes], method, limits)
  var pieces = Reading(input.pieces(of: size), method, limits)
  // A violation stops at the octet that shows it: how much of the stream it quotes may differ, and under
  // narrow limits which of two is met first.
  let isNarrow = limits.lineBytes == 60 && whole.violation != nil && pieces.violation != nil
  if case .notHTTP = whole.violation, case .notHTTP = pieces.violation {
    whole.violation = nil
    pieces.violation = nil
  } else if isNarrow {
    whole.violation = nil
    pieces.violation = nil
  }
  precondition(whole == pieces)
  _ = whole.violation.map { "\($0) \($0.section)" }
  for head in whole.heads {
    precondition(head.fields.count <= limits.fieldCount)
    if let sent = try? head.serialized() {
      // What we would send on is read as the same head.
      var parser = ResponseParser(limits: HeadLimits(), bodyLimit: 0, answering: method)
      parser.receive(sent)
      _ = try? parser.nextEvent()
      precondition(parser.head == head || parser.interimHeads == [head] || parser.head == nil)
    }
  }
  return 0
}

/// What became of a stream of responses.
private struct Reading: Equatable {
  var heads: [ResponseHead] = []
  var body: [UInt8] = []
  var end: BodyEnd?
  var violation: HeadViolation?
  var canKeepAlive = false

  init(_ pieces: [[UInt8]], _ method: String, _ limits: HeadLimits) {
    var parser = ResponseParser(limits: limits, bodyLimit: 64, answering: method)
    for piece in pieces {
      parser.receive(piece)
      drain(&parser)
    }
    parser.receiveEndOfStream()
    drain(&parser)
    canKeepAlive = parser.canKeepAlive
    precondition(body.count <= 64)
  }

  mutating func drain(_ parser: inout ResponseParser) {
    do throws(HeadViolation) {
      while let event = try parser.nextEvent() {
        switch event {
        case .interim(let head), .head(let head): heads.append(head)
        case .body(let bytes): body += bytes
        case .end(let end): self.end = end
        }
      }
    } catch {
      violation = error
    }
  }
}

/// The heads of a client's requests on one connection.
private func requests(_ pieces: [[UInt8]], _ limits: HeadLimits) -> [RequestHead] {
  var heads: [RequestHead] = []
  var parser = RequestParser(limits: limits, bodyLimit: 64)
  for piece in pieces {
    parser.receive(piece)
    while let event = try? parser.nextEvent() {
      if case .head(let head) = event { heads.append(head) }
      if case .end = event { parser.startNextRequest() }
    }
  }
  return heads
}
