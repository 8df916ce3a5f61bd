import Foundation
import TestSupport
import Testing

/// What all scenarios of a run share: the scratch folder, the certificates, one instance of each backend.
actor Laboratory {
  static let shared = Laboratory()

  nonisolated let scratch = FileManager.default.temporaryDirectory
    .appending(path: "wsdoctor-scenarios-\(ProcessInfo.processInfo.processIdentifier)")
  private var backends: [String: Task<Backend, any Error>] = [:]
  private var commandCheck: Task<Void, any Error>?
  private var skips: [String: Int] = [:]
  private var certificateFolder: Task<URL, any Error>?

  /// Throws unless the program under test is there and gives reports.
  func requireCommand() async throws {
    let scratch = scratch
    let check =
      commandCheck
      ?? Task {
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let question = ["--quick", "--format", "json", "http://127.0.0.1:9/"]
        let process = try ChildProcess(
          [Places.wsdoctor.path] + question, scratch: scratch, name: "command")
        _ = await process.exitStatus(within: .seconds(20))
        guard process.output.hasPrefix("{") else {
          throw Missing(description: "\(Places.wsdoctor.path) gives no report: \(process.errors)")
        }
      }
    commandCheck = check
    try await check.value
  }

  /// The backend of that name, started by whoever needs it first.
  func backend(_ name: String) async throws -> Backend {
    if let running = backends[name] { return try await running.value }
    let folder = scratch.appending(path: "backend-\(name)")
    let starting = Task { try await Backend(name: name, scratch: folder) }
    backends[name] = starting
    return try await starting.value
  }

  /// The folder with the certificates of the TLS scenarios.
  func certificates() async throws -> URL {
    if let certificateFolder { return try await certificateFolder.value }
    let folder = scratch.appending(path: "certificates")
    let making = Task {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let path = Places.scripts.appending(path: "certificates").path
      let script = try ChildProcess([path, folder.path], scratch: folder, name: "certificates")
      guard await script.exitStatus(within: .seconds(30)) == 0 else {
        throw Failure("Scripts/certificates failed: \(script.errors)")
      }
      return folder
    }
    certificateFolder = making
    return try await making.value
  }

  /// Remembers that a test couldn't run for the lack of something.
  func skip(_ reason: Missing) { skips[reason.description, default: 0] += 1 }

  /// Ends everything that runs, removes the scratch folder, and says what was skipped.
  func close() async {
    for backend in backends.values { await (try? backend.value)?.process.stop() }
    for (reason, count) in skips {
      print("➜ \(count) scenario tests skipped: \(reason.replacing("\n", with: " "))")
    }
    backends = [:]
    skips = [:]
    certificateFolder = nil
    try? FileManager.default.removeItem(at: scratch)
  }
}

/// A running backend: its applications, each at its own port.
struct Backend: Sendable {
  let process: ChildProcess
  let ports: [String: Int]
  /// What the command needs to be told because this backend's pages don't say it.
  let arguments: [String]

  init(name: String, scratch: URL) async throws {
    let folder = Places.backends.appending(path: name)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    process = try ChildProcess(
      [
        folder.appending(path: "start").path, Places.backends.appending(path: "page").path,
        scratch.path,
      ],
      environment: ["PYTHON": Places.python, "WSDOCTOR": Places.wsdoctor.path],
      scratch: scratch, name: name)
    let words = try? String(contentsOf: folder.appending(path: "arguments"), encoding: .utf8)
    arguments = words?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []

    guard let line = try await process.firstLine(within: .seconds(30)) else {
      let status = await process.exitStatus(within: .zero)
      let text = process.errors.trimmingCharacters(in: .whitespacesAndNewlines)
      if status == 77 { throw Missing(description: text) }
      throw Failure("backend \(name) did not start (\(status)): \(text)\(process.output)")
    }
    if let table = try? JSONDecoder().decode([String: Int].self, from: Data(line.utf8)) {
      ports = table
    } else if let match = line.firstMatch(of: #/127\.0\.0\.1:(\d+)/#), let port = Int(match.1) {
      ports = ["chat": port]
    } else {
      throw Failure("backend \(name) doesn't say where it listens: \(line)")
    }
  }

  func port(of application: String) throws -> Int {
    guard let port = ports[application] else { throw Failure("no application \(application)") }
    return port
  }
}

/// Closes the laboratory when the suite that has this trait is over, whatever happened in it.
struct LaboratoryTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let result: Result<Void, any Error>
    do { result = .success(try await function()) } catch { result = .failure(error) }
    await Laboratory.shared.close()
    try result.get()
  }
}

extension Trait where Self == LaboratoryTrait {
  static var laboratory: Self { LaboratoryTrait() }
}
