import Investigation
import Reporting

/// A command line of `check`, read but not yet carried out.
struct CheckInvocation {
  /// What all targets have in common; its URL is replaced by each of theirs.
  var common = CheckOptions(url: TargetURL(scheme: .https, host: "", port: 443, target: "/"))
  var cookies: [String] = []
  /// The options that gave fields, cookies, origin and subprotocols, as they may be shown.
  private(set) var given: [(name: String, value: String)] = []
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
    case "origin": common.origin = try OriginArgument.parse(value)
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

  /// Notes a field that was written on the command line.
  mutating func note(field name: String, _ value: String) {
    switch name.lowercased() {
    case "origin": note(("--origin", value))
    case "sec-websocket-protocol":
      for name in value.split(separator: ",") {
        note(("--subprotocol", trimmed(String(name))))
      }
    default: note(CheckOptions.given(field: name, value))
    }
  }

  /// Notes an option as it may be shown; a further one of the same variable gets a number.
  mutating func note(_ option: (name: String, value: String)) {
    if option.name == "--origin" { given.removeAll { $0.name == "--origin" } }
    var option = option
    var number = 1
    while ["--header-env", "--cookie-env"].contains(option.name),
      option.value.hasSuffix(number == 1 ? "_VALUE" : "_VALUE_\(number)"),
      given.contains(where: { $0 == option })
    {
      let stem = number == 1 ? option.value[...] : option.value.dropLast("_\(number)".count)
      number += 1
      option.value = "\(stem)_\(number)"
    }
    given.append(option)
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
      options.urlIsPasted = urls.isEmpty
      if urls.isEmpty { urls = [curl.url] }
    }
    options.givenAs = given
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
    // Connections of one target alone may be meant: what matches none of any is doubtful.
    let doubtful = options.resolve.filter { entry in
      !targets.contains {
        entry.matches(host: $0.firstConnection.host, port: $0.firstConnection.port)
      }
    }
    let lookUps = options.resolve.isEmpty ? nil : LookUps()
    for index in targets.indices {
      targets[index].doubtfulResolve = doubtful
      targets[index].lookUps = lookUps
    }
    return targets
  }

  /// Refuses entries of `--resolve` that no connection of the run was made with: what was seen is
  /// another machine's.
  static func checkResolve(_ targets: [CheckOptions], _ command: String) throws(UsageError) {
    guard let first = targets.first, let lookUps = first.lookUps else { return }
    try refuse(lookUps.unmatched(first.resolve), instead: lookUps.names, command)
  }

  static func refuse(_ unmatched: [ResolveOverride], instead names: [String], _ command: String)
    throws(UsageError)
  {
    guard let entry = unmatched.first else { return }
    let list = names.isEmpty ? "" : ": what is connected to is \(names.joined(separator: ", "))"
    throw UsageError(
      message: "--resolve: nothing here is connected to \(entry.host):\(entry.port), so "
        + "\(entry.address) would not be asked\(list)", command: command)
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
