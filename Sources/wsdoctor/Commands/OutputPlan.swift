import Evidence
import Investigation
import ReportDocument
import Reporting

/// Which document goes where: settled before the run, so that a run is not lost to a typing error.
struct OutputPlan {
  private var standardOutput: Format
  private var files: [CheckInvocation.Output] = []
  private var savesReports: Bool
  private var presentation: Presentation

  init(_ invocation: CheckInvocation, command: String = "check") throws(UsageError) {
    guard !(invocation.quiet && invocation.verbose) else {
      throw UsageError(message: "--quiet and --verbose exclude each other", command: command)
    }
    let toOutput = invocation.outputs.filter { $0.path == "-" }
    files = invocation.outputs.filter { $0.path != "-" }
    guard toOutput.count + (invocation.format == nil ? 0 : 1) <= 1 else {
      throw UsageError(
        message: "standard output takes one document: name files for the other formats",
        command: command)
    }
    let paths = files.map(\.path)
    if let path = paths.first(where: { path in paths.count { $0 == path } > 1 }) {
      throw UsageError(message: "two formats are to be written into \(path)", command: command)
    }
    if invocation.common.showSecrets {
      guard StandardStreams.outputIsTerminal, files.isEmpty, !invocation.save,
        (toOutput.first?.format ?? invocation.format ?? OutputPlan.plainText).id == "text"
      else {
        throw UsageError(
          message:
            "--show-secrets shows them as text on a terminal only: files and pipes are kept and passed on",
          command: command)
      }
    }
    standardOutput = toOutput.first?.format ?? invocation.format ?? OutputPlan.plainText
    savesReports = invocation.save
    presentation = Presentation(
      width: StandardStreams.width,
      colour: StandardStreams.wantsColour && !invocation.noColour,
      detail: invocation.quiet ? .quiet : invocation.verbose ? .verbose : .normal)
    if savesReports {
      do throws(Files.Problem) {
        try Files.makeFolder("reports")
        try Files.checkWritable("reports/report.json")
      } catch {
        throw UsageError(message: "--save: \(error.message)", command: command)
      }
    }
  }

  private static let plainText = Format.all[0]

  /// All formats that are asked for.
  private var formats: [Format] { [standardOutput] + files.map(\.format) }

  /// Whether anything but JSON is asked for.
  var writesViews: Bool { formats.contains { $0.id != "json" } }

  /// What differs between two reports is nothing for some formats.
  func checkWritesDiffs(for command: String) throws(UsageError) {
    guard let format = formats.first(where: { !$0.writesDiffs }) else { return }
    let others = Format.all.filter(\.writesDiffs).map(\.id).joined(separator: ", ")
    throw UsageError(
      message: "\(format.id) can't say what differs between two reports: \(others) can",
      command: command)
  }

  /// What a configuration says is nothing for some formats.
  func checkWritesLint(for command: String) throws(UsageError) {
    guard let format = formats.first(where: { !$0.writesLint }) else { return }
    let others = Format.all.filter(\.writesLint).map(\.id).joined(separator: ", ")
    throw UsageError(
      message: "\(format.id) can't say what a configuration says: \(others) can", command: command)
  }

  /// Writes everything and returns what could not be written, as sentences.
  func write(_ measured: Document) -> [String] {
    do {
      return write(try JSONRenderer.asStored(measured))
    } catch {
      return ["the report cannot be written"]
    }
  }

  /// As `write` of a document; JSON is the file's own.
  func write(_ stored: JSONRenderer.Stored) -> [String] {
    let document = stored.document
    var failures: [String] = []
    func attempt(_ format: Format, _ presentation: Presentation, _ write: (String) throws -> Void) {
      do {
        let isJSON = format.id == "json"
        try write(isJSON ? stored.json : try format.render(document, as: presentation))
      } catch let problem as Files.Problem {
        failures.append(problem.message)
      } catch {
        failures.append("the report cannot be written as \(format.id)")
      }
    }
    attempt(standardOutput, presentation) { StandardStreams.write($0) }
    let plain = Presentation(detail: presentation.detail == .verbose ? .verbose : .normal)
    for file in files {
      attempt(file.format, plain) { try Files.write($0, to: file.path) }
    }
    if savesReports { failures += save(document.reports, as: plain) }
    return failures
  }

  /// `reports/HOST-UTCTIME.EXTENSION` for each report, in the formats that are kept.
  private func save(_ reports: [Report], as presentation: Presentation) -> [String] {
    var failures: [String] = []
    for report in reports {
      let name: String
      do throws(Files.Problem) {
        name = try OutputPlan.freeName(for: report)
      } catch {
        failures.append(error.message)
        continue
      }
      for id in ["json", "html"] {
        guard let format = Format.named(id) else { continue }
        let path = "\(name).\(id)"
        do {
          try Files.write(try format.render(.report(report), as: presentation), to: path)
        } catch let problem as Files.Problem {
          failures.append(problem.message)
        } catch {
          failures.append("\(path) cannot be written")
        }
      }
    }
    return failures
  }

  /// A name that no report has: runs may begin within one second. Its JSON file is made at once, lest
  /// another run take it.
  private static func freeName(for report: Report) throws(Files.Problem) -> String {
    for number in 1...999 {
      let again = number == 1 ? "" : "_\(number)"
      let name = "reports/\(fileName(of: report))\(again)-\(time(of: report))"
      if try Files.makeNew("\(name).json") { return name }
    }
    throw Files.Problem(message: "reports holds 999 reports of this second and host")
  }

  /// The host and a port of its own, fit for a file's name.
  static func fileName(of report: Report) -> String {
    var authority = report.target.url[...]
    if let scheme = authority.firstRange(of: "://") { authority = authority[scheme.upperBound...] }
    let name = authority.prefix { $0 != "/" && $0 != "?" }.map { character in
      character.isASCII && (character.isLetter || character.isNumber || ".-".contains(character))
        ? String(character) : "_"
    }.joined()
    let visible = name.drop { $0 == "." || $0 == "-" }
    return visible.isEmpty ? "report" : String(visible.prefix(100))
  }

  /// `20261121T054840Z` of `2026-11-21T05:48:40.123Z`.
  static func time(of report: Report) -> String {
    report.startedAt.prefix { $0 != "." && $0 != "Z" }.filter { $0.isNumber || $0 == "T" } + "Z"
  }
}
