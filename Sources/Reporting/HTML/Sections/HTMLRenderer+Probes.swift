import Evidence

extension HTMLRenderer {
  var probesPart: Part? {
    guard !report.probes.isEmpty else { return nil }
    return Part(
      anchor: anchor("probes"), title: "Probes",
      content: markup {
        Element(.table, .class(.stacked)) {
          Element(.caption) { probesCaption }
          columns("Probe", "Outcome", "Expected", "Actual", "Time")
          Element(.tbody) {
            for probe in report.probes.prefix(HTMLRenderer.mostReasons) { row(of: probe) }
          }
        }
      })
  }

  private var probesCaption: Printable {
    let counts = ProbeResult.Outcome.allCases.compactMap { outcome in
      let count = report.probes.count { $0.outcome == outcome }
      return count == 0 ? nil : "\(count) \(outcome.rawValue)" as Printable
    }
    return "What each probe expected and saw: " + counts.joined(separator: ", ")
  }

  private func row(of probe: ProbeResult) -> Element {
    Element(.tr) {
      Element(.th, .rowHeader, .class(.name)) {
        code(probe.id.rawValue)
        Element(.br)
        prose(probe.title, asSentence: false)
      }
      Element(.td, .column("Outcome")) { probe.outcome.badge }
      Element(.td, .column("Expected")) { prose(probe.expected, asSentence: false) }
      Element(.td, .column("Actual")) {
        prose(probe.actual ?? probe.reason ?? "unknown", asSentence: false)
        if probe.actual != nil, let reason = probe.reason, !reason.isEmpty {
          Element(.br)
          prose(reason)
        }
        if !probe.facts.isEmpty { facts(of: probe) }
      }
      Element(.td, .column("Time"), .class(.number)) {
        if probe.outcome == .skipped {
          "–"
        } else {
          "\(Span(probe.durationSeconds))"
          if probe.startSeconds >= 1 { " from \(Span(probe.startSeconds)) on" }
        }
      }
    }
  }

  private func facts(of probe: ProbeResult) -> Element {
    Element(.details) {
      Element(.summary) { "\(probe.facts.count == 1 ? "1 fact" : "\(probe.facts.count) facts")" }
      Element(.ul, .class(.plain)) {
        for (name, value) in probe.facts.sorted(by: { $0.key < $1.key })
          .prefix(HTMLRenderer.mostReasons)
        {
          Element(.li) {
            code(name)
            " = "
            code(value.shown)
          }
        }
      }
    }
  }

  var observationsPart: Part? {
    guard !report.observations.isEmpty else { return nil }
    return Part(
      anchor: anchor("observations"), title: "Observations",
      content: markup {
        Element(.details) {
          Element(.summary) { "All \(report.observations.count) statements about the answers" }
          Element(.table, .class(.stacked)) {
            Element(.caption) { "Statements about the answers, and where they were read" }
            columns("Id", "Statement", "Name and value", "Exchanges")
            Element(.tbody) {
              for (index, observation) in report.observations.enumerated()
                .prefix(HTMLRenderer.mostRecords)
              {
                row(of: observation, number: index + 1)
              }
            }
          }
          more(than: HTMLRenderer.mostRecords, of: report.observations.count)
        }
      })
  }

  private func row(of observation: Observation, number: Int) -> Element {
    Element(.tr, .id(anchor("observation", number))) {
      Element(.th, .rowHeader) { value(observation.id) }
      Element(.td, .column("Statement")) { prose(observation.text) }
      Element(.td, .column("Name and value")) {
        code(observation.name.description)
        " = "
        code(observation.value.shown)
      }
      Element(.td, .column("Exchanges")) {
        for (index, id) in observation.exchanges.prefix(20).enumerated() {
          if index > 0 { " " }
          exchange(id) ?? value(id)
        }
      }
    }
  }

  /// Records of one kind at most: a stored report may hold anything.
  static let mostRecords = 400

  /// Says that a list was cut, and where the rest is.
  func more(than most: Int, of count: Int) -> Element? {
    count <= most
      ? nil
      : Element(.p, .class(.alert)) {
        "\(count - most) more are not shown: they are in the JSON report."
      }
  }
}
