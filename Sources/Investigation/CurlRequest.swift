/// A request that a browser copied as a `curl` command: where it went, and what was sent along.
///
/// Secrets are in it: it is never printed or recorded.
public struct CurlRequest: Sendable {
  /// The most bytes that are read; browsers' own limits on headers are far below.
  public static let maximumLength = 1 << 20

  public var url: TargetURL
  /// True for a `ws:` address or when the handshake's own fields were in the request.
  public var isWebSocketHandshake: Bool
  /// The fields worth repeating, in their order; cookies are one `Cookie` field.
  public var headers: [(name: String, value: String)] = []
  public var origin: String?
  public var subprotocols: [String] = []
  public var insecure = false

  /// Reads the form for POSIX shells of Chrome's, Firefox's and Safari's "Copy as cURL".
  public init(parsing text: String) throws(CurlRequestProblem) {
    guard text.utf8.count <= CurlRequest.maximumLength else {
      throw .tooLong(bytes: text.utf8.count)
    }
    try CurlRequest.refuseOtherForms(text)
    var words: ArraySlice<String>
    do {
      words = try ShellWords.split(text)[...]
    } catch {
      switch error {
      case .quoteNotClosed(let quote): throw .quoteNotClosed(quote)
      case .notPlain(let character): throw .notPlain(character)
      }
    }
    if words.first == "$" { words.removeFirst() }
    guard let first = words.popFirst() else { throw .empty }
    guard first == "curl" || first == "curl.exe" || first.hasSuffix("/curl") else {
      throw .notCurl
    }
    let collected = try CurlArguments(words)
    guard let address = collected.urls.first else { throw .noURL }
    guard collected.urls.count == 1 else { throw .severalURLs }
    do { url = try TargetURL(parsing: address) } catch { throw .url(error) }
    isWebSocketHandshake = url.namesEndpoint
    insecure = collected.insecure
    try take(collected)
  }

  private mutating func take(_ arguments: CurlArguments) throws(CurlRequestProblem) {
    var cookies: [String] = []
    for (name, value) in arguments.headers {
      guard isToken(name), !value.unicodeScalars.contains(where: isLineBreaking) else {
        throw .badHeader(name: isToken(name) ? String(name.prefix(40)) : nil)
      }
      switch name.lowercased() {
      case "cookie": cookies.append(value)
      case "origin": origin = value
      case "sec-websocket-protocol":
        subprotocols += value.split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
      case "sec-websocket-key", "sec-websocket-version": isWebSocketHandshake = true
      case "upgrade":
        if value.lowercased() == "websocket" { isWebSocketHandshake = true }
      case let name where CurlRequest.leftOut.contains(name): break
      default: headers.append((name, value))
      }
    }
    cookies += arguments.cookies
    if cookies.contains(where: { $0.unicodeScalars.contains(where: isLineBreaking) }) {
      throw .badHeader(name: "Cookie")
    }
    if !cookies.isEmpty { headers.append(("Cookie", cookies.joined(separator: "; "))) }
  }

  /// Fields of one hop or one handshake, and those that would ask for another answer than ours.
  private static let leftOut: Set<String> = [
    "host", "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding",
    "content-length", "content-type", "expect", "accept-encoding", "if-none-match",
    "if-modified-since", "range", "priority", "proxy-authorization", "sec-websocket-extensions",
    "sec-websocket-accept", "http2-settings",
  ]

  private static func refuseOtherForms(_ text: String) throws(CurlRequestProblem) {
    let start = text.prefix(4096).drop { $0.isWhitespace }
    guard !start.isEmpty else { throw .empty }
    let lower = start.lowercased()
    if lower.hasPrefix("fetch(") || lower.hasPrefix("await fetch(") { throw .fetchForm }
    if lower.hasPrefix("invoke-webrequest") || lower.hasPrefix("$session") {
      throw .powerShellForm
    }
    if lower.hasPrefix("curl") && (start.contains("^\"") || start.contains("^\n")) {
      throw .windowsForm
    }
  }
}

private func isToken(_ name: String) -> Bool {
  !name.isEmpty
    && name.utf8.allSatisfy { byte in
      switch Unicode.Scalar(byte) {
      case "a"..."z", "A"..."Z", "0"..."9": true
      case "!", "#", "$", "%", "&", "'", "*", "+", "-", ".", "^", "_", "`", "|", "~": true
      default: false
      }
    }
}

private func isLineBreaking(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "\r" || scalar == "\n" || scalar == "\0"
}

