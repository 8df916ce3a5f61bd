import Evidence
import ReportDocument
import Reporting

extension OptionTable where Invocation == CheckInvocation {
  /// The options of `render`: those of `check` that say how a report is written.
  static let render = OptionTable(
    command: "render",
    options: output.filter { option in
      ["--format", "--output", "--quiet", "--verbose", "--no-color", "--help"].contains {
        option.names.contains($0)
      }
    })
}

/// `wsdoctor render REPORT.json`: a stored report in any format; nothing is asked again.
enum RenderCommand {
  static func run(_ arguments: [String]) throws(UsageError) -> ExitStatus {
    var invocation = CheckInvocation()
    let words = try OptionTable.render.parse(arguments, into: &invocation)
    guard let path = words.first, words.count == 1 else {
      throw UsageError(
        message: "render takes one stored report, as in wsdoctor render report.json; - is "
          + "standard input", command: "render")
    }
    let plan = try OutputPlan(invocation, command: "render")
    let stored = try StoredReport.read(path, command: "render", verb: "rendered")
    if case .diff = stored.document { try plan.checkWritesDiffs(for: "render") }
    if case .lint = stored.document { try plan.checkWritesLint(for: "render") }
    if plan.writesViews, let warning = StoredReport.warning(of: path, stored) {
      StandardStreams.writeError("wsdoctor: \(visible(warning)); only JSON keeps it\n")
    }
    let failures = plan.write(stored)
    for failure in failures { StandardStreams.writeError("wsdoctor: \(visible(failure))\n") }
    return failures.isEmpty ? .success : .usage
  }

  static var help: String {
    Help(
      usage: ["wsdoctor render REPORT.json [OPTION...]"],
      about: """
        Writes a report that was stored with --format json (or --output, or --save) in
        another format; what diff stored as well, though not as junit. Nothing is asked
        again. - is standard input. A file of up to \(StoredReport.limit >> 20) MiB is read.
        """,
      examples: [
        ("wsdoctor render report.json", "as it would have been shown, 80 columns wide"),
        ("wsdoctor render report.json --verbose", "everything that was asked and seen"),
        ("wsdoctor render - --output text:report.txt < report.json", "into a file"),
      ],
      notes: [
        "Exit status: 0 written, 2 usage, or the file is no report of wsdoctor."
      ]
    ).text(OptionTable.render)
  }
}
