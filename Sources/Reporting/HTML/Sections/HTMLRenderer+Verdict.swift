import Evidence

extension HTMLRenderer {
  /// What is true for the user and what it costs, and what was asked.
  var header: [Markup] {
    markup {
      Element(.p, .class(.tool)) {
        "\(report.tool.name) \(report.tool.version) · "
        instant(report.startedAt)
      }
      Element(.p, .class(.verdict)) { report.verdict.badge }
      Element(number == 0 ? .h1 : .h2) {
        if let rootCause {
          prose(rootCause.title)
        } else {
          prose(report.summary)
        }
      }
      if let rootCause, !rootCause.explanation.isEmpty {
        Element(.p, .class(.cost)) { prose(rootCause.explanation) }
      }
      if report.interrupted {
        Element(.p, .class(.alert)) {
          "Interrupted: this is what was measured until then; the rest is untested."
        }
      }
      for notice in (report.notices ?? []).prefix(4) {
        Element(.p, .class(.alert)) { prose(notice) }
      }
      couldNotRun
      facts
    }
  }

  /// What nobody looked at must not be taken for good.
  private var couldNotRun: [Markup] {
    markup {
      for probe in report.probes where probe.outcome == .error {
        Element(.p, .class(.alert)) {
          "Could not run: "
          code(probe.id.rawValue)
          ": "
          prose(probe.reason ?? probe.actual ?? "no reason is known")
        }
      }
      if !report.untested.isEmpty {
        Element(.p, .class(.alert)) {
          "Not tested: "
          for (index, id) in report.untested.enumerated() {
            if index > 0 { ", " }
            code(id.rawValue)
          }
          if let reason = commonReason(of: report.untested) {
            " ("
            prose(reason, asSentence: false)
            ")"
          }
        }
      }
    }
  }

  private func commonReason(of probes: [ProbeID]) -> String? {
    let reasons = Set(probes.map { id in report.probes.first { $0.id == id }?.reason ?? "" })
    return reasons.count == 1 ? reasons.first.flatMap { $0.isEmpty ? nil : $0 } : nil
  }

  private var facts: Element {
    let target = report.target
    return Element(.dl, .class(.facts)) {
      fact("Target") {
        code(target.url)
        if let arrival = target.arrivalLine { " (\(arrival))" }
      }
      fact("Endpoint") {
        if let endpoint = target.webSocketURL {
          code(endpoint)
          " (\(target.endpointSource)\(target.endpointConfirmed ? "" : ", not confirmed"))"
        } else {
          "none is known"
        }
      }
      fact("Application") {
        if target.profile == "generic" {
          "not recognised; judged as any application"
        } else {
          value(target.profileTitle.isEmpty ? target.profile.rawValue : target.profileTitle)
          target.profileFrom == .option ? " (as given)" : " (recognised)"
        }
      }
      fact("Run") {
        "\(Span(report.durationSeconds)), exit status \(report.exitStatus)"
      }
    }
  }
}

/// A name and what it stands for, in a list of them.
func fact(_ name: Printable, @MarkupBuilder _ content: () -> [Markup]) -> Element {
  let content = content()
  return Element(.div) {
    Element(.dt) { name }
    Element(.dd) { content }
  }
}

extension Target {
  /// How the endpoint was found.
  fileprivate var endpointSource: Printable {
    switch webSocketPathFrom {
    case .option: "as given"
    case .curl: "from the pasted request"
    case .page: "found in the page"
    case .profile: guess
    }
  }
}
