/// What ends an open WebSocket in a proxy, or lets it be forgotten.
public enum TunnelLimit: Sendable, Hashable {
  /// FIN when so long nothing went either way, as by `proxy_read_timeout`.
  case silence(Duration)
  /// As `silence`, but only data frames count: no ping, no pong.
  case silenceOfData(Duration)
  /// FIN at this age, whatever goes on.
  case age(Duration)
  /// When so long nothing went either way, what comes then goes nowhere; no FIN, no RST.
  case forgotten(afterSilence: Duration)

  /// The silence, or the age, that it allows.
  var duration: Duration {
    switch self {
    case .silence(let limit), .silenceOfData(let limit), .age(let limit), .forgotten(let limit):
      limit
    }
  }

  /// Whether it ends connections by itself.
  var cuts: Bool {
    if case .forgotten = self { false } else { true }
  }
}

/// Tells whether bytes of one direction begin a data frame (RFC 6455 §5.2), in pieces of any size.
struct FrameMeter: Sendable {
  private var header: [UInt8] = []
  private var payloadLeft: UInt64 = 0
  /// The longest payload that a frame has announced, in octets.
  private(set) var longest: UInt64 = 0
  /// Whether a frame had the first reserved bit (RFC 7692 §6).
  private(set) var hasSeenCompression = false

  /// Takes what came; true when a data frame began in it.
  mutating func seesData(in bytes: [UInt8]) -> Bool {
    var found = false
    var index = 0
    while index < bytes.count {
      if payloadLeft > 0 {
        let count = Int(min(payloadLeft, UInt64(bytes.count - index)))
        payloadLeft -= UInt64(count)
        index += count
        continue
      }
      header.append(bytes[index])
      index += 1
      guard header.count >= 2, header.count == headerLength else { continue }
      if header[0] & 0x08 == 0 { found = true }
      payloadLeft = length
      longest = max(longest, length)
      if header[0] & 0x40 != 0 { hasSeenCompression = true }
      header.removeAll(keepingCapacity: true)
    }
    return found
  }

  private var lengthBytes: Int {
    switch header[1] & 0x7F {
    case 126: 2
    case 127: 8
    default: 0
    }
  }

  private var headerLength: Int { 2 + lengthBytes + (header[1] & 0x80 != 0 ? 4 : 0) }

  private var length: UInt64 {
    guard lengthBytes > 0 else { return UInt64(header[1] & 0x7F) }
    return header[2..<(2 + lengthBytes)].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
