import Foundation
import TestSupport

/// A terminal of some size with the built program in it: tmux, which knows better than we do what a
/// line takes.
final class TerminalWindow {
  static let isThere =
    ProcessInfo.processInfo.environment["CI"] != nil
    || (try? Tool.run(["tmux", "-V"]))?.status == 0

  struct Failed: Error {
    var output: String
  }

  private let socket = "wsdoctor-\(UInt64.random(in: 0 ... .max))"

  /// Runs the program with these words; a line says in the end what its exit status was.
  init(
    _ words: [String], columns: Int, rows: Int = 50, environment: [String: String] = [:],
    in folder: URL
  ) throws {
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
    let command = (["env", "-u", "NO_COLOR"] + variables + [CommandProcess.path] + words)
      .map { "'\($0.replacing("'", with: "'\\''"))'" }.joined(separator: " ")
    // The shell outlives the Ctrl-C that its program gets.
    let script = "trap : INT; \(command); echo \"ended: $?\"; exec sleep 600"
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c",
      folder.path, "exec sh -c \(quoted(script))")
  }

  deinit { _ = try? tmux("kill-server") }

  /// The lines that are there, those above the screen too; `joined`: what the terminal has broken is
  /// one line again.
  func lines(joined: Bool = false, escapes: Bool = false) throws -> [String] {
    let options = (joined ? ["-J"] : []) + (escapes ? ["-e"] : [])
    let text = try tmux(["capture-pane", "-p", "-S", "-"] + options)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  func resize(columns: Int) throws { try tmux("resize-window", "-x", "\(columns)") }

  func press(_ key: String) throws { try tmux("send-keys", key) }

  /// The lines, once they are as wanted; `nil`: within `CommandProcess.limit` they never were.
  func lines(once isWanted: ([String]) -> Bool) async throws -> [String]? {
    let end = ContinuousClock.now + CommandProcess.limit
    while ContinuousClock.now < end {
      let lines = try lines()
      if isWanted(lines) { return lines }
      try await Task.sleep(for: .milliseconds(50))
    }
    return nil
  }

  /// The exit status of the program, once it has ended.
  func status() async throws -> String? {
    try await lines { $0.contains { $0.hasPrefix("ended: ") } }?
      .first { $0.hasPrefix("ended: ") }.map { String($0.dropFirst("ended: ".count)) }
  }

  @discardableResult private func tmux(_ words: String...) throws -> String { try tmux(words) }

  private func tmux(_ words: [String]) throws -> String {
    let run = try Tool.run(["tmux", "-u", "-L", socket] + words)
    guard run.status == 0 else { throw Failed(output: run.errors + run.output) }
    return run.output
  }

  private func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
