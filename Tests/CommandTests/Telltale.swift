import Foundation
import TestSupport

/// A server that plants secrets of its own in every part of its answers, and sends back what it got:
/// `Peers/telltale.py`, run while `body` asks it.
enum Telltale {
  /// Whether Python is there; CI may not lack it.
  static let isAvailable =
    ProcessInfo.processInfo.environment["CI"] != nil
    || (try? Tool.run(["python3", "--version"]))?.status == 0

  static func serve(
    _ shape: String, secret: String, _ body: (_ port: String) async throws -> Void
  ) async throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Peers/telltale.py").path
    try await withScratchFolder { scratch in
      let server = try ChildProcess(
        ["python3", script, shape, secret], scratch: scratch, name: "telltale")
      guard let port = try await server.firstLine(within: .seconds(20)) else {
        throw Unexpected(text: server.errors)
      }
      do {
        try await body(port)
      } catch {
        await server.stop()
        throw error
      }
      await server.stop()
    }
  }
}
