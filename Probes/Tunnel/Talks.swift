import Connections
import Evidence
import ProbeKit

/// Several talks over connections of their own: as many as tell a rule from chance.
struct Talks {
  /// As often a connection is cut before that is a rule, and as often it isn't before it is none.
  private static let often = 3
  /// How long a pong is waited for where a Close frame has to be sent before a cut. Seconds.
  private static let brief = 1.5

  private let context: ProbeContext

  init(_ context: ProbeContext) { self.context = context }

  /// What came of them all; `nil`: no connection opened.
  func conversation() async -> Conversation? {
    guard let first = await talk(over: context.takeConversation()) else { return nil }
    var result = first
    var cutAfter = first.cutAfterSeconds
    var (cuts, tries) = (cutAfter == nil ? 0 : 1, 1)
    while cuts > 0, cuts < Self.often, tries - cuts < Self.often, !context.isStopped {
      guard let next = await talk() else { break }
      tries += 1
      if next.cutAfterSeconds != nil {
        cuts += 1
      } else {
        result = next
      }
    }
    cutAfter = cuts > 0 ? cutAfter : nil
    result.cutAfterSeconds = cutAfter
    (result.cuts, result.tries) = (cuts, tries)
    if !context.isStopped { await closeSooner(&result) }
    if !context.isStopped { await tryWithoutOffer(&result) }
    if !context.isStopped { await tryOtherOrigins(&result) }
    if !context.isStopped { await findLimit(&result) }
    return result
  }

  /// One talk, over this connection or a fresh one.
  private func talk(
    over given: (opening: WebSocketOpening, connection: String)? = nil,
    offersCompression: Bool = true, origin: Ask.Upgrade.Origin = .asUsual,
    patience: Double? = nil, echoing size: Int? = nil
  ) async -> Conversation? {
    var opened = given
    if opened == nil {
      guard context.mayRequest() else { return nil }
      opened = await context.openHandshake(offersCompression: offersCompression, origin: origin)
    }
    guard let (opening, id) = opened, let connection = opening.connection else { return nil }
    let wait = context.settings.stepTimeout.seconds
    var talk = Talk(context, connection, id, patience: min(wait, patience ?? wait))
    talk.conversation.isCompressed = opening.deflate != nil
    let echoes = context.findings.answers[.handshake]?.echo != nil
    return await talk.run(echoing: echoes ? size.map { [$0] } ?? Self.sizes : [])
  }

  /// A connection that ended before our Close frame was sent leaves open whether anything passes at
  /// all: another one is closed sooner.
  private func closeSooner(_ result: inout Conversation) async {
    guard result.pongSeconds == nil, result.closeAnswered == nil, !result.closedByPeer,
      !result.isCutEarly, result.violation == nil, result.limitReached == nil,
      let other = await talk(patience: Self.brief)
    else { return }
    if other.pongSeconds != nil {
      result.pongSeconds = other.pongSeconds
      result.waitedSeconds = other.waitedSeconds
    }
    result.closeAnswered = other.closeAnswered
    result.framesReceived += other.framesReceived
  }

  /// What failed with an offer of compression is tried without one, and once more with it: only what
  /// flips each time hangs on it.
  private func tryWithoutOffer(_ result: inout Conversation) async {
    guard Self.isSpoilt(result) else { return }
    guard let without = await talk(offersCompression: false, patience: 3) else { return }
    if Self.isSpoilt(without) {
      result.worksWithoutOffer = false
    } else if let again = await talk(patience: 3), Self.isSpoilt(again) {
      result.worksWithoutOffer = true
    }
  }

  /// Whether frames don't pass as they should; an application that closes for reasons of its own
  /// doesn't count.
  private static func isSpoilt(_ talk: Conversation) -> Bool {
    if talk.closedByPeer { return [1002, 1007, 1010].contains(talk.closeCode ?? 1005) }
    if talk.cutAfterSeconds != nil && talk.cuts != 1 && talk.cuts != 2 { return true }
    if talk.violation != nil || talk.echo?.largest == 0 { return true }
    return talk.pongSeconds == nil && talk.closeAnswered != true
  }

  /// An application that closes at once may do so because of the page's origin: it is asked with another,
  /// and once more with the usual one where that stays open.
  private func tryOtherOrigins(_ result: inout Conversation) async {
    guard result.closedByPeer, Self.mayBeRefusal(result.closeCode) else { return }
    var origins: [(Ask.Upgrade.Origin, String)] = [(.none, "without Origin")]
    if let other = context.settings.originWithoutPort {
      origins.append((.withoutPort, "with \(other) as Origin"))
    }
    for (origin, phrase) in origins where !context.isStopped {
      guard let other = await talk(origin: origin, patience: 3) else { continue }
      let stays = !other.closedByPeer && other.pongSeconds != nil
      if stays {
        guard let again = await talk(patience: 3), again.closedByPeer else {
          // It is closed now and then, whatever the origin.
          result.otherOrigins = []
          return
        }
      }
      result.otherOrigins.append(.init(phrase, staysOpen: stays))
      if stays { return }
    }
  }

  /// Whether a Close frame of this code may be the application's no.
  private static func mayBeRefusal(_ code: Int?) -> Bool {
    switch code ?? 1005 {
    case 1000, 1001, 1003, 1005, 1008, 3000...4999: true
    default: false
    }
  }

  // MARK: The largest message

  /// Octets of messages to an endpoint that echoes: beyond the limits of gateways that are known,
  /// and little to carry.
  private static let sizes = [125, 4 << 10, 64 << 10, 256 << 10]

  /// Narrows down which messages are lost; what is lost only once is chance.
  private func findLimit(_ result: inout Conversation) async {
    guard var echo = result.echo, let lost = echo.lost, echo.largest > 0 else { return }
    guard let again = await talk(echoing: lost)?.echo, again.lost != nil else {
      echo.lost = nil
      echo.largest = max(echo.largest, lost)
      result.echo = echo
      return
    }
    var high = lost
    for _ in 0..<6 where high - echo.largest > 1 << 10 && !context.isStopped {
      // Whole KiB where there are any.
      let middle = (echo.largest + high) / 2
      let size = middle > 1 << 10 ? (middle >> 10) << 10 : middle
      guard let found = await talk(echoing: size)?.echo else { break }
      if found.lost == nil { echo.largest = size } else { high = size }
    }
    echo.lost = high
    result.echo = echo
  }
}
