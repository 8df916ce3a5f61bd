import Foundation
import TestSupport
import Testing

/// `wsdoctor lint` as a person or a script runs it.
@Suite struct LintTests {
  private func run(_ text: String, _ arguments: String...) throws -> Tool.Result {
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "lint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "nginx.conf")
    try text.write(to: file, atomically: false, encoding: .utf8)
    return try Tool.run([CommandProcess.path, "lint"] + arguments + [file.path])
  }

  private static let lost = """
    http {
      server { listen 80; server_name a.test;
        location / { proxy_pass http://10.0.0.1:8080; }
      }
    }
    """

  @Test func `a fault is 1, and its line is named`() throws {
    let result = try run(Self.lost, "--ws-path", "/ws", "--proxy", "nginx/1.22.1")
    #expect(result.status == 1)
    #expect(result.output.contains("nginx.conf:3"))
    #expect(result.output.contains("+     proxy_set_header Upgrade $http_upgrade;"))
    #expect(!result.output.split(separator: "\n").contains { $0.count > 80 })
  }

  @Test func `what the change says cures`() throws {
    let cured = Self.lost.replacing(
      "8080;",
      with:
        "8080; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\";"
    )
    #expect(try run(cured, "--ws-path", "/ws").status == 0)
  }

  @Test func `without a path nothing is a fault that isn't meant for WebSocket`() throws {
    let result = try run(Self.lost)
    #expect(result.status == 0)
    #expect(result.output.contains("✗ lost"))
  }

  @Test(arguments: [
    ("http { server { location / { return 204; } } }", 3, ""), ("http {", 2, "line 1, column 1"),
    ("<VirtualHost *:80>\n ProxyPass / http://x/\n</VirtualHost>\n", 2, "Apache"),
    ("defaults\n  mode http\nfrontend a\n  bind :80\n", 2, "HAProxy"),
  ])
  func `what can't be judged or read`(text: String, status: Int32, said: String) throws {
    let result = try run(text)
    #expect(result.status == status)
    #expect(said.isEmpty || result.errors.contains(said), "\(result.errors)")
  }

  @Test func `only nginx is read`() throws {
    let result = try run(Self.lost, "--proxy", "apache")
    #expect(result.status == 2 && result.errors.contains("only nginx"))
    #expect(try run(Self.lost, "--format", "html").status == 2)
    #expect(try run(Self.lost, "--ws-path", "ws://a/b").status == 2)
  }

  @Test func `as JSON it can be shown again`() throws {
    let stored = try run(Self.lost, "--ws-path", "/ws", "--format", "json")
    let file = URL(filePath: NSTemporaryDirectory()).appending(path: "\(UUID().uuidString).json")
    try stored.output.write(to: file, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let shown = try Tool.run([CommandProcess.path, "render", file.path])
    #expect(shown.status == 0 && shown.output.contains("THE WAY"))
    #expect(try Tool.run([CommandProcess.path, "diff", file.path, file.path]).status == 2)
  }
}
