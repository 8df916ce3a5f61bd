import Evidence

extension HTMLRenderer {
  var changePart: Part? {
    guard let rootCause, !rootCause.missingSteps.isEmpty else { return nil }
    return Part(
      anchor: anchor("change"), title: "What to change", content: steps(of: rootCause, depth: 2))
  }

  /// The steps by their rank; those that paste the same lines share a card.
  func steps(of diagnosis: Diagnosis, depth: Int) -> [Markup] {
    let sorted = diagnosis.missingSteps.enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    let firstRank = sorted.first?.rank
    var cards: [(step: MissingStep, covers: [MissingStep])] = []
    for step in sorted.prefix(HTMLRenderer.mostSteps) {
      let twin = cards.firstIndex { $0.step.snippet == step.snippet && !step.snippet.isEmpty }
      if let twin { cards[twin].covers.append(step) } else { cards.append((step, [])) }
    }
    return markup {
      for (index, card) in cards.enumerated() {
        stepCard(
          card.step, covers: card.covers,
          introduction: index == 0 ? "" : card.step.rank == firstRank ? "Or: " : "Then: ",
          depth: depth)
      }
    }
  }

  /// Far more than any diagnosis names; a stored report may hold anything.
  private static let mostSteps = 40

  private func stepCard(
    _ step: MissingStep, covers: [MissingStep], introduction: Printable, depth: Int
  ) -> Element {
    Element(.article, .class(.step)) {
      Element(heading(depth)) {
        introduction
        prose(step.title.capitalizedStart, asSentence: false)
        " "
        step.certainty.label
      }
      Element(.dl, .class(.facts)) {
        fact("Where") {
          Element(.bdi) { report.place(of: step) }
        }
        if !step.directive.isEmpty { fact("Directive") { code(step.directive) } }
      }
      if !step.snippet.isEmpty { snippet(step.snippet, name: "what to change", isWide: true) }
      if !step.placeholders.isEmpty {
        Element(.p) {
          "Yours to fill in: "
          for (index, word) in step.placeholders.prefix(20).enumerated() {
            if index > 0 { ", " }
            code(word)
          }
        }
      }
      command("Apply", step.apply)
      // A step that is itself a question needs no second one.
      if !step.snippet.hasPrefix("wsdoctor ") { command("Verify", step.verify) }
      if let note = step.note, !note.isEmpty {
        Element(.p) {
          Element(.strong) { "Note: " }
          prose(note)
        }
      }
      for form in (step.forms ?? []).prefix(StepForms.most) {
        Element(.p) {
          "Or as "
          prose("\(form.name) (\(form.source)):", asSentence: false)
        }
        snippet(form.snippet, name: "what to change, in another form", isWide: true)
      }
      if !covers.isEmpty { covered(covers) }
      Element(.p, .class(.quiet)) {
        if !step.source.isEmpty {
          "Source: "
          prose(step.source)
          " "
        }
        explain(step.step.rawValue)
      }
    }
  }

  private func covered(_ steps: [MissingStep]) -> [Markup] {
    markup {
      Element(.p) { "The same lines also do this:" }
      Element(.ul) {
        for step in steps {
          Element(.li) {
            prose(step.title, asSentence: false)
            " "
            step.certainty.label
            if let note = step.note, !note.isEmpty {
              " ("
              prose(note, asSentence: false)
              ")"
            }
          }
        }
      }
    }
  }

  /// Commands in lines of their own; what is a sentence stays one.
  private func command(_ name: Printable, _ text: String) -> [Markup] {
    guard !text.isEmpty else { return [] }
    let isProse = text.last == "." || text.contains(", ")
    return markup {
      Element(.p, .class(.label)) { name }
      if isProse {
        Element(.p) { prose(text) }
      } else {
        snippet(text, name: name == "Apply" ? "how to apply it" : "how to ask again", isWide: false)
      }
    }
  }

  /// Lines to paste: as they are, in a box that scrolls by itself.
  private func snippet(_ text: String, name: Printable, isWide: Bool) -> Element {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return Element(.div, .class(.snippet, isWide ? .wide : .command), .copyable(name)) {
      Element(.pre, .focusable, .region, .label("Lines to paste: \(name)")) {
        for (index, line) in lines.prefix(HTMLRenderer.mostLines).enumerated() {
          if index > 0 { "\n" }
          Printable(String(line).replacing("\t", with: "    "), limit: 2000)
        }
      }
      if lines.count > HTMLRenderer.mostLines {
        Element(.p, .class(.alert)) {
          "\(lines.count - HTMLRenderer.mostLines) lines more are not shown: they are in the JSON report."
        }
      }
    }
  }

  private static let mostLines = 300
}

extension String {
  /// A title that stands at the start of a line; a product's own spelling stays.
  fileprivate var capitalizedStart: String {
    guard let first, first.isLowercase, let word = prefix(40).split(separator: " ").first,
      word.allSatisfy({ $0.isLetter })
    else { return self }
    return first.uppercased() + dropFirst()
  }
}
