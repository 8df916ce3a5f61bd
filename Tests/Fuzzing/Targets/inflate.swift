import WebSocketCompression
import WebSocketProtocol

/// Compressed messages of a stranger: any octets, in several messages, within the limit.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let limit = input.choice([0, 100, 1 << 20])
  let forgets = input.choice([false, true])
  let window = input.choice([8, 9, 12, 15])
  let count = input.choice([1, 2, 3])
  // A window of 8 bits for our own side: no deflater is made.
  let peer = PerMessageDeflate(
    role: .client,
    parameters: DeflateParameters(
      serverNoContextTakeover: forgets, serverMaxWindowBits: window, clientMaxWindowBits: 8))
  var hasFailed = false
  for piece in input.pieces(of: max(1, input.rest.count / count)) {
    do throws(ProtocolViolation) {
      let message = try peer.decompress(piece, limit: limit)
      precondition(message.count <= limit)
      precondition(!hasFailed, "it goes on after a failure")
    } catch {
      hasFailed = true
    }
  }
  return 0
}
