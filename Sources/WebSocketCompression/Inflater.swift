import CZlib
import WebSocketProtocol

/// Decompresses messages one after the other with a raw deflate stream (RFC 7692 §7.2.2).
@safe
struct Inflater: ~Copyable {
  // zlib's state points back at the stream, so that this must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let forgets: Bool
  private var hasFailed: Bool

  /// Final blocks in the present message.
  private var finalBlocks = 0

  /// Whether nothing came behind the last final block.
  private var isBehindFinalBlock = false

  /// Holds the largest window of deflate (32 KiB), whatever was agreed.
  ///
  /// zlib refuses a reference behind a smaller one only where its own output buffer happens to end, so
  /// that the same message would be good or bad by the pieces in which it comes. Conformance looks at
  /// the references themselves.
  init(forgets: Bool) {
    self.forgets = forgets
    unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    hasFailed = unsafe wsdoctor_inflateInit(stream, -15) != Z_OK
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Appends what a piece of a message stands for.
  ///
  /// A failure is final, since what comes later may refer to what was lost.
  mutating func decompress(_ piece: Span<UInt8>, into message: inout [UInt8], limit: Int)
    throws(ProtocolViolation)
  {
    guard !hasFailed, UInt32(exactly: piece.count) != nil else { throw .invalidCompressedData }
    do throws(ProtocolViolation) {
      try run(piece, into: &message, limit: limit)
    } catch {
      hasFailed = true
      throw error
    }
  }

  /// Ends a message: with the four bytes that its sender left out (RFC 7692 §7.2.2).
  mutating func finish(into message: inout [UInt8], limit: Int) throws(ProtocolViolation) {
    // A sender may end a message with a final block and nothing behind it.
    if !isBehindFinalBlock {
      let tail: InlineArray<4, UInt8> = [0, 0, 0xFF, 0xFF]
      try decompress(tail.span, into: &message, limit: limit)
    }
    let isWhole = isBehindFinalBlock || isAtBlockBoundary
    let isReset = unsafe forgets ? inflateReset(stream) == Z_OK : true
    guard !hasFailed, isWhole, isReset else {
      hasFailed = true
      throw .invalidCompressedData
    }
    finalBlocks = 0
    isBehindFinalBlock = false
  }

  private mutating func run(_ piece: Span<UInt8>, into message: inout [UInt8], limit: Int)
    throws(ProtocolViolation)
  {
    var offset = 0
    while true {
      let (produced, consumed, result) = step(piece, from: offset, into: &message)
      offset += consumed
      guard message.count <= limit else { throw .decompressedTooLarge(limit: limit) }
      switch result {
      case Z_STREAM_END:
        // A sender may end blocks as final ones (RFC 7692 §7.2.3.4, §7.2.3.5).
        finalBlocks += 1
        isBehindFinalBlock = true
        guard finalBlocks <= Inflater.finalBlockLimit, restartKeepingWindow() else {
          throw .invalidCompressedData
        }
        if offset == piece.count { return }
      case Z_OK:
        isBehindFinalBlock = false
        if offset == piece.count && produced < ZlibChunk.bytes { return }
      // Nothing is left to be done; it is no error (zlib.h).
      case Z_BUF_ERROR where offset == piece.count: return
      default: throw .invalidCompressedData
      }
    }
  }

  private func step(_ input: Span<UInt8>, from offset: Int, into message: inout [UInt8])
    -> (produced: Int, consumed: Int, Int32)
  {
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ZlibChunk.bytes) { output in
      unsafe input.withUnsafeBufferPointer { input in
        let rest = unsafe UnsafeBufferPointer(rebasing: input[offset...])
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: rest.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(rest.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(ZlibChunk.bytes)
        let result = unsafe inflate(stream, Z_SYNC_FLUSH)
        let consumed = unsafe rest.count - Int(stream.pointee.avail_in)
        let produced = unsafe ZlibChunk.bytes - Int(stream.pointee.avail_out)
        // The pointers that zlib keeps between calls are set anew for each.
        unsafe stream.pointee.next_in = nil
        unsafe message.append(contentsOf: UnsafeBufferPointer(rebasing: output[..<produced]))
        return (produced, consumed, result)
      }
    }
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
