import Evidence

extension TextRenderer {
  /// All that the report holds, for `--verbose`.
  mutating func addEverything() {
    if rootCause != nil {
      heading("PATH")
      addPath()
    }
    addProbes()
    addObservations()
    addExchanges()
    addConnections()
    guard !report.redactions.isEmpty else { return }
    heading("LEFT OUT")
    for redaction in report.redactions {
      screen.paragraph(
        indent: 4, "\(redaction.name) in \(redaction.where), \(redaction.count) times")
    }
  }

  private mutating func heading(_ text: Printable) {
    screen.gap()
    screen.line(text, .bold)
  }

  private mutating func addProbes() {
    heading("PROBES")
    for probe in report.probes {
      let hasRun = probe.outcome != .skipped
      let start = probe.startSeconds < 1 ? "" : " from \(Span(probe.startSeconds)) on"
      let time: Printable = hasRun ? ", \(Span(probe.durationSeconds))\(start)" : ""
      screen.paragraph(
        first: [
          .init("    "), probe.outcome.sign, .init(" "), .init("\(probe.id)".padded(13), .bold),
        ],
        "\(Printable(prose: probe.title)): \(probe.outcome.rawValue)\(time)")
      if let reason = probe.reason { detail("reason", Printable(prose: reason)) }
      detail("expected", Printable(prose: probe.expected))
      if let actual = probe.actual { detail("actual", Printable(prose: actual)) }
      for (name, value) in probe.facts.sorted(by: { $0.key < $1.key }) {
        detail(Printable(name.inWords), "\(value.shown)")
      }
    }
  }

  private mutating func detail(_ name: Printable, _ text: Printable) {
    screen.paragraph(
      first: [.init("      "), .init(name.padded(to: max(10, name.width + 1)), .dim)], text)
  }

  private mutating func addObservations() {
    guard !report.observations.isEmpty else { return }
    heading("OBSERVATIONS")
    for observation in report.observations {
      let ids = observation.exchanges.map { Printable($0) }.joined(separator: " ")
      let exchanges: Printable = ids.isEmpty ? "" : " [\(ids)]"
      screen.paragraph(
        first: [.init("    \(observation.id)".padded(9), .dim)],
        "\(observation.name) = \(observation.value.shown): \(Printable(prose: observation.text))\(exchanges)"
      )
    }
  }

  private mutating func addExchanges() {
    guard !report.exchanges.isEmpty else { return }
    heading("EXCHANGES")
    for exchange in report.exchanges {
      screen.paragraph(
        first: [.init("    \(exchange.id)".padded(9), .bold)],
        "\(exchange.ask) on \(exchange.connection ?? "no connection"), at \(Span(exchange.seconds.start))"
      )
      let request = exchange.request
      head(">", "\(request.method) \(request.target) \(request.version)", request.headers)
      for status in exchange.interim ?? [] { head("<", "\(status) (interim)", []) }
      if let response = exchange.response {
        head("<", "\(response.version) \(response.status) \(response.reason)", response.headers)
        let author = response.author.map { ", written by \($0)" } ?? ""
        screen.paragraph(
          first: [.init("      < ", .dim)],
          "(\(response.bodyBytes) bytes of body\(author)) \(Printable(prose: response.bodyStart))")
      }
      if let failure = exchange.failure { screen.paragraph(indent: 6, Printable(prose: failure)) }
    }
  }

  private mutating func head(_ sign: Printable, _ start: Printable, _ headers: [[String]]) {
    screen.paragraph(first: [.init("      \(sign) ", .dim)], start)
    for field in headers {
      let value = field.dropFirst().map { Printable($0) }.joined(separator: " ")
      screen.paragraph(first: [.init("      \(sign) ", .dim)], "\(field.first ?? ""): \(value)")
    }
  }

  private mutating func addConnections() {
    guard !report.connections.isEmpty else { return }
    heading("CONNECTIONS")
    for connection in report.connections {
      let phases = connection.phases.sorted { $0.key < $1.key }
        .map { "\($0.key) \(Span($0.value))" as Printable }.joined(separator: ", ")
      screen.paragraph(
        first: [.init("    \(connection.id)".padded(9), .bold)],
        "\(connection.address ?? "address unknown"), opened at \(Span(connection.openedAtSeconds)), \(phases)"
      )
      let sent = connection.traffic.count { $0.direction == .sent }
      if !connection.traffic.isEmpty {
        screen.paragraph(
          indent: 9,
          "frames: \(sent) sent, \(connection.traffic.count - sent) received")
      }
      if let death = connection.death { screen.paragraph(indent: 9, describe(death)) }
    }
  }

  private func describe(_ death: DeathReport) -> Printable {
    if death.how == .stillOpen { return "still open after \(Span(death.ageSeconds))" }
    let who: Printable = death.by == .peer ? "the other side" : "us"
    var text: Printable =
      "ended by \(who) (\(death.how.rawValue)) at the age of \(Span(death.ageSeconds)); last byte sent \(Span(death.silentSeconds.sent)) before, received \(Span(death.silentSeconds.received)) before"
    if let close = death.close {
      let code = close.code.map { "\($0)" } ?? "without a code"
      text +=
        "; Close frame \(code) \(close.reason), first by \(close.firstBy == .peer ? "them" : "us")"
    }
    return text
  }
}

extension String {
  /// The name of a fact as words: `onKeptConnections` is "on kept connections".
  var inWords: String {
    var words = ""
    for character in self {
      let isNew = character.isASCII && character.isUppercase && words.last?.isLowercase == true
      words += isNew ? " \(character.lowercased())" : String(character)
    }
    return words
  }

  fileprivate func padded(_ width: Int) -> Printable { Printable(self).padded(to: width) }
}

extension ObservedValue {
  /// A whole number without a fraction.
  var shown: String {
    if case .number(let number) = self, let whole = Int(exactly: number) { return "\(whole)" }
    return description
  }
}
