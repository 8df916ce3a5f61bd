import HTTP1

extension ObservationDefinition {
  /// Statements about every path at once.
  static let wholeSite: [ObservationDefinition] = [
    ObservationDefinition(
      .everyPath, probe: "http", asks: [.application, .sibling, .handshake]
    ) { findings in
      let asked = [Ask.application, .root, .sibling, .handshake]
      let answers = asked.compactMap { findings.answers[$0] }
      guard let first = answers.first, findings.answers[.application] != nil, answers.count >= 2
      else { return nil }
      let kinds = Set(answers.map(\.siteKind))
      guard kinds.count == 1, let kind = kinds.first else {
        return Reading("differs", "paths are answered differently")
      }
      return Reading(.word(kind), "every path asked: \(first.short)")
    },
    // The other paths alone: what the WebSocket path is compared with.
    ObservationDefinition(.elsewhere, probe: "http", asks: [.application, .sibling]) { findings in
      guard let application = findings.answers[.application] else { return nil }
      guard let sibling = findings.answers[.sibling], sibling.siteKind == application.siteKind
      else {
        return Reading(
          .word(application.siteKind), "the application's address: \(application.short)")
      }
      return Reading(
        .word(application.siteKind),
        "the application's address and a random sibling: \(application.short)")
    },
    ObservationDefinition(.frontSpeaksHTTP1, probe: "http", asks: [.application]) { findings in
      guard findings.answers[.application]?.kind == .http2 else { return nil }
      let other = findings.answers.values.filter { $0.response != nil }.min {
        $0.ask.name < $1.ask.name
      }
      guard let other else { return nil }
      return Reading(
        true,
        "\(other.ask.phrase): \(other.short) in \(other.response?.head.version ?? .http11), from the "
          + "same port")
    },
    // Something behind the proxy answers the application's address.
    ObservationDefinition(.application, probe: "http", asks: [.application]) { findings in
      guard let answer = findings.answers[.application] else { return nil }
      let failed =
        answer.response == nil || AnswerKind.gatewayErrors.contains(answer.kind)
        || answer.author.author == .proxy
      let who = answer.author.author == .application ? "\(answer.authorName), " : ""
      return failed
        ? Reading(false, "the application's address: \(answer.short)")
        : Reading(true, "the application's address is answered by \(who)\(answer.short)")
    },
    ObservationDefinition(.redirectTo, probe: "http", asks: [.handshake]) { findings in
      guard let answer = findings.answers[.handshake], answer.kind == .redirect,
        let location = answer.response?.head.fields.first("Location")
      else { return nil }
      return reading(ofRedirect: location, for: answer, findings)
    },
    ObservationDefinition(.otherServer, probe: "misroute", asks: [.plainGet, .application]) {
      findings in
      guard let here = findings.answers[.plainGet]?.author, here.author == .application,
        let there = findings.answers[.application]?.author, there.author == .application,
        let server = here.product, let usual = there.product
      else { return nil }
      return server == usual
        ? Reading(
          false, "\(here.name ?? server.rawValue) answers here and at the application's address")
        : Reading(
          true,
          "\(here.name ?? server.rawValue) answers here, \(there.name ?? usual.rawValue) at the application's address"
        )
    },
    ObservationDefinition(.pathTrusted, probe: "upgrade") { findings in
      switch findings.target.pathFrom {
      case .option: Reading(true, "the path was given as the endpoint's")
      case .curl: Reading(true, "the path is the browser's own")
      case .page: Reading(true, "the application's page names the path")
      case .profile:
        findings.target.pathIsGuess
          ? Reading(false, "the path is only a guess of ours")
          : Reading(true, "the application fixes this path")
      }
    },
    ObservationDefinition(.pathFrom, probe: "upgrade") { findings in
      switch findings.target.pathFrom {
      case .option: Reading("option", "the path was given with --ws-path or a ws:// address")
      case .curl: Reading("curl", "the path is the one of the pasted request")
      case .page: Reading("page", "the path stands in the application's page")
      case .profile: Reading("profile", "the path is the profile's, and nothing confirms it")
      }
    },
    ObservationDefinition(.pathFixed, probe: "upgrade") { findings in
      Reading(
        .flag(findings.target.pathIsFixed),
        findings.target.pathIsFixed
          ? "the application fixes this path" : "the path is the administrator's choice")
    },
    ObservationDefinition(.offersSubprotocols, probe: "upgrade") { findings in
      findings.target.offersSubprotocols
        ? Reading(true, "a subprotocol is offered") : Reading(false, "no subprotocol is offered")
    },
    // What is only perhaps in front predicts nothing.
    ObservationDefinition(.proxyForSure, probe: "fingerprint") { findings in
      guard findings.proxySign?.certainty != .possible else { return nil }
      return findings.proxy.map { Reading(.word($0.rawValue), findings.proxySentence) }
    },
    // A line of its configuration may say otherwise, where it is only a default.
    ObservationDefinition(.proxyAsksIn, probe: "fingerprint") { findings in
      guard findings.proxy != nil else { return nil }
      let name = findings.proxyName ?? "the proxy"
      let habits = findings.proxyHabits
      if habits.contains(.asksInHTTP11) {
        return Reading("HTTP/1.1", "\(name) always asks the application in HTTP/1.1")
      }
      if habits.contains(.asksInHTTP11ByDefault) {
        return Reading(
          "HTTP/1.1-by-default", "\(name) asks in HTTP/1.1 unless a line says otherwise")
      }
      if habits.contains(.asksInHTTP10) {
        return Reading(
          "HTTP/1.0-by-default", "\(name) asks in HTTP/1.0 unless a line says otherwise")
      }
      return Reading("either", "\(name) may ask the application in HTTP/1.0 or 1.1")
    },
    ObservationDefinition(.proxy, probe: "fingerprint") { findings in
      findings.proxy.map {
        Reading(.word($0.rawValue), findings.proxySentence)
      }
    },
  ]

