/// The system's randomness, fit for keys.
public enum Randomness {
  /// Returns random octets.
  public static func octets(_ count: Int) -> [UInt8] {
    var octets: [UInt8] = []
    while octets.count < count { octets += SystemCall.randomOctets(count - octets.count) }
    return octets
  }
}
