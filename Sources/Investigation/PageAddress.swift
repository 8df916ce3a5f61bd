/// An address at which a page opens a WebSocket, as it comes out in a browser on that page.
struct PageAddress: Equatable {
  /// `nil`: the page's own, or unknown.
  var isSecure: Bool?
  /// Host and port as written; `nil`: the page's own, or unknown.
  var authority: String?
  /// Path and query, which begin with a slash.
  var target: String
  /// Opened so whenever the page is there, as far as its scripts tell: no condition, nothing unknown.
  var isSure: Bool
  var subprotocols: [String] = []
  /// What stands in the host's place can't be told.
  var hostIsUnknown = false

  /// `nil`: no address comes out, or none whose path is known.
  init?(_ value: ScriptValue, isConditional: Bool, at location: PageLocation) {
    guard case .text(var text, let isKnown) = value else { return nil }
    text = String(text.prefix { $0 != "#" })
    isSure = isKnown && !isConditional
    if let absolute = PageLocation(text) {
      let isWebSocket = text.lowercased().hasPrefix("ws")
      // `http:` stands for the page's own scheme: browsers turn it, and scripts do so themselves.
      isSecure = isWebSocket ? absolute.isSecure : nil
      let isOwn = absolute.authority == location.authority
      authority =
        isOwn || absolute.authority.contains(ScriptLiteral.hole) ? nil : absolute.authority
      if absolute.authority.contains(ScriptLiteral.hole) || absolute.authority.isEmpty {
        isSure = false
        hostIsUnknown = true
      }
      target = absolute.path
    } else if text.hasPrefix("//") {
      let rest = text.dropFirst(2)
      let host = rest.prefix { $0 != "/" && $0 != "?" }.lowercased()
      hostIsUnknown = host.contains(ScriptLiteral.hole)
      authority = host == location.authority || hostIsUnknown ? nil : host
      target = String(rest.dropFirst(host.count))
    } else if text.first == "/" {
      target = text
    } else {
      // A scheme or host that isn't known stands before the path.
      guard let last = text.lastIndex(of: ScriptLiteral.hole) else { return nil }
      let before = text[..<last].filter { $0 != ScriptLiteral.hole }
      let rest = text[text.index(after: last)...]
      isSure = false
      if ["", "//", "ws://", "wss://", "://", "ws", "http://", "https://"].contains(before),
        rest.first == "/", !rest.hasPrefix("//")
      {
        target = String(rest)
        hostIsUnknown = true
      } else {
        let start =
          rest.hasPrefix("://")
          ? rest.dropFirst(3) : rest.hasPrefix("//") ? rest.dropFirst(2) : rest
        guard before.isEmpty, start.lowercased().hasPrefix(location.authority) else { return nil }
        target = String(start.dropFirst(location.authority.count))
      }
    }
    if target.isEmpty || target.first == "?" { target = "/" + target }
    guard !target.contains(ScriptLiteral.hole), target.first == "/" else { return nil }
  }

  /// The same host under another port, and the like, as a person reads it.
  func text(at location: PageLocation) -> String {
    let scheme = isSecure ?? location.isSecure ? "wss" : "ws"
    return "\(scheme)://\(authority ?? location.authority)\(target.prefix { $0 != "?" })"
  }
}
