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
      guard let compressed = sender.compress(message) else { continue }
      precondition((try? receiver.decompress(compressed, limit: message.count)) == message)
    }
  }
  return 0
}
