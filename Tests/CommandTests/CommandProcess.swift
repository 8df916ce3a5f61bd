import Foundation

/// The built program, run as a script would.
struct CommandProcess {
  var status: Int32
  var output: String
  var error: String

  static let path: String = {
    let tests = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    // Beside the test bundle, whether that is a file (Linux) or a folder with one inside (macOS).
    var folder = tests.deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appending(path: "wsdoctor").path),
      folder.path != "/"
    {
      folder = folder.deletingLastPathComponent()
    }
    return folder.appending(path: "wsdoctor").path
  }()

  static func run(_ arguments: String...) throws -> CommandProcess { try run(arguments) }

  /// Runs to the end; `environment` is all that the program sees.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    in folder: URL? = nil
  ) throws -> CommandProcess {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = folder
    let (inputPipe, outputPipe, errorPipe) = (Pipe(), Pipe(), Pipe())
    process.standardInput = inputPipe
    process.standardOutput = outputPipe
    process.standardError = errorPipe
    try process.run()
    try? inputPipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try? inputPipe.fileHandleForWriting.close()
    // What the program says on standard error is below a pipe's size: reading one after the
    // other cannot block.
    let output = try outputPipe.fileHandleForReading.readToEnd() ?? Data()
    let error = try errorPipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return CommandProcess(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      error: String(decoding: error, as: UTF8.self))
  }
}

/// A folder that is gone when the test ends.
func withScratchFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "wsdoctor-\(UInt64.random(in: 0 ... .max))")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
