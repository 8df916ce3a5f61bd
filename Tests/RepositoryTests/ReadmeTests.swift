import Diagnosis
import Evidence
import Foundation
import Knowledge
import ProbeKit
import Testing

@testable import wsdoctor

/// What README.md says is so. Its screen is held against a real run by the scenario tests.
@Suite struct ReadmeTests {
  static let readme = try? String(
    contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)

  private func lines() throws -> [Substring] {
    try #require(Self.readme, "README.md is missing").split(separator: "\n")
  }

  @Test func `the figures are those of the accuracy table`() throws {
    let text = try #require(Self.readme).replacing("\n", with: " ")
    let table = try String(
      contentsOf: Repository.root.appending(path: "reports/accuracy.md"), encoding: .utf8)
    let broken = try #require(
      table.firstMatch(of: /\| broken \| (\d+) \| (\d+) \| [^|]* \| (\d+) of (\d+) \|/))
    let healthy = try #require(table.firstMatch(of: /\| healthy \| (\d+) \| (\d+) \|/))
    for figure in [
      "\(broken.2) of \(broken.1) broken set-ups", "cures \(broken.3) of \(broken.4)",
      "\(healthy.2) of \(healthy.1) healthy ones",
    ] {
      #expect(text.contains(figure), "\(figure)")
    }
  }

  @Test func `the figure for unread servers is that of their table`() throws {
    let text = try #require(Self.readme).replacing("\n", with: " ")
    let table = try String(
      contentsOf: Repository.root.appending(path: "reports/held-out.md"), encoding: .utf8)
    let rows = table.matches(
      of: /\n\| [^|]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) of (\d+) \|/)
    let servers = rows.dropLast().map {
      [$0.1, $0.2, $0.3, $0.4, $0.5, $0.6].compactMap { Int($0) }
    }
    let total = try #require(rows.last)
    let sums = [total.1, total.2, total.3, total.4, total.5, total.6].compactMap { Int($0) }
    #expect(servers.count > 3)
    for column in sums.indices {
      #expect(servers.map { $0[column] }.reduce(0, +) == sums[column], "column \(column + 1)")
    }
    #expect(sums[4] == sums[5], "a healthy set-up was called broken")
    #expect(text.contains("\(total.2) of \(total.1), and no healthy"))
  }

  /// The command lines that begin with `wsdoctor`, alone or in backquotes, as words.
  private func commandLines() throws -> [[String]] {
    try lines().flatMap { line in
      var commands = line.matches(of: /`wsdoctor ([^`]+)`/).map { String($0.output.1) }
      if line.hasPrefix("wsdoctor ") || line.hasPrefix("    wsdoctor ") {
        // An explanation stands behind two blanks or more.
        let command = line.drop { $0 == " " }.dropFirst("wsdoctor ".count)
        commands.append(
          String(command.prefix(upTo: command.firstRange(of: "  ")?.lowerBound ?? command.endIndex))
        )
      }
      return commands.map { $0.split(separator: " ").map(String.init) }
    }
  }

  @Test func `every command exists`() throws {
    let commands = try commandLines()
    #expect(commands.count > 8)
    for words in commands {
      let first = try #require(words.first)
      let isTarget = first.contains(".") || first.contains("://") || first.hasPrefix("-")
      let isVersion = first == Tool.currentVersion
      #expect(isTarget || isVersion || Command(rawValue: first) != nil, "wsdoctor \(words)")
      guard words.count > 1 else { continue }
      if first == "explain" {
        #expect(
          words[1] == "ID" || Explanations.page(for: words[1]) != nil
            || ConformanceCommand.page(of: words[1]) != nil, "\(words)")
      }
      if first == "list" { #expect(ListCommand.kinds.contains(words[1]), "\(words)") }
    }
  }

  @Test func `every option exists`() throws {
    let check = OptionTable.check.options.flatMap(\.names)
    let byCommand = [
      "demo": OptionTable.demo.options.flatMap(\.names),
      "diff": OptionTable.diff.options.flatMap(\.names),
      "render": OptionTable.render.options.flatMap(\.names),
      "conformance": OptionTable.conformance.options.flatMap(\.names),
      "beacon": OptionTable.beacon.options.flatMap(\.names),
      "lint": OptionTable.lint.options.flatMap(\.names),
    ]
    for words in try commandLines() {
      let names = words.first.flatMap { byCommand[$0] } ?? check
      for word in words where word.hasPrefix("-") {
        let name = String(word.prefix { $0 != "=" })
        #expect(names.contains(name) || ["--help", "--version"].contains(name), "\(words)")
      }
    }
    // Options that are named in a sentence.
    for line in try lines() {
      for match in line.matches(of: /`(--[a-z-]+)/) {
        let name = String(match.output.1)
        #expect(check.contains(name) || byCommand.values.joined().contains(name), "\(line)")
      }
    }
  }

  @Test func `the table of exit statuses is that of the program`() throws {
    let rows = try lines().compactMap { line in
      line.wholeMatch(of: /\| (\d+(?:, \d+)*) \| .+ \|/).map { $0.output.1 }
    }
    let statuses = rows.flatMap { $0.split(separator: ",") }.compactMap {
      Int32($0.trimmingCharacters(in: .whitespaces))
    }
    #expect(statuses == wsdoctor.ExitStatus.allCases.map(\.rawValue))
  }

  @Test func `the table of faults is what Knowledge can name`() throws {
    let known = Set((Hypothesis.all + [.unexplained]).map(\.fault.rawValue))
    var named: Set<String> = []
    var isTable = false
    for line in try lines() {
      if line.hasPrefix("| ") {
        if line.contains("`wsdoctor explain ID`") { isTable = true }
      } else {
        isTable = false
      }
      guard isTable else { continue }
      for match in line.matches(of: /`([a-z0-9.-]+)`/) { named.insert(String(match.output.1)) }
    }
    #expect(known.subtracting(named).sorted() == [], "not in README.md's table of faults")
    #expect(named.subtracting(known).sorted() == [], "in README.md, but nothing names it")
  }

  @Test func `every verdict and every word of certainty is explained`() throws {
    let text = try #require(Self.readme)
    for verdict in ["healthy", "degraded", "broken", "inconclusive"] {
      #expect(text.contains("\n| \(verdict) | "), "\(verdict)")
    }
    for word in ["proven", "likely", "possible"] { #expect(text.contains("**\(word)**")) }
  }

  @Test func `files and folders that are named exist`() throws {
    for line in try lines() {
      for match in line.matches(of: /`((?:Sources|Probes|Tests|reports)\/[A-Za-z0-9\/._+-]*)/) {
        let path = Repository.root.appending(path: String(match.output.1)).path
        #expect(FileManager.default.fileExists(atPath: path), "\(match.output.1)")
      }
    }
  }

  @Test func `the number of requests is the run's own limit`() throws {
    let text = try #require(Self.readme).replacing("\n", with: " ")
    let named = try #require(text.firstMatch(of: /makes at most (\d+) requests/))
    #expect(Int(named.1) == InterviewSettings.mostRequests)
  }

  @Test func `the version is this one`() throws {
    let text = try #require(Self.readme)
    for match in text.matches(of: /wsdoctor[ \/](\d+\.\d+\.\d+)/) {
      #expect(match.output.1 == Tool.currentVersion)
    }
  }
}
