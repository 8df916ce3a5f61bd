import Conformance
import Evidence
import Investigation
import ReportDocument
import Reporting

/// `wsdoctor conformance URL`: the endpoint against RFC 6455 and RFC 7692.
enum ConformanceCommand {
  static func run(_ arguments: [String]) async throws(UsageError) -> ExitStatus {
    var invocation = ConformanceInvocation()
    let words = try OptionTable.conformance.parse(arguments, into: &invocation)
    if invocation.lists {
      list(invocation)
      return .success
    }
    let plan = try OutputPlan(invocation.check, command: "conformance")
    let options = try invocation.options(words)

    let printer = ConformancePrinter(isQuiet: invocation.check.quiet)
    let stop = ConformanceStop()
    SignalWatch.start { stop.stop(signal: $0) }
    printer.began(options.url)
    let report = await conform(
      options, environment: SystemFacts.environment(forwardProxy: invocation.check.common.via),
      startedAt: CivilDate.timestamp(ofUnixMilliseconds: WallClock.unixMilliseconds()), stop: stop
    ) { printer.tell($0) }
    printer.finish()

    let failures = plan.write(.report(report))
    for failure in failures { StandardStreams.writeError("wsdoctor: \(visible(failure))\n") }
    if !failures.isEmpty { return .usage }
    return ExitStatus(rawValue: Int32(report.exitStatus)) ?? .undecided
  }

  private static func list(_ invocation: ConformanceInvocation) {
    let shown = invocation.choice.listing(invocation.tier)
    for test in shown {
      var marks = [test.level.rawValue]
      if test.tier == .full { marks.append("full") }
      if test.needsEcho { marks.append("echo") }
      if !test.autobahn.isEmpty {
        marks.append("Autobahn \(test.autobahn.joined(separator: " "))")
      }
      StandardStreams.write(
        "\(test.id)  (\(marks.joined(separator: ", ")))\n    \(test.requirement)\n")
    }
    StandardStreams.write("\(shown.count) cases\n")
  }

  /// The page of a case, for `explain`; nil when there is none.
  static func page(of id: String) -> String? {
    guard let test = CaseChoice.listing.first(where: { $0.id == id }) else { return nil }
    var lines = [
      "\(test.id)  (\(test.level.rawValue))", "", test.requirement, "",
      "Tried by   wsdoctor conformance URL --case \(test.id)"
        + (test.tier == .full ? " --yes-i-may-test-this-server" : ""),
      "Expected   \(test.expected)",
    ]
    if test.needsEcho { lines.append("Needs      an endpoint that sends messages back") }
    if !test.autobahn.isEmpty {
      lines.append("Autobahn   \(test.autobahn.joined(separator: ", "))")
    }
    lines.append("Sources    \(test.section)")
    return lines.joined(separator: "\n")
  }

  static var help: String {
    Help(
      usage: ["wsdoctor conformance URL [OPTION...]"],
      about: """
        Holds the endpoint at URL (ws, wss, http, https) against RFC 6455 and RFC 7692,
        one connection for each requirement, at most five at a time. What needs an echo
        is tried if the endpoint sends messages back; what can't be judged says why.
        """,
      examples: [
        ("wsdoctor conformance wss://chat.example.com/ws", "what is safe for a server at work"),
        (
          "wsdoctor conformance wss://chat.example.com/ws --direct ws://10.0.0.5:8080/ws",
          "what the proxy in between changes"
        ),
        (
          "wsdoctor conformance ws://localhost:9001 --tier full --yes-i-may-test-this-server",
          "everything, on a server of your own"
        ),
        (
          "wsdoctor conformance ws://localhost:9001 --section 5.5 --output junit:report.xml",
          "control frames only, for CI"
        ),
      ],
      notes: [
        """
        Exit status: 0 every must that was tried is met, 1 one is not (with --strict:
        or only half), 2 usage, 3 could not be judged, 130 and 143 stopped by Ctrl-C or
        SIGTERM, with what was judged so far.
        """
      ]
    ).text(OptionTable.conformance)
  }
}
