import Evidence
import ProbeKit

extension CheckOptions {
  /// The options that a further run needs so that it asks the same, each as a shell takes it.
  ///
  /// What is secret isn't among them: header values, cookies, long subprotocols, a proxy's password.
  ///
  /// - Parameter shown: an outside string without what is secret in it.
  func again(_ shown: (String) -> String) -> [String] {
    var words: [(name: String, value: String?)] = []
    func add(_ name: String, _ value: String?) {
      if let value { words.append((name, value)) }
    }
    add("--profile", profile?.rawValue)
    add("--behind", behind?.rawValue)
    if !pathFromCurl { add("--ws-path", webSocketPath.map(shown)) }
    add("--polling-path", pollingPath.map(shown))
    if idle != .seconds(75) { add("--idle", idle.argument) }
    add("--keepalive", keepalive?.argument)
    if !pathFromCurl {
      add("--origin", origin.map(shown))
      for name in subprotocols where name.count < 20 { add("--subprotocol", shown(name)) }
    }
    for entry in resolve { add("--resolve", "\(entry.host):\(entry.port):\(entry.address)") }
    if let via, via.source == .option, !via.url.contains("@") { add("--via", via.url) }
    add("--cacert", caFile)
    if insecure { words.append(("--insecure", nil)) }
    add("--client-cert", clientCertificateFile)
    add("--client-key", clientKeyFile)
    return words.map { word in
      word.value.map { "\(word.name) \($0.quotedForShell)" } ?? word.name
    }
  }
}

extension Duration {
  /// As an option takes it: 90s, 1500ms.
  fileprivate var argument: String {
    let milliseconds = Int((seconds * 1000).rounded())
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }
}

extension String {
  /// In quotes where a shell would read anything into it.
  fileprivate var quotedForShell: String {
    let plain = utf8.allSatisfy { octet in
      switch octet {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "_./:@%+=,-".utf8.contains(octet)
      }
    }
    return plain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
