import Evidence

extension MarkdownRenderer {
  /// Tickets and comments are limited in length (GitHub: 65 536 characters).
  private static let mostRows = 40

  /// What whoever answers the ticket would ask for.
  mutating func addDetails() {
    addWay()
    addExchanges()
    addConnections()
    if presentation.detail == .verbose {
      addHeads()
      addObservations()
    }
    addLeftOut()
  }

  private mutating func addWay() {
    page.heading(3, "Details")
    let environment = report.environment
    let settings = report.settings
    let measured = report.measurements
    var rows: [[Inline]] = []
    if !report.hops.isEmpty {
      rows.append(["way", "you, " + report.hops.map(hop).joined(separator: ", ")])
    }
    if let url = report.target.webSocketURL {
      let confirmed: Inline = report.target.endpointConfirmed ? "confirmed" : "not confirmed"
      rows.append(["endpoint", "\(Inline.code(url)), \(confirmed)"])
    }
    let addresses = report.target.addresses.prefix(16).map { Inline.code($0) }
    if !addresses.isEmpty { rows.append(["addresses", addresses.joined(separator: ", ")]) }
    let times: [(Inline, Double?)] = [
      ("resolve", measured.resolveSeconds), ("connect", measured.connectSeconds),
      ("TLS", measured.tlsSeconds), ("upgrade", measured.handshakeSeconds),
      ("ping", measured.pingSeconds),
    ]
    let shown = times.compactMap { name, time in time.map { "\(name) \(Span($0))" as Inline } }
    if !shown.isEmpty { rows.append(["times", shown.joined(separator: ", ")]) }
    if let limit = silence(measured.idleLimit) { rows.append(["silence", limit]) }
    rows.append([
      "settings",
      "idle \(Span(settings.idleSeconds)), keepalive \(settings.keepaliveSeconds.map { Span($0).description } ?? "unknown"), step limit \(Span(settings.stepTimeoutSeconds))\(settings.quick ? ", quick" : "")",
    ])
    let sent = settings.sent.prefix(24).map { Inline.code($0) }
    if !sent.isEmpty { rows.append(["sent along", sent.joined(separator: ", ")]) }
    rows.append([
      "run on",
      "\(environment.system), \(environment.architecture), forward proxy: \(environment.forwardProxy.rawValue)",
    ])
    page.table(["", ""], rows)
  }

  private func hop(_ hop: Hop) -> Inline {
    let version = hop.version.map { " \($0)" } ?? ""
    return "\(hop.role.rawValue): \(hop.label)\(version) (\(hop.certainty.rawValue))"
  }

  private func silence(_ limit: IdleLimit) -> Inline? {
    guard let seconds = limit.seconds else { return nil }
    switch limit.state {
    case .measured:
      let known = limit.knownAs.prefix(4).map { Inline($0) }.joined(separator: ", or ")
      return "cut after \(Span.tenths(seconds)) s" + (known.isEmpty ? "" : " (\(known))")
    case .atLeast: return "still open after \(Span.tenths(seconds)) s"
    case .notMeasured: return nil
    }
  }

  private mutating func addExchanges() {
    page.table(
      ["", "asked", "request", "answer", "after"],
      report.exchanges.prefix(MarkdownRenderer.mostRows).map { exchange in
        var answer: Inline = ""
        if let response = exchange.response {
          answer = "\(response.status) \(response.reason)"
          if let author = response.author { answer += ", written by \(author)" }
        }
        if let failure = exchange.failure {
          answer += answer.isEmpty ? Inline(failure) : "; \(failure)"
        }
        let took = (exchange.seconds.head ?? exchange.seconds.end).map {
          $0 - exchange.seconds.start
        }
        return [
          .code(exchange.id), .code(exchange.ask),
          .code("\(exchange.request.method) \(exchange.request.target)"), answer,
          took.map { "\(Span($0))" } ?? "",
        ]
      })
  }

  private mutating func addConnections() {
    let lived = report.connections.filter { $0.death != nil || $0.habit != nil }
    page.table(
      ["", "connection", "opened at", "lived", "ended"],
      lived.prefix(MarkdownRenderer.mostRows).map { connection in
        [
          .code(connection.id), "\(connection.habit ?? "")", "\(Span(connection.openedAtSeconds))",
          connection.death.map { "\(Span($0.ageSeconds))" } ?? "",
          connection.death.map(end) ?? "",
        ]
      })
  }

  private func end(_ death: DeathReport) -> Inline {
    guard death.how != .stillOpen else { return "still open" }
    let who: Inline = death.by == .peer ? "by the other side" : "by us"
    guard let close = death.close else { return "\(death.how.rawValue), \(who)" }
    let code: Inline = close.code.map { "\($0)" } ?? "without a code"
    return "Close frame \(code) \(close.reason), \(who)"
  }

  /// Request and response heads as they came, for `--verbose`.
  private mutating func addHeads() {
    for exchange in report.exchanges.prefix(MarkdownRenderer.mostRows) {
      page.paragraph("\(Inline.code(exchange.id)) \(Inline.code(exchange.ask))")
      let request = exchange.request
      var lines = ["> \(request.method) \(request.target) \(request.version)"]
      lines += request.headers.prefix(60).map { "> \(MarkdownRenderer.field($0))" }
      lines += (exchange.interim ?? []).map { "< \($0) (interim)" }
      if let response = exchange.response {
        lines.append("< \(response.version) \(response.status) \(response.reason)")
        lines += response.headers.prefix(60).map { "< \(MarkdownRenderer.field($0))" }
        lines.append("< (\(response.bodyBytes) bytes of body) \(response.bodyStart)")
      }
      if let failure = exchange.failure { lines.append("! \(failure)") }
      // One line each: an answer's line ends are escaped.
      page.fence(lines.map { Printable($0).text }.joined(separator: "\n"))
    }
  }

  private static func field(_ field: [String]) -> String {
    "\(field.first ?? ""): \(field.dropFirst().joined(separator: " "))"
  }

  private mutating func addObservations() {
    page.table(
      ["", "probe", "observation", "value", "exchanges"],
      report.observations.prefix(200).map { observation in
        [
          .code(observation.id), .code(observation.probe.rawValue), Inline(observation.text),
          .code("\(observation.name) = \(observation.value)"),
          Inline(observation.exchanges.joined(separator: " ")),
        ]
      })
  }

  mutating func addLeftOut() {
    page.table(
      ["left out", "in", "times"],
      report.redactions.prefix(MarkdownRenderer.mostRows).map {
        [.code($0.name), "\($0.where)", "\($0.count)"]
      })
  }
}
