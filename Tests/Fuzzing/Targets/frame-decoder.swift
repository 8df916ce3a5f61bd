import WebSocketProtocol

/// Frames: what is decoded is encoded to the same octets again, in whatever pieces they came.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let role = input.choice([Role.client, .server])
  let allowsCompression = input.choice([false, true])
  let limit = input.choice([0, 125, 1 << 20])
  let size = Int(input.byte() % 9) + 1
  let whole = Frames([input.bytes], role, limit, allowsCompression)
  let pieces = Frames(input.pieces(of: size), role, limit, allowsCompression)
  precondition(whole.list == pieces.list)
  precondition(whole.violation == pieces.violation)
  _ = whole.violation.map { "\($0)" }
  var encoded: [UInt8] = []
  for frame in whole.list {
    precondition(frame.payload.count <= limit)
    precondition(frame.payload.count == Int(frame.header.payloadLength))
    FrameEncoder.append(frame, to: &encoded)
  }
  precondition(input.bytes.starts(with: encoded))
  if whole.violation == nil {
    precondition(encoded.count + whole.unfinished == input.bytes.count)
  }
  return 0
}

private struct Frames {
  var list: [Frame] = []
  var violation: ProtocolViolation?
  var unfinished = 0

  init(_ pieces: [[UInt8]], _ role: Role, _ limit: Int, _ allowsCompression: Bool) {
    var decoder = FrameDecoder(
      role: role, payloadLimit: limit, allowsCompression: allowsCompression)
    do throws(ProtocolViolation) {
      for piece in pieces {
        decoder.receive(piece)
        while let frame = try decoder.nextFrame() { list.append(frame) }
      }
    } catch {
      violation = error
    }
    unfinished = decoder.unfinishedByteCount
  }
}
