import Foundation
import TestSupport

/// The built program, run as a script would.
struct CommandProcess {
  var status: Int32
  var output: String
  var error: String
  /// The most memory that it held at a time. Octets.
  var peakMemory = 0

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

  static func run(_ arguments: String...) async throws -> CommandProcess {
    try await run(arguments)
  }

  /// Runs to the end; `environment` is all that the program sees.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    in folder: URL? = nil
  ) async throws -> CommandProcess {
    try await withScratchFolder { scratch in
      let process = try start(
        arguments, input: input, environment: environment, in: folder, scratch: scratch)
      return await process.ended()
    }
  }

  /// Runs, and sends a signal as soon as standard error holds some text.
  static func run(_ arguments: [String], signal: Int32, onceErrorShows text: String) async throws
    -> CommandProcess
  {
    try await withScratchFolder { scratch in
      let process = try start(arguments, scratch: scratch)
      _ = try await process.saysError(text, within: limit)
      process.signal(signal)
      return await process.ended()
    }
  }

  /// Starts the program, which writes to files in `scratch`.
  static func start(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    in folder: URL? = nil, scratch: URL
  ) throws -> ChildProcess {
    let file = scratch.appending(path: "stdin")
    try input.write(to: file, atomically: false, encoding: .utf8)
    return try ChildProcess(
      [path] + arguments, environment: environment, alone: true, in: folder, standardInput: file,
      scratch: scratch, name: "wsdoctor")
  }

  /// After which a program that hangs is killed.
  static let limit = Duration.seconds(100)
}

extension ChildProcess {
  /// What the program did when it has ended; its memory is looked at until then.
  fileprivate func ended() async -> CommandProcess {
    async let peak = watchedMemory()
    let status = await exitStatus(within: CommandProcess.limit)
    return CommandProcess(
      status: status, output: output, error: errors, peakMemory: await peak)
  }
}

extension ChildProcess {
  private func watchedMemory() async -> Int {
    var peak = 0
    while isRunning {
      peak = max(peak, peakMemory ?? 0)
      try? await Task.sleep(for: .milliseconds(20))
    }
    return peak
  }
}

/// A folder that is gone when the test ends.
func withScratchFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "wsdoctor-\(UInt64.random(in: 0 ... .max))")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}
