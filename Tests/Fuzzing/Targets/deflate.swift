import WebSocketCompression
import WebSocketProtocol

/// What is compressed comes back the same, with every window, remembering and forgetting.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let parameters = DeflateParameters(
    serverNoContextTakeover: input.choice([false, true]),
    clientNoContextTakeover: input.choice([false, true]),
    serverMaxWindowBits: input.choice([8, 9, 15]), clientMaxWindowBits: input.choice([8, 9, 15]))
  let size = max(1, input.rest.count / 3)
  let client = PerMessageDeflate(role: .client, parameters: parameters)
  let server = PerMessageDeflate(role: .server, parameters: parameters)
  for message in input.pieces(of: size) + [[]] {
    for (sender, receiver) in [(client, server), (server, client)] {
      guard let compressed = sender.compress(message.span) else { continue }
      precondition(receiver.message(of: compressed, limit: message.count) == message)
    }
  }
  return 0
}

extension PerMessageDeflate {
  /// The message behind a payload that comes in two pieces; `nil` if there is none.
  fileprivate func message(of payload: [UInt8], limit: Int) -> [UInt8]? {
    var message: [UInt8] = []
    let half = payload.count / 2
    do {
      try decompress(payload.span.extracting(..<half), into: &message, limit: limit)
      try decompress(payload.span.extracting(half...), into: &message, limit: limit)
      try finish(into: &message, limit: limit)
    } catch {
      return nil
    }
    return message
  }
}
