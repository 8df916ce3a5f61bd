import Foundation
import TestSupport
import Testing

extension RealProxies {
  /// What is printed is taken by the product itself, in each of its releases.
  @Suite struct Snippets {
    private static let releases = [
      ("nginx", "", "nginx"), ("nginx", "1.31.3", "nginx"), ("caddy", "", "Caddy"),
      ("caddy", "2.11.7", "Caddy"), ("haproxy", "", "HAProxy"), ("haproxy", "2.8.25", "HAProxy"),
    ]

    @Test(arguments: releases.indices)
    func `the product's own checker takes each printed snippet`(index: Int) async throws {
      let (product, version, title) = Self.releases[index]
      try await withEverythingInstalled {
        let program = try Proxy.program(product, title: title, version: version)
        let certificates = try await Laboratory.shared.certificates()
        let printed = await printed(of: product)
        let isExpected = Scenario.broken.contains { $0.proxy == product }
        #expect(!printed.isEmpty || !isExpected, "no scenario prints a snippet")
        for (step, snippet) in printed {
          let folder = Laboratory.shared.scratch.appending(
            path: "snippet-\(product)\(version)-\(UUID())")
          try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
          let text = try Self.whole(Self.filled(snippet, certificates), of: product)
          let file = folder.appending(path: "whole.conf")
          try text.write(to: file, atomically: false, encoding: .utf8)
          let check = try ChildProcess(
            [program] + Self.arguments(of: product, file, folder),
            environment: ["XDG_DATA_HOME": folder.path, "XDG_CONFIG_HOME": folder.path],
            scratch: folder, name: "check")
          let status = await check.exitStatus(within: .seconds(30))
          if status != 0 {
            Issue.record("\(title) \(version), \(step):\n\(text)\n\(check.errors)\(check.output)")
          }
        }
      }
    }

    /// The snippets of the product's own steps that the scenarios' reports print, each once.
    private func printed(of product: String) async -> [(step: String, snippet: String)] {
      var seen: Set<String> = []
      var found: [(step: String, snippet: String)] = []
      for report in await reports(of: product) {
        for step in report.diagnoses.flatMap({ $0.missingSteps ?? [] }) {
          guard step.step.hasPrefix("\(product)."), let snippet = step.snippet else { continue }
          var text = snippet
          for name in (step.placeholders ?? []).sorted(by: { $0.count > $1.count }) {
            text = text.replacing(name, with: Self.value(of: name))
          }
          if seen.insert(text).inserted { found.append((step.step, text)) }
        }
      }
      return found
    }

    private func reports(of product: String) async -> [Report] {
      await withTaskGroup(of: Report?.self) { group in
        for scenario in Scenario.broken where scenario.proxy == product {
          group.addTask { try? await Runs.shared.diagnosis(of: scenario).report }
        }
        return await group.reduce(into: []) { found, report in
          if let report { found.append(report) }
        }
      }
    }

    private static func value(of placeholder: String) -> String {
      if placeholder.hasSuffix("BACKEND-PORT") { return "8080" }
      if placeholder.hasSuffix("BACKEND-HOST") { return "127.0.0.1" }
      if placeholder.hasSuffix("BACKEND") { return "127.0.0.1:8080" }
      return placeholder == "CA-CERTIFICATES" ? "@CERTIFICATES@/root" : "name"
    }

    private static func filled(_ snippet: String, _ certificates: URL) -> String {
      snippet.replacing("@CERTIFICATES@", with: certificates.path)
    }

    /// A configuration around the snippet that the product can check.
    private static func whole(_ snippet: String, of product: String) throws -> String {
      switch product {
      case "nginx": return try nginx(snippet)
      case "caddy":
        return "{\n    admin off\n    auto_https off\n}\n\nhttp://127.0.0.1:9 {\n\(snippet)\n}\n"
      default:
        var haproxy = HAProxyConfiguration(
          """
          defaults
              mode http
              timeout connect 5s
              timeout client 60s
              timeout server 60s
          frontend name
              bind 127.0.0.1:9
          """)
        try haproxy.put(HAProxyConfiguration(snippet))
        return haproxy.text
      }
    }

    /// Each directive in the block that it belongs to.
    private static func nginx(_ snippet: String) throws -> String {
      let configuration = NginxConfiguration(snippet)
      var blocks: [String: [String]] = [:]
      for directive in try configuration.directives() {
        let place =
          switch directive.name {
          case "upstream", "map": "http"
          case "location", "listen", "large_client_header_buffers": "server"
          default: "location"
          }
        blocks[place, default: []].append(String(configuration.text[directive.range]))
      }
      func lines(_ place: String) -> String { (blocks[place] ?? []).joined(separator: "\n") }
      return """
        events {}
        http {
        \(lines("http"))
        server {
        listen 127.0.0.1:9;
        \(lines("server"))
        location = /wsdoctor-other {
        \(lines("location"))
        }
        }
        }
        """
    }

    private static func arguments(
      of product: String, _ file: URL, _ folder: URL
    ) -> [String] {
      switch product {
      case "nginx":
        [
          "-t", "-p", folder.path, "-e", folder.appending(path: "error.log").path, "-c", file.path,
          "-g", "pid \(folder.path)/nginx.pid;",
        ]
      case "caddy": ["validate", "--config", file.path, "--adapter", "caddyfile"]
      default: ["-c", "-f", file.path]
      }
    }
  }
}
