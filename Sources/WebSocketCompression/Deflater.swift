import CZlib

/// Compresses messages one after the other with a raw deflate stream (RFC 7692 §7.2.1).
@safe
struct Deflater: ~Copyable {
  // zlib's state points back at the stream, so that this must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let forgets: Bool
  private var hasFailed = false

  /// Nil for a window of 8 bits, which zlib cannot keep to in a raw stream.
  init?(windowBits: Int, forgets: Bool) {
    guard (9...15).contains(windowBits) else { return nil }
    self.forgets = forgets
    unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let result = unsafe wsdoctor_deflateInit(stream, Z_DEFAULT_COMPRESSION, Int32(-windowBits))
    hasFailed = result != Z_OK
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// The compressed message without its last four bytes 00 00 FF FF, or nil after a failure.
  mutating func compress(_ message: Span<UInt8>) -> [UInt8]? {
    // An empty block; zlib writes none when nothing came since the last one (RFC 7692 §7.2.3.6).
    if message.isEmpty { return [0x00] }
    guard !hasFailed, UInt32(exactly: message.count) != nil else { return nil }
    var compressed: [UInt8] = []
    let result = unsafe message.withUnsafeBufferPointer { input in
      unsafe run(input, into: &compressed)
    }
    // Z_BUF_ERROR only says that the output ended exactly with the last chunk.
    guard result == Z_OK || result == Z_BUF_ERROR, compressed.suffix(4) == [0, 0, 0xFF, 0xFF]
    else {
      hasFailed = true
      return nil
    }
    if forgets { hasFailed = unsafe deflateReset(stream) != Z_OK }
    compressed.removeLast(4)
    return compressed
  }

  private func run(_ input: UnsafeBufferPointer<UInt8>, into compressed: inout [UInt8]) -> Int32 {
    unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    unsafe stream.pointee.avail_in = UInt32(input.count)
    defer { unsafe stream.pointee.next_in = nil }
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ZlibChunk.bytes) {
      output in
      var result = Z_OK
      repeat {
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(ZlibChunk.bytes)
        result = unsafe deflate(stream, Z_SYNC_FLUSH)
        let count = unsafe ZlibChunk.bytes - Int(stream.pointee.avail_out)
        unsafe compressed.append(contentsOf: UnsafeBufferPointer(rebasing: output[..<count]))
      } while unsafe result == Z_OK && stream.pointee.avail_out == 0
      return result
    }
  }
}

/// The pieces in which zlib writes.
enum ZlibChunk {
  /// 16 KiB: most messages need one piece, and a bomb is noticed one piece behind the limit.
  static let bytes = 16 * 1024
}
