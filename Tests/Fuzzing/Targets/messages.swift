import WebSocketProtocol

/// Messages and control frames: the same comes of them in whatever pieces they come; text is UTF-8.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let role = input.choice([Role.client, .server])
  let limit = input.choice([16, 1 << 20])
  let size = Int(input.byte() % 9) + 1
  let whole = Talk([input.bytes], role, limit)
  let pieces = Talk(input.pieces(of: size), role, limit)
  precondition(whole.events == pieces.events)
  precondition(whole.violation == pieces.violation)
  precondition(whole.said == pieces.said)
  precondition(whole.largest <= limit)

  // The validator finds the octet at which no text can begin so, and agrees with the library's.
  var validator = UTF8Validator()
  let bytes = input.rest
  let wrong = validator.firstInvalid(in: bytes)
  let isText = wrong == nil && validator.isAtBoundary
  precondition(isText == (String(validating: bytes, as: UTF8.self) != nil))
  var slow = UTF8Validator()
  precondition(bytes.indices.first { slow.firstInvalid(in: bytes[$0...$0]) != nil } == wrong)
  return 0
}

private struct Talk {
  var events: [ProtocolMachine.Event] = []
  var violation: ProtocolViolation?
  /// What the machine answered.
  var said: [UInt8] = []
  var largest = 0

  init(_ pieces: [[UInt8]], _ role: Role, _ limit: Int) {
    var machine = ProtocolMachine(
      role: role, limits: ProtocolLimits(frameBytes: limit, messageBytes: limit, frameNotes: 4)
    ) { MaskingKey(1, 2, 3, 4) }
    for piece in pieces {
      machine.receive(piece)
      drain(&machine)
    }
    machine.receiveEndOfStream()
    drain(&machine)
    precondition(events.last == .endOfStream)
    precondition(machine.takeFrameNotes().count <= 4)
  }

  mutating func drain(_ machine: inout ProtocolMachine) {
    while let event = machine.nextEvent() {
      switch event {
      case .violation(let violation, let bytes):
        self.violation = violation
        precondition(bytes.count <= 32)
        continue
      case .binary(let bytes): largest = max(largest, bytes.count)
      case .text(let text): largest = max(largest, text.utf8.count)
      default: break
      }
      events.append(event)
    }
    said += machine.takeOutput()
  }
}
