/// What is wrong with an agreement, or an offer, of permessage-deflate (RFC 7692 §5, §7.1).
public enum NegotiationViolation: Error, Sendable, Hashable {
  case agreedTwice
  case unknownParameter(String)
  case repeatedParameter(String)
  /// A value where none may be, none where one must be, or a window outside of 8–15 bits.
  case invalidValue(parameter: String, value: String?)
  case ignoredServerNoContextTakeover
  case ignoredServerMaxWindowBits(offered: Int)
  case serverWindowTooLarge(Int, offered: Int)
  case unofferedClientMaxWindowBits
  case clientWindowTooLarge(Int, offered: Int)
}

extension NegotiationViolation {
  /// The section of the standard that it offends against.
  public var section: String {
    switch self {
    case .agreedTwice: "RFC 7692 §5"
    case .unknownParameter, .repeatedParameter: "RFC 7692 §7.1"
    case .invalidValue(let parameter, _):
      switch parameter {
      case ParameterName.serverMaxWindowBits: "RFC 7692 §7.1.2.1"
      case ParameterName.clientMaxWindowBits: "RFC 7692 §7.1.2.2"
      default: "RFC 7692 §7.1.1"
      }
    case .ignoredServerNoContextTakeover: "RFC 7692 §7.1.1.1"
    case .ignoredServerMaxWindowBits, .serverWindowTooLarge: "RFC 7692 §7.1.2.1"
    case .unofferedClientMaxWindowBits, .clientWindowTooLarge: "RFC 7692 §7.1.2.2"
    }
  }

  /// One sentence without a full stop.
  public var sentence: String {
    switch self {
    case .agreedTwice: "the answer agrees to permessage-deflate more than once"
    case .unknownParameter(let name): "permessage-deflate has no parameter “\(name)”"
    case .repeatedParameter(let name): "the parameter “\(name)” is there more than once"
    case .invalidValue(let name, nil): "the parameter “\(name)” has no value"
    case .invalidValue(let name, let value?): "the parameter “\(name)” has the value “\(value)”"
    case .ignoredServerNoContextTakeover:
      "the server agreed, but without the server_no_context_takeover that was asked for"
    case .ignoredServerMaxWindowBits(let offered):
      "the server agreed, but without the server_max_window_bits of \(offered) that was asked for"
    case .serverWindowTooLarge(let bits, let offered):
      "the server's window has \(bits) bits; \(offered) were offered"
    case .unofferedClientMaxWindowBits:
      "the answer limits the client's window, which was not offered"
    case .clientWindowTooLarge(let bits, let offered):
      "the answer gives the client a window of \(bits) bits; \(offered) were offered"
    }
  }
}

extension NegotiationViolation: CustomStringConvertible {
  public var description: String { sentence }
}
