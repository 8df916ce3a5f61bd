import Conformance
import Knowledge
import Reporting

/// `wsdoctor list WHAT`: ids, one on a line, with what each is called.
enum ListCommand {
  static let kinds = ["probes", "faults", "steps", "profiles", "proxies", "cases", "schema"]

  static func run(_ arguments: [String]) throws(UsageError) -> ExitStatus {
    var none: Void = ()
    let words = try OptionTable<Void>(command: "list", options: []).parse(arguments, into: &none)
    guard let kind = words.first, words.count == 1 else {
      throw UsageError(
        message: "list takes one of \(kinds.joined(separator: ", "))", command: "list")
    }
    switch kind {
    case "probes": write(Known.probes.entries)
    case "profiles": write(Known.profiles.entries)
    case "proxies": write(Known.proxies.entries)
    case "faults": write(Explanations.faults.map { ($0.id, $0.title) })
    case "steps": write(Explanations.steps.map { ($0.id, $0.title) })
    case "cases": write(CaseChoice.listing.map { ($0.id, $0.requirement) })
    case "schema": StandardStreams.write(ReportSchema.text)
    default:
      throw UsageError(
        message: "there is no list of \(kind): there are \(kinds.joined(separator: ", "))."
          + Suggestion.question(kind, among: kinds), command: "list")
    }
    return .success
  }

  private static func write(_ entries: [(id: String, title: String)]) {
    let column = (entries.map(\.id.count).max() ?? 0) + 2
    for (id, title) in entries {
      let blanks = String(repeating: " ", count: column - id.count)
      StandardStreams.write("\(id)\(blanks)\(title)\n")
    }
  }

  static let help = """
    Usage: wsdoctor list probes|faults|steps|profiles|proxies|cases|schema

    Lists the ids that reports and options use, with what each is called; schema is
    the JSON Schema of the report.

    Example
      wsdoctor list faults

    """
}
