import Evidence
import HTTP1
import WebSocketCompression
import WebSocketProtocol

/// What a case came to.
struct Judgement: Sendable, Hashable {
  var verdict: CaseResult.Verdict
  var closing: CaseResult.Closing
  var actual: String
  /// Why it does not tell.
  var reason: String?

  init(_ trace: Trace, of test: Case, survey: Survey) {
    closing = Judgement.closing(trace, test)
    actual = trace.summary
    if test.needs.contains(.agreement) && trace.deflate == nil {
      verdict = .skipped
      reason = "the server declines this offer, as it may"
      return
    }
    if test.needs.contains(.sharedWindow) && trace.deflate?.clientNoContextTakeover != false {
      verdict = .skipped
      reason = "the server wants each message to be compressed by itself, as it may"
      return
    }
    if let reason = Judgement.doubt(trace, test, survey) {
      verdict = .inconclusive
      self.reason = reason
      return
    }
    let matched = test.accepts.first { $0.holds(trace) }
    if matched == nil, test.asksForRoom,
      trace.close?.code == CloseCode.messageTooBig.rawValue
    {
      // A limit for messages that a server names is allowed (RFC 6455 §7.4.1 and §10.4).
      verdict = .nonStrict
      closing = trace.endedByPeer ? .clean : .unclean
      return
    }
    if matched == nil, test.accepts.first?.isEcho == true, trace.damage == nil,
      !trace.messages.isEmpty
    {
      actual += ": not what was sent"
    }
    var verdict = matched?.verdict ?? (test.level == .must ? .fail : .nonStrict)
    // A fitting reaction with a code that says something else is allowed, and not the best.
    if verdict == .pass && closing == .wrongCode { verdict = .nonStrict }
    self.verdict = verdict
  }

  /// Why what came says nothing about the requirement.
  private static func doubt(_ trace: Trace, _ test: Case, _ survey: Survey) -> String? {
    if test.ending.isAnswer, let status = trace.head?.status, overload.contains(status) {
      return "\(status) says nothing about the request"
    }
    if test.ending == .failure, let code = survey.closesUponText, let close = trace.close,
      close.code == code, test.sendsData
    {
      return "the endpoint closes upon any message in the same way"
    }
    return nil
  }

  /// Too many requests, and a proxy's word for a backend that is not there.
  static let overload: Set<Int> = [429, 502, 503, 504]

  private static func closing(_ trace: Trace, _ test: Case) -> CaseResult.Closing {
    guard case .codes(let codes) = test.closing else { return .notJudged }
    // A connection that should have been failed and lives on has no end to judge.
    if test.ending == .failure && !trace.hasFailed { return .notJudged }
    guard let close = trace.close else { return .unclean }
    if let code = close.code, !codes.contains(code) { return .wrongCode }
    return trace.endedByPeer ? .clean : .unclean
  }
}
