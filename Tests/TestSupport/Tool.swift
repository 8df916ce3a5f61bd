import Foundation

/// A tool such as `openssl` that does one thing and ends.
package enum Tool {
  package struct Result: Sendable {
    /// The exit status; a signal's number is negative.
    package var status: Int32
    package var output: String
    package var errors: String
  }

  /// Runs `arguments` to the end, with `input` on standard input; blocks its thread meanwhile.
  package static func run(_ arguments: [String], input: String = "") throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "wsdoctor-tool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (output, errors) = (folder.appending(path: "stdout"), folder.appending(path: "stderr"))
    let inputFile = folder.appending(path: "stdin")
    try input.write(to: inputFile, atomically: false, encoding: .utf8)
    let program = try SpawnedProgram(
      arguments, environment: ProcessInfo.processInfo.environment, standardInput: inputFile,
      standardOutput: output, standardError: errors)
    defer { close(program.standardInput) }
    Janitor.note("begins", program.identifier)
    SpawnedProgram.awaitEnd(of: program.identifier)
    Janitor.note("ends", program.identifier)
    return Result(
      status: SpawnedProgram.collect(program.identifier),
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }
}