  private static func reading(
    ofRedirect location: String, for answer: Answer, _ findings: Findings
  ) -> Reading {
    let lower = location.lowercased()
    let samePath = lower.contains(answer.path.lowercased())
    if lower.hasPrefix("https://") && !findings.target.isSecure && samePath {
      return Reading("https", "redirected to the same address with https://")
    }
    if leadsToItself(location, answer, findings) {
      return Reading("itself", "redirected to the very address that was asked")
    }
    let words = ["login", "signin", "sign-in", "oauth", "auth", "sso", "saml", "account"]
    if words.contains(where: lower.contains) {
      return Reading("login", "redirected to a login")
    }
    if lower.hasSuffix(answer.path.lowercased() + "/") {
      return Reading("slash", "redirected to the same path with a slash at its end")
    }
    return Reading("elsewhere", "redirected to another address")
  }
}

extension ObservationDefinition {
  /// The address that was asked, or its `http:` form, which what ends TLS sends back here.
  ///
  /// One that sets a cookie first is a session that begins.
  fileprivate static func leadsToItself(
    _ location: String, _ answer: Answer, _ findings: Findings
  ) -> Bool {
    guard answer.response?.head.fields.contains("Set-Cookie") == false else { return false }
    let target = findings.target
    let authority = target.authority.isEmpty ? target.host : target.authority
    var rest = location[...]
    if let scheme = ["https://", "http://"].first(where: location.lowercased().hasPrefix) {
      guard let named = PublicAddress(location),
        let asked = PublicAddress(isSecure: target.isSecure, authority: authority),
        named.host == asked.host
      else { return false }
      let isPlainForm = asked.isSecure && !named.isSecure && [80, asked.port].contains(named.port)
      guard isPlainForm || named == asked else { return false }
      rest = rest.dropFirst(scheme.count).drop { $0 != "/" && $0 != "?" }
    }
    return rest.prefix { $0 != "?" && $0 != "#" } == answer.path
  }
}

extension Answer {
  /// The kind for comparing whole sites: gateway errors are one, a redirect counts with its aim.
  fileprivate var siteKind: String {
    switch kind {
    case .badGateway, .unavailable: return "gateway-error"
    case .closed, .reset: return "closed"
    case .page, .ok, .switched: return "answered"
    case .redirect:
      let location = response?.head.fields.first("Location") ?? ""
      return location.lowercased().hasPrefix("https://") && location.contains(path)
        ? "redirect-https" : "redirect"
    default: return kind.rawValue
    }
  }
}
