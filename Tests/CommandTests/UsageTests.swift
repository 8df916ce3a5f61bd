import Foundation
import Testing

@testable import wsdoctor

/// What the program says to command lines that need no network.
@Suite struct UsageTests {
  struct Mistake: CustomTestStringConvertible {
    var arguments: [String]
    /// What the message must hold.
    var says: [String]
    init(_ arguments: String..., says: String...) {
      self.arguments = arguments
      self.says = says
    }
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let mistakes = [
    Mistake(says: "no URL is given"),
    Mistake("chekc", says: "there is no command chekc", "Did you mean check?"),
    Mistake(
      "--quik", "h.example", says: "unknown option --quik", "Did you mean --quick?", "check --help"),
    Mistake("-quick", "h.example", says: "Did you mean --quick?"),
    Mistake("--proxy", "nginx", "h.example", says: "--behind", "--via"),
    Mistake("--proxy=nginx", "h.example", says: "--behind", "--via"),
    Mistake("--behind", "ngnix", "h.example", says: "no proxy \"ngnix\"", "Did you mean nginx?"),
    Mistake("--profile", "jira", "h.example", says: "no profile \"jira\"", "jira-chat"),
    Mistake("--only", "upgade", "h.example", says: "Did you mean upgrade?"),
    Mistake("--idle", "90", "h.example", says: "--idle", "has no unit", "90s, 10m"),
    Mistake("--idle", "5d", "h.example", says: "unknown unit \"d\""),
    Mistake("--timeout", "0s", "h.example", says: "not between"),
    Mistake("--idle", "h.example", says: "is no duration"),
    Mistake("--idle", says: "--idle needs a value: --idle DURATION"),
    Mistake("--quick=1", "h.example", says: "takes no value"),
    Mistake("--idle", "1s", "--idle", "2s", "h.example", says: "given twice"),
    Mistake("--format", "xml", "h.example", says: "no format \"xml\"", "text, json"),
    Mistake("--output", "json", "h.example", says: "--output json:report.json"),
    Mistake(
      "--output", "json:/nowhere/x.json", "h.example", says: "nothing can be written in /nowhere"),
    Mistake("--output", "json:/", "h.example", says: "is a folder"),
    Mistake("--output", "json:-", "--format", "text", "h.example", says: "one document"),
    Mistake("-q", "-v", "h.example", says: "exclude each other"),
    Mistake("--cacert", "/nowhere.pem", "h.example", says: "/nowhere.pem cannot be read"),
    Mistake("--client-key", "/", "h.example", says: "is a folder"),
    Mistake("--fail-on", "errors", "h.example", says: "Did you mean error?"),
    Mistake("https://u:geheim@h.example", says: "--header-env"),
    Mistake("ftp://h.example", says: "ftp:", "wss://"),
    Mistake("https://h.example:99999", says: "99999", "65535"),
    Mistake("h.example", "--ws-path", "wss://h.example/ws", says: "whole URL"),
    Mistake("-H", "Upgrade: x", "h.example", says: "wsdoctor sets it itself"),
    Mistake("-H", "Host: x", "h.example", says: "--resolve"),
    Mistake("-H", "nonsense", "h.example", says: "'NAME: VALUE'"),
    Mistake("-H", "@/nowhere", "h.example", says: "/nowhere cannot be read"),
    Mistake("--header-env", "Authorization=NOT_SET", "h.example", says: "NOT_SET is not set"),
    Mistake("--cookie-env", "NOT_SET", "h.example", says: "NOT_SET is not set"),
    Mistake("-b", "geheim", "h.example", says: "NAME=VALUE"),
    Mistake("--origin", "foo", "h.example", says: "\"foo\" is no origin", "scheme://host"),
    Mistake("--origin", "https://a.test/", "h.example", says: "is no origin", "without a path"),
    Mistake("--origin", "//a.test", "h.example", says: "is no origin"),
    Mistake("--origin", "https://a.test:99999", "h.example", says: "that is no origin", "99999"),
    Mistake("-H", "Origin: foo", "h.example", says: "is no origin"),
    Mistake("--resolve", "h.example:0:1.2.3.4", "h.example", says: "no port from 1"),
    Mistake("--resolve", "a b:443:1.2.3.4", "h.example", says: "is no host"),
    Mistake("--resolve", "h:443:1.2.3.4,x", "h.example", says: "\"x\" is no IP address"),
    Mistake(
      "conformance", "--resolve", "h.example:80:1.2.3.4", "wss://h.example/ws",
      says: "nothing here is connected to h.example:80", "h.example:443"),
    Mistake("--resolve", "h:443", "h.example", says: "HOST:PORT:ADDRESS"),
    Mistake("--resolve", "h:443:x", "h.example", says: "\"x\" is no IP address"),
    Mistake(
      "--via", "socks5://u:geheim@p:1080", "h.example", says: "socks5://", "http://HOST:PORT"),
    Mistake("--via", "http://u:geheim@p", "h.example", says: "port is missing"),
    Mistake("--from-curl", "-", says: "is empty", "Copy as cURL"),
    Mistake("--from-curl", "/nowhere", says: "/nowhere cannot be read"),
    Mistake("explain", says: "one id"),
    Mistake("explain", "upgrade.not-forwardd", says: "Did you mean upgrade.not-forwarded?"),
    Mistake("explain", "not-forwarded", says: "Did you mean upgrade.not-forwarded?"),
    Mistake("list", "fault", says: "Did you mean faults?"),
    Mistake("beacon", "8080", says: "--listen"),
    Mistake("beacon", "--strict", "--lenient", says: "exclude each other"),
    Mistake("beacon", "--listen", "8080", says: "ADDRESS:PORT"),
    Mistake("render", says: "one stored report"),
    Mistake("render", "a.json", "b.json", says: "one stored report"),
    Mistake("render", "/nowhere.json", says: "/nowhere.json cannot be read"),
    Mistake("render", "x.json", "--quick", says: "unknown option --quick", "render --help"),
    Mistake("render", "x.json", "--format", "xml", says: "no format \"xml\""),
    Mistake("diff", "x.json", says: "diff takes two stored reports"),
    Mistake("watch", "h.example", says: "not built yet"),
    Mistake("help", "chekc", says: "Did you mean check?"),
    Mistake("conformance", says: "no URL is given"),
    Mistake("conformance", "a.example", "b.example", says: "takes one URL", "--direct"),
    Mistake("conformance", "h.example", "--tier", "ful", says: "safe, full", "Did you mean full?"),
    Mistake(
      "conformance", "h.example", "--tier", "full", says: "--yes-i-may-test-this-server"),
    Mistake(
      "conformance", "h.example", "--case", "rfc7692.8.bomb", says: "--yes-i-may-test-this-server"),
    Mistake("conformance", "h.example", "--case", "rfc7692.8.bom", says: "rfc7692.8.bomb?"),
    Mistake("conformance", "h.example", "--section", "99.9", says: "99.9", "--list"),
    Mistake("conformance", "h.example", "--direct", "ftp://h", says: "--direct", "ftp:"),
    Mistake("conformance", "h.example", "--quick", says: "unknown option --quick"),
    Mistake("explain", "rfc6455.5.1.unmasked-txt", says: "rfc6455.5.1.unmasked-text?"),
  ]

