import Investigation
import Reporting

/// A command line of `check`, read but not yet carried out.
struct CheckInvocation {
  /// What all targets have in common; its URL is replaced by each of theirs.
  var common = CheckOptions(url: TargetURL(scheme: .https, host: "", port: 443, target: "/"))
  var cookies: [String] = []
  var curl: CurlRequest?
  var format: Format?
  var outputs: [Output] = []
  var save = false
  var quiet = false
  var verbose = false
  var noColour = false

  /// One `--output F:FILE`.
  struct Output {
    var format: Format
    /// `-` is standard output.
    var path: String
  }

  /// Adds a header field that the user wants to be sent.
  mutating func add(header name: String, _ value: String) throws(UsageError) {
    switch name.lowercased() {
    case "cookie": cookies.append(value)
    case "origin": common.origin = value
    case "sec-websocket-protocol":
      common.subprotocols += value.split(separator: ",").map { trimmed(String($0)) }
    case "host":
      throw UsageError(
        message: "the Host field follows from the URL: to talk to another machine use "
          + "--resolve HOST:PORT:ADDRESS")
    case "connection", "upgrade", "sec-websocket-key", "sec-websocket-version",
      "sec-websocket-extensions", "sec-websocket-accept", "content-length", "transfer-encoding",
      "te", "trailer", "expect", "keep-alive", "proxy-connection":
      throw UsageError(message: "the field \(name) is what is tested here: wsdoctor sets it itself")
    default: common.headers.append((name, value))
    }
  }

  /// The options of each target; a pasted request stands in where no URL is given.
  func targets(_ words: [String]) throws(UsageError) -> [CheckOptions] {
    var urls: [TargetURL] = []
    for word in words {
      do throws(TargetURLProblem) {
        urls.append(try TargetURL(parsing: word))
      } catch {
        throw UsageError(message: error.description, command: "check")
      }
    }
    var options = common
    if let curl {
      try take(curl, for: urls, into: &options)
      if urls.isEmpty { urls = [curl.url] }
    }
    guard !urls.isEmpty else {
      throw UsageError(
        message: "no URL is given: wsdoctor https://jira.example.com", command: "check")
    }
    let cookies = cookies + options.headers.filter { $0.name == "Cookie" }.map(\.value)
    options.headers.removeAll { $0.name == "Cookie" }
    if !cookies.isEmpty { options.headers.append(("Cookie", cookies.joined(separator: "; "))) }
    var targets: [CheckOptions] = []
    for url in urls {
      var target = options
      target.url = url
      if target.via == nil { target.via = try ForwardProxy.fromEnvironment(for: url, environment) }
      targets.append(target)
    }
    return targets
  }

  private func take(_ curl: CurlRequest, for urls: [TargetURL], into options: inout CheckOptions)
    throws(UsageError)
  {
    // Cookies of one site must not be carried to another.
    if let other = urls.first(where: { $0.host != curl.url.host }) {
      throw UsageError(
        message: "the pasted request belongs to \(curl.url.host), not to \(other.host): its "
          + "cookies are not sent elsewhere. Leave the URL out, or paste a request of \(other.host)",
        command: "check")
    }
    // What was given on its own replaces what was pasted.
    let given = Set(options.headers.map { $0.name.lowercased() })
    options.headers += curl.headers.filter { !given.contains($0.name.lowercased()) }
    options.origin = options.origin ?? curl.origin
    if options.subprotocols.isEmpty { options.subprotocols = curl.subprotocols }
    if curl.insecure { options.insecure = true }
    if curl.isWebSocketHandshake && options.webSocketPath == nil {
      options.webSocketPath = curl.url.target
      options.pathFromCurl = true
    }
  }
}

func trimmed(_ text: String) -> String {
  let start = text.drop { $0.isWhitespace }
  return String(start.reversed().drop { $0.isWhitespace }.reversed())
}
