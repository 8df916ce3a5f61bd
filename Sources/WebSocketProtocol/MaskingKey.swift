/// The four bytes that a client's payload is combined with (RFC 6455 §5.3).
public struct MaskingKey: RawRepresentable, Sendable, Hashable {
  /// The key in network order: its first byte is the most significant one.
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
    rawValue =
      UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth)
  }

  /// The key that changes nothing; shows payloads in a packet capture, and is legal but discouraged.
  public static let zero = MaskingKey(rawValue: 0)

  /// The key's bytes in the order of the wire.
  public var bytes: [UInt8] { [self[0], self[1], self[2], self[3]] }

  /// The byte that masks the payload's byte at that offset.
  public subscript(offset: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: rawValue >> (24 - 8 * UInt32(offset & 3)))
  }

  /// Masks or unmasks the bytes from `start` on; `offset` is the place of the first in its payload.
  public func apply(to bytes: inout [UInt8], from start: Int = 0, offset: Int = 0) {
    guard start < bytes.count else { return }
    unsafe bytes.withUnsafeMutableBytes { memory in
      let rest = unsafe memory[start...]
      unsafe mask(UnsafeRawBufferPointer(rebasing: rest), into: .init(rebasing: rest), offset)
    }
  }

  /// Appends a masked or unmasked copy; `offset` is the place of its first byte in its payload.
  func append(_ piece: Span<UInt8>, to bytes: inout [UInt8], offset: Int = 0) {
    bytes.append(addingCapacity: piece.count) { room in
      unsafe room.withUnsafeMutableBufferPointer { memory, count in
        unsafe piece.withUnsafeBytes { source in
          let target = unsafe memory[count..<count + source.count]
          unsafe mask(source, into: .init(UnsafeMutableBufferPointer(rebasing: target)), offset)
          count += source.count
        }
      }
    }
  }

  /// Combines bytes with the key; both may be the same memory.
  ///
  /// 64 and eight bytes at a time: one at a time takes ten times as long.
  @unsafe private func mask(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, _ offset: Int
  ) {
    let turn = 8 * UInt32(offset & 3)
    let turned = turn == 0 ? rawValue : rawValue << turn | rawValue >> (32 - turn)
    let inMemory = UInt64(UInt32(bigEndian: turned))
    let word = inMemory << 32 | inMemory
    let words = SIMD8(repeating: word)
    var index = 0
    while source.count - index >= 64 {
      let piece = unsafe source.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self)
      unsafe target.storeBytes(of: piece ^ words, toByteOffset: index, as: SIMD8<UInt64>.self)
      index += 64
    }
    while source.count - index >= 8 {
      let piece = unsafe source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      unsafe target.storeBytes(of: piece ^ word, toByteOffset: index, as: UInt64.self)
      index += 8
    }
    while index < source.count {
      unsafe target[index] = unsafe source[index] ^ self[offset + index]
      index += 1
    }
  }
}
