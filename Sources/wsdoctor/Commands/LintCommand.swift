import Configuration
import Evidence
import Investigation
import Knowledge
import ReportDocument
import Reporting

/// `wsdoctor lint FILE...`: what a proxy's own configuration says of a handshake, without a network.
enum LintCommand {
  static func run(_ arguments: [String]) throws(UsageError) -> ExitStatus {
    var invocation = LintInvocation()
    let words = try OptionTable.lint.parse(arguments, into: &invocation)
    guard !words.isEmpty else {
      throw UsageError(
        message: "lint takes a configuration, as in wsdoctor lint /etc/nginx/nginx.conf; - is "
          + "standard input, where nginx -T may write", command: "lint")
    }
    guard words.count(where: { $0 == "-" }) <= 1 else {
      throw UsageError(message: "standard input is one configuration", command: "lint")
    }
    let plan = try OutputPlan(invocation.output, command: "lint")
    try plan.checkWritesLint(for: "lint")
    let clock = ContinuousClock()
    let begin = clock.now
    let startedAt = CivilDate.timestamp(ofUnixMilliseconds: WallClock.unixMilliseconds())
    var reader = LintReading(invocation)
    for word in words { try reader.read(word) }
    var report = reader.report
    report.startedAt = startedAt
    report.durationSeconds = (clock.now - begin) / .seconds(1)
    let failures = plan.write(.lint(report))
    for failure in failures { StandardStreams.writeError("wsdoctor: \(visible(failure))\n") }
    return failures.isEmpty ? ExitStatus(rawValue: Int32(report.exitStatus)) ?? .undecided : .usage
  }

  static var help: String {
    Help(
      usage: ["wsdoctor lint [OPTION...] FILE|-..."],
      about: """
        Reads a proxy's own configuration and follows a browser's handshake through it,
        line by line, without a network: what arrives at the application, or who answers
        instead, and which line is wrong or missing. FILE is nginx's main file, with all
        that it includes, a site's own file, or what nginx -T printed; - is standard
        input. Without --ws-path it lists every route; one is a fault only where lines of
        its own show that it is meant for WebSocket.
        """,
      examples: [
        (
          "wsdoctor lint /etc/nginx/nginx.conf --host jira.example.com --ws-path /chat/ws",
          "the way of this handshake"
        ),
        ("nginx -T | wsdoctor lint -", "every route of what the machine's nginx would read"),
        (
          "wsdoctor lint site.conf --ws-path /ws --keepalive 30s --proxy nginx/1.22.1",
          "a site's own file, for a release and an application that are known"
        ),
      ],
      notes: [
        """
        Only nginx's configuration is read so far, and only text and json are written. What isn't understood is named with its line, and nothing that depends on it is claimed.
        """,
        """
        Exit status: 0 no fault, 1 a fault, 2 usage, or a file that can't be read as a configuration, 3 nothing to judge: no route leads to an application, or what becomes of a handshake depends on what isn't known.
        """,
      ]
    ).text(OptionTable.lint)
  }
}
