import Evidence
import Reporting

/// What `diff` was asked for.
struct DiffInvocation {
  var format = "text"
  var quiet = false
  var noColour = false
}

extension OptionTable where Invocation == DiffInvocation {
  static let diff = OptionTable(
    command: "diff",
    options: [
      .value(
        "--format", placeholder: "F", group: "Options",
        help: "\(DiffCommand.formats.joined(separator: ", ")) (default text)"
      ) { invocation, value throws(UsageError) in
        guard DiffRenderer.formats[value] != nil else {
          throw UsageError(
            message: "diff has no format \"\(value)\": it has "
              + DiffCommand.formats.joined(separator: ", "), command: "diff")
        }
        invocation.format = value
      },
      .flag("-q", "--quiet", group: "Options", help: "one line") { $0.quiet = true },
      .flag("--no-color", group: "Options", help: "no colour") { $0.noColour = true },
      .flag("-h", "--help", group: "Options", help: "this page") { _ in },
    ])
}

/// `wsdoctor diff A.json B.json`: what changed, or why it works here and not there.
enum DiffCommand {
  static let formats = DiffRenderer.formats.keys.sorted()

  static func run(_ arguments: [String]) throws(UsageError) -> ExitStatus {
    var invocation = DiffInvocation()
    let words = try OptionTable.diff.parse(arguments, into: &invocation)
    guard words.count == 2 else {
      throw UsageError(
        message: "diff takes two stored reports, as in wsdoctor diff before.json after.json; - is "
          + "standard input", command: "diff")
    }
    guard words != ["-", "-"] else {
      throw UsageError(message: "standard input holds one of the two only", command: "diff")
    }
    let a = try StoredReport.read(words[0], command: "diff", verb: "compared")
    let b = try StoredReport.read(words[1], command: "diff", verb: "compared")
    let presentation = Presentation(
      width: StandardStreams.width,
      colour: StandardStreams.wantsColour && !invocation.noColour,
      detail: invocation.quiet ? .quiet : .normal)
    do {
      let diff = try Comparison.diff(a, b)
      guard let render = DiffRenderer.formats[invocation.format] else { return .usage }
      StandardStreams.write(try render(diff, presentation))
      return diff.same ? .success : .fault
    } catch {
      throw UsageError(message: "they cannot be compared: \(error)", command: "diff")
    }
  }

  static var help: String {
    Help(
      usage: ["wsdoctor diff A.json B.json [OPTION...]"],
      about: """
        Says what differs between two stored reports: before and after a change, or from
        a place where it works and one where it doesn't. Compared are the verdict,
        faults, steps, probes, times and limits beyond their noise, what both were
        answered to the same questions, and how connections ended. What was asked
        under other conditions is named apart and is no difference by itself.
        """,
      examples: [
        ("wsdoctor diff before.json after.json", "did the change help, and what else changed"),
        ("wsdoctor diff office.json home.json --format markdown", "for the ticket"),
      ],
      notes: [
        Comparison.rule,
        "Exit status: 0 the same, 1 it differs, 2 usage, or a file is no report of wsdoctor.",
      ]
    ).text(OptionTable.diff)
  }
}
