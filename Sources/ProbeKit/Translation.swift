import Connections
import Evidence
import HTTP1
import Transport
import WebSocketProtocol

// The engine's values in the words of the evidence.

extension ExchangeFailure {
  /// In a few words.
  var phrase: String {
    switch self {
    case .timedOut(let bytes): "no whole answer in time, \(bytes) bytes came"
    case .cancelled: "stopped by us"
    case .closed(let end, let bytes): "\(end.phrase) after \(bytes) bytes"
    case .tlsAlert(let code): "TLS alert \(code) (\(TLSFailure.alertName(code)))"
    case .notHTTP: "no HTTP"
    case .malformed(let violation): "\(violation)"
    case .tooLarge(let violation): "\(violation)"
    case .unsendable(let violation): "not sent: \(violation)"
    case .writeFailed(let error): "could not be sent: \(error)"
    case .connectionBusy: "connection busy"
    }
  }

  /// The failure with the peer's own words redacted, before a sentence cuts them.
  func redacted(by redact: (String) -> String) -> ExchangeFailure {
    switch self {
    case .malformed(let violation): .malformed(violation.redacted(by: redact))
    default: self
    }
  }

  /// `nil`: it says nothing about the peer.
  var silence: Answer.Silence? {
    switch self {
    case .timedOut(let bytes): .timedOut(afterBytes: bytes)
    case .closed(.reset, let bytes): .reset(afterBytes: bytes)
    case .closed(_, let bytes): .closed(afterBytes: bytes)
    case .tlsAlert(let code): .alert(Int(code))
    case .notHTTP(let bytes): .notHTTP(firstBytes: bytes)
    case .malformed(let violation): .malformed("\(violation)")
    case .tooLarge(let violation): .oversized("\(violation)")
    case .writeFailed: .reset(afterBytes: 0)
    case .cancelled, .unsendable, .connectionBusy: nil
    }
  }
}

extension HeadViolation {
  fileprivate func redacted(by redact: (String) -> String) -> HeadViolation {
    switch self {
    case .malformedStatusLine(let line): .malformedStatusLine(redact(line))
    case .malformedField(let line): .malformedField(line: redact(line))
    case .obsoleteFolding(let line): .obsoleteFolding(line: redact(line))
    case .malformedContentLength(let value): .malformedContentLength(redact(value))
    case .conflictingContentLengths(let values): .conflictingContentLengths(values.map(redact))
    default: self
    }
  }
}

extension EndOfStream {
  var phrase: String {
    switch self {
    case .fin: "closed (FIN)"
    case .closeNotify: "closed (TLS close_notify)"
    case .reset: "reset (RST)"
    default: "ended"
    }
  }
}

extension ReachFailure {
  /// In a few words.
  var phrase: String {
    switch self {
    case .resolve: "the name doesn't resolve"
    case .connect: "no connection"
    case .tunnel: "no tunnel through the forward proxy"
    case .tls: "TLS fails"
    }
  }
}

extension ConnectAttempt {
  var fact: AttemptFact? {
    let outcome: AttemptFact.Outcome
    switch self.outcome {
    case .connected: outcome = .connected
    case .refused: outcome = .refused
    case .timedOut: outcome = .timeout
    case .reset: outcome = .reset
    case .unreachable, .failed: outcome = .unreachable
    case .abandoned: return nil
    }
    return AttemptFact(
      address: address.host, outcome: outcome, seconds: (endedAt - startedAt).seconds)
  }
}

extension TunnelFailure {
  /// The refusal as an answer, to tell by it who refused.
  var answer: Answer? {
    guard case .refused(let head, let body) = self else { return nil }
    return Answer(
      ask: .application, exchange: "", target: "/",
      outcome: .response(.init(head: head, body: body)), seconds: 0)
  }

  /// - Parameter seconds: how long its answer was waited for.
  func fact(after seconds: Double) -> TunnelFact? {
    switch self {
    case .refused(let head, _):
      switch head.status {
      case 407: return .authenticationRequired
      case 500...: return .targetUnreachable(status: head.status)
      default: return .denied(status: head.status)
      }
    case .proxyNotResolved: return .proxyUnreachable("its name has no address")
    case .proxyUnreachable: return .proxyUnreachable("no connection")
    case .proxyTLS: return .proxyUnreachable("TLS to it fails")
    case .malformed(let violation): return .malformed("\(violation)")
    case .closed: return .unanswered("closes the connection without an answer")
    case .timedOut: return .unanswered("answers nothing within \(seconds.asSpan)")
    case .writeFailed: return .proxyUnreachable("the connection broke")
    case .cancelled: return nil
    }
  }
}

extension TLSFact {
  init?(_ report: TLSReport?, failure: TLSFailure?) {
    switch failure {
    case nil: self.init(outcome: .established)
    case .notTLS: self.init(outcome: .notSpoken)
    case .alert(let code, let name):
      // certificate_required (RFC 8446), or bad_certificate and handshake_failure after a request.
      let wanted = report?.isClientCertificateRequested == true && [116, 42, 40].contains(code)
      self.init(
        outcome: code == 116 || wanted ? .certificateRequired : .failed("alert \(code), \(name)"))
    case .closed: self.init(outcome: .ended("the server closes the connection"))
    case .reset: self.init(outcome: .ended("the server resets the connection"))
    case .timedOut: self.init(outcome: .timedOut)
    case .cancelled: return nil
    case .untrusted: self.init(outcome: .established)
    case .unusable(let file, let text): self.init(outcome: .failed("\(file): \(text)"))
    case .other(let text): self.init(outcome: .failed(text))
    }
    guard let report else { return }
    problems = report.verifyFailures.map(\.kind.problem)
    verifyText = report.verifyFailure?.text
    chainLength = report.chain.count
    protocolVersion = report.version
    guard let leaf = report.chain.first else { return }
    namesIssuerURL = leaf.issuerURL != nil
    subject = leaf.subject
    issuer = leaf.issuer
    names = leaf.subjectAltNames.isEmpty ? [leaf.subject] : leaf.subjectAltNames
    notAfter = CivilDate.text(ofUnixSeconds: leaf.notAfter)
  }
}

extension VerifyFailure.Kind {
  var problem: TLSFact.Problem {
    switch self {
    case .expired: .expired
    case .notYetValid: .notYetValid
    case .nameMismatch: .nameMismatch
    case .selfSigned: .selfSigned
    case .unknownIssuer: .unknownIssuer
    case .other: .other
    }
  }
}

extension DeathRecord {
  var report: DeathReport {
    let how: DeathReport.How =
      switch self.how {
      case .closeFrame: .closeFrame
      case .closeNotify: .closeNotify
      case .fin: .fin
      case .rst, .tlsAlert, .tlsBroken: .rst
      case .silence: .silence
      case .stillOpen: .stillOpen
      }
    return DeathReport(
      how: how, by: by == .us ? .us : .peer, ageSeconds: age.seconds,
      silentSeconds: .init(sent: silentSent.seconds, received: silentReceived.seconds),
      close: close.map {
        .init(
          code: $0.code.map { Int($0.rawValue) }, reason: $0.reason,
          firstBy: $0.firstBy == .us ? .us : .peer)
      })
  }
}
