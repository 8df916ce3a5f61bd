import Testing
import WebSocketCompression
import WebSocketProtocol

extension PerMessageDeflate {
  func compress(_ message: [UInt8]) -> [UInt8]? { compress(message.span) }

  /// A whole message, its payload in pieces of that size.
  func decompress(_ payload: [UInt8], limit: Int, pieces: Int = .max) throws(ProtocolViolation)
    -> [UInt8]
  {
    var message: [UInt8] = []
    var rest = payload[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(pieces))
      try decompress(piece.span, into: &message, limit: limit)
      rest = rest.dropFirst(piece.count)
    }
    try finish(into: &message, limit: limit)
    return message
  }
}

@Suite struct PerMessageDeflateTests {
  private let hello = Array("Hello".utf8)
  private let limit = 1 << 20

  private func client(_ parameters: DeflateParameters = DeflateParameters()) -> PerMessageDeflate {
    PerMessageDeflate(role: .client, parameters: parameters)
  }

  private func server(_ parameters: DeflateParameters = DeflateParameters()) -> PerMessageDeflate {
    PerMessageDeflate(role: .server, parameters: parameters)
  }

  @Test(
    arguments: [
      [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00],
      [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00],
      [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00],
      [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00],
    ] as [[UInt8]])
  func `The RFC's examples are decompressed`(bytes: [UInt8]) throws {
    #expect(try client().decompress(bytes, limit: limit) == hello)
  }

  @Test func `The RFC's example of a shared window works in both directions`() throws {
    let (client, server) = (client(), server())
    let first = try #require(client.compress(hello))
    let second = try #require(client.compress(hello))
    #expect(first == [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00])
    #expect(second == [0xF2, 0x00, 0x11, 0x00, 0x00])
    #expect(try server.decompress(first, limit: limit) == hello)
    #expect(try server.decompress(second, limit: limit) == hello)
  }

  @Test func `Without context takeover each message stands alone`() throws {
    let parameters = DeflateParameters(clientNoContextTakeover: true)
    let (client, server) = (client(parameters), server(parameters))
    for _ in 0..<3 {
      let bytes = try #require(client.compress(hello))
      #expect(bytes == [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00])
      #expect(try server.decompress(bytes, limit: limit) == hello)
    }
    #expect(throws: ProtocolViolation.invalidCompressedData) {
      try server.decompress([0xF2, 0x00, 0x11, 0x00, 0x00], limit: limit)
    }
  }

  @Test func `A final block does not lose the window`() throws {
    let server = server()
    let final: [UInt8] = [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00]
    #expect(try server.decompress(final, limit: limit) == hello)
    #expect(try server.decompress([0xF2, 0x00, 0x11, 0x00, 0x00], limit: limit) == hello)
  }

  @Test func `Empty messages go anywhere in a row`() throws {
    let (client, server) = (client(), server())
    for message in [[], [], hello, [], hello, []] {
      let bytes = try #require(client.compress(message))
      if message.isEmpty { #expect(bytes == [0x00]) }
      #expect(try server.decompress(bytes, limit: limit) == message)
    }
  }

  /// Texts that compress well, noise that does not, and lengths around zlib's pieces and windows.
  private static let messages: [[UInt8]] = [1, 255, 256, 257, 16_383, 16_384, 16_385, 70_000]
    .flatMap { length in
      var noise: UInt32 = 1
      return [
        (0..<length).map { UInt8(truncatingIfNeeded: $0 % 7 + $0 / 300) },
        (0..<length).map { _ in
          noise = noise &* 1_664_525 &+ 1_013_904_223
          return UInt8(noise >> 24)
        },
      ]
    }

  @Test(arguments: 8...15, [true, false])
  func `Every window takes every message there and back`(bits: Int, forgets: Bool) throws {
    let parameters = DeflateParameters(
      serverNoContextTakeover: forgets, clientNoContextTakeover: forgets,
      serverMaxWindowBits: bits, clientMaxWindowBits: bits)
    let (client, server) = (client(parameters), server(parameters))
    for message in PerMessageDeflateTests.messages {
      for (sender, receiver) in [(client, server), (server, client)] {
        guard let bytes = sender.compress(message) else {
          #expect(bits == 8, "only a window of 8 bits is beyond zlib")
          continue
        }
        #expect(bits > 8)
        #expect(try receiver.decompress(bytes, limit: limit, pieces: 1000) == message)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 5])
  func `Final blocks may be cut anywhere`(pieces: Int) throws {
    let final: [UInt8] = [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
    let server = server()
    for bytes in [final, final + [0x00], final + final, final + final + [0x00]] {
      let message = try server.decompress(bytes, limit: limit, pieces: pieces)
      #expect(message == hello || message == hello + hello)
    }
  }

  @Test(arguments: [1, 3, 1000])
  func `A reference beyond the agreed window is read alike in any pieces`(pieces: Int) throws {
    let block = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* $0 / 3) }
    let message = block + Array(repeating: 0, count: 1000) + block
    for bits in 8...15 {
      let sender = server(DeflateParameters(serverMaxWindowBits: 15))
      let receiver = client(DeflateParameters(serverMaxWindowBits: bits))
      let bytes = try #require(sender.compress(message))
      #expect(bytes.count < 400)
      #expect(try receiver.decompress(bytes, limit: limit, pieces: pieces) == message)
    }
  }

  @Test func `A decompression bomb ends at the limit`() throws {
    let bomb = try #require(client().compress([UInt8](repeating: 0, count: 10 << 20)))
    #expect(bomb.count < 20_000)
    let receiver = server()
    #expect(throws: ProtocolViolation.decompressedTooLarge(limit: limit)) {
      try receiver.decompress(bomb, limit: limit)
    }
    #expect(throws: ProtocolViolation.invalidCompressedData, "and nothing goes on after it") {
      try receiver.decompress([0x00], limit: limit)
    }
  }

  @Test func `A message may be exactly as large as the limit`() throws {
    let message = [UInt8](repeating: 1, count: 32 * 1024)
    let bytes = try #require(client().compress(message))
    #expect(try server().decompress(bytes, limit: message.count) == message)
    #expect(throws: ProtocolViolation.decompressedTooLarge(limit: message.count - 1)) {
      try server().decompress(bytes, limit: message.count - 1)
    }
  }

  @Test(
    arguments: [
      [0xFF, 0xFF, 0xFF], [0x07], Array("Hello, uncompressed".utf8),
      [0xF2, 0x48, 0xCD, 0xC9], [0x00, 0x05, 0x00, 0x00, 0x00],
    ] as [[UInt8]])
  func `What is not deflate is a violation`(bytes: [UInt8]) {
    #expect(throws: ProtocolViolation.invalidCompressedData) {
      try client().decompress(bytes, limit: limit)
    }
  }

  @Test func `Final blocks without end are a violation`() {
    let empty: [UInt8] = [0x03, 0x00]  // a final block without any byte
    let many = [[UInt8]](repeating: empty, count: 1000).flatMap { $0 }
    #expect(throws: ProtocolViolation.invalidCompressedData) {
      try client().decompress(many, limit: limit)
    }
    let few = [[UInt8]](repeating: empty, count: 10).flatMap { $0 }
    #expect(throws: Never.self) { try client().decompress(few, limit: limit) }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `Noise neither crashes nor grows`(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let bytes = (0..<100).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 56)
    }
    let message = try? server().decompress(bytes, limit: 5000)
    #expect((message?.count ?? 0) <= 5000)
  }
}
