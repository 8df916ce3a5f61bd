/// What of a user's own fields and addresses is secret, and the forms in which a server may send
/// that back.
public enum Secrets {
  /// The values that appear nowhere: those of fields not known to be harmless, and of queries.
  ///
  /// Names of cookies and of parameters are none, nor are words such as "Bearer".
  ///
  /// - Parameters:
  ///   - fields: header fields that the user added.
  ///   - targets: request targets with their queries.
  public static func values(fields: [(name: String, value: String)], targets: [String]) -> [String]
  {
    var found: Set<String> = []
    for (name, value) in fields where !HarmlessFields.covers(name) {
      if name.lowercased() == "cookie" {
        for pair in value.split(separator: ";") { found.insert(valuePart(of: pair)) }
      } else {
        found.insert(value)
        found.formUnion(value.split { ";, ".contains($0) }.map(String.init))
        found.formUnion(value.split { ";, =\"".contains($0) }.map(String.init))
        found.formUnion(credentials(in: value))
      }
    }
    for target in targets {
      let path = target.prefix { $0 != "?" }
      for segment in path.split(separator: "/") {
        let name = segment.prefix { $0 != ";" }
        if Redactor.isToken(name) { found.insert(String(name)) }
        for parameter in segment.split(separator: ";").dropFirst() {
          found.insert(valuePart(of: parameter))
        }
      }
      let query = target.dropFirst(path.count).dropFirst()
      for pair in query.split(separator: "&") where !HarmlessFields.isHarmless(parameter: pair) {
        let value = valuePart(of: pair)
        found.insert(value)
        found.insert(Octets.percentDecoded(value))
      }
    }
    return found.filter { isTelling($0) && !schemes.contains($0.lowercased()) }.sorted()
  }

  /// Whether the value of a field tells nothing secret.
  public static func isHarmless(field name: String) -> Bool { HarmlessFields.covers(name) }

  /// Name and password of a forward proxy's address, as they stand there, decoded, and together.
  public static func credentials(inAddress address: String) -> [String] {
    guard let start = address.firstRange(of: "://"),
      let at = address[start.upperBound...].lastIndex(of: "@")
    else { return [] }
    let both = String(address[start.upperBound..<at])
    let parts = [both] + both.split(separator: ":", maxSplits: 1).map(String.init)
    return Set(parts + parts.map(Octets.percentDecoded)).filter(isTelling).sorted()
  }

  /// Subprotocols that carry a token, since browsers let a page set no other field: long ones, those
  /// that look like one, and what stands beside a word such as `bearer`.
  public static func subprotocols(_ offered: [String]) -> [String] {
    let announced = offered.contains { name in
      ["bearer", "token", "auth", "jwt"].contains { name.lowercased().contains($0) }
    }
    return offered.filter { name in
      name.count >= 20 || Redactor.isToken(name)
        || announced && isTelling(name) && !knownSubprotocols.contains(name.lowercased())
    }
  }

  /// Common names of IANA's registry and of libraries, and the words that announce a token.
  private static let knownSubprotocols: Set<String> = [
    "bearer", "token", "auth", "jwt", "authorization", "access_token", "access-token", "mqtt",
    "mqttv3.1", "stomp", "v10.stomp", "v11.stomp", "v12.stomp", "wamp", "wamp.2.json",
    "graphql-ws", "graphql-transport-ws", "graphql", "soap", "xmpp", "sip", "chat", "superchat",
    "binary", "base64", "json", "actioncable-v1-json", "ocpp1.6", "ocpp2.0.1",
  ]

  /// Short words such as "true" would tear holes into everything.
  private static func isTelling(_ value: String) -> Bool {
    value.count >= 6 || value.count >= 4 && value.contains(where: \.isNumber)
  }

  /// Authentication schemes (RFC 9110 §11.1).
  private static let schemes: Set<String> = ["basic", "bearer", "digest", "negotiate", "token"]

  private static func valuePart(of pair: Substring) -> String {
    let value = pair.drop { $0 != "=" }.dropFirst()
    return String((value.isEmpty ? pair : value).drop { $0 == " " || $0 == "\"" })
      .replacing("\"", with: "")
  }

  /// Name and password of `Basic` (RFC 7617).
  private static func credentials(in value: String) -> [String] {
    guard value.lowercased().hasPrefix("basic "),
      let decoded = Octets.base64Decoded(value.dropFirst(6))
    else { return [] }
    let text = String(decoding: decoded, as: UTF8.self)
    return [text] + text.split(separator: ":", maxSplits: 1).map(String.init)
  }

  /// A secret as it may stand in an answer: as it is, and percent-encoded, in Base64 (also in the
  /// middle of something longer), in hexadecimal, escaped for HTML or JSON.
  static func forms(of secret: String) -> Set<String> {
    var forms: Set<String> = [
      secret, Octets.percentEncoded(secret),
      secret.replacing("/", with: "\\/"),
      secret.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        .replacing("<", with: "&lt;").replacing(">", with: "&gt;"),
      secret.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""),
    ]
    guard secret.utf8.count >= 6 else { return forms }
    let octets = Array(secret.utf8)
    forms.insert(Octets.hexadecimal(octets))
    for text in Octets.base64Cores(of: octets) {
      forms.insert(text)
      forms.insert(text.replacing("+", with: "-").replacing("/", with: "_"))
      forms.insert(Octets.percentEncoded(text))
    }
    return forms
  }
}
