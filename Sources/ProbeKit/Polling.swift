public import Evidence
import HTTP1
import Transport

extension ProbeContext {
  /// Requests altogether: enough to meet each node of a small cluster, and no load. A quick run
  /// makes no more than its other probes take anyway.
  private var polls: Int { settings.quick ? 6 : Self.mostPolls }
  /// As many tell chance from a rule where some fail.
  private static let mostPolls = 20
  /// An answer that took longer was held back by the server on purpose, or by something ill. Seconds.
  private static let held = 2.0

  /// The proxy's own 502, 503 or 504; one that the application wrote is its own affair.
  public func isGatewayError(_ response: Answer.Response) -> Bool {
    guard [502, 503, 504].contains(response.head.status) else { return false }
    let author = advice.attribute(response).author
    return author != .application && author != .beacon
  }

  /// Whether an answer shows that the application was reached: a page of the proxy's is none, and a
  /// redirect or a refusal by nobody knows whom may be anybody's.
  func reachesApplication(_ response: Answer.Response, asPoll: Bool) -> Bool {
    let status = response.head.status
    let isGood = (200..<300).contains(status) || status == 304
    switch advice.attribute(response).author {
    case .proxy: return false
    case .application, .beacon: return isGood || !asPoll
    case nil: return isGood
    }
  }

  /// Asks the polling address again and again, half of the time over one connection for as long as
  /// that can be kept, half over fresh ones; two at a time at most.
  public func poll() async -> PollingFact {
    let path = advice.pollingPath()
    let target = path ?? settings.applicationTarget
    var fact = PollingFact(target: target, isOrdinaryPage: path == nil)
    var session = PollingSession(settings.addedFields)
    if let answer = await answer(to: .application), let head = answer.response?.head {
      session.add(from: head, to: answer.target, self)
    }
    var first = Poller(
      self, target, session, isPoll: path != nil, wait: firstWait(isPoll: path != nil))
    await first.poll(keepsConnection: false)
    first.close()
    // Held back is only what is held back twice.
    if first.streams.first?.isStreamed == false {
      await first.poll(keepsConnection: false)
      first.close()
    }
    fact.add(first)
    // What a server holds back, or sends bit by bit, isn't asked for again and again.
    let isHeld = fact.slowestSeconds >= Self.held && fact.streams.isEmpty
    if isHeld && fact.answered > 0 { fact.heldSeconds = fact.slowestSeconds }
    guard !isHeld, fact.streams.isEmpty, fact.unansweredAfter == nil, !fact.wasLimited, !isStopped
    else { return fact }
    var halves = await halves(target, first.session, isPoll: path != nil, count: polls)
    for half in halves { fact.add(half) }
    if !fact.works, halves.allSatisfy(\.goesOn), fact.asked < Self.mostPolls {
      let more = await self.halves(
        target, first.session, isPoll: path != nil, count: Self.mostPolls - fact.asked + 1)
      for half in more { fact.add(half) }
      halves += more
    }
    let met = PollingSession.fact(
      of: [first.session] + halves.map(\.session), answered: fact.answered)
    note { $0.session = met }
    return fact
  }

  /// How long the first answer is waited for: a poll may be held, and a quick run waits for none.
  private func firstWait(isPoll: Bool) -> Duration {
    guard isPoll else { return settings.stepTimeout }
    return settings.quick ? min(settings.stepTimeout, .seconds(Self.held)) : settings.idle
  }

  /// - Parameter count: requests altogether, of which one was made before.
  private func halves(
    _ target: String, _ begun: PollingSession, isPoll: Bool, count polls: Int
  ) async -> [Poller] {
    let context = self
    return await withTaskGroup { group in
      for keeps in [true, false] {
        group.addTask {
          var poller = Poller(
            context, target, begun, isPoll: isPoll, wait: context.settings.stepTimeout)
          let count = keeps ? polls / 2 : polls / 2 - 1
          for _ in 0..<count where poller.goesOn { await poller.poll(keepsConnection: keeps) }
          poller.close()
          return poller
        }
      }
      var halves: [Poller] = []
      for await half in group { halves.append(half) }
      return halves
    }
  }
}

extension PollingFact {
  fileprivate mutating func add(_ poller: Poller) {
    asked += poller.asked
    answered += poller.answered
    reached += poller.reached
    statusElsewhere = statusElsewhere ?? poller.statusElsewhere
    onKeptConnections += poller.onKept
    failures.merge(poller.failures, uniquingKeysWith: +)
    limitStatus = limitStatus ?? poller.limitStatus
    slowestSeconds = max(slowestSeconds, poller.slowestSeconds)
    unansweredAfter = unansweredAfter ?? poller.unansweredAfter
    streams += poller.streams
  }
}
