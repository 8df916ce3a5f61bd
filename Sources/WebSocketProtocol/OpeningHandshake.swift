public import HTTP1

/// The opening handshake, client's side: what is asked, and whether the answer agrees (RFC 6455 §4.1).
public enum OpeningHandshake {
  /// What a client offers.
  public struct Offer: Sendable, Hashable {
    /// The value of Sec-WebSocket-Key, as `key(from:)` makes it.
    public var key: String

    /// In the order of preference.
    public var subprotocols: [String]

    /// Members of Sec-WebSocket-Extensions in the order of preference.
    public var extensions: [String]

    public init(key: String, subprotocols: [String] = [], extensions: [String] = []) {
      self.key = key
      self.subprotocols = subprotocols
      self.extensions = extensions
    }

    /// The fields that make a request an opening handshake, without Host and Origin.
    public var fields: Fields {
      var fields: Fields = [
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": key,
      ]
      if !subprotocols.isEmpty {
        fields.append("Sec-WebSocket-Protocol", subprotocols.joined(separator: ", "))
      }
      if !extensions.isEmpty {
        fields.append("Sec-WebSocket-Extensions", extensions.joined(separator: ", "))
      }
      return fields
    }

    /// The request: Host, the other fields given, then those of the handshake.
    public func request(host: String, target: String, adding others: Fields = Fields())
      -> RequestHead
    {
      RequestHead(
        method: "GET", target: target,
        fields: Fields([Field("Host", host)] + others.list + fields.list))
    }
  }

  /// A Sec-WebSocket-Key; RFC 6455 §4.1 wants 16 random bytes.
  public static func key(from random: [UInt8]) -> String { Base64.encode(random) }

  /// The Sec-WebSocket-Accept that answers a key (RFC 6455 §4.2.2).
  public static func accept(for key: String) -> String {
    Base64.encode(SHA1.digest(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
  }

  /// Whether the accept value answers the key, whatever the status is: then a WebSocket server wrote it.
  public static func acceptIsRight(_ head: ResponseHead, key: String) -> Bool {
    head.fields.first("Sec-WebSocket-Accept") == accept(for: key)
  }

  /// Everything that is wrong with a response to our handshake, not only the first thing (RFC 6455 §4.1).
  ///
  /// - Parameter offeredExtensions: names, or members of Sec-WebSocket-Extensions as they were sent.
  public static func validate(
    _ head: ResponseHead, key: String, offeredSubprotocols: [String] = [],
    offeredExtensions: [String] = []
  ) -> [HandshakeViolation] {
    var violations: [HandshakeViolation] = []
    if head.status != 101 { violations.append(.statusNot101(head.status)) }
    if head.version < .http11 { violations.append(.versionBelow11(head.version)) }

    let upgrade = head.fields.tokens("Upgrade")
    if upgrade.isEmpty {
      violations.append(.missingUpgrade)
    } else if upgrade.count > 1 || !ListSyntax.equalIgnoringCase(upgrade[0], "websocket") {
      violations.append(.wrongUpgrade(upgrade.joined(separator: ", ")))
    }
    if !head.fields.hasToken("Connection", "Upgrade") {
      violations.append(.missingConnectionToken(found: head.fields.all("Connection")))
    }

    let accepts = head.fields.all("Sec-WebSocket-Accept")
    let expected = accept(for: key)
    if accepts.isEmpty { violations.append(.missingAccept) }
    if accepts.count > 1 { violations.append(.repeatedAccept(accepts)) }
    if let wrong = accepts.first(where: { $0 != expected }) {
      violations.append(.wrongAccept(got: wrong, expected: expected))
    }
    return violations + subprotocolViolations(head, offered: offeredSubprotocols)
      + extensionViolations(head, offered: offeredExtensions)
  }

  private static func subprotocolViolations(_ head: ResponseHead, offered: [String])
    -> [HandshakeViolation]
  {
    let chosen = head.fields.tokens("Sec-WebSocket-Protocol")
    return (chosen.count > 1 ? [.multipleSubprotocols(chosen)] : [])
      + chosen.filter { !offered.contains($0) }.map { .unofferedSubprotocol($0) }
  }

  private static func extensionViolations(_ head: ResponseHead, offered: [String])
    -> [HandshakeViolation]
  {
    let names = offered.compactMap { WebSocketExtension(parsing: $0)?.name }
    return head.fields.tokens("Sec-WebSocket-Extensions").compactMap { member in
      guard let chosen = WebSocketExtension(parsing: member) else {
        return .malformedExtension(member)
      }
      return names.contains(chosen.name) ? nil : .unofferedExtension(chosen.name)
    }
  }
}
