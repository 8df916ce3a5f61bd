import Foundation
import TestSupport
import Testing

/// `wsdoctor lint` on each scenario's own file: it names the fault that the file decides, and is silent on
/// the healthy ones.
@Suite struct `What lint says of the scenarios` {
  /// One scenario's file, for one of its versions.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var version: String
    var folder: URL
    var expected: Expectation
    var testDescription: String { "nginx \(version)/\(name)" }
  }

  static let all: [Case] = {
    var seen: Set<String> = []
    return Scenario.all.filter { $0.proxy == "nginx" }.compactMap { scenario in
      guard seen.insert(scenario.name + scenario.version).inserted,
        let expected = try? Expectation(
          file: scenario.folder.appending(path: "expected.json"), version: scenario.version)
      else { return nil }
      return Case(
        name: scenario.name, version: scenario.version, folder: scenario.folder, expected: expected)
    }
  }()

  /// What a file can't decide: who is at an address, what an application wants, what another proxy does.
  static let beyondTheFile: Set<String> = [
    "application.server-error", "application.session-refused", "application.handshake-refused",
    "http.backend-timeout", "http.broken", "tcp.refused", "tls.not-spoken", "http.tls-required",
    "tls.untrusted", "tls.expired", "tls.name-mismatch", "tls.chain-incomplete",
    "tls.client-certificate-required", "upgrade.endpoint-unknown", "upgrade.origin-rejected",
    "polling.broken", "polling.buffered", "polling.not-sticky",
    // How many ask, and how often.
    "upgrade.connection-limit",
  ]

  /// Scenarios of which the file says something else, or nothing.
  static let others: [String: (faults: [String], why: String)] = [
    "chain-apache-inner-forgets": ([], "the other proxy's file has the fault"),
    "chain-haproxy-inner-forgets": ([], "the other proxy's file has the fault"),
    "chain-varnish-inner-forgets": ([], "the other proxy's file has the fault"),
    "wrong-application": ([], "which application is at an address isn't in the file"),
    "backend-down": ([], "whether somebody listens isn't in the file"),
    "backend-down-websocket-path": ([], "whether somebody listens isn't in the file"),
    "backend-dropping": ([], "what the application does isn't in the file"),
    "backend-dropping-websocket-path": ([], "what the application does isn't in the file"),
    "backend-silent-websocket-path": ([], "what the application does isn't in the file"),
    "backend-silent-websocket-path-504": ([], "what the application does isn't in the file"),
    "jelastic-daemon-down": ([], "whether somebody listens isn't in the file"),
    "login-for-everything": ([], "who has the cookie isn't in the file: unknown, exit 3"),
    "login-for-websocket-path": ([], "who has the cookie isn't in the file: unknown, exit 3"),
    "healthy-http10-upstream": (
      ["upgrade.http10-upstream"], "as a warning: the file is that of http10-upstream"
    ),
    "healthy-stream-unbuffered 1.22": (
      ["upgrade.http10-upstream"], "as a warning; its beacon takes HTTP/1.0"
    ),
    "stream-buffered": (["upgrade.http10-upstream"], "as a warning; buffering is no handshake's"),
    "stream-buffered-http10-written": (
      ["upgrade.http10-upstream"], "as a warning; buffering is no handshake's"
    ),
    // One cause in the file; from outside an application's reaction to it is what shows.
    "http2-upstream-http11-application": (["upgrade.not-forwarded"], "HTTP/2 to the application"),
    "http2-upstream-lines": (["upgrade.not-forwarded"], "HTTP/2 to the application"),
    "http2-upstream-map": (["upgrade.not-forwarded"], "HTTP/2 to the application"),
    "http2-upstream-websocket-path": (["upgrade.not-forwarded"], "HTTP/2 to the application"),
    "version-field-removed": (["upgrade.version-rejected"], "the field by its name"),
    "forwarded-proto-lost-page": (
      [], "what an application makes of X-Forwarded-Proto isn't in the file"
    ),
    "forwarded-proto-lost-redirect": (
      [], "what an application makes of X-Forwarded-Proto isn't in the file"
    ),
    "validates-first": ([], "what the application wants first isn't in the file"),
    "mistyped-path": ([], "which paths the application has isn't in the file"),
    "response-filter": ([], "ssi takes the head of those 101 alone that say text/html"),
    "healthy-redirect-followed": (
      ["http.redirected"], "asked at the port that redirects, where no WebSocket client follows"
    ),
  ]

  @Test func `there are many`() {
    #expect(Self.all.count > 100 || Places.environment["SCENARIO"] != nil)
  }

  @Test(arguments: all) func `it names what the file decides`(of item: Case) async throws {
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "lint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = try String(
      contentsOf: item.folder.appending(path: "nginx.conf"), encoding: .utf8)
    let file = folder.appending(path: "nginx.conf")
    try Self.filled(text).write(to: file, atomically: false, encoding: .utf8)
    try "access_log off;\n".write(
      to: folder.appending(path: "scratch.conf"), atomically: false, encoding: .utf8)
    let release = item.version.isEmpty ? "1.22.1" : item.version
    let result = try Tool.run(
      [Places.wsdoctor.path, "lint", "--format", "json", "--proxy", "nginx/\(release)"]
        + Self.arguments(item) + [file.path])
    let report = try JSONDecoder().decode(Lint.self, from: Data(result.output.utf8))
    let said = report.diagnoses.filter { $0.severity != "info" }.map(\.fault)
    #expect(report.unread.isEmpty)
    if let other = Self.others[item.name + (item.version.isEmpty ? " 1.22" : "")]
      ?? Self.others[item.name]
    {
      #expect(said == other.faults, "\(other.why)")
      return
    }
    let isDecided = item.expected.fault.map { !Self.beyondTheFile.contains($0) } ?? false
    guard isDecided, let fault = item.expected.fault else {
      #expect(said == [])
      if item.name.hasPrefix("healthy") {
        #expect(result.status == 0, "\(report.summary)")
        #expect(report.verdict == "healthy")
      }
      return
    }
    #expect(said.first == fault, "\(report.summary)")
    // What only some applications mind is a warning.
    let isWarning = report.diagnoses.first?.severity == "warning"
    #expect(result.status == (isWarning ? 0 : 1))
    let steps = report.diagnoses.first?.missingSteps.map(\.step) ?? []
    // The platform's own name for a step can't be told from the file.
    let cures = (item.expected.steps ?? []).filter { !$0.hasPrefix("jelastic.") }
    #expect(cures.isEmpty || !Set(steps).isDisjoint(with: cures), "\(steps) instead of \(cures)")
    #expect(report.diagnoses.first?.evidence.isEmpty == false)
  }

  /// Those whose fault is a line of nginx's that is missing or wrong.
  static let lost = all.filter { item in
    item.expected.fault == "upgrade.not-forwarded" && others[item.name] == nil
      || item.expected.fault == "upgrade.http10-upstream"
  }

  @Test(arguments: lost) func `what it says to write cures`(of item: Case) throws {
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "lint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "nginx.conf")
    try Self.filled(
      try String(contentsOf: item.folder.appending(path: "nginx.conf"), encoding: .utf8)
    ).write(to: file, atomically: false, encoding: .utf8)
    try "access_log off;\n".write(
      to: folder.appending(path: "scratch.conf"), atomically: false, encoding: .utf8)
    let release = item.version.isEmpty ? "1.22.1" : item.version
    let command =
      [Places.wsdoctor.path, "lint", "--format", "json", "--proxy", "nginx/\(release)"]
      + Self.arguments(item) + [file.path]
    let before = try JSONDecoder().decode(
      Lint.self, from: Data(try Tool.run(command).output.utf8))
    let change = try #require(before.diagnoses.first?.change)
    try Self.applied(change, to: try String(contentsOf: file, encoding: .utf8))
      .write(to: file, atomically: false, encoding: .utf8)
    let result = try Tool.run(command)
    let after = try JSONDecoder().decode(Lint.self, from: Data(result.output.utf8))
    #expect(result.status == 0 && after.verdict == "healthy", "\(after.summary)")
    // nginx itself takes it; certificates of a made-up folder aside.
    guard !(try String(contentsOf: file, encoding: .utf8).contains("/certificates")) else { return }
    do {
      let program = try Proxy.program("nginx", title: "nginx", version: item.version)
      let check = try Tool.run(
        [program, "-t", "-e", "/dev/null", "-p", folder.path, "-c", file.path, "-g", "pid p;"])
      #expect(check.status == 0, "\(check.errors)")
    } catch let missing as Missing where !Places.isCI {
      try Test.cancel("\(missing)")
    }
  }

  /// The file with the lines that go taken out, and those that come put behind the one above them.
  private static func applied(_ change: Lint.Change, to text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { [String($0)] }
    var last = 0
    for line in change.lines {
      if let number = line.number { last = number }
      switch line.kind {
      case "goes": lines[last - 1].removeFirst()
      case "comes": lines[last - 1].append(line.text)
      default: break
      }
    }
    return lines.joined().joined(separator: "\n")
  }

  struct Lint: Decodable {
    struct ChangedLine: Decodable { var kind: String, number: Int?, text: String }
    struct Change: Decodable { var lines: [ChangedLine] }
    struct Step: Decodable { var step: String }
    struct Line: Decodable { var file: String, line: Int }
    struct Finding: Decodable {
      var fault: String, severity: String, evidence: [Line], missingSteps: [Step], change: Change?
    }
    struct Unread: Decodable { var line: Int }
    var verdict: String, summary: String, unread: [Unread], diagnoses: [Finding]
  }

  private static let values = [
    "LISTEN": "127.0.0.1:18080", "PORT": "18080", "LISTEN_TLS": "127.0.0.1:18443",
    "PORT_TLS": "18443", "BACKEND": "127.0.0.1:18001", "DOWN": "127.0.0.1:18002",
    "SILENT": "127.0.0.1:18003", "DROPPING": "127.0.0.1:18004", "INNER": "127.0.0.1:18005",
    "CERTIFICATES": "/certificates", "DIRECTORY": "/pages",
  ]

  private static func filled(_ text: String) -> String {
    var text = text
    for (name, value) in values { text = text.replacing("@\(name)@", with: value) }
    return text.replacing(#/@APPLICATION:[a-z0-9-]+@/#, with: "127.0.0.1:18006")
  }

  /// What is asked, as the scenario's own command line asks it.
  private static func arguments(_ item: Case) -> [String] {
    let url = filled(item.expected.url ?? "http://@LISTEN@/")
    let authority = url.split(separator: "/").dropFirst().first ?? ""
    let parts = authority.split(separator: ":")
    var path = "/com-spartez-support-chat/ws/x"
    if item.expected.backends.contains("socketio") {
      path = "/socket.io/?EIO=4&transport=websocket"
    }
    let given = item.expected.arguments ?? []
    if let index = given.firstIndex(of: "--ws-path") { path = given[index + 1] }
    var words = [
      "--host", String(parts.first ?? ""), "--port", String(parts.last ?? ""), "--ws-path", path,
    ]
    if let index = given.firstIndex(of: "--keepalive") {
      words += ["--keepalive", given[index + 1]]
    }
    return words
  }
}
