import Evidence

/// A value from outside: its letters may run from right to left without turning what stands around.
func value(_ text: String) -> Element { Element(.bdi) { Printable(text) } }

/// A value from outside that is a name in some program: a header, a path, an id.
func code(_ text: String) -> Element {
  Element(.code) { Element(.bdi) { Printable(text) } }
}

/// An instant in UTC, where the text is one.
func instant(_ text: String) -> Element {
  guard text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z/) != nil else {
    return value(text)
  }
  return Element(.time, .datetime(Printable(text))) {
    Printable(text.prefix(19).replacing("T", with: " ") + " UTC")
  }
}

/// A sentence as one: what stands in backquotes is a command.
func prose(_ text: String, asSentence: Bool = true) -> [Markup] {
  let limit = 2000
  let start = String(text.unicodeScalars.prefix(limit + 1))
  let plain = Printable(
    String(start.map { $0.isNewline || $0 == "\t" ? " " : $0 }), limit: limit)
  let parts = (asSentence ? plain.sentence : plain).parts(separatedBy: "`")
  return markup {
    Element(.bdi) {
      for (index, part) in parts.enumerated() where !part.isEmpty {
        // A backquote without a second one stays what it is.
        if index % 2 == 0 {
          part
        } else if index < parts.count - 1 {
          Element(.code) { part }
        } else {
          "`" + part
        }
      }
    }
  }
}

/// The command that explains a fault, a step or a probe.
func explain(_ id: String) -> Element {
  Element(.code, .class(.command)) { Element(.bdi) { "wsdoctor explain \(id)" } }
}

extension Certainty {
  /// The word, as a label.
  var label: Element { Element(.span, .class(.tag)) { "\(rawValue)" } }
}

extension Severity {
  var label: Element {
    switch self {
    case .error: Element(.span, .class(.tag, .bad)) { "error" }
    case .warning: Element(.span, .class(.tag, .warning)) { "warning" }
    case .info: Element(.span, .class(.tag)) { "info" }
    }
  }
}

extension Verdict {
  /// The sign and the word; the colour says nothing that they don't.
  var badge: Element {
    let look: StyleClass =
      switch self {
      case .healthy: .good
      case .degraded: .warning
      case .broken: .bad
      case .inconclusive: .unknown
      }
    return Element(.span, .class(.badge, look)) {
      Element(.span, .class(.sign), .hiddenFromReaders) { sign.text }
      " \(rawValue)"
    }
  }
}

extension ProbeResult.Outcome {
  var badge: Element {
    let look: StyleClass =
      switch self {
      case .pass: .good
      case .warn: .warning
      case .fail: .bad
      case .skipped: .unused
      case .error: .unknown
      }
    return status(look, sign.text, "\(rawValue)")
  }
}

extension StepStatus.Status {
  var badge: Element {
    let look: StyleClass =
      switch self {
      case .done: .good
      case .missing: .bad
      case .suspected: .warning
      case .unknown: .unknown
      case .notNeeded: .unused
      }
    let word: Printable =
      switch self {
      case .notNeeded: "not needed"
      case .unknown: "not visible"
      default: "\(rawValue)"
      }
    return status(look, sign.text, word)
  }
}

/// A sign and its word, in one colour.
func status(_ look: StyleClass, _ sign: Printable, _ word: Printable) -> Element {
  Element(.span, .class(.mark, look)) {
    Element(.span, .class(.sign), .hiddenFromReaders) { sign }
    " " + word
  }
}

/// The head of a table.
func columns(_ names: Printable...) -> Element {
  Element(.thead) {
    Element(.tr) { for name in names { Element(.th, .columnHeader) { name } } }
  }
}
