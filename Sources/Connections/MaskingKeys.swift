import Synchronization
import Transport
import WebSocketProtocol

/// Unpredictable masking keys (RFC 6455 §5.3), 64 from one call to the system.
enum MaskingKeys {
  private static let pool = Mutex<[UInt8]>([])

  static func next() -> MaskingKey {
    pool.withLock { pool in
      if pool.count < 4 { pool = Randomness.octets(256) }
      let key = MaskingKey(
        pool[pool.count - 1], pool[pool.count - 2], pool[pool.count - 3], pool[pool.count - 4])
      pool.removeLast(4)
      return key
    }
  }
}
