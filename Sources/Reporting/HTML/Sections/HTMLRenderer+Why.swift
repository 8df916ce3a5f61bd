import Evidence

extension HTMLRenderer {
  var whyPart: Part? {
    guard let rootCause else { return nil }
    return Part(
      anchor: anchor("why"), title: "Why we say so",
      content: markup {
        Element(.p, .class(.lead)) {
          rootCause.severity.label
          " "
          rootCause.certainty.label
          " "
          certaintySentence(rootCause.certainty)
          " "
          explain(rootCause.fault.rawValue)
        }
        reasons(of: rootCause, depth: 2)
      })
  }

  private func certaintySentence(_ certainty: Certainty) -> Printable {
    switch certainty {
    case .proven: "An answer shows it."
    case .likely: "Every other cause that is known is excluded or clearly behind."
    case .possible: "Other causes fit too."
    }
  }

  /// Lines that say the same stand together, where the first of them stood.
  private func distinct(_ evidence: ArraySlice<EvidenceLine>) -> [[EvidenceLine]] {
    var groups: [[EvidenceLine]] = []
    for line in evidence {
      if let index = groups.firstIndex(where: { $0[0].fact == line.fact }) {
        groups[index].append(line)
      } else {
        groups.append([line])
      }
    }
    return groups
  }

  /// What carries a diagnosis, what it excludes, and what cannot be seen from here.
  func reasons(of diagnosis: Diagnosis, depth: Int) -> [Markup] {
    markup {
      if !diagnosis.evidence.isEmpty {
        Element(heading(depth)) { "What was seen" }
        Element(.ul, .class(.evidence)) {
          for lines in distinct(diagnosis.evidence.prefix(HTMLRenderer.mostReasons)) {
            Element(.li) {
              prose(lines[0].fact)
              for line in lines {
                " "
                Element(.span, .class(.reference)) {
                  value(line.probe.rawValue)
                  " "
                  observation(line.observation)
                }
              }
            }
          }
          if let sentence = TextRenderer(report, Presentation()).knownLimit(diagnosis) {
            Element(.li) { sentence }
          }
        }
      }
      if !diagnosis.ruledOut.isEmpty {
        Element(heading(depth)) { "What it is not" }
        Element(.table, .class(.stacked)) {
          Element(.caption) { "Causes that the evidence excludes" }
          columns("Not", "Because", "Seen as")
          Element(.tbody) {
            for other in diagnosis.ruledOut.prefix(HTMLRenderer.mostReasons) {
              Element(.tr) {
                Element(.th, .rowHeader) {
                  prose(other.called, asSentence: false)
                }
                Element(.td, .column("Because")) { prose(other.because) }
                Element(.td, .column("Seen as")) {
                  value(other.fault.rawValue)
                  " "
                  observation(other.observation)
                }
              }
            }
          }
        }
      }
      if !diagnosis.alternatives.isEmpty {
        Element(heading(depth)) { "What cannot be told apart from here" }
        Element(.ul) {
          for other in diagnosis.alternatives.prefix(HTMLRenderer.mostReasons) {
            Element(.li) {
              "Whether it is "
              code(other.fault.rawValue)
              " instead. To tell: "
              prose(other.separatedBy)
            }
          }
        }
      }
    }
  }

  /// Far more than any run finds; a stored report may hold anything.
  static let mostReasons = 100

  /// The other root causes: they do not follow from the first.
  var alsoPart: Part? {
    let others = rootCause == nil ? report.diagnoses[...] : report.diagnoses.dropFirst()
    guard !others.isEmpty else { return nil }
    return Part(
      anchor: anchor("also"), title: rootCause == nil ? "What would be safer" : "Found as well",
      content: markup {
        for diagnosis in others.prefix(HTMLRenderer.mostReasons) {
          Element(.article) {
            Element(heading(2)) {
              prose(diagnosis.title)
            }
            Element(.p, .class(.lead)) {
              diagnosis.severity.label
              " "
              diagnosis.certainty.label
              " "
              prose(diagnosis.explanation)
              " "
              explain(diagnosis.fault.rawValue)
            }
            steps(of: diagnosis, depth: 3)
            reasons(of: diagnosis, depth: 3)
          }
        }
      })
  }
}
