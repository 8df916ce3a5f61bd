import Conformance
import Evidence
import Investigation

extension OptionTable where Invocation == ConformanceInvocation {
  /// Every option of `conformance`.
  static let conformance = OptionTable(
    command: "conformance",
    options: cases + shared(["--ws-path", "--from-curl"]) + shared(["--timeout"])
      + OptionTable<CheckInvocation>.requests.map { $0.lifted(\.check) }
      + OptionTable<CheckInvocation>.network.map { $0.lifted(\.check) }
      + OptionTable<CheckInvocation>.output.filter { !$0.names.contains("--fail-on") }
      .map { $0.lifted(\.check) })

  /// Options of `check` that mean the same here.
  private static func shared(_ names: [String]) -> [Option<ConformanceInvocation>] {
    OptionTable<CheckInvocation>.check.options.filter { option in
      names.contains { option.names.contains($0) }
    }.map { $0.lifted(\.check) }
  }

  private static let cases: [Option<ConformanceInvocation>] = [
    .value(
      "--tier", placeholder: "NAME", group: "Which cases",
      help: "safe (default): nothing that upsets a server at work; full: large, many, hostile"
    ) { invocation, value throws(UsageError) in
      guard let tier = ConformanceFrame.Tier(rawValue: value) else {
        let tiers = ConformanceFrame.Tier.allCases.map(\.rawValue)
        throw UsageError(
          message: "\"\(value)\" is not one of \(tiers.joined(separator: ", "))."
            + Suggestion.question(value, among: tiers))
      }
      invocation.tier = tier
    },
    .flag(
      "--yes-i-may-test-this-server", group: "Which cases",
      help: "you may: wanted by the cases of --tier full"
    ) { $0.isPermitted = true },
    .value(
      "--section", placeholder: "SECTION", group: "Which cases", repeatable: true,
      help: "those of a section and below, as in rfc6455.5.5 or 5.5; repeatable"
    ) { invocation, value throws(UsageError) in
      guard CaseChoice.isKnown(section: value) else {
        throw UsageError(
          message: "there is no case of section \"\(value)\": see wsdoctor conformance --list")
      }
      invocation.choice.sections.append(value)
    },
    .value(
      "--case", placeholder: "ID", group: "Which cases", repeatable: true,
      help: "this one; repeatable"
    ) { invocation, value throws(UsageError) in
      let ids = CaseChoice.listing.map(\.id)
      guard ids.contains(value) else {
        throw UsageError(
          message: "there is no case \"\(value)\".\(Suggestion.question(value, among: ids))")
      }
      invocation.choice.ids.append(value)
    },
    .flag(
      "--list", group: "Which cases", help: "show the cases that would be tried; needs no URL"
    ) { $0.lists = true },
    .flag(
      "--echo", group: "How they are judged",
      help: "the endpoint sends messages back, although that didn't show"
    ) { $0.echo = true },
    .flag(
      "--strict", group: "How they are judged",
      help: "what is allowed, but not the best, counts as failed"
    ) { $0.strict = true },
    .value(
      "--direct", placeholder: "URL", group: "How they are judged",
      help: "the backend itself: the same cases there, and what the proxy changes"
    ) { invocation, value throws(UsageError) in
      do throws(TargetURLProblem) {
        invocation.direct = try TargetURL(parsing: value)
      } catch {
        throw UsageError(message: error.description)
      }
    },
  ]
}
