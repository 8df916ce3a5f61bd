import CZlib
import WebSocketProtocol

/// Decompresses messages one after the other with a raw deflate stream (RFC 7692 §7.2.2).
@safe
struct Inflater: ~Copyable {
  // zlib's state points back at the stream, so that this must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let forgets: Bool
  private var hasFailed: Bool

  /// Takes 8 bits as 9: zlib does so quietly where it compresses, and others then use all of it.
  init(windowBits: Int, forgets: Bool) {
    self.forgets = forgets
    unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let bits = min(max(windowBits, 9), 15)
    hasFailed = unsafe wsdoctor_inflateInit(stream, Int32(-bits)) != Z_OK
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// The message; a failure is final, since what comes later may refer to what was lost.
  mutating func decompress(_ payload: [UInt8], limit: Int) throws(ProtocolViolation) -> [UInt8] {
    guard !hasFailed else { throw .invalidCompressedData }
    do throws(ProtocolViolation) {
      let message = try run(payload, limit: limit)
      if forgets, unsafe inflateReset(stream) != Z_OK { throw .invalidCompressedData }
      return message
    } catch {
      hasFailed = true
      throw error
    }
  }

  private func run(_ payload: [UInt8], limit: Int) throws(ProtocolViolation) -> [UInt8] {
    let input = payload + [0, 0, 0xFF, 0xFF]
    guard UInt32(exactly: input.count) != nil else { throw .invalidCompressedData }
    var message: [UInt8] = []
    var finalBlocks = 0
    // The pointers that zlib keeps between calls are set anew for each, from this offset on.
    var offset = 0
    while true {
      let (piece, consumed, result) = step(input, from: offset)
      offset += consumed
      message += piece
      guard message.count <= limit else { throw .decompressedTooLarge(limit: limit) }
      switch result {
      case Z_STREAM_END:
        // A sender may end each message with a final block (RFC 7692 §7.2.3.4, §7.2.3.5).
        finalBlocks += 1
        guard finalBlocks <= Inflater.finalBlockLimit, restartKeepingWindow() else {
          throw .invalidCompressedData
        }
        if offset >= payload.count { return message }
      case Z_OK where offset == input.count && isAtBlockBoundary: return message
      case Z_OK where piece.count == ZlibChunk.bytes: continue
      default: throw .invalidCompressedData
      }
    }
  }

  private func step(_ input: [UInt8], from offset: Int) -> ([UInt8], consumed: Int, Int32) {
    var consumed = 0
    var result = Z_OK
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: ZlibChunk.bytes) { output, count in
      unsafe input.withUnsafeBufferPointer { input in
        let rest = unsafe UnsafeBufferPointer(rebasing: input[offset...])
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: rest.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(rest.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(ZlibChunk.bytes)
        result = unsafe inflate(stream, Z_SYNC_FLUSH)
        consumed = unsafe rest.count - Int(stream.pointee.avail_in)
        count = unsafe ZlibChunk.bytes - Int(stream.pointee.avail_out)
        unsafe stream.pointee.next_in = nil
      }
    }
    return (piece, consumed, result)
  }

  /// Whether the last block is complete; if not, the message was cut and its rest may be nonsense.
  private var isAtBlockBoundary: Bool { unsafe stream.pointee.data_type & 128 != 0 }

  /// Makes the stream ready for another block; later messages may still refer to earlier ones.
  private func restartKeepingWindow() -> Bool {
    var length: UInt32 = 0
    let window = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 15) { window, count in
      guard unsafe inflateGetDictionary(stream, window.baseAddress, &length) == Z_OK else { return }
      count = Int(length)
    }
    guard unsafe inflateReset(stream) == Z_OK else { return false }
    if window.isEmpty { return true }
    return unsafe inflateSetDictionary(stream, window, length) == Z_OK
  }

  /// 64: a sender with final blocks uses one in a message; each costs us a copy of the window.
  private static let finalBlockLimit = 64
}
