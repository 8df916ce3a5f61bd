public import HTTP1
import WebSocketProtocol

/// What a client offers for permessage-deflate, and the reading of the answer (RFC 7692 §7.1).
public struct DeflateOffer: Sendable, Hashable {
  /// What the client says about the window of its own compression.
  public enum ClientWindow: Sendable, Hashable {
    /// Nothing: the server must not limit it.
    case unmentioned
    /// The server may limit it.
    case limitable
    /// The server may limit it, and the client will not use more than these bits, 8–15, anyway.
    case atMost(Int)
  }

  /// Whether the server is asked to forget each message; it must, or decline.
  public var serverNoContextTakeover: Bool

  /// Whether the client lets the server know that it may forget each message.
  public var clientNoContextTakeover: Bool

  /// The window that the server must not exceed, 8–15 bits, or nil.
  public var serverMaxWindowBits: Int?

  public var clientWindow: ClientWindow

  public init(
    serverNoContextTakeover: Bool = false, clientNoContextTakeover: Bool = false,
    serverMaxWindowBits: Int? = nil, clientWindow: ClientWindow = .limitable
  ) {
    self.serverNoContextTakeover = serverNoContextTakeover
    self.clientNoContextTakeover = clientNoContextTakeover
    self.serverMaxWindowBits = serverMaxWindowBits
    self.clientWindow = clientWindow
  }

  /// What browsers offer: `permessage-deflate; client_max_window_bits`.
  public static let browser = DeflateOffer()

  /// The offer as a member of Sec-WebSocket-Extensions.
  public var text: String {
    var member = WebSocketExtension(ParameterName.deflate)
    if serverNoContextTakeover { member.add(ParameterName.serverNoContextTakeover) }
    if clientNoContextTakeover { member.add(ParameterName.clientNoContextTakeover) }
    if let bits = serverMaxWindowBits { member.add(ParameterName.serverMaxWindowBits, bits) }
    switch clientWindow {
    case .unmentioned: break
    case .limitable: member.add(ParameterName.clientMaxWindowBits)
    case .atMost(let bits): member.add(ParameterName.clientMaxWindowBits, bits)
    }
    return member.description
  }

  /// Reads what the server agreed to; nil when it did not agree to compress.
  ///
  /// Throws the first violation; `violations(in:)` gives all.
  public func agreement(in head: ResponseHead) throws(NegotiationViolation) -> DeflateParameters? {
    guard let (agreement, violations) = read(head.fields) else { return nil }
    if let violation = violations.first { throw violation }
    return agreement
  }

  /// Everything that is wrong with what the server agreed to.
  public func violations(in head: ResponseHead) -> [NegotiationViolation] {
    read(head.fields)?.violations ?? []
  }

  private func read(_ fields: Fields) -> (
    agreement: DeflateParameters, violations: [NegotiationViolation]
  )? {
    let members = WebSocketExtension.list(in: fields).filter { $0.name == ParameterName.deflate }
    guard let member = members.first else { return nil }
    var agreement = DeflateParameters()
    if case .atMost(let bits) = clientWindow { agreement.clientMaxWindowBits = bits }
    var violations: [NegotiationViolation] = members.count > 1 ? [.agreedTwice] : []
    var seen: Set<String> = []

    for parameter in member.parameters {
      let name = parameter.name
      guard seen.insert(name).inserted else {
        violations.append(.repeatedParameter(name))
        continue
      }
      do throws(NegotiationViolation) {
        try apply(parameter, to: &agreement)
      } catch {
        violations.append(error)
      }
    }
    if serverNoContextTakeover && !seen.contains(ParameterName.serverNoContextTakeover) {
      violations.append(.ignoredServerNoContextTakeover)
    }
    if let offered = serverMaxWindowBits, !seen.contains(ParameterName.serverMaxWindowBits) {
      violations.append(.ignoredServerMaxWindowBits(offered: offered))
    }
    return (agreement, violations)
  }

  private func apply(
    _ parameter: WebSocketExtension.Parameter, to agreement: inout DeflateParameters
  ) throws(NegotiationViolation) {
    switch parameter.name {
    case ParameterName.serverNoContextTakeover:
      try parameter.requireNoValue()
      agreement.serverNoContextTakeover = true
    case ParameterName.clientNoContextTakeover:
      try parameter.requireNoValue()
      agreement.clientNoContextTakeover = true
    case ParameterName.serverMaxWindowBits:
      let bits = try parameter.requireWindowBits()
      agreement.serverMaxWindowBits = bits
      if let offered = serverMaxWindowBits, bits > offered {
        throw .serverWindowTooLarge(bits, offered: offered)
      }
    case ParameterName.clientMaxWindowBits:
      let bits = try parameter.requireWindowBits()
      switch clientWindow {
      case .unmentioned: throw .unofferedClientMaxWindowBits
      case .atMost(let offered) where bits > offered:
        throw .clientWindowTooLarge(bits, offered: offered)
      case .limitable, .atMost: agreement.clientMaxWindowBits = bits
      }
    default:
      throw .unknownParameter(parameter.name)
    }
  }
}

extension WebSocketExtension {
  mutating func add(_ name: String, _ value: Int? = nil) {
    parameters.append(Parameter(name, value.map(String.init)))
  }
}

extension WebSocketExtension.Parameter {
  func requireNoValue() throws(NegotiationViolation) {
    if let value { throw .invalidValue(parameter: name, value: value) }
  }

  func requireWindowBits() throws(NegotiationViolation) -> Int {
    guard let bits = ParameterName.windowBits(value) else {
      throw .invalidValue(parameter: name, value: value)
    }
    return bits
  }
}
