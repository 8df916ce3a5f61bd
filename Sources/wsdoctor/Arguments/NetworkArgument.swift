import Investigation

enum NetworkArgument {
  /// `HOST:PORT:ADDRESS`, with the address of IPv6 in brackets or not; as curl's: `*` is any host, and
  /// several addresses have commas between them.
  static func resolve(_ text: String) throws(UsageError) -> [ResolveOverride] {
    let form = "write HOST:PORT:ADDRESS, as in jira.example.com:443:192.0.2.10"
    // curl's "+" only says when an entry is forgotten.
    let entry = text.hasPrefix("+") ? text.dropFirst() : text[...]
    let (host, rest) = try hostAndRest(entry, form)
    let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw UsageError(message: "\"\(text)\" is not complete: \(form)")
    }
    guard let port = UInt16(parts[0]), port > 0 else {
      throw UsageError(message: "\"\(parts[0])\" is no port from 1 to 65535: \(form)")
    }
    var overrides: [ResolveOverride] = []
    for part in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
      var address = part
      if address.hasPrefix("[") && address.hasSuffix("]") {
        address = address.dropFirst().dropLast()
      }
      guard IPAddressText.isIPv4(address) || IPAddressText.isIPv6(address) else {
        throw UsageError(message: "\"\(address)\" is no IP address: \(form)")
      }
      overrides.append(ResolveOverride(host: host, port: port, address: String(address)))
    }
    return overrides
  }

  /// The host as a URL would name it, and what stands behind its colon.
  private static func hostAndRest(_ entry: Substring, _ form: String) throws(UsageError)
    -> (String, Substring)
  {
    var host = entry.prefix { $0 != ":" }
    if entry.first == "[", let end = entry.firstIndex(of: "]") { host = entry[...end] }
    let rest = entry[host.endIndex...].dropFirst()
    if host == ResolveOverride.anyHost { return (String(host), rest) }
    guard !host.isEmpty else { throw UsageError(message: "\"\(entry)\" is not complete: \(form)") }
    do throws(TargetURLProblem) {
      return (try TargetURL(parsing: "http://\(host)").host, rest)
    } catch {
      throw UsageError(message: "\"\(host)\" is no host: \(form)")
    }
  }

  /// `ADDRESS:PORT` to listen on.
  static func listen(_ text: String) throws(UsageError) -> (address: String, port: UInt16) {
    let form = "write ADDRESS:PORT, as in 127.0.0.1:8765 or [::1]:8765"
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...])
    else { throw UsageError(message: "\"\(text)\" names no port: \(form)") }
    var address = text[..<colon]
    if address.hasPrefix("[") && address.hasSuffix("]") { address = address.dropFirst().dropLast() }
    guard IPAddressText.isIPv4(address) || IPAddressText.isIPv6(address) else {
      throw UsageError(message: "\"\(address)\" is no IP address: \(form)")
    }
    return (String(address), port)
  }
}

/// The forward proxy that an option or the environment names.
enum ForwardProxy {
  /// `http://[USER:PASSWORD@]HOST:PORT`; messages never show it, as a password may be in it.
  static func normalized(_ text: String, defaultPort: UInt16? = nil) throws(UsageError) -> String {
    let form = "write http://HOST:PORT, as in http://proxy.example.com:3128"
    var rest = text[...]
    if let separator = text.firstRange(of: "://") {
      let scheme = text[..<separator.lowerBound].lowercased()
      guard scheme == "http" else {
        throw UsageError(
          message: "a forward proxy of the kind \(scheme):// is not supported: \(form)")
      }
      rest = text[separator.upperBound...]
    }
    rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    var credentials = ""
    if let at = rest.lastIndex(of: "@") {
      credentials = String(rest[...at])
      rest = rest[rest.index(after: at)...]
    }
    let url: TargetURL
    do throws(TargetURLProblem) {
      url = try TargetURL(parsing: "http://" + rest)
    } catch {
      throw UsageError(message: "the address of the forward proxy cannot be read: \(form)")
    }
    let namesPort =
      rest.last != "]" && rest.drop { $0 != "]" }.contains(":")
      || (rest.first != "[" && rest.contains(":"))
    guard namesPort || defaultPort != nil else {
      throw UsageError(message: "the forward proxy's port is missing: \(form)")
    }
    let host = url.host.contains(":") ? "[\(url.host)]" : url.host
    return "http://\(credentials)\(host):\(namesPort ? url.port : defaultPort ?? 80)"
  }

  /// What `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in either spelling, say about a target.
  static func fromEnvironment(for url: TargetURL, _ variable: (String) -> String?)
    throws(UsageError) -> ForwardProxyOption?
  {
    func value(_ name: String) -> (name: String, text: String)? {
      for spelling in [name.lowercased(), name] {
        if let text = variable(spelling), !text.isEmpty { return (spelling, text) }
      }
      return nil
    }
    guard let proxy = value(url.isSecure ? "HTTPS_PROXY" : "HTTP_PROXY"), !isLoopback(url.host),
      !isExcluded(url, by: value("NO_PROXY")?.text ?? "")
    else { return nil }
    do throws(UsageError) {
      return ForwardProxyOption(
        url: try normalized(proxy.text, defaultPort: 80), source: .environment)
    } catch {
      throw UsageError(
        message: "the environment variable \(proxy.name): \(error.message)", command: "check")
    }
  }

  /// A proxy elsewhere cannot reach this machine's own loopback.
  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
      || (host.hasPrefix("127.") && IPAddressText.isIPv4(host[...]))
  }

  /// Entries are names (with all below them), `.domain`, addresses, each with a port if need be, or `*`.
  static func isExcluded(_ url: TargetURL, by list: String) -> Bool {
    for entry in list.split(whereSeparator: { $0 == "," || $0 == " " }) {
      if entry == "*" { return true }
      var name = entry.lowercased()[...]
      if name.first == "[", let end = name.firstIndex(of: "]") {
        let port = name[name.index(after: end)...].dropFirst()
        guard port.isEmpty || UInt16(port) == url.port else { continue }
        name = name[..<end].dropFirst()
      } else if let colon = name.lastIndex(of: ":"), name.firstIndex(of: ":") == colon {
        guard UInt16(name[name.index(after: colon)...]) == url.port else { continue }
        name = name[..<colon]
      }
      if name.hasPrefix("*.") { name = name.dropFirst() }
      if name.hasPrefix(".") { name = name.dropFirst() }
      if url.host == name || url.host.hasSuffix("." + name) { return true }
    }
    return false
  }
}
