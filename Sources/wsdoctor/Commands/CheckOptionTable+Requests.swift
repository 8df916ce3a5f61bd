import Evidence
import Investigation
import Reporting

extension OptionTable where Invocation == CheckInvocation {
  static let requests: [Option<CheckInvocation>] = [
    .value(
      "-H", "--header", placeholder: "'NAME: VALUE'|@FILE", group: "What is sent along",
      repeatable: true, help: "a header field, or a file with one on each line; repeatable"
    ) { invocation, value throws(UsageError) in
      let isFile = value.hasPrefix("@")
      if isFile { invocation.note(("--header", value)) }
      for field in try HeaderArgument.fields(value) {
        try invocation.add(header: field.name, field.value)
        if !isFile { invocation.note(field: field.name, field.value) }
      }
    },
    .value(
      "--header-env", placeholder: "NAME=VARIABLE", group: "What is sent along", repeatable: true,
      help: "a header field with its value from an environment variable"
    ) { invocation, value throws(UsageError) in
      let field = try HeaderArgument.fromEnvironment(value)
      try invocation.add(header: field.name, field.value)
      invocation.note(("--header-env", value))
    },
    .value(
      "-b", "--cookie", placeholder: "'A=B'|@FILE", group: "What is sent along", repeatable: true,
      help: "a cookie, or a file with one on each line; repeatable"
    ) { invocation, value throws(UsageError) in
      invocation.cookies += try HeaderArgument.cookies(value)
      invocation.note(
        value.hasPrefix("@") ? ("--cookie", value) : CheckOptions.given(field: "Cookie", value))
    },
    .value(
      "--cookie-env", placeholder: "VARIABLE", group: "What is sent along", repeatable: true,
      help: "a cookie from an environment variable"
    ) { invocation, value throws(UsageError) in
      invocation.cookies += try HeaderArgument.cookies(try HeaderArgument.variable(value))
      invocation.note(("--cookie-env", value))
    },
    .value(
      "--origin", placeholder: "ORIGIN", group: "What is sent along",
      help: "origin of the page (default: the application's own)"
    ) { invocation, value throws(UsageError) in
      try HeaderArgument.check(value: value, of: "Origin")
      try invocation.add(header: "Origin", value)
      invocation.note(("--origin", value))
    },
    .value(
      "--subprotocol", placeholder: "NAME", group: "What is sent along", repeatable: true,
      help: "a subprotocol to offer; repeatable, the preferred one first"
    ) { invocation, value throws(UsageError) in
      guard HeaderArgument.isToken(value) else {
        throw UsageError(message: "that is no subprotocol: a word without blanks or commas")
      }
      invocation.common.subprotocols.append(value)
      invocation.note(("--subprotocol", value))
    },
  ]

  static let network: [Option<CheckInvocation>] = [
    .value(
      "--resolve", placeholder: "HOST:PORT:ADDRESS", group: "Network", repeatable: true,
      help: "talk to this address instead, as curl does: compares the hops on the way"
    ) { invocation, value throws(UsageError) in
      invocation.common.resolve += try NetworkArgument.resolve(value)
    },
    .value(
      "-x", "--via", placeholder: "URL", group: "Network",
      help: "forward proxy, http://HOST:PORT (default: HTTPS_PROXY, HTTP_PROXY, NO_PROXY)"
    ) { invocation, value throws(UsageError) in
      invocation.common.via = ForwardProxyOption(
        url: try ForwardProxy.normalized(value), source: .option)
    },
    .value(
      "--cacert", placeholder: "FILE", group: "Network",
      help: "trust the certificates in this PEM file as well"
    ) { invocation, value throws(UsageError) in
      invocation.common.caFile = try readable(value)
    },
    .flag(
      "-k", "--insecure", group: "Network",
      help: "a certificate that cannot be verified is no fault; secrets are sent all the same"
    ) { $0.common.insecure = true },
    .value(
      "--client-cert", placeholder: "FILE", group: "Network",
      help: "client certificate (PEM), if need be with its key"
    ) { invocation, value throws(UsageError) in
      invocation.common.clientCertificateFile = try readable(value)
    },
    .value(
      "--client-key", placeholder: "FILE", group: "Network", help: "its private key (PEM)"
    ) { invocation, value throws(UsageError) in
      invocation.common.clientKeyFile = try readable(value)
    },
  ]

  static let output: [Option<CheckInvocation>] = [
    .value(
      "--format", placeholder: "F", group: "Output",
      help: "of standard output: \(Format.all.map(\.id).joined(separator: ", ")) (default text)"
    ) { invocation, value throws(UsageError) in invocation.format = try format(value) },
    .value(
      "--output", placeholder: "F:FILE", group: "Output", repeatable: true,
      help: "write this format into a file as well; - is standard output; repeatable"
    ) { invocation, value throws(UsageError) in
      guard let colon = value.firstIndex(of: ":"), value.index(after: colon) < value.endIndex else {
        throw UsageError(
          message: "\"\(value)\" names no format and file: --output json:report.json")
      }
      let path = String(value[value.index(after: colon)...])
      let format = try format(String(value[..<colon]))
      do throws(Files.Problem) {
        if path != "-" { try Files.checkWritable(path) }
      } catch {
        throw UsageError(message: error.message)
      }
      invocation.outputs.append(.init(format: format, path: path))
    },
    .flag(
      "--save", group: "Output",
      help: "write reports/HOST-TIME.json and .html under the current folder"
    ) { $0.save = true },
    .value(
      "--fail-on", placeholder: "LEVEL", group: "Output",
      help:
        "what makes the exit status 1: error (default), warning or never"
    ) { invocation, value throws(UsageError) in
      guard let level = FailOn(rawValue: value) else {
        let levels = FailOn.allCases.map(\.rawValue)
        throw UsageError(
          message: "\"\(value)\" is not one of \(levels.joined(separator: ", "))."
            + Suggestion.question(value, among: levels))
      }
      invocation.common.failOn = level
    },
    .flag("-q", "--quiet", group: "Output", help: "one line, and no progress") { $0.quiet = true },
    .flag("-v", "--verbose", group: "Output", help: "everything that was asked and seen") {
      $0.verbose = true
    },
    .flag(
      "--show-secrets", group: "Output",
      help: "leave nothing out; only as text on a terminal, never into a file or a pipe"
    ) { $0.common.showSecrets = true },
    .flag("--no-color", group: "Output", help: "as the environment variable NO_COLOR does") {
      $0.noColour = true
    },
    .flag("-h", "--help", group: "Output", help: "this page") { _ in },
  ]

  private static func readable(_ path: String) throws(UsageError) -> String {
    do throws(Files.Problem) {
      try Files.checkReadable(path)
    } catch {
      throw UsageError(message: error.message)
    }
    return path
  }

  private static func format(_ id: String) throws(UsageError) -> Format {
    if let format = Format.named(id) { return format }
    let ids = Format.all.map(\.id)
    throw UsageError(
      message: "there is no format \"\(id)\": there are \(ids.joined(separator: ", "))."
        + Suggestion.question(id, among: ids))
  }
}
