import Transport
import WebSocketCompression
import WebSocketProtocol

/// The server's end of a WebSocket that echoes, and breaks the rules that are planted in it.
///
/// It does not use the engine, which refuses to misbehave.
struct PlantedEcho {
  /// 4 MiB: as the honest echo.
  private static let messageLimit = 4 << 20

  private let stream: ByteStream
  private let planted: Set<PlantedViolation>
  private let compression: PerMessageDeflate?
  private var input: [UInt8] = []
  private var output: [UInt8] = []
  /// The message under way.
  private var message: (isText: Bool, isCompressed: Bool, octets: [UInt8], frames: Int)?
  private var hasClosed = false
  /// Fragments of a control frame that should not have any.
  private var isInsideControl = false

  init(_ stream: ByteStream, planted: Set<PlantedViolation>, agreed: DeflateParameters?) {
    self.stream = stream
    self.planted = planted
    var used = agreed
    // What was agreed is said, and not kept.
    if planted.contains(.ignoresWindowBits) { used?.serverMaxWindowBits = 15 }
    if planted.contains(.ignoresNoContextTakeover) { used?.serverNoContextTakeover = false }
    compression = used.map { PerMessageDeflate(role: .server, parameters: $0) }
  }

  mutating func run(beginningWith start: [UInt8]) async {
    input = start
    var isOver = false
    while !isOver {
      while !isOver, let frame = nextFrame(&isOver) { take(frame, &isOver) }
      if !output.isEmpty {
        guard await stream.send(output) else { return }
        output = []
      }
      if isOver { break }
      switch try? await stream.read(deadline: EventLoop.now() + .seconds(60)) {
      case .bytes(let bytes, _)?: input += bytes
      case .end?, nil: return
      }
    }
    if planted.contains(.keepsTCPOpen) { return await stream.awaitEnd() }
    await stream.linger()
  }

  // MARK: Reading

  private mutating func nextFrame(_ isOver: inout Bool) -> Frame? {
    guard input.count >= 2 else { return nil }
    let first = input[0]
    let opcode = Opcode(rawValue: first)
    let isMasked = input[1] & 0x80 != 0
    let short = input[1] & 0x7F
    let size = short == 127 ? 8 : short == 126 ? 2 : 0
    let head = 2 + size + (isMasked ? 4 : 0)
    guard input.count >= head else { return nil }
    let length =
      size == 0 ? UInt64(short) : input[2..<(2 + size)].reduce(0) { $0 << 8 | UInt64($1) }
    if !isMasked && !planted.contains(.acceptsUnmasked) { return refuse(1002, &isOver) }
    if size == 2 && length < 126 || size == 8 && length < 65536 || length >> 63 == 1 {
      return refuse(1002, &isOver)
    }
    if opcode.isControl && length > 125 && !planted.contains(.acceptsLongControl) {
      return refuse(1002, &isOver)
    }
    guard length <= UInt64(Self.messageLimit) else { return refuse(1009, &isOver) }
    let count = Int(length)
    if message != nil || opcode == .text, !planted.contains(.lateUTF8Check),
      input.count < head + count,
      fails(
        partOf: Array(input[head...]), key: isMasked ? Array(input[(head - 4)..<head]) : [], first)
    {
      return refuse(1007, &isOver)
    }
    guard input.count >= head + count else { return nil }
    var payload = Array(input[head..<(head + count)])
    if isMasked {
      MaskingKey(input[head - 4], input[head - 3], input[head - 2], input[head - 1])
        .apply(to: &payload)
    }
    input.removeFirst(head + count)
    return Frame(
      header: FrameHeader(
        fin: first & 0x80 != 0, rsv1: first & 0x40 != 0, rsv2: first & 0x20 != 0,
        rsv3: first & 0x10 != 0, opcode: opcode, payloadLength: length), payload: payload)
  }

  /// Whether a frame that is not whole holds text that cannot become UTF-8.
  private func fails(partOf octets: [UInt8], key: [UInt8], _ first: UInt8) -> Bool {
    guard !planted.contains(.noUTF8Check), key.count == 4, first & 0x40 == 0, first & 0x08 == 0
    else { return false }
    let isText = message?.isText ?? true
    guard isText, message?.isCompressed != true else { return false }
    var part = octets
    MaskingKey(key[0], key[1], key[2], key[3]).apply(to: &part)
    var validator = UTF8Validator()
    return validator.firstInvalid(in: ((message?.octets ?? []) + part)[...]) != nil
  }

  private mutating func refuse(_ code: UInt16, _ isOver: inout Bool) -> Frame? {
    fail(code, &isOver)
    return nil
  }

  // MARK: Answering

  private mutating func take(_ frame: Frame, _ isOver: inout Bool) {
    let header = frame.header
    var rsv = header.rsv
    if compression != nil, header.opcode == .text || header.opcode == .binary { rsv &= 3 }
    if rsv != 0 && !planted.contains(.ignoresReservedBits) { return fail(1002, &isOver) }
    if header.opcode.isReserved {
      if !planted.contains(.ignoresReservedOpcodes) { fail(1002, &isOver) }
      return
    }
    if header.opcode.isControl && !header.fin {
      guard planted.contains(.acceptsFragmentedControl) else { return fail(1002, &isOver) }
      isInsideControl = true
      return
    }
    if isInsideControl && header.opcode == .continuation {
      isInsideControl = !header.fin
      return
    }
    switch header.opcode {
    case .ping: answerPing(frame.payload)
    case .pong:
      if planted.contains(.answersPongs) { send(.pong, frame.payload) }
    case .close: answerClose(frame.payload, &isOver)
    default: takeData(frame, &isOver)
    }
  }