private func trimmed(_ text: Substring) -> String {
  let start = text.drop { $0 == " " || $0 == "\t" }
  return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
}

/// What the words after `curl` say.
private struct CurlArguments {
  var urls: [String] = []
  var headers: [(name: String, value: String)] = []
  var cookies: [String] = []
  var insecure = false

  init(_ words: ArraySlice<String>) throws(CurlRequestProblem) {
    var words = words
    while var word = words.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        urls.append(word)
        continue
      }
      var attached: String?
      if !word.hasPrefix("--"), word.count > 2 {
        let letter = String(word.prefix(2))
        if CurlArguments.withValue[letter] != nil || CurlArguments.ignoredWithValue.contains(letter)
        {
          attached = String(word.dropFirst(2))
          word = letter
        } else {
          // A cluster of switches, as in -sSk.
          for letter in word.dropFirst() { try take(switch: "-\(letter)") }
          continue
        }
      }
      if CurlArguments.withValue[word] != nil || CurlArguments.ignoredWithValue.contains(word) {
        guard let value = attached ?? words.popFirst() else { throw .missingValue(option: word) }
        try take(word, value: value)
      } else {
        try take(switch: word)
      }
    }
  }

  private enum Meaning { case url, header, cookie, userAgent, referer, method, user, data }

  private static let withValue: [String: Meaning] = [
    "--url": .url, "-H": .header, "--header": .header, "-b": .cookie, "--cookie": .cookie,
    "-A": .userAgent, "--user-agent": .userAgent, "-e": .referer, "--referer": .referer,
    "-X": .method, "--request": .method, "-u": .user, "--user": .user, "-d": .data,
    "--data": .data, "--data-raw": .data, "--data-binary": .data, "--data-ascii": .data,
    "--data-urlencode": .data, "-F": .data, "--form": .data, "--json": .data,
    "-T": .data, "--upload-file": .data,
  ]

  /// How the answer is fetched or shown: of no interest here.
  private static let ignoredWithValue: Set<String> = [
    "-o", "--output", "-m", "--max-time", "--connect-timeout", "-w", "--write-out", "--retry",
    "-x", "--proxy", "--resolve", "--max-redirs", "-c", "--cookie-jar", "--limit-rate",
  ]

  private mutating func take(_ option: String, value: String) throws(CurlRequestProblem) {
    switch CurlArguments.withValue[option] {
    case .url: urls.append(value)
    case .header:
      // "Name;" is curl's way to send a field without a value, "Name:" to send none.
      if let colon = value.firstIndex(of: ":") {
        // Chrome lists HTTP/2's pseudo fields, as in ":authority: host".
        guard colon != value.startIndex else { return }
        let content = trimmed(value[value.index(after: colon)...])
        if !content.isEmpty { headers.append((String(value[..<colon]), content)) }
      } else if !value.hasSuffix(";") {
        throw .badHeader(name: nil)
      }
    case .cookie:
      guard value.contains("=") || value.isEmpty else {
        throw .optionNotSupported(
          "\(option) with a file", because: "give wsdoctor's own --cookie @FILE")
      }
      if !value.isEmpty { cookies.append(value) }
    case .userAgent: headers.append(("User-Agent", value))
    case .referer: headers.append(("Referer", value))
    case .method:
      guard ["GET", "HEAD"].contains(value.uppercased()) else {
        throw .optionNotSupported(
          "\(option) \(value.prefix(20))",
          because: "a WebSocket handshake is a GET: copy the request of type websocket")
      }
    case .user:
      throw .optionNotSupported(
        option, because: "give wsdoctor's own --header-env Authorization=VARIABLE")
    case .data:
      throw .optionNotSupported(
        option, because: "a WebSocket handshake has no body: copy the request of type websocket")
    case nil: break
    }
  }

  private mutating func take(switch option: String) throws(CurlRequestProblem) {
    switch option {
    case "-k", "--insecure": insecure = true
    case "-I", "--head", "-G", "--get", "-s", "--silent", "-S", "--show-error", "-L", "--location",
      "-v", "--verbose", "-i", "--include", "-N", "--no-buffer", "-f", "--fail", "-g", "--globoff",
      "-0", "-4", "-6", "-1", "-2", "-3", "-#", "-O":
      break
    // Switches only change how curl talks or prints; --compressed and --http1.1 are the usual ones.
    case let option where option.hasPrefix("--"): break
    default:
      throw .optionNotSupported(
        String(option.prefix(20)), because: "wsdoctor does not know it: leave it out")
    }
  }
}
