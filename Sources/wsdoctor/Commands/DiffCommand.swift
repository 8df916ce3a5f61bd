import Evidence
import ReportDocument
import Reporting

extension OptionTable where Invocation == CheckInvocation {
  /// The options of `diff`: those of `render`; there is no more to it than it says.
  static let diff = OptionTable(
    command: "diff", options: render.options.filter { !$0.names.contains("--verbose") })
}

/// `wsdoctor diff A.json B.json`: what changed, or why it works here and not there.
enum DiffCommand {
  static func run(_ arguments: [String]) throws(UsageError) -> ExitStatus {
    var invocation = CheckInvocation()
    let words = try OptionTable.diff.parse(arguments, into: &invocation)
    guard words.count == 2 else {
      throw UsageError(
        message: "diff takes two stored reports, as in wsdoctor diff before.json after.json; - is "
          + "standard input", command: "diff")
    }
    guard words != ["-", "-"] else {
      throw UsageError(message: "standard input holds one of the two only", command: "diff")
    }
    let plan = try OutputPlan(invocation, command: "diff")
    try plan.checkWritesDiffs(for: "diff")
    let diff = try difference(try read(words[0]), try read(words[1]))
    let failures = plan.write(.diff(diff))
    for failure in failures { StandardStreams.writeError("wsdoctor: \(visible(failure))\n") }
    return failures.isEmpty ? diff.same ? .success : .fault : .usage
  }

  private static func read(_ path: String) throws(UsageError) -> Document {
    let stored = try StoredReport.read(path, command: "diff", verb: "compared")
    if let warning = StoredReport.warning(of: path, stored) {
      StandardStreams.writeError("wsdoctor: \(visible(warning)); it is not compared\n")
    }
    return stored.document
  }

  private static func difference(_ a: Document, _ b: Document) throws(UsageError) -> ReportDiff {
    do throws(Comparison.Problem) {
      return try Comparison.diff(a, b)
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
        ("wsdoctor diff a.json b.json --output html:diff.html", "a page, and text on the screen"),
      ],
      notes: [
        Comparison.rule,
        """
        All formats but junit can say it; what was stored as json is shown again by
        wsdoctor render. A file of up to \(StoredReport.limit >> 20) MiB is read.
        """,
        "Exit status: 0 the same, 1 it differs, 2 usage, or a file is no report of wsdoctor.",
      ]
    ).text(OptionTable.diff)
  }
}
