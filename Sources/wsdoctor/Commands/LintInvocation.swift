import Evidence
import Investigation
import Knowledge
import Reporting

/// A command line of `lint`, read but not yet carried out.
struct LintInvocation {
  var host: String?
  var port: Int?
  var webSocketPaths: [String] = []
  var keepalive: Duration?
  var product: ProductID?
  var version: String?
  /// How it is written down: what it has in common with `render`.
  var output = CheckInvocation()
}

extension OptionTable where Invocation == LintInvocation {
  static let lint = OptionTable(command: "lint", options: asked + output)

  private static let asked: [Option<LintInvocation>] = [
    .value(
      "--host", placeholder: "NAME", group: "What is followed",
      help: "the host that the browser asks for (default: each server's first name)"
    ) { invocation, value throws(UsageError) in
      guard !value.isEmpty, !value.contains(where: { "/:@ ".contains($0) }) else {
        throw UsageError(message: "\"\(value)\" is no host: write it as in jira.example.com")
      }
      invocation.host = value.lowercased()
    },
    .value(
      "--port", placeholder: "N", group: "What is followed",
      help: "the port that the browser asks (default: the one with TLS, where there is one)"
    ) { invocation, value throws(UsageError) in
      guard let port = Int(value), (1...65535).contains(port) else {
        throw UsageError(message: "\"\(value)\" is no port: write a number up to 65535")
      }
      invocation.port = port
    },
    .value(
      "--ws-path", placeholder: "PATH", group: "What is followed", repeatable: true,
      help: "a path of a WebSocket endpoint, as in /chat/ws; repeatable"
    ) { invocation, value throws(UsageError) in
      guard !value.contains("://") else {
        throw UsageError(message: "that is a whole URL: write its path, as in /chat/ws")
      }
      do throws(TargetURLProblem) {
        invocation.webSocketPaths.append(try TargetURL.requestTarget(parsing: value))
      } catch {
        throw UsageError(message: error.description)
      }
    },
    .value(
      "--keepalive", placeholder: "DURATION", group: "What is followed",
      help: "how often the application says something: a shorter limit of silence is a fault"
    ) { invocation, value throws(UsageError) in
      invocation.keepalive = try DurationArgument.parse(value)
    },
    .value(
      "--proxy", placeholder: "NAME", group: "What is followed",
      help: "whose configuration it is, with its release where you know it: nginx/1.22.1"
    ) { invocation, value throws(UsageError) in
      let parts = value.split(separator: "/", maxSplits: 1).map(String.init)
      invocation.product = ProductID(rawValue: try Known.proxies.require(parts.first ?? ""))
      if parts.count > 1 {
        guard Release(parts[1]) != nil else {
          throw UsageError(message: "\"\(parts[1])\" is no release: write it as in nginx/1.22.1")
        }
        invocation.version = parts[1]
      }
    },
  ]

  /// Those of `render`, and what turns the exit status to 1.
  private static var output: [Option<LintInvocation>] {
    let names = ["--fail-on"]
    let taken =
      OptionTable<CheckInvocation>.render.options
      + OptionTable<CheckInvocation>.check.options.filter { option in
        option.names.contains { names.contains($0) }
      }
    return taken.map { option in
      let effect: Option<LintInvocation>.Effect =
        switch option.effect {
        case .flag(let set): .flag { set(&$0.output) }
        case .value(let placeholder, let set):
          .value(placeholder: placeholder) { invocation, value throws(UsageError) in
            try set(&invocation.output, value)
          }
        }
      return Option<LintInvocation>(
        names: option.names, help: option.help, effect: effect,
        isRepeatable: option.isRepeatable, group: option.group)
    }
  }
}
