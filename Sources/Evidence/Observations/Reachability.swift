extension ObservationDefinition {
  /// Name, connection, forward proxy.
  static let reachability: [ObservationDefinition] = [
    ObservationDefinition(.resolved, probe: "dns") { findings in
      let host = findings.target.host
      switch findings.resolve {
      case nil: return nil
      case .resolved(let addresses):
        return Reading("resolved", "\(host) resolves to \(addresses.joined(separator: ", "))")
      case .literal(let address): return Reading("literal", "\(address) needs no resolving")
      case .notFound: return Reading("not-found", "no address is known for \(host)")
      case .failed(let why): return Reading("failed", "the resolver failed: \(why)")
      case .timedOut: return Reading("failed", "the resolver gave no answer in time")
      }
    },
    ObservationDefinition(.connected, probe: "tcp") { findings in
      guard !findings.attempts.isEmpty else { return nil }
      if let good = findings.attempts.first(where: { $0.outcome == .connected }) {
        return findings.resetsUnasked == true
          ? Reading("reset", "\(good.address) resets a connection before anything is said in it")
          : Reading("connected", "\(good.address) accepts connections")
      }
      let last = findings.attempts[findings.attempts.count - 1]
      let all = findings.attempts.map { "\($0.address) \($0.outcome.phrase)" }
      return Reading(.word(last.outcome.rawValue), all.joined(separator: ", "))
    },
    ObservationDefinition(.addressBroken, probe: "tcp") { findings in
      let counted = findings.attempts.filter { !isWithoutRoute($0, among: findings.attempts) }
      let bad = counted.filter { $0.outcome != .connected }
      guard findings.attempts.count > 1, bad.count < counted.count else { return nil }
      return bad.isEmpty
        ? Reading(false, "every address that this machine can reach accepts connections")
        : Reading(
          true, bad.map { "\($0.address) \($0.outcome.phrase)" }.joined(separator: ", "))
    },
    ObservationDefinition(.forwardProxyProduct, probe: "tcp") { findings in
      findings.forwardProxy.map {
        Reading(.word($0.rawValue), "the answer to CONNECT shows \($0.rawValue)")
      }
    },
    ObservationDefinition(.tunnel, probe: "tcp") { findings in
      switch findings.tunnel {
      case nil: return nil
      case .open: return Reading("open", "the forward proxy opened the tunnel")
      case .denied(let status):
        return Reading("denied", "the forward proxy answers CONNECT with \(status)")
      case .authenticationRequired:
        return Reading("authentication-required", "the forward proxy answers CONNECT with 407")
      case .proxyUnreachable(let why):
        return Reading("proxy-unreachable", "the forward proxy is not reached: \(why)")
      case .unanswered(let how):
        return Reading("unanswered", "the forward proxy takes CONNECT, and \(how)")
      case .targetUnreachable(let status):
        return Reading(
          "target-unreachable",
          "the forward proxy answers CONNECT with \(status): it doesn't reach the target")
      case .malformed(let how):
        return Reading("proxy-unreachable", "what answers as forward proxy is none: \(how)")
      }
    },
  ]

  /// Whether something on the way speaks HTTP where it wasn't expected to say anything else.
  static let portAnswers: [ObservationDefinition] = [
    ObservationDefinition(.forwardProxyAnswers, probe: "tcp") { findings in
      findings.forwardProxyAnswers.map {
        $0
          ? Reading(true, "the forward proxy answers another request")
          : Reading(false, "the forward proxy answers no other request either")
      }
    },
    ObservationDefinition(.portSpeaksHTTP, probe: "tls") { findings in
      findings.portSpeaksHTTP.map {
        $0
          ? Reading(true, "the same port answers plain HTTP")
          : Reading(false, "the port doesn't answer plain HTTP either")
      }
    },
  ]

  /// This machine has no route to any address of that family, as most have none for IPv6: that
  /// says nothing about the target.
  private static func isWithoutRoute(_ attempt: AttemptFact, among all: [AttemptFact]) -> Bool {
    let isIPv6 = attempt.address.contains(":")
    return all.filter { $0.address.contains(":") == isIPv6 }
      .allSatisfy { $0.outcome == .unreachable }
  }

  /// TLS and the certificate.
  static let certificates: [ObservationDefinition] = [
    ObservationDefinition(.tls, probe: "tls") { findings in
      guard let tls = findings.tls else { return nil }
      switch tls.outcome {
      case .established:
        return Reading("established", "TLS works (\(tls.protocolVersion ?? "unknown version"))")
      case .notSpoken: return Reading("not-spoken", "the port doesn't speak TLS")
      case .failed(let how): return Reading("failed", "the TLS handshake fails: \(how)")
      case .ended(let how): return Reading("ended", "the TLS handshake gets no answer: \(how)")
      case .timedOut: return Reading("silent", "the TLS handshake gets no answer in time")
      case .certificateRequired:
        return Reading("certificate-required", "the server wants a client certificate")
      }
    },
    ObservationDefinition(.certificate, probe: "tls") { findings in
      guard let tls = findings.tls, tls.outcome == .established || !tls.problems.isEmpty else {
        return nil
      }
      guard let problem = tls.problems.first(where: { $0 != .nameMismatch }) else {
        return Reading("trusted", "the certificate is trusted")
      }
      switch problem {
      case .expired:
        return Reading("expired", "the certificate expired on \(tls.notAfter ?? "an unknown date")")
      case .notYetValid: return Reading("expired", "the certificate is not yet valid")
      case .selfSigned: return Reading("self-signed", "the certificate is signed by itself")
      default:
        return Reading(
          .word(problem.rawValue),
          "\(tls.chainLength == 1 ? "one certificate" : "\(tls.chainLength) certificates") came, and none leads to a root that this machine trusts"
        )
      }
    },
    ObservationDefinition(.certificateName, probe: "tls") { findings in
      guard let tls = findings.tls, tls.outcome == .established else { return nil }
      return tls.problems.contains(.nameMismatch)
        ? Reading(
          "mismatch",
          "the certificate is for \(tls.names.prefix(4).joined(separator: ", ")), not for \(findings.target.host)"
        )
        : Reading("matches", "the certificate is for \(findings.target.host)")
    },
    ObservationDefinition(.chainGap, probe: "tls") { findings in
      guard let tls = findings.tls, tls.problems.contains(.unknownIssuer) else { return nil }
      return tls.chainLength == 1 && tls.namesIssuerURL
        ? Reading(true, "only the server's own certificate came, and it says where its issuer's is")
        : Reading(false, "the certificate doesn't say where its issuer's is, or more than one came")
    },
    ObservationDefinition(.interceptor, probe: "tls") { findings in
      findings.tls?.interceptor.map {
        Reading(.word($0), "the certificate is issued by \($0), which re-signs traffic")
      }
    },
    ObservationDefinition(.portSpeaksTLS, probe: "tls") { findings in
      findings.portSpeaksTLS.map {
        Reading(
          .flag($0),
          $0 ? "the same port completes a TLS handshake" : "the port doesn't speak TLS either")
      }
    },
  ]
}

extension AttemptFact.Outcome {
  fileprivate var phrase: String {
    switch self {
    case .connected: "accepts"
    case .refused: "refuses"
    case .timeout: "doesn't answer"
    case .reset: "resets"
    case .unreachable: "is unreachable"
    }
  }
}
