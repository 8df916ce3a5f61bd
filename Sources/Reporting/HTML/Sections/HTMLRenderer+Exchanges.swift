import Evidence

extension HTMLRenderer {
  var exchangesPart: Part? {
    guard !report.exchanges.isEmpty else { return nil }
    return Part(
      anchor: anchor("exchanges"), title: "Requests and answers",
      content: markup {
        Element(.p) {
          "Heads as they were sent and received, and how each body begins. Secrets were left out."
        }
        for (index, exchange) in report.exchanges.enumerated().prefix(HTMLRenderer.mostRecords) {
          details(of: exchange, number: index + 1)
        }
        more(than: HTMLRenderer.mostRecords, of: report.exchanges.count)
      })
  }

  private func details(of exchange: ExchangeRecord, number: Int) -> Element {
    Element(.details, .class(.exchange), .id(anchor("exchange", number))) {
      Element(.summary) {
        value(exchange.id)
        " "
        Element(.strong) { value(exchange.ask) }
        " "
        Element(.span, .class(.quiet)) { outcome(of: exchange) }
      }
      Element(.p, .class(.label)) { "Request" }
      head(
        "request \(exchange.id)",
        "\(exchange.request.method) \(exchange.request.target) \(exchange.request.version)",
        exchange.request.headers)
      if let interim = exchange.interim, !interim.isEmpty {
        Element(.p) {
          "Interim answers before: "
          interim.prefix(20).map { "\($0)" as Printable }.joined(separator: ", ")
        }
      }
      if let response = exchange.response {
        Element(.p, .class(.label)) {
          "Answer"
          if let author = response.author {
            ", written by "
            value(author)
          }
        }
        head(
          "answer to \(exchange.id)",
          "\(response.version) \(response.status) \(response.reason)",
          response.headers)
        Element(.p, .class(.label)) { "Body: \(response.bodyBytes) bytes" }
        if !response.bodyStart.isEmpty {
          Element(.pre, .focusable, .region, .label("Start of the body of \(exchange.id)")) {
            Element(.bdi) { lines(of: response.bodyStart) }
          }
        }
      }
      if let failure = exchange.failure {
        Element(.p, .class(.failure)) { prose(failure) }
      }
    }
  }

  /// A body's start with its own line ends, escaped line by line.
  private func lines(of body: String) -> Printable {
    body.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.prefix(600)
      .map { Printable(String($0)) }.joined(separator: "\n")
  }

  private func outcome(of exchange: ExchangeRecord) -> [Markup] {
    markup {
      if let response = exchange.response { "\(response.status)" } else { "no answer" }
      if let head = exchange.seconds.head {
        " after \(Span(head - exchange.seconds.start))"
      }
      if let connection = exchange.connection {
        ", on "
        value(connection)
      }
      ", at \(Span(exchange.seconds.start))"
    }
  }

  /// A head, a line for each field; what a value holds cannot look like a line of its own.
  private func head(_ name: Printable, _ start: Printable, _ headers: [[String]]) -> Element {
    Element(.pre, .focusable, .region, .label("Head of \(name)")) {
      Element(.span, .class(.headline)) { Element(.bdi) { start } }
      for field in headers.prefix(HTMLRenderer.mostFields) {
        "\n"
        Element(.span, .class(.field)) { Element(.bdi) { Printable(field.first ?? "") } }
        ": "
        Element(.bdi) { field.dropFirst().map { Printable($0) }.joined(separator: " ") }
      }
      if headers.count > HTMLRenderer.mostFields {
        "\n(\(headers.count - HTMLRenderer.mostFields) fields more are in the JSON report)"
      }
    }
  }

  private static let mostFields = 100
}