  private mutating func answerPing(_ payload: [UInt8]) {
    if planted.contains(.noPong) { return }
    send(.pong, planted.contains(.wrongPongPayload) ? payload + [0x21] : payload)
  }

  private mutating func takeData(_ frame: Frame, _ isOver: inout Bool) {
    let header = frame.header
    if header.opcode == .continuation {
      if message == nil {
        if !planted.contains(.acceptsStrayContinuation) { fail(1002, &isOver) }
        return
      }
      if !(header.fin && planted.contains(.forgetsLastFragment)) {
        message?.octets += frame.payload
      }
      message?.frames += 1
    } else {
      if message != nil && !planted.contains(.acceptsMessageInsideMessage) {
        return fail(1002, &isOver)
      }
      message = (
        header.opcode == .text, compression != nil && header.rsv1, frame.payload, 1
      )
    }
    guard let current = message, current.octets.count <= Self.messageLimit else {
      return fail(1009, &isOver)
    }
    if !header.fin {
      var validator = UTF8Validator()
      if current.isText, !current.isCompressed, !planted.contains(.noUTF8Check),
        !planted.contains(.lateUTF8Check), validator.firstInvalid(in: current.octets[...]) != nil
      {
        fail(1007, &isOver)
      }
      return
    }
    message = nil
    echo(current.octets, isText: current.isText, isCompressed: current.isCompressed, &isOver)
  }

  private mutating func echo(
    _ octets: [UInt8], isText: Bool, isCompressed: Bool, _ isOver: inout Bool
  ) {
    var octets = octets
    if isCompressed, let compression {
      do throws(ProtocolViolation) {
        var message: [UInt8] = []
        try compression.decompress(octets.span, into: &message, limit: Self.messageLimit)
        try compression.finish(into: &message, limit: Self.messageLimit)
        octets = message
      } catch {
        if !planted.contains(.ignoresBrokenData) { fail(1007, &isOver) }
        return
      }
    }
    var validator = UTF8Validator()
    if isText, !planted.contains(.noUTF8Check),
      validator.firstInvalid(in: octets[...]) != nil || !validator.isAtBoundary
    {
      return fail(1007, &isOver)
    }
    if octets.isEmpty && planted.contains(.dropsEmptyMessages) { return }
    if planted.contains(.cutsLongMessages) && octets.count > 65535 { octets.removeLast() }
    if let compressed = compression?.compress(octets.span) {
      send(isText ? .text : .binary, compressed, rsv1: true)
    } else {
      send(isText ? .text : .binary, octets)
    }
  }

  private mutating func send(_ opcode: Opcode, _ payload: [UInt8], rsv1: Bool = false) {
    let key = planted.contains(.masksFrames) ? MaskingKey(rawValue: 0x0102_0304) : nil
    FrameEncoder.append(
      Frame(rsv1: rsv1, opcode: opcode, payload: payload, maskingKey: key), to: &output)
  }
}

// MARK: Closing

extension PlantedEcho {
  private mutating func answerClose(_ payload: [UInt8], _ isOver: inout Bool) {
    if payload.count == 1 && !planted.contains(.acceptsCloseOfOneByte) {
      return fail(1002, &isOver)
    }
    var reply: [UInt8] = []
    if payload.count >= 2 {
      let code = CloseCode(UInt16(payload[0]) << 8 | UInt16(payload[1]))
      if !code.mayAppearOnTheWire && !planted.contains(.echoesIllegalCodes) {
        return fail(1002, &isOver)
      }
      var validator = UTF8Validator()
      let isText = validator.firstInvalid(in: payload[2...]) == nil && validator.isAtBoundary
      if !isText && !planted.contains(.acceptsBrokenReasons) { return fail(1007, &isOver) }
      reply = Array(payload.prefix(2))
    } else if payload.count == 1 {
      reply = [0x03, 0xE8]
    }
    if planted.contains(.noCloseReply) {
      isOver = true
      return
    }
    send(.close, reply)
    if planted.contains(.talksAfterClose) {
      var ends = false
      while let frame = nextFrame(&ends), !ends {
        if frame.header.opcode == .ping { answerPing(frame.payload) }
        if frame.header.opcode == .text { send(.text, frame.payload) }
        if frame.header.opcode == .close { send(.close, []) }
      }
    }
    isOver = true
  }

  private mutating func fail(_ code: UInt16, _ isOver: inout Bool) {
    isOver = true
    if planted.contains(.closesWithoutCloseFrame) { return }
    let sent: UInt16 = planted.contains(.failsWithNormalCode) ? 1000 : code
    send(.close, [UInt8(sent >> 8), UInt8(sent & 0xFF)])
  }
}
