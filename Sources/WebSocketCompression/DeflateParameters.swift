/// What both ends agreed upon for permessage-deflate (RFC 7692 §7.1).
public struct DeflateParameters: Sendable, Hashable {
  /// Whether the server forgets each message after compressing it.
  public var serverNoContextTakeover: Bool

  /// Whether the client forgets each message after compressing it.
  public var clientNoContextTakeover: Bool

  /// The base-2 logarithm of the server's window, 8–15.
  public var serverMaxWindowBits: Int

  /// The base-2 logarithm of the client's window, 8–15.
  public var clientMaxWindowBits: Int

  public init(
    serverNoContextTakeover: Bool = false, clientNoContextTakeover: Bool = false,
    serverMaxWindowBits: Int = 15, clientMaxWindowBits: Int = 15
  ) {
    self.serverNoContextTakeover = serverNoContextTakeover
    self.clientNoContextTakeover = clientNoContextTakeover
    self.serverMaxWindowBits = serverMaxWindowBits
    self.clientMaxWindowBits = clientMaxWindowBits
  }
}

/// The names of the extension and of its parameters.
enum ParameterName {
  static let deflate = "permessage-deflate"
  static let serverNoContextTakeover = "server_no_context_takeover"
  static let clientNoContextTakeover = "client_no_context_takeover"
  static let serverMaxWindowBits = "server_max_window_bits"
  static let clientMaxWindowBits = "client_max_window_bits"

  /// Reads a window size: 8–15 in decimal without leading zeros (RFC 7692 §7.1.2).
  static func windowBits(_ value: String?) -> Int? {
    guard let value, let bits = Int(value), (8...15).contains(bits), String(bits) == value else {
      return nil
    }
    return bits
  }
}
