import Synchronization
import Transport
import WebSocketProtocol

/// Unpredictable masking keys (RFC 6455 §5.3), 64 from one call to the system.
enum MaskingKeys {
  private struct Pool {
    var octets: [UInt8] = []
    var used = 0
  }

  private static let pool = Mutex(Pool())

  static func next() -> MaskingKey {
    pool.withLock { pool in
      if pool.used == pool.octets.count {
        pool.octets = Randomness.octets(256)
        pool.used = 0
      }
      let start = pool.used
      pool.used += 4
      return MaskingKey(
        pool.octets[start], pool.octets[start + 1], pool.octets[start + 2],
        pool.octets[start + 3])
    }
  }
}
