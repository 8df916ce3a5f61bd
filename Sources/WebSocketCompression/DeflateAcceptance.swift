public import HTTP1
import WebSocketProtocol

/// What a server wants of permessage-deflate, and its choice among a client's offers (RFC 7692 §7.1).
public struct DeflateAcceptance: Sendable, Hashable {
  /// Whether our side forgets each message even if the client did not ask for it.
  public var serverNoContextTakeover: Bool

  /// Whether the client must forget each message.
  public var clientNoContextTakeover: Bool

  /// The window of our compression at most, 8–15 bits.
  public var serverMaxWindowBits: Int

  /// The client's window at most, 8–15 bits; takes effect only if the client lets us limit it.
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

  /// The first offer that can be accepted, and the member of Sec-WebSocket-Extensions which says so.
  ///
  /// Nil when there is no offer, or only offers that break the rules; those are declined (§7.1).
  public func choose(from request: RequestHead) -> (agreed: DeflateParameters, text: String)? {
    for offer in WebSocketExtension.list(in: request.fields)
    where offer.name == ParameterName.deflate {
      if let chosen = accept(offer) { return chosen }
    }
    return nil
  }

  private func accept(_ offer: WebSocketExtension) -> (agreed: DeflateParameters, text: String)? {
    var agreed = DeflateParameters(
      serverNoContextTakeover: serverNoContextTakeover,
      clientNoContextTakeover: clientNoContextTakeover, serverMaxWindowBits: serverMaxWindowBits)
    var mayLimitClient = false
    guard Set(offer.parameters.map(\.name)).count == offer.parameters.count else { return nil }
    for parameter in offer.parameters {
      switch (parameter.name, parameter.value) {
      case (ParameterName.serverNoContextTakeover, nil): agreed.serverNoContextTakeover = true
      case (ParameterName.clientNoContextTakeover, nil): agreed.clientNoContextTakeover = true
      case (ParameterName.clientMaxWindowBits, nil):
        mayLimitClient = true
        agreed.clientMaxWindowBits = clientMaxWindowBits
      case (ParameterName.clientMaxWindowBits, let value):
        guard let bits = ParameterName.windowBits(value) else { return nil }
        mayLimitClient = true
        agreed.clientMaxWindowBits = min(bits, clientMaxWindowBits)
      case (ParameterName.serverMaxWindowBits, let value):
        guard let bits = ParameterName.windowBits(value) else { return nil }
        agreed.serverMaxWindowBits = min(bits, serverMaxWindowBits)
      default: return nil
      }
    }
    let asksServerWindow = offer.parameters.contains {
      $0.name == ParameterName.serverMaxWindowBits
    }
    return (agreed, text(of: agreed, asksServerWindow, mayLimitClient))
  }

  private func text(
    of agreed: DeflateParameters, _ asksServerWindow: Bool, _ mayLimitClient: Bool
  ) -> String {
    var member = WebSocketExtension(ParameterName.deflate)
    if agreed.serverNoContextTakeover { member.add(ParameterName.serverNoContextTakeover) }
    if agreed.clientNoContextTakeover { member.add(ParameterName.clientNoContextTakeover) }
    if asksServerWindow || agreed.serverMaxWindowBits < 15 {
      member.add(ParameterName.serverMaxWindowBits, agreed.serverMaxWindowBits)
    }
    if mayLimitClient && agreed.clientMaxWindowBits < 15 {
      member.add(ParameterName.clientMaxWindowBits, agreed.clientMaxWindowBits)
    }
    return member.description
  }
}
