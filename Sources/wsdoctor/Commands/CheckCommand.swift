import Evidence
import Investigation
import ReportDocument
import Reporting

/// `wsdoctor check URL...`: diagnose each target, report in the order given.
enum CheckCommand {
  static func run(_ arguments: [String]) async throws(UsageError) -> ExitStatus {
    var invocation = CheckInvocation()
    let words = try OptionTable.check.parse(arguments, into: &invocation)
    let plan = try OutputPlan(invocation)
    let targets = try invocation.targets(words)
    if let curl = invocation.curl, !curl.isWebSocketHandshake, !invocation.quiet {
      StandardStreams.writeError(
        "wsdoctor: the pasted request is no WebSocket handshake: its fields are sent along, the endpoint is looked for\n"
      )
    }

    let printer = ProgressPrinter(isQuiet: invocation.quiet, severalTargets: targets.count > 1)
    let run = CheckRun(targets)
    run.stopOnSignals()
    let reports = await run.reports(printer)
    printer.finish()
    // A run that was stopped may not have come that far.
    if !reports.contains(where: \.interrupted) || targets.first?.lookUps?.gaveUp == true {
      try CheckInvocation.checkResolve(targets, "check")
    }

    let document: Document =
      if reports.count == 1, let report = reports.first {
        .report(report)
      } else {
        .collection(Outcome.collection(reports, interruptedBy: run.signal))
      }
    let failures = plan.write(document)
    for failure in failures { StandardStreams.writeError("wsdoctor: \(visible(failure))\n") }
    if !failures.isEmpty { return .usage }
    return Outcome.status(reports, interruptedBy: run.signal)
  }

  static var help: String {
    Help(
      usage: ["wsdoctor [check] URL... [OPTION...]"],
      about: """
        Finds out why WebSocket fails between here and the application at URL, and what
        to change. URL is the application's (http, https; a bare host means https) or
        the endpoint's own (ws, wss). Several URLs are asked at the same time.
        """,
      examples: [
        ("wsdoctor https://jira.example.com", "diagnose; holds a silent connection for 75 s"),
        ("wsdoctor https://jira.example.com --quick --wait 2m", "after a deploy"),
        (
          "wsdoctor jira.example.com --quick --behind nginx",
          "without the waits; the steps are named for nginx"
        ),
        (
          "pbpaste | wsdoctor --from-curl -",
          "the browser's own request; no secret is in the list of processes"
        ),
        (
          "wsdoctor chat.example.com --resolve chat.example.com:443:10.0.0.5",
          "ask the proxy behind the load balancer, and compare"
        ),
        (
          "wsdoctor jira.example.com --output json:report.json --fail-on warning",
          "text for people, JSON for the ticket; warnings fail the job"
        ),
      ],
      notes: [
        """
        Durations: \(DurationArgument.form).
        Exit status: 0 nothing found, and something was answered on an open WebSocket;
        1 a fault, 2 usage, 3 could not be judged, 130 and 143 stopped by Ctrl-C or SIGTERM, with what was measured so far.
        """
      ]
    ).text(
      OptionTable<CheckInvocation>(
        command: "check",
        options: OptionTable<CheckInvocation>.check.options.filter {
          $0.group != OptionTable<CheckInvocation>.hidden
        }))
  }
}
