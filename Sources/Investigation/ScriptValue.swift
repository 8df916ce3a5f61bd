/// What an expression of a page's script comes to in a browser, as far as that can be told.
enum ScriptValue: Equatable {
  /// A text; `ScriptLiteral.hole` stands for each part that isn't known. Not sure: only one of
  /// several that it may be.
  case text(String, isSure: Bool)
  case flag(Bool)
  case list([ScriptValue])
  case pattern(String)
  /// An object literal, by its opening brace.
  case object(ScriptDefinitions.Place)
  /// A name, or a chain of them, as in `location.host`.
  case name([String])
  case unknown

  static let hole = ScriptValue.text(String(ScriptLiteral.hole), isSure: false)

  static func text(_ text: String) -> ScriptValue { .text(text, isSure: true) }

  /// What it says for certain.
  var sureText: String? {
    if case .text(let text, true) = self { text } else { nil }
  }

  /// `nil`: nobody knows.
  var truth: Bool? {
    switch self {
    case .text(let text, let isSure): isSure ? !text.isEmpty : nil
    case .flag(let flag): flag
    case .list, .object, .pattern: true
    case .name, .unknown: nil
    }
  }

  /// The same, as one of several.
  var unsure: ScriptValue {
    if case .text(let text, _) = self { .text(text, isSure: false) } else { self }
  }
}

/// Where a page stands: what its `location` says.
struct PageLocation: Equatable {
  let isSecure: Bool
  /// Host, and the port where it isn't the scheme's, in lower case.
  let authority: String
  var path = "/"

  var origin: String { "\(isSecure ? "https" : "http")://\(authority)" }

  private var portStart: String.Index? {
    guard let colon = authority.lastIndex(of: ":"), authority.last != "]" else { return nil }
    return authority[..<colon].contains(":") && authority[..<colon].last != "]" ? nil : colon
  }

  /// A part of `location`, as scripts name it.
  func part(_ name: String) -> String? {
    switch name {
    case "protocol": isSecure ? "https:" : "http:"
    case "host": authority
    case "hostname": portStart.map { String(authority[..<$0]) } ?? authority
    case "port": portStart.map { String(authority[authority.index(after: $0)...]) } ?? ""
    case "origin": origin
    case "href": origin + path
    case "pathname": path
    case "search", "hash": ""
    default: nil
    }
  }

  /// Reads an absolute `http:`, `https:`, `ws:` or `wss:` address; `nil`: another thing.
  init?(_ address: String) {
    let lower = address.lowercased()
    guard let scheme = ["https://", "http://", "wss://", "ws://"].first(where: lower.hasPrefix)
    else { return nil }
    let rest = address.dropFirst(scheme.count)
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    self.init(
      isSecure: scheme == "https://" || scheme == "wss://", authority: host.lowercased(),
      path: String(rest.dropFirst(host.count)))
    if path.isEmpty { path = "/" }
  }

  init(isSecure: Bool, authority: String, path: String = "/") {
    self.isSecure = isSecure
    self.authority = authority
    self.path = path
  }
}
