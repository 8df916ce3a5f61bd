import WebSocketProtocol

/// A frame as the server sent it, right or wrong.
struct ServerFrame: Sendable, Hashable {
  var fin: Bool
  var rsv: UInt8
  var opcode: Opcode
  var isMasked: Bool
  /// Whether the length was written in the shortest form.
  var isMinimal: Bool
  var length: UInt64
  /// Unmasked; at most ``FrameReader/kept`` octets of it.
  var payload: [UInt8]
  /// What came before the payload, as it came.
  var header: [UInt8]
}

/// A data message as it was put together of the server's frames.
struct ServerMessage: Sendable, Hashable {
  var isText: Bool
  var isCompressed: Bool
  var length: UInt64
  /// The start of it, at most ``FrameReader/kept`` octets.
  var octets: [UInt8]
  var digest: Digest
  var frames = 1

  /// Whether all of it was kept.
  var isWhole: Bool { UInt64(octets.count) == length }
}

/// What came over a case's connection, in its order.
enum Received: Sendable, Hashable {
  case message(ServerMessage)
  case ping([UInt8])
  case pong([UInt8])
  /// `nil`: without a code. A payload of one octet counts as a violation too.
  case close(code: UInt16?, reason: [UInt8])
  /// A frame that no server may send: why.
  case violation(String)
}
