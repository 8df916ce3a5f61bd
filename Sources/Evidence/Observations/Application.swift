import HTTP1

extension ObservationDefinition {
  /// What the application shows of itself, and how its set-up fits the address that was asked.
  static let application: [ObservationDefinition] = [
    ObservationDefinition(.profile, probe: "application") { findings in
      findings.application.map { Reading(.word($0.profile.rawValue), $0.because) }
    },
    ObservationDefinition(.baseURL, probe: "application") { findings in
      findings.application?.baseURL.flatMap {
        comparison(of: $0, "the application's base URL is", findings)
      }
    },
    ObservationDefinition(.connector, probe: "application") { findings in
      findings.application?.connector.flatMap {
        comparison(of: $0, "the application's server believes that it was asked at", findings)
      }
    },
    ObservationDefinition(.applicationState, probe: "application") { findings in
      findings.application?.state.map { state in
        Reading(.word(state), "the application says of its state: \(state)")
      }
    },
    ObservationDefinition(.serverEchoes, probe: "application") { findings in
      findings.application?.echoes.map {
        $0
          ? Reading(true, "a plain GET of the WebSocket path reaches the application's server")
          : Reading(
            false,
            "a plain GET of the WebSocket path doesn't come back from the application's server")
      }
    },
    ObservationDefinition(.clientScript, probe: "application") { findings in
      findings.application?.hasScript.map {
        $0
          ? Reading(true, "the server hands out the script that its clients load")
          : Reading(false, "the script that its clients load is not at its usual place")
      }
    },
    ObservationDefinition(.sessionIsRead, probe: "upgrade", asks: [.handshake, .foreignSession]) {
      findings in
      guard let usual = findings.answers[.handshake],
        let foreign = findings.answers[.foreignSession],
        !usual.switched
      else { return nil }
      return usual.kind == .badRequest && foreign.kind == .forbidden
        ? Reading(
          true,
          "without a session \(usual.short), with one that doesn't exist \(foreign.short): "
            + "whoever answers reads sessions")
        : Reading(false, "with a session that doesn't exist: \(foreign.short)")
    },
    ObservationDefinition(.largeCookie, probe: "upgrade", asks: [.handshake, .largeCookie]) {
      findings in
      guard let usual = findings.answers[.handshake], let large = findings.answers[.largeCookie],
        usual.response != nil, large.response != nil
      else { return nil }
      return large.saysTooLarge && !usual.saysTooLarge
        ? Reading(false, "a cookie of 3 KB is too much: \(large.short)")
        : Reading(true, "a cookie of 3 KB is taken")
    },
    ObservationDefinition(.headerTooLarge, probe: "upgrade", asks: [.handshake]) { findings in
      guard let answer = findings.answers[.handshake], answer.saysTooLarge else { return nil }
      return Reading(true, "the \(answer.short) says that the request's fields are too large")
    },
  ]

  /// `same`, or the first part that differs; `address` when the host was asked by its address.
  private static func comparison(
    of named: PublicAddress, _ phrase: String, _ findings: Findings
  ) -> Reading? {
    let target = findings.target
    let authority = target.authority.isEmpty ? target.host : target.authority
    guard let asked = PublicAddress(isSecure: target.isSecure, authority: authority) else {
      return nil
    }
    guard let part = named.difference(from: asked) else {
      return Reading("same", "\(phrase) \(named), the address that was asked")
    }
    let text = "\(phrase) \(named), and \(asked) was asked"
    return asked.isNumeric && part == "host" ? Reading("address", text) : Reading(.word(part), text)
  }
}

extension Answer {
  /// 431 (RFC 6585 §5), 494 (nginx), or words that servers say in its place.
  fileprivate var saysTooLarge: Bool {
    guard let response, (400..<500).contains(response.status) else { return false }
    if response.status == 431 || response.status == 494 { return true }
    let words = response.text.prefix(2048).lowercased()
    return [
      "request header or cookie too large", "request header is too large",
      "size of a request header field exceeds server limit", "header fields too large",
    ].contains(where: words.contains)
  }
}
