import Evidence

/// The parts of one report in the page, in the order in which they are needed.
///
/// Each part is an extension of its own in `Sections/`.
struct HTMLRenderer {
  let report: Report
  /// Which of several reports in the page, from 1; 0: the only one.
  let number: Int
  /// Places that other parts link to, by the ids in the report.
  private let observationNumbers: [String: Int]
  private let exchangeNumbers: [String: Int]

  init(_ report: Report, number: Int = 0) {
    self.report = report
    self.number = number
    observationNumbers = HTMLRenderer.numbers(report.observations.map(\.id))
    exchangeNumbers = HTMLRenderer.numbers(report.exchanges.map(\.id))
  }

  private static func numbers(_ ids: [String]) -> [String: Int] {
    Dictionary(zip(ids, 1...), uniquingKeysWith: { first, _ in first })
  }

  /// The finding that the page is about; a healthy set-up has none.
  var rootCause: Diagnosis? { report.verdict == .healthy ? nil : report.diagnoses.first }

  // MARK: Places

  func anchor(_ word: StaticString, _ numbers: Int...) -> Anchor {
    let own = number == 0 ? Anchor(word) : Anchor(word, number)
    return numbers.reduce(own) { $0.adding($1) }
  }

  /// A link to an observation, where the report has it.
  func observation(_ id: String) -> Element? {
    observationNumbers[id].map { number in
      Element(.a, .class(.reference), .href(anchor("observation", number))) { Printable(id) }
    }
  }

  func exchange(_ id: String) -> Element? {
    exchangeNumbers[id].map { number in
      Element(.a, .class(.reference), .href(anchor("exchange", number))) { Printable(id) }
    }
  }

  // MARK: Parts

  /// A part of the page with its heading.
  struct Part {
    var anchor: Anchor
    var title: Printable
    var content: [Markup]
  }

  /// A heading, `depth` below the verdict's.
  func heading(_ depth: Int) -> Tag { .heading(depth + (number == 0 ? 1 : 2)) }

  private var parts: [Part] {
    [
      casesPart, changePart, whatWorksPart, whyPart, alsoPart, wayPart, timelinePart, guidePart,
      probesPart,
      observationsPart, exchangesPart, runPart,
    ].compactMap { $0 }
  }

  var sections: [Markup] {
    markup {
      for part in parts {
        Element(.section, .labelledBy(part.anchor)) {
          Element(heading(1), .id(part.anchor)) { part.title }
          part.content
        }
      }
    }
  }

  var contents: [Markup] {
    markup {
      Element(.nav, .class(.contents), .label(number == 0 ? "Parts" : "Parts of report \(number)"))
      {
        Element(.ul) {
          for part in parts {
            Element(.li) { Element(.a, .href(part.anchor)) { part.title } }
          }
        }
      }
    }
  }
}