  @Test(arguments: mistakes) func `a mistake is explained on standard error, with status 2`(
    mistake: Mistake
  ) async throws {
    let run = try await CommandProcess.run(mistake.arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    for part in mistake.says { #expect(run.error.contains(part), "\(run.error)") }
    #expect(run.error.hasPrefix("wsdoctor: "))
    #expect(!run.error.contains("geheim"), "a secret must not be repeated")
  }

  @Test func `control characters of a command line stay visible`() async throws {
    let run = try await CommandProcess.run("--\u{1B}[2J")
    #expect(!run.error.contains("\u{1B}"))
    #expect(run.error.contains("\\u{1b}[2J"))
  }

  @Test(arguments: [["--version"], ["-V"]]) func `the version`(arguments: [String]) async throws {
    let run = try await CommandProcess.run(arguments)
    #expect(run.status == 0)
    #expect(run.output == "wsdoctor 0.1.0\n")
    #expect(run.error.isEmpty)
  }

  @Test(arguments: ["", "check", "demo", "beacon", "explain", "render", "list"])
  func `help goes to standard output, 80 columns wide`(command: String) async throws {
    let run = try await CommandProcess.run(command.isEmpty ? ["--help"] : [command, "--help"])
    #expect(run.status == 0)
    #expect(run.error.isEmpty)
    #expect(run.output.contains("Usage: wsdoctor"))
    #expect(run.output.contains("Example"))
    for line in run.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test func `every option of check is in its help`() async throws {
    let help = try await CommandProcess.run("check", "--help").output
    for option in OptionTable.check.options
    where option.group != OptionTable<CheckInvocation>.hidden {
      for name in option.names { #expect(help.contains(name)) }
    }
    #expect(!help.contains("--proxy "))
  }

  @Test(arguments: ["probes", "faults", "steps", "profiles", "proxies"])
  func `a list has an id and a title on each line`(kind: String) async throws {
    let run = try await CommandProcess.run("list", kind)
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count > 1)
    for line in lines { #expect(line.wholeMatch(of: /[a-z0-9.-]+  +\S.*/) != nil, "\(line)") }
  }

  @Test func `each listed fault and step has a page`() async throws {
    for kind in ["faults", "steps", "probes"] {
      for line in try await CommandProcess.run("list", kind).output.split(separator: "\n").prefix(3)
      {
        let id = String(line.prefix { $0 != " " })
        let run = try await CommandProcess.run("explain", id)
        #expect(run.status == 0)
        #expect(run.output.hasPrefix(id))
      }
    }
  }

  @Test func `the schema is JSON`() async throws {
    let text = try await CommandProcess.run("list", "schema").output
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
  }
}
