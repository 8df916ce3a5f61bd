import Evidence

extension TextRenderer {
  /// The documented steps as a checklist: what could be seen of each.
  mutating func addGuide() {
    let steps = report.setupSteps
    // A list of question marks helps nobody.
    guard isVerbose ? !steps.isEmpty : steps.contains(where: { $0.status != .unknown }) else {
      return
    }
    guard most.guideLine else { return }
    screen.gap()
    let done = steps.count { $0.status == .done }
    var name: Printable = report.target.profile == "generic" ? "" : "\(report.target.profileTitle)"
    if !["unknown", "none"].contains(report.proxy.product.rawValue) {
      name += name.isEmpty ? "\(report.proxy.label)" : ", \(report.proxy.label)"
    }
    screen.line(
      [.init("GUIDE", .bold), .init("  \(name)")],
      right: .init("\(done) of \(steps.count) seen done"))
    if isVerbose {
      for step in steps { addInFull(step) }
    } else if most.guide {
      let family = commonFamily(of: steps)
      // Of steps that aren't made on the proxy, those of which nothing shows only take room.
      let shown = steps.filter {
        $0.status != .unknown || $0.step.rawValue.hasPrefix(family + ".")
      }
      screen.items(
        shown.map { item(for: $0, family: family) }, indent: 4, gap: 3, aligned: isAlignable(shown))
    }
  }

  private func item(for step: StepStatus, family: Substring) -> [Screen.Piece] {
    let id = step.step.rawValue
    let name = id.hasPrefix(family + ".") ? String(id.dropFirst(family.count + 1)) : id
    var pieces = [step.status.sign, .init(" \(name)")]
    if step.status == .suspected { pieces.append(.init(" (suspected)", .dim)) }
    return pieces
  }

  /// Columns look tidy only as long as no remark makes one of them wide.
  private func isAlignable(_ steps: [StepStatus]) -> Bool {
    steps.allSatisfy { $0.status != .suspected }
  }

  /// The word before the dot that most steps begin with: it need not be repeated.
  private func commonFamily(of steps: [StepStatus]) -> Substring {
    var counts: [Substring: Int] = [:]
    for step in steps { counts[step.step.rawValue.prefix { $0 != "." }, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }

  private mutating func addInFull(_ step: StepStatus) {
    screen.paragraph(
      first: [.init("    "), step.status.sign, .init(" ")],
      "\(step.step): \(Printable(prose: step.title)) (\(step.status.rawValue))")
    for text in [step.because, step.today ?? ""] where !text.isEmpty {
      screen.paragraph(indent: 6, Printable(prose: text).sentence, .dim)
    }
  }
}
