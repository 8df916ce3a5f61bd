import Evidence

/// A conformance run: each requirement, and what the endpoint did about it.
extension HTMLRenderer {
  var isConformance: Bool { report.cases != nil }

  var casesPart: Part? {
    guard let cases = report.cases else { return nil }
    let changed = cases.filter(\.isChangedByProxy)
    return Part(
      anchor: anchor("cases"), title: "Requirements",
      content: markup {
        if report.conformance?.directURL != nil {
          Element(.p, .class(.lead)) {
            changed.isEmpty
              ? "Each case came out alike through the proxy and at the backend itself."
              : "\(changed.count) cases came out differently at the backend itself: the proxy changes them."
          }
        }
        Element(.table, .class(.stacked)) {
          Element(.caption) { casesCaption(cases) }
          columns("Section", "Verdict", "Requirement", "Expected", "Actual")
          Element(.tbody) {
            for verdict in HTMLRenderer.worstFirst {
              for result in cases.prefix(HTMLRenderer.mostCases) where result.verdict == verdict {
                row(of: result)
              }
            }
          }
        }
        more(than: HTMLRenderer.mostCases, of: cases.count)
      })
  }

  private static let worstFirst: [CaseResult.Verdict] = [
    .fail, .nonStrict, .inconclusive, .pass, .skipped,
  ]

  /// More than the whole catalogue; a stored report may hold anything.
  private static let mostCases = 1000

  private func casesCaption(_ cases: [CaseResult]) -> Printable {
    let counts = HTMLRenderer.worstFirst.compactMap { verdict in
      let count = cases.count { $0.verdict == verdict }
      return count == 0 ? nil : "\(count) \(verdict.rawValue)" as Printable
    }
    return "\(cases.count) cases: " + counts.joined(separator: ", ")
  }

  private func row(of result: CaseResult) -> Element {
    Element(.tr) {
      Element(.th, .rowHeader) {
        value(result.section)
        Element(.br)
        code(result.id)
      }
      Element(.td, .column("Verdict")) {
        result.verdict.badge
        Element(.br)
        Element(.span, .class(.quiet)) { "\(result.level.rawValue)" }
      }
      Element(.td, .column("Requirement")) { prose(result.requirement) }
      Element(.td, .column("Expected")) { prose(result.expected, asSentence: false) }
      Element(.td, .column("Actual")) {
        prose(result.actual ?? result.reason ?? "not asked", asSentence: false)
        if result.actual != nil, let reason = result.reason {
          Element(.br)
          prose(reason)
        }
        if result.closing == .wrongCode || result.closing == .unclean {
          Element(.br)
          "Closing: "
          "\(result.closing == .unclean ? "unclean" : "wrong code")"
        }
        if let direct = result.direct {
          Element(.br)
          result.isChangedByProxy ? "Directly, otherwise: " : "Directly: "
          "\(direct.verdict.rawValue), "
          prose(direct.actual ?? direct.reason ?? "not asked", asSentence: false)
        }
        transcript(result.transcript)
      }
    }
  }

  private func transcript(_ lines: [WireRecord]) -> Element? {
    lines.isEmpty
      ? nil
      : Element(.details) {
        Element(.summary) { "On the wire, \(lines.count) lines" }
        Element(.ol, .class(.plain)) {
          for line in lines.prefix(HTMLRenderer.mostReasons) {
            Element(.li) {
              "\(Span(line.atSeconds)) \(line.direction == .sent ? "sent" : "received"): "
              value(line.what)
              if let octets = line.octets {
                " "
                code(octets)
              }
            }
          }
        }
        more(than: HTMLRenderer.mostReasons, of: lines.count)
      }
  }

  /// What a conformance run was asked to do.
  var conformanceSettings: Element? {
    report.conformance.map { frame in
      Element(.dl, .class(.facts)) {
        fact("Cases") { "\(frame.tier.rawValue)\(frame.strict ? ", strict" : "")" }
        fact("Endpoint") {
          switch frame.echo {
          case .yes: "echoes"
          case .no: "doesn't echo"
          case .option: "taken for an echo"
          case .unknown: "no message went through"
          }
          frame.compression ? ", with compression" : ", without compression"
        }
        if let direct = frame.directURL { fact("Beside") { code(direct) } }
        fact("Connections") { "\(frame.connections)" }
        fact("Limit of a step") { "\(Span(report.settings.stepTimeoutSeconds))" }
      }
    }
  }
}

extension CaseResult.Verdict {
  fileprivate var badge: Element {
    let look: StyleClass =
      switch self {
      case .pass: .good
      case .nonStrict: .warning
      case .fail: .bad
      case .inconclusive: .unknown
      case .skipped: .unused
      }
    return status(look, sign.text, "\(rawValue)")
  }
}
