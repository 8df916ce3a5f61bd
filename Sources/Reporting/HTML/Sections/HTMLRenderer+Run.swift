import Evidence

extension HTMLRenderer {
  /// How it was run: figures, settings, surroundings, and what was left out.
  var runPart: Part? {
    Part(
      anchor: anchor("run"), title: "The run",
      content: markup {
        Element(heading(2)) { "Measurements" }
        measurements
        Element(heading(2)) { "Settings" }
        conformanceSettings ?? settings
        Element(heading(2)) { "Surroundings" }
        surroundings
        Element(heading(2)) { "Left out" }
        redactions
      })
  }

  private var measurements: Element {
    let measured = report.measurements
    let figures: [(Printable, Double?)] = [
      ("Resolve", measured.resolveSeconds), ("Connect", measured.connectSeconds),
      ("TLS", measured.tlsSeconds), ("Upgrade", measured.handshakeSeconds),
      ("Ping", measured.pingSeconds),
    ]
    return Element(.dl, .class(.facts)) {
      for (name, seconds) in figures {
        if let seconds { fact(name) { "\(milliseconds(seconds))" } }
      }
      fact("Limit of silence") { idleLimit }
    }
  }

  /// With a digit more than a sentence has: small figures are compared.
  private func milliseconds(_ seconds: Double) -> Printable {
    seconds > 0 && seconds < 0.0095 ? "\(Span.tenths(seconds * 1000)) ms" : "\(Span(seconds))"
  }

  private var idleLimit: [Markup] {
    let limit = report.measurements.idleLimit
    return markup {
      switch limit.state {
      case .notMeasured: "not measured"
      case .atLeast: "at least \(limit.seconds.map { Span.tenths($0) } ?? "?") s"
      case .measured:
        "\(limit.seconds.map { Span.tenths($0) } ?? "?") s"
        if let doubt = limit.uncertaintySeconds { " ± \(Span.tenths(doubt)) s" }
        for name in limit.knownAs.prefix(5) {
          ", "
          value(name)
        }
      }
    }
  }

  private var settings: Element {
    let settings = report.settings
    return Element(.dl, .class(.facts)) {
      fact("Waits") {
        settings.quick ? "left out (--quick)" : "silence held for \(Span(settings.idleSeconds))"
      }
      fact("Keepalive") {
        if let keepalive = settings.keepaliveSeconds {
          "each \(Span(keepalive)) (\(keepaliveSource))"
        } else {
          "unknown"
        }
      }
      fact("Limit of a step") { "\(Span(settings.stepTimeoutSeconds))" }
      fact("Fields that the user added") {
        if settings.sent.isEmpty { "none" }
        for (index, name) in settings.sent.prefix(HTMLRenderer.mostReasons).enumerated() {
          if index > 0 { ", " }
          code(name)
        }
      }
    }
  }

  private var keepaliveSource: Printable {
    switch report.settings.keepaliveFrom {
    case .option: "as given"
    case .profile: "the application's default"
    case .observed: "seen on the connection"
    case .unknown: "unknown"
    }
  }

  private var surroundings: Element {
    Element(.dl, .class(.facts)) {
      fact("System") {
        value("\(report.environment.system), \(report.environment.architecture)")
      }
      fact("Forward proxy") {
        switch report.environment.forwardProxy {
        case .none: "none"
        case .option: "by option"
        case .environment: "from the environment"
        }
      }
      fact("Addresses") {
        if report.target.addresses.isEmpty { "unknown" }
        for (index, address) in report.target.addresses.prefix(20).enumerated() {
          if index > 0 { ", " }
          code(address)
        }
      }
      if let polling = report.target.pollingURL { fact("Fallback") { code(polling) } }
    }
  }

  private var redactions: [Markup] {
    markup {
      if report.redactions.isEmpty {
        Element(.p) { "Nothing secret came up that had to be left out." }
      } else {
        Element(.table, .class(.stacked)) {
          Element(.caption) { "Secrets that this report does not hold" }
          columns("What", "Where", "Times")
          Element(.tbody) {
            for redaction in report.redactions.prefix(HTMLRenderer.mostReasons) {
              Element(.tr) {
                Element(.th, .rowHeader) { value(redaction.name) }
                Element(.td, .column("Where")) { value(redaction.where) }
                Element(.td, .column("Times"), .class(.number)) { "\(redaction.count)" }
              }
            }
          }
        }
      }
    }
  }
}
