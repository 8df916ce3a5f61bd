import Evidence
import Investigation
import Reporting

extension OptionTable where Invocation == CheckInvocation {
  /// Every option of `check`.
  static let check = OptionTable(
    command: "check", options: target + limits + requests + network + output)

  private static let target: [Option<CheckInvocation>] = [
    .value(
      "--profile", placeholder: "NAME", group: "What is asked",
      help: "the application: auto (default), \(Known.profiles.ids.joined(separator: ", "))"
    ) { invocation, value throws(UsageError) in
      invocation.common.profile =
        value == "auto" ? nil : ProfileID(rawValue: try Known.profiles.require(value, or: ["auto"]))
    },
    .value(
      "--behind", placeholder: "NAME", group: "What is asked",
      help: "the reverse proxy in front of it, where you know it: see wsdoctor list proxies"
    ) { invocation, value throws(UsageError) in
      invocation.common.behind = ProductID(rawValue: try Known.proxies.require(value))
    },
    .value(
      "--ws-path", placeholder: "PATH", group: "What is asked",
      help: "path of the WebSocket endpoint, as in /chat/ws"
    ) { invocation, value throws(UsageError) in
      invocation.common.webSocketPath = try path(value)
    },
    .value(
      "--polling-path", placeholder: "PATH", group: "What is asked",
      help: "path of the fallback's requests"
    ) { invocation, value throws(UsageError) in
      invocation.common.pollingPath = try path(value)
    },
    .value(
      "--from-curl", placeholder: "FILE", group: "What is asked",
      help: "the browser's request, pasted by \"Copy as cURL\"; - is standard input"
    ) { invocation, value throws(UsageError) in
      let text = try contents(of: value, limit: CurlRequest.maximumLength + 1)
      invocation.note(("--from-curl", value))
      do throws(CurlRequestProblem) {
        invocation.curl = try CurlRequest(parsing: text)
      } catch {
        throw UsageError(message: error.description)
      }
    },
    .value(
      "--only", placeholder: "ID", group: "What is asked", repeatable: true,
      help: "run this probe (and what it needs); repeatable"
    ) { invocation, value throws(UsageError) in
      invocation.common.only.append(ProbeID(rawValue: try Known.probes.require(value)))
    },
    .value(
      "--skip", placeholder: "ID", group: "What is asked", repeatable: true,
      help: "leave this probe out; repeatable"
    ) { invocation, value throws(UsageError) in
      invocation.common.skip.append(ProbeID(rawValue: try Known.probes.require(value)))
    },
    .flag(
      "--no-fingerprint-requests", group: "What is asked",
      help: "send no request whose only purpose is to recognise the proxy"
    ) { $0.common.fingerprintRequests = false },
    .value(
      "--proxy", placeholder: "", group: hidden, repeatable: true, help: ""
    ) { _, _ throws(UsageError) in
      throw UsageError(
        message: "which proxy? --behind NAME says which reverse proxy is in front of the "
          + "application, --via URL goes out through a forward proxy")
    },
  ]

  private static let limits: [Option<CheckInvocation>] = [
    .flag(
      "--quick", group: "How long",
      help: "leave out the waits for idle, keepalive and held polls; they count as untested"
    ) { $0.common.quick = true },
    .value(
      "--idle", placeholder: "DURATION", group: "How long",
      help: "how long the silent connection is held (default 75s; 90s, 10m)"
    ) { invocation, value throws(UsageError) in
      invocation.common.idle = try DurationArgument.parse(value)
    },
    .value(
      "--keepalive", placeholder: "DURATION", group: "How long",
      help: "how often the application says something (default: the profile's)"
    ) { invocation, value throws(UsageError) in
      invocation.common.keepalive = try DurationArgument.parse(value)
    },
    .value(
      "--wait", placeholder: "DURATION", group: "How long",
      help:
        "first wait until the application is up: until something answers that is no 502, 503, 504"
    ) { invocation, value throws(UsageError) in
      invocation.common.wait = try DurationArgument.parse(value)
    },
    .value(
      "--timeout", placeholder: "DURATION", group: "How long",
      help: "limit of each network step (default 10s)"
    ) { invocation, value throws(UsageError) in
      invocation.common.stepTimeout = try DurationArgument.parse(value)
    },
    .value(
      "--max-time", placeholder: "DURATION", group: "How long", help: "limit of the whole run"
    ) { invocation, value throws(UsageError) in
      invocation.common.maxTime = try DurationArgument.parse(value)
    },
  ]

  /// Options of this group are not in `--help`.
  static var hidden: String { "" }

  private static func path(_ value: String) throws(UsageError) -> String {
    if value.contains("://") {
      throw UsageError(
        message: "that is a whole URL: give a ws:// or wss:// URL instead of the application's")
    }
    do throws(TargetURLProblem) {
      return try TargetURL.requestTarget(parsing: value)
    } catch {
      throw UsageError(message: error.description)
    }
  }

  static func contents(of path: String, limit: Int = 1 << 20) throws(UsageError) -> String {
    do throws(Files.Problem) {
      return try Files.read(path, limit: limit)
    } catch {
      throw UsageError(message: error.message)
    }
  }
}
