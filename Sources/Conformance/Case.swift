import Evidence
import WebSocketProtocol

/// One requirement, how it is tried, and what may come of it.
struct Case: Sendable {
  /// What has to be so for the case to be tried.
  enum Need: Sendable, Hashable {
    /// Messages are sent back.
    case echo
    /// The server agrees to permessage-deflate.
    case compression
    /// It agrees to just this offer, which it may decline.
    case agreement
    /// And lets the client refer to its earlier messages.
    case sharedWindow
  }

  /// What follows behind the last step.
  enum Ending: Sendable {
    /// The answer to the handshake is all that is judged.
    case answer
    /// The same, where a server may switch without a word: a ping finds that out.
    case answerOrFrames
    /// The server has to fail the connection: one that does not is found by a ping.
    case failure
    /// We begin the closing handshake, with 1000.
    case close
    /// A step has sent what begins the closing handshake.
    case closing
    /// TCP is at its end on our side: the server has to end it too.
    case halfClosed

    /// Whether nothing is asked for behind the answer to the handshake.
    var isAnswer: Bool { self == .answer || self == .answerOrFrames }
  }

  /// Which Close codes make a clean end; no code at all always does.
  enum Closing: Sendable {
    case codes([UInt16])
    case notJudged
  }

  /// `rfc6455.SECTION.NAME`.
  var id: String
  var level = CaseResult.Level.must
  var tier = ConformanceFrame.Tier.safe
  var needs: Set<Need> = []
  /// The cases of Autobahn|Testsuite that ask the same.
  var autobahn: [String] = []
  /// What the standard demands, in one sentence.
  var requirement: String
  var opening = Opening.standard
  var steps: [Step] = []
  var ending: Ending
  /// The best first; what matches none is a failure.
  var accepts: [Outcome]
  var closing = Closing.notJudged

  /// What would be best, in words.
  var expected: String {
    accepts.filter { $0.verdict == .pass }.map(\.sentence).joined(separator: ", or ")
  }

  /// The number of the standard's section, as in `5.5.2`.
  var section: String {
    id.split(separator: ".").dropFirst().prefix { $0.allSatisfy(\.isNumber) }
      .joined(separator: ".")
  }

  /// Whether a step sends a part of a message.
  var sendsData: Bool {
    steps.contains { step in
      switch step {
      case .write(let frames), .each(let frames), .chop(let frames, _):
        frames.contains { !$0.opcode.isControl && !$0.opcode.isReserved }
      case .large: true
      default: false
      }
    }
  }

  /// Whether messages shall come back that are larger than any control frame.
  var asksForRoom: Bool {
    ending == .close
      && steps.contains { step in
        switch step {
        case .write(let frames), .each(let frames), .chop(let frames, _):
          frames.reduce(0) { $0 + ($1.opcode.isControl ? 0 : $1.payload.count) } > 125
        case .large: true
        case .compressed(_, let size, _, _): size > 125
        default: false
        }
      }
  }

  /// Whether a step only waits.
  var waits: Bool {
    steps.contains { step in
      if case .idle = step { true } else { false }
    }
  }

  func with(_ change: (inout Case) -> Void) -> Case {
    var copy = self
    change(&copy)
    return copy
  }
}
