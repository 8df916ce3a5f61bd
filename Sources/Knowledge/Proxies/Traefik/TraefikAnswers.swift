import Evidence
import HTTP1

/// What Traefik writes itself.
extension Answer.Response {
  /// The names of the fields before `Date` and `Content-Length`, which Go puts last where it has written the
  /// answer itself: in one that it relays they are sorted in with the rest.
  var ownNamesInGo: [String]? {
    var names = head.fields.list.map(\.name)
    if names.last == "Connection" { names.removeLast() }
    guard names.suffix(2) == ["Date", "Content-Length"] else { return nil }
    names.removeLast(2)
    return names == names.sorted() && !names.contains("Server") ? names : nil
  }

  var isInGoForm: Bool { ownNamesInGo != nil }

  /// What http.NotFound says, in whichever program: here by the one next to us.
  var isNotFoundOfGo: Bool {
    status == 404 && start == "404 page not found\n" && isInGoForm
      && field("X-Content-Type-Options") == "nosniff"
  }

  /// The answer to a `#` in the target.
  var refusesFragment: Bool { status == 400 && body.isEmpty && ownNamesInGo == [] }

  /// The words that no other program in use writes so.
  var wordsOfTraefik: String? {
    if head.fields.contains("X-Retry-In") { return "X-Retry-In" }
    if status == 503, start == ProxyProduct.noServer { return "\"no available server\"" }
    let limit = "max connections reached: "
    if status == 429, start.hasPrefix(limit), Int(start.dropFirst(limit.count)) != nil {
      return "\"\(start)\""
    }
    // Go would add a Content-Type, and Traefik keeps it from doing so.
    guard let phrase = Self.phrases[status], start == phrase, isInGoForm,
      field("Content-Type") == nil
    else { return nil }
    return "\"\(phrase)\" without a Content-Type, in Go's form"
  }

  private static let phrases: [Int: String] = [
    301: "Moved Permanently", 302: "Found", 303: "See Other", 307: "Temporary Redirect",
    308: "Permanent Redirect", 403: "Forbidden", 429: "Too Many Requests",
    500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout",
  ]

  /// The cookie of `sticky.cookie` without a name: `_` and five hexadecimal digits, and sixteen as value.
  var cookieOfServers: String? {
    for cookie in head.fields.all("Set-Cookie") {
      let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].first == "_", pair[0].count == 6, pair[1].count == 16,
        (pair[0].dropFirst() + pair[1]).allSatisfy({ $0.isHexDigit && !$0.isUppercase })
      else { continue }
      return String(pair[0])
    }
    return nil
  }
}
