/// Engine.IO's words, of which Socket.IO's are made: packets, addresses and refusals, without any I/O
/// (Engine.IO protocol, versions 3 and 4).
enum EngineIO {
  /// What a server says at the beginning of a session.
  struct Open: Sendable, Equatable {
    /// A secret: whoever has it speaks in the session.
    var session: String
    var upgrades: [String]
    /// Seconds.
    var pingInterval: Double
    var pingTimeout: Double
  }

  /// Why a request was refused.
  enum Refusal: Sendable, Equatable {
    /// Error code 1: the server knows no such session.
    case unknownSession
    /// Error code 5.
    case unsupportedVersion
    /// Another code, with its number where it has one.
    case other(code: Int?)

    var phrase: String {
      switch self {
      case .unknownSession: "\"Session ID unknown\""
      case .unsupportedVersion: "\"Unsupported protocol version\""
      case .other(let code): code.map { "error code \($0)" } ?? "a refusal"
      }
    }
  }

  /// A session id is 20 characters long, and its server's own; this leaves room for others'.
  private static let sessionLimit = 128

  /// The path, with a query for a transport; whatever else the query held stays.
  static func target(_ target: String, version: Int, transport: String, session: String? = nil)
    -> String
  {
    let path = target.prefix { $0 != "?" }
    let own = ["EIO", "transport", "sid", "b64", "t"]
    var query = target.dropFirst(path.count).dropFirst().split(separator: "&").filter {
      !own.contains(String($0.prefix { $0 != "=" }))
    }.map(String.init)
    query += ["EIO=\(version)", "transport=\(transport)"]
    // Without it version 3 answers in octets.
    if version == 3 && transport == "polling" { query.append("b64=1") }
    if let session { query.append("sid=\(session)") }
    return path + "?" + query.joined(separator: "&")
  }

  /// The version that an address names.
  static func version(in target: String) -> Int? {
    target.dropFirst(target.prefix { $0 != "?" }.count + 1).split(separator: "&")
      .first { $0.hasPrefix("EIO=") }.flatMap { Int($0.dropFirst(4)) }
  }

  /// Whether an address is one of Engine.IO's, by its path or its query.
  static func names(_ target: String) -> Bool {
    let path = target.prefix { $0 != "?" }
    let query = target.dropFirst(path.count + 1).split(separator: "&")
    return path.contains("/socket.io") || path.contains("/engine.io")
      || query.contains { $0.hasPrefix("EIO=") }
  }

  /// The packet that begins a session, in the form of either version.
  static func open(in body: [UInt8]) -> Open? {
    guard body.count <= 64 * 1024 else { return nil }
    var text = String(decoding: body, as: UTF8.self)[...]
    // Version 3 writes the number of characters before each packet.
    if let colon = text.firstIndex(of: ":"), colon != text.startIndex,
      text[..<colon].allSatisfy(\.isNumber)
    {
      text = text[text.index(after: colon)...]
    }
    guard text.hasPrefix("0{") else { return nil }
    let packet = text.dropFirst().prefix { $0 != "\u{1E}" }
    guard let session = member("sid", in: packet), session.first == "\"" else { return nil }
    let id = session.dropFirst().prefix { $0 != "\"" }
    let isPlain = id.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_.~".contains($0))
    }
    guard !id.isEmpty, id.count <= sessionLimit, isPlain,
      let interval = number("pingInterval", in: packet),
      let timeout = number("pingTimeout", in: packet)
    else { return nil }
    return Open(
      session: String(id),
      upgrades: member("upgrades", in: packet)?.contains("\"websocket\"") == true
        ? ["websocket"] : [],
      pingInterval: interval / 1000, pingTimeout: timeout / 1000)
  }

  /// What follows a member's name and its colon.
  private static func member(_ name: String, in packet: Substring) -> Substring? {
    guard let end = packet.firstRange(of: "\"\(name)\"")?.upperBound else { return nil }
    let rest = packet[end...].drop { $0 == " " }
    guard rest.first == ":" else { return nil }
    let value = rest.dropFirst().drop { $0 == " " }
    return value.first == "[" ? value.prefix { $0 != "]" } : value
  }

  private static func number(_ name: String, in packet: Substring) -> Double? {
    member(name, in: packet).flatMap { Double($0.prefix { $0.isNumber }) }
      .flatMap { (1...86_400_000).contains($0) ? $0 : nil }
  }

  /// What a body refuses: code and message in JSON, or one of them alone, as servers write it.
  static func refusal(status: Int, body: [UInt8]) -> Refusal? {
    guard (400..<500).contains(status) else { return nil }
    let text = String(decoding: body.prefix(512), as: UTF8.self)
    let code = text.firstRange(of: "\"code\":").flatMap {
      Int(text[$0.upperBound...].prefix { $0.isNumber })
    }
    if code == 1 || text.contains("Session ID unknown") || text.hasPrefix("\"Invalid session") {
      return .unknownSession
    }
    if code == 5 || text.contains("Unsupported protocol version")
      || text.contains("unsupported version of the Socket.IO")
    {
      return .unsupportedVersion
    }
    let isKnown =
      code != nil && text.contains("\"message\"")
      || ["Transport unknown", "Bad request", "Bad handshake method"].contains(text)
      || text == "\"Invalid transport\"" || text == "\"Invalid websocket upgrade\""
    return isKnown ? .other(code: code) : nil
  }

  /// A heartbeat as a client of that version sends it: version 3 asks, version 4 answers.
  static func heartbeat(_ version: Int) -> String { version == 3 ? "2" : "3" }

  /// A packet in the body of a request.
  static func payload(_ packet: String, _ version: Int) -> String {
    version == 3 ? "\(packet.count):\(packet)" : packet
  }

  /// What a client says to a packet over WebSocket; `nil`: nothing.
  static func reply(to packet: String, version: Int) -> String? {
    version == 4 && packet == "2" ? "3" : nil
  }
}
