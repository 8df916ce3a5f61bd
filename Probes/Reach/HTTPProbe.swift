import Connections
import Evidence
import HTTP1
import ProbeKit

/// Do ordinary requests to the application's address work?
struct HTTPProbe: Probe {
  let id: ProbeID = "http"
  let title = "ordinary requests are answered"
  let expected = "an answer of the application"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    if let reason = await context.unreached() { return .skipped(reason) }
    async let root = context.answer(to: .root)
    let application = await context.answer(to: .application)
    _ = await root
    guard let answer = application else { return .skipped("no answer could be asked for") }
    if !context.settings.route.isSecure && Self.couldBeTLS.contains(answer.kind) {
      await context.tryTLS()
    }
    if answer.kind == .reset { await context.tryUnasked() }
    // One refused page may be one without an index; what is refused everywhere is the site.
    if [.forbidden, .serverError].contains(answer.kind) { _ = await context.answer(to: .sibling) }
    guard let response = answer.response, !answer.truncated else {
      return .fail("\(answer.kind.rawValue)")
    }
    let facts: [String: ObservedValue] = ["status": .number(Double(response.status))]
    let failing =
      AnswerKind.gatewayErrors.contains(answer.kind) || answer.kind == .tlsExpected
      || answer.kind == .certificateWanted
    let actual =
      "\(response.status) \(context.recorder.shown(words: response.head.reason, in: "response"))"
    return failing ? .fail(actual, facts: facts) : .pass(actual, facts: facts)
  }

  private static let couldBeTLS: Set<AnswerKind> = [
    .tlsExpected, .tlsRecord, .closed, .reset, .notHTTP, .truncated,
  ]
}
