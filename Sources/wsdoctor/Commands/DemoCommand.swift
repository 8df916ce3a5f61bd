import Evidence
import Investigation
import Lab
import ReportDocument
import Reporting
import Transport

/// What `demo` was asked for.
struct DemoInvocation {
  var format = Format.all[0]
  var isVerbose = false
  var noColour = false
}

extension OptionTable where Invocation == DemoInvocation {
  static let demo = OptionTable(
    command: "demo",
    options: [
      .value(
        "--format", placeholder: "F", group: "Options",
        help: "\(Format.all.map(\.id).joined(separator: ", ")): all but text write the two "
          + "reports as one document, and nothing else"
      ) { invocation, value throws(UsageError) in
        guard let format = Format.named(value) else {
          throw UsageError(
            message: "there is no format \"\(value)\"."
              + Suggestion.question(value, among: Format.all.map(\.id)), command: "demo")
        }
        invocation.format = format
      },
      .flag("-v", "--verbose", group: "Options", help: "all of each report") {
        $0.isVerbose = true
      },
      .flag("--no-color", group: "Options", help: "no colour") { $0.noColour = true },
      .flag("-h", "--help", group: "Options", help: "this page") { _ in },
    ])
}

/// `wsdoctor demo [FAULT]`: break it, find it, cure it, on loopback.
enum DemoCommand {
  static func run(_ arguments: [String]) async throws(UsageError) -> ExitStatus {
    var invocation = DemoInvocation()
    let words = try OptionTable.demo.parse(arguments, into: &invocation)
    guard words.count <= 1 else {
      throw UsageError(message: "demo shows one fault at a time", command: "demo")
    }
    let demonstration = try named(words.first)
    let stop = StopSignal()
    SignalWatch.start { stop.stop(signal: $0) }
    let loop: EventLoop
    let stage: Stage
    do throws(SystemError) {
      loop = try EventLoop()
      stage = try Stage(demonstration, loop: loop)
    } catch {
      StandardStreams.writeError("wsdoctor: nothing can listen on loopback: \(error.description)\n")
      return .undecided
    }
    defer { loop.shutdown() }
    let status = await show(demonstration, on: stage, invocation, stop)
    await stage.stop()
    return status
  }

  private static func named(_ fault: String?) throws(UsageError) -> Demonstration {
    let ids = Demonstration.all.map(\.fault)
    let wanted = fault ?? ids[0]
    guard let found = Demonstration.all.first(where: { $0.fault == wanted }) else {
      throw UsageError(
        message: "demo has no \"\(wanted)\".\(Suggestion.question(wanted, among: ids))"
          + " There are:\n  " + ids.joined(separator: "\n  "),
        command: "demo")
    }
    return found
  }

  /// Diagnoses twice, before the cure and after it.
  private static func show(
    _ demonstration: Demonstration, on stage: Stage, _ invocation: DemoInvocation,
    _ stop: StopSignal
  ) async -> ExitStatus {
    let isText = invocation.format.id == "text"
    let presentation = Presentation(
      width: StandardStreams.width,
      colour: StandardStreams.wantsColour && !invocation.noColour,
      detail: invocation.isVerbose ? .verbose : .normal)
    func tell(_ text: String) { if isText { StandardStreams.write(text) } }
    func write(_ document: Document) {
      if let text = try? invocation.format.render(document, as: presentation) {
        StandardStreams.write(text)
      }
    }

    let introduction =
      "demo \(demonstration.fault): \(demonstration.setup). Proxy and application are wsdoctor's "
      + "own, on loopback; the proxy writes as nginx does."
    tell(filled(introduction, presentation.width) + "\n")
    let broken = await diagnose(stage, cookie: nil, demonstration.waits, stop)
    if isText { write(.report(broken)) }
    guard stop.signal == nil else { return finish([broken], .undecided, stop, write, isText) }

    tell("\n" + filled("applying the cure: \(demonstration.cure)", presentation.width) + "\n")
    stage.applyCure()
    let cured = await diagnose(stage, cookie: demonstration.cookie, demonstration.waits, stop)
    if isText { write(.report(cured)) }

    let isFound = broken.diagnoses.first?.fault.rawValue == demonstration.fault
    let isCured = cured.verdict == .healthy
    tell("\n" + closing(demonstration, isFound: isFound, isCured: isCured))
    let status: ExitStatus = isFound && isCured ? .success : .undecided
    return finish([broken, cured], status, stop, write, isText)
  }

  /// Writes what isn't text; a signal decides the exit status.
  private static func finish(
    _ reports: [Report], _ status: ExitStatus, _ stop: StopSignal, _ write: (Document) -> Void,
    _ isText: Bool
  ) -> ExitStatus {
    let end = stop.signal.map { Outcome.status(reports, interruptedBy: $0) } ?? status
    if !isText {
      var collection = Outcome.collection(reports, interruptedBy: stop.signal)
      collection.exitStatus = Int(end.rawValue)
      write(.collection(collection))
    }
    return end
  }

  private static func diagnose(
    _ stage: Stage, cookie: String?, _ waits: Demonstration.Waits?, _ stop: StopSignal
  ) async -> Report {
    let address = stage.address
    var options = CheckOptions(
      url: TargetURL(scheme: .http, host: address.host, port: address.port, target: "/"))
    options.quick = waits == nil
    if let waits {
      options.idle = waits.idle
      options.keepalive = waits.keepalive
    }
    options.stepTimeout = .seconds(2)
    if let cookie { options.headers.append(("Cookie", cookie)) }
    return await investigate(options, stop: stop) { _ in }
  }

  /// The text in lines of so many columns at most, each with its end.
  private static func filled(_ text: String, _ width: Int) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + 1 + word.count <= width {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func closing(_ demonstration: Demonstration, isFound: Bool, isCured: Bool)
    -> String
  {
    switch (isFound, isCured) {
    case (true, true):
      """
      Found, cured, healthy.
      Your own set-up: wsdoctor https://jira.example.com
      What else can be shown: wsdoctor demo --help

      """
    case (false, _):
      "This went wrong: \(demonstration.fault) was not what the first report found.\n"
    case (true, false): "This went wrong: the second report is not healthy.\n"
    }
  }

  static var help: String {
    Help(
      usage: ["wsdoctor demo [FAULT] [OPTION...]"],
      about: """
        Needs no URL: starts an embedded application behind an embedded proxy with one
        fault in its set-up, both on loopback, diagnoses it, applies the cure, and
        diagnoses again.
        """,
      examples: [
        ("wsdoctor demo", "the most frequent one, upgrade.not-forwarded"),
        ("wsdoctor demo upgrade.blocked --verbose", "another, with all evidence"),
      ],
      notes: [
        "Faults:\n" + Demonstration.all.map { "  \($0.fault)" }.joined(separator: "\n"),
        """
        Exit status: 0 both set-ups were judged right, 2 usage, 3 otherwise,
        130 and 143 stopped by Ctrl-C or SIGTERM.
        """,
      ]
    ).text(OptionTable.demo)
  }
}
