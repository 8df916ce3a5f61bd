import Evidence
import HTTP1
import WebSocketProtocol

/// Something that a server may do in a case, and what that is worth.
struct Outcome: Sendable {
  var verdict = CaseResult.Verdict.pass
  /// In words that follow "expected".
  var sentence: String
  var holds: @Sendable (Trace) -> Bool

  init(
    _ sentence: String, as verdict: CaseResult.Verdict = .pass,
    holds: @escaping @Sendable (Trace) -> Bool
  ) {
    self.verdict = verdict
    self.sentence = sentence
    self.holds = holds
  }

  /// The same, worth something else.
  func counting(as verdict: CaseResult.Verdict, _ sentence: String? = nil) -> Outcome {
    Outcome(sentence ?? self.sentence, as: verdict, holds: holds)
  }
}

// MARK: The connection

extension Outcome {
  /// The server fails the connection (RFC 6455 §7.1.7): Close, or TCP's end.
  static let fails = Outcome("the server fails the connection") { $0.hasFailed && !$0.isAlive }

  /// It fails it, and what was sent before came back.
  static func fails(after payloads: [Payload]) -> Outcome {
    Outcome("what was right comes back, then the server fails the connection") {
      $0.hasFailed && !$0.isAlive && $0.holds(payloads) && $0.pongs.isEmpty
    }
  }

  private static let messageComesBack = "the message comes back"
  static let messagesComeBack = "the messages come back in order"

  /// Whether it is that what was sent comes back.
  var isEcho: Bool { sentence == Self.messageComesBack || sentence == Self.messagesComeBack }

  /// The messages come back, unchanged and in order.
  static func echoes(_ payloads: [Payload]) -> Outcome {
    Outcome(payloads.count == 1 ? messageComesBack : messagesComeBack) {
      $0.holds(payloads) && $0.damage == nil
    }
  }

  static func echoes(_ payload: Payload) -> Outcome { echoes([payload]) }

  /// A large message comes back.
  static func echoes(_ message: LargeMessage) -> Outcome {
    Outcome(messageComesBack) { trace in
      let digest = message.digest
      return trace.events.contains { event in
        guard case .message(let back) = event else { return false }
        return back.isText == message.isText && back.length == UInt64(message.length)
          && back.digest == digest
      }
    }
  }

  /// Pongs with these payloads, in order, and each once.
  static func pongs(_ payloads: [[UInt8]]) -> Outcome {
    Outcome(
      payloads.count == 1 ? "a pong with the ping's payload" : "a pong for each ping, in order"
    ) { $0.pongs == payloads }
  }

  /// The connection goes on as if nothing had been sent.
  static let livesOn = Outcome("the connection lives on") { $0.isAlive && $0.pongs.isEmpty }

  /// A Close frame answers ours.
  static let answersClose = Outcome("a Close frame in answer") { $0.close != nil }

  /// A Close frame with one of these codes, or without any.
  static func closes(_ codes: [UInt16]) -> Outcome {
    Outcome("Close \(codes.map { "\($0)" }.joined(separator: " or "))") { trace in
      guard let close = trace.close else { return false }
      return close.code.map { codes.contains($0) } ?? true
    }
  }

  /// TCP ends without a Close frame, as it may when a connection is failed.
  static let drops = Outcome("the end of TCP") { $0.close == nil && $0.endedByPeer }
}

// MARK: The handshake

extension Outcome {
  static let switches = Outcome("101") { $0.switched }

  /// A 4xx: what RFC 6455 §4.2.1 calls an appropriate error code.
  static let refusesWithError = Outcome("an error of the 400s") {
    $0.head.map { (400..<500).contains($0.status) } ?? false
  }

  /// Any answer that is no 101.
  static let refuses = Outcome("an answer that is not 101") { trace in
    trace.head.map { $0.status != 101 } ?? false
  }

  /// The end of the connection instead of an answer.
  static let hangsUp = Outcome("the end of the connection", as: .nonStrict) { trace in
    trace.head == nil && trace.endedByPeer
  }

  /// 101 with nothing wrong in it.
  static func answersWell(
    _ sentence: String, without isExcluded: @escaping @Sendable (HandshakeViolation) -> Bool
  ) -> Outcome {
    Outcome(sentence) { trace in
      guard let head = trace.head, head.status == 101 else { return false }
      return !trace.handshakeViolations(in: head).contains(where: isExcluded)
    }
  }
}

extension Trace {
  func handshakeViolations(in head: ResponseHead) -> [HandshakeViolation] {
    OpeningHandshake.validate(
      head, key: key, offeredSubprotocols: offeredSubprotocols,
      offeredExtensions: offeredExtensions.map { ListSyntax.split($0, at: 0x2C) } ?? [])
  }
}
