import Evidence

extension TextRenderer {
  /// What to change: the first step to paste, how to apply it, how to ask again.
  mutating func addChange(_ diagnosis: Diagnosis) {
    guard let firstRank = diagnosis.missingSteps.map(\.rank).min(),
      let first = diagnosis.missingSteps.first(where: { $0.rank == firstRank })
    else { return }
    screen.gap()
    screen.paragraph(first: [.init("CHANGE  ", .bold)], report.place(of: first))
    screen.gap()
    addSnippet(first.snippet)
    screen.gap()
    addCommand(first.apply)
    // A step that is itself a question needs no second one.
    if !first.snippet.hasPrefix("wsdoctor ") { addCommand(first.verify) }
    if most.note, let note = first.note, !note.isEmpty {
      screen.paragraph(
        first: [.init("    "), .init("note  ", .bold)], Printable(prose: note).sentence)
    }
    addForms(of: first)
    let shown = Set([first.snippet])
    // A stored rank may be the largest number there is.
    let secondRank = max(firstRank, firstRank &+ 1)
    // What comes third is for ways with several proxies: elsewhere it would take the room of WHY.
    let lastRank =
      isVerbose || report.hops.count { $0.role != .application } > 1
      ? .max : secondRank
    let others = diagnosis.missingSteps.filter {
      $0.step != first.step && $0.rank <= lastRank && !shown.contains($0.snippet)
    }
    let most = min(most.further, others.count)
    if !others.isEmpty { screen.gap() }
    for step in others.prefix(most) {
      addFurtherStep(step, word: step.rank == firstRank ? "or    " : "then  ")
    }
    if others.count > most {
      screen.line("    and \(others.count - most) more: --verbose", .dim)
    }
  }

  /// The same for those who configure the product in another way: by name, or all of it.
  private mutating func addForms(of step: MissingStep) {
    let forms = StepForms.fitting(step, report, all: isVerbose)
    guard !forms.isEmpty, most.note else { return }
    if !isVerbose {
      let names = forms.map { Printable(prose: $0.name) }.joined(separator: ", ")
      screen.paragraph(first: [.init("    "), .init("also  ", .bold)], "as \(names): --verbose")
      return
    }
    for form in forms {
      screen.gap()
      screen.paragraph(
        first: [.init("    "), .init("or as ", .bold)],
        "\(Printable(prose: form.name)) (\(Printable(prose: form.source)))")
      screen.gap()
      addSnippet(form.snippet)
    }
  }

