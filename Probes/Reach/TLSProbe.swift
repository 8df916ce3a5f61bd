import Connections
import Evidence
import ProbeKit

/// Does TLS come about, and does the certificate hold?
struct TLSProbe: Probe {
  let id: ProbeID = "tls"
  let title = "TLS works and the certificate holds"
  let expected = "a certificate for this name, in time, from a trusted root"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    _ = await context.reach()
    guard context.settings.route.isSecure else { return .skipped("plain HTTP") }
    guard let tls = context.findings.tls else { return .skipped("no connection") }
    switch tls.outcome {
    case .failed: await context.tryUnasked()
    case .ended:
      await context.tryUnasked()
      await context.tryPlainHTTP()
    case .timedOut: await context.tryPlainHTTP()
    default: break
    }
    var facts: [String: ObservedValue] = ["certificates": .number(Double(tls.chainLength))]
    facts["version"] = tls.protocolVersion.map { .word($0) }
    facts["subject"] = tls.subject.map { .word($0) }
    facts["issuer"] = tls.issuer.map { .word($0) }
    facts["notAfter"] = tls.notAfter.map { .word($0) }
    switch tls.outcome {
    case .established where tls.problems.isEmpty:
      return .pass(
        "\(tls.protocolVersion ?? "TLS")"
          + (context.settings.insecure ? ", not verified (--insecure)" : ", verified"),
        facts: facts)
    case .established:
      let problems = tls.problems.map(\.rawValue).joined(separator: ", ")
      return .fail("\(problems): \(tls.verifyText ?? "")", facts: facts)
    case .notSpoken: return .fail("the port doesn't speak TLS")
    case .failed(let how): return .fail(how, facts: facts)
    case .ended(let how): return .fail("\(how)\(Self.plainly(context))", facts: facts)
    case .timedOut: return .fail("no answer in time\(Self.plainly(context))", facts: facts)
    case .certificateRequired: return .fail("a client certificate is required", facts: facts)
    }
  }

  private static func plainly(_ context: ProbeContext) -> String {
    context.findings.portSpeaksHTTP == true ? "; plain HTTP is answered" : ""
  }
}
