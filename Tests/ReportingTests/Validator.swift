import Foundation
import TestSupport
import Testing

/// Programs that aren't ours and know a format better than we do; a laptop may lack them, CI may not.
enum Validator {
  /// `WSDOCTOR_PYTHON`, the one that Tests/run has set up, or the system's.
  static let python: String = {
    if let named = ProcessInfo.processInfo.environment["WSDOCTOR_PYTHON"] { return named }
    let own = ReportSchemaTests.root.appending(path: ".build/python/bin/python3").path
    return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
  }()
  private static let isRequired = ProcessInfo.processInfo.environment["CI"] != nil

  static let hasMarkdownIt =
    isRequired || (try? run([python, "-c", "import markdown_it, linkify_it"]))?.status == 0
  static let hasXMLLint = isRequired || (try? run(["xmllint", "--version"]))?.status == 0

  /// Runs a program to its end with this input.
  static func run(_ command: [String], input: String = "") throws -> (status: Int32, output: String)
  {
    let result = try Tool.run(command, input: input)
    return (result.status, result.output + result.errors)
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
}