  /// Lines to paste are never filled or cut; only comments are.
  private mutating func addSnippet(_ snippet: String) {
    for line in snippet.split(separator: "\n", omittingEmptySubsequences: false).prefix(60) {
      let indent =
        4 + line.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == " " ? 1 : 4) }
      let words = line.drop { $0 == " " || $0 == "\t" }.replacing("\t", with: "    ")
      let isTooWide = indent + Printable(String(words)).width > screen.width
      if isTooWide, words.hasPrefix("# ") {
        addComment(words.dropFirst(2), indent: indent)
      } else if isTooWide, let comment = words.firstRange(of: "  # ") {
        addComment(words[comment.upperBound...], indent: indent)
        screen.line("\(Printable.blanks(indent))\(Printable(String(words[..<comment.lowerBound])))")
      } else {
        screen.line("\(Printable.blanks(indent))\(Printable(String(words)))")
      }
    }
  }

  private mutating func addComment(_ text: Substring, indent: Int) {
    for line in Screen.filled(Printable(String(text)), width: max(16, screen.width - indent - 2)) {
      screen.line("\(Printable.blanks(indent))# \(line)")
    }
  }

  /// A command as it is; words around it are filled, and what follows a colon is in one piece.
  private mutating func addCommand(_ text: String) {
    for line in text.split(separator: "\n") {
      if line.hasPrefix("wsdoctor "), 4 + Printable(String(line)).width > screen.width {
        addOwnCommand(line)
        continue
      }
      var parts = [line]
      if 4 + Printable(String(line)).width > screen.width, let colon = line.firstRange(of: ": ") {
        parts = [line[..<colon.lowerBound] + ":", line[colon.upperBound...]]
      }
      for part in parts {
        let isProse = part.contains(", ") || [":", "."].contains(part.last)
        let shown = Printable(String(part))
        if isProse { screen.paragraph(indent: 4, shown) } else { screen.line("    \(shown)") }
      }
    }
  }

  /// Our own command is broken before its options, as a shell takes it; a comment stands above it.
  private mutating func addOwnCommand(_ line: Substring) {
    let parts = line.split(separator: "  # ", maxSplits: 1).map { $0.trimmed }
    if parts.count > 1 { screen.line("    # \(Printable(parts[1]))") }
    var lines = [parts[0]]
    if 4 + Printable(parts[0]).width > screen.width {
      lines = []
      for option in parts[0].replacing(" --", with: "\n--").split(separator: "\n") {
        let longer = (lines.last ?? "") + " \(option)"
        if lines.count > 1, 4 + Printable(longer).width + 2 <= screen.width {
          lines[lines.count - 1] = longer
        } else {
          lines.append(lines.isEmpty ? String(option) : "    \(option)")
        }
      }
    }
    for (index, text) in lines.enumerated() {
      screen.line("    \(Printable(text))\(index < lines.count - 1 ? " \\" : "")")
    }
  }

  private mutating func addFurtherStep(_ step: MissingStep, word: Printable) {
    screen.paragraph(
      first: [.init("    "), .init(word, .bold)],
      "\(Printable(prose: step.title).phrase): \(explain(step.step.rawValue))")
    if isVerbose {
      screen.gap()
      addSnippet(step.snippet)
      screen.gap()
    }
  }

  /// What carries the diagnosis, what was excluded, and what cannot be seen from here.
  mutating func addWhy(_ diagnosis: Diagnosis) {
    screen.gap()
    screen.paragraph(
      first: [.init("WHY  ", .bold)],
      keepingBlanks: "\(diagnosis.certainty.rawValue)   \(explain(diagnosis.fault.rawValue))")
    // What is drawn needs no words.
    let evidenceLimit = addTimeline(diagnosis) && !isVerbose ? 2 : most.evidence
    let facts = diagnosis.evidence.map(\.fact)
    let distinct = facts.indices.filter { !facts[..<$0].contains(facts[$0]) }.map { facts[$0] }
    for fact in distinct.prefix(evidenceLimit) {
      screen.paragraph(indent: 4, Printable(prose: fact))
    }
    addRuledOut(diagnosis.ruledOut.prefix(most.ruledOut))
    for line in diagnosis.alternatives.prefix(most.alternatives) {
      let way = Printable(prose: line.separatedBy).sentence
      screen.paragraph(
        indent: 4, "Not visible from here: whether it is \(line.fault) instead. To tell: \(way)")
    }
    addKnownLimit(diagnosis)
    let hidden =
      max(0, distinct.count - evidenceLimit)
      + max(0, diagnosis.ruledOut.count - most.ruledOut)
      + max(0, diagnosis.alternatives.count - most.alternatives)
    if hidden > 0 { screen.line("    and \(hidden) more: --verbose", .dim) }
  }

  /// Names in one column, reasons in another; a long name has a line of its own.
  private mutating func addRuledOut(_ others: ArraySlice<RuledOut>) {
    let widest = 26
    let names = others.map { "not \($0.called)" as Printable }
    let column = names.map(\.width).filter { $0 <= widest }.max() ?? 2
    for (name, other) in zip(names, others) {
      let isLong = name.width > widest
      if isLong { screen.paragraph(indent: 4, name) }
      screen.paragraph(
        first: [.init("    "), .init((isLong ? "" : name).padded(to: column)), .init("  ")],
        Printable(prose: other.because))
    }
  }

  /// The command that explains it, in one piece.
  func explain(_ id: String) -> Printable { ("wsdoctor explain \(id)" as Printable).unbroken }

  /// Other root causes, one line each: they do not follow from the first.
  mutating func addFurtherDiagnoses() {
    let further = report.diagnoses.dropFirst()
    guard !further.isEmpty else { return }
    screen.gap()
    // What is proven to be open to everybody isn't left for another day.
    let isUrgent = { (other: Diagnosis) in
      other.fault.rawValue.hasPrefix("config.") && other.certainty == .proven
    }
    let shown =
      further.prefix(most.further)
      + further.dropFirst(min(most.further, further.count)).filter(isUrgent)
    for diagnosis in shown {
      screen.paragraph(
        first: [.init("ALSO  ", .bold)],
        "\(Printable(prose: diagnosis.title).phrase) (\(diagnosis.severity.rawValue), \(diagnosis.certainty.rawValue)): \(explain(diagnosis.fault.rawValue))"
      )
      guard isVerbose else { continue }
      screen.paragraph(indent: 6, Printable(prose: diagnosis.explanation).sentence)
      addChange(diagnosis)
      addWhy(diagnosis)
    }
    screen.gap()
  }
}

extension Substring {
  /// Without the blanks at its end.
  fileprivate var trimmed: String {
    String(prefix(upTo: lastIndex { $0 != " " }.map(index(after:)) ?? endIndex))
  }
}
