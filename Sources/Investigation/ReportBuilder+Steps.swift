import Diagnosis
import Evidence
import Knowledge
import ProbeKit

extension ReportBuilder {
  /// The proxies of which one did what is judged: the author of the answer that decides, where a
  /// proxy wrote it; else all that show.
  func proxies(of judgement: Judgement) -> [ProxyInFront] {
    let all = ProxyFinder(findings, options.behind, context).all
    let ask: Ask = judgement.hypothesis.rung < .upgrade ? .application : .handshake
    guard let author = findings.answers[ask]?.author, author.author == .proxy,
      let one = all.first(where: { $0.product == author.product })
    else { return all }
    return [one]
  }

  /// The words for a target behind that proxy.
  ///
  /// - Parameter rung: of what is judged; the fallback and the pages have paths of their own.
  func wording(behind proxy: ProxyInFront, on rung: Rung = .upgrade) -> Wording {
    var wording = Wording(
      profile: discovered.profile, url: options.url,
      path: context.recorder.shown(path: findings.target.webSocketPath),
      proxy: proxy, redirectedTo: redirectedTo,
      again: context.recorder.again(options.again))
    wording.add(findings.endurance)
    wording.add(findings.attempts)
    wording.add(findings.engineIO)
    switch rung {
    case .fallback:
      let target = findings.polling?.target ?? findings.target.webSocketPath
      wording.call(path: context.recorder.shown(path: String(target.prefix { $0 != "?" })))
    case .setup:
      wording.call(path: context.recorder.shown(path: findings.target.applicationPath))
    default: break
    }
    wording.add(chosen: findings.answers[.knownSubprotocols])
    return wording
  }

  /// The steps for these proxies; those for any proxy where one has none of its own. Where one of
  /// several may be the missing one, they share a rank and each is only possible; what a product's
  /// guide has in place of one is missing altogether.
  func steps(_ judgement: Judgement, behind proxies: [ProxyInFront]) -> [MissingStep] {
    var chosen: [(remedy: ChosenStep, proxy: ProxyInFront)] = []
    var first: Set<StepID> = []
    for hypothesis in judgement.variants {
      for proxy in proxies {
        for general in hypothesis.steps(behind: proxy.product, in: proxy.version) {
          for remedy in inPlace(of: general, behind: proxy.product)
          where !chosen.contains(where: { $0.remedy.step == remedy.step }) {
            chosen.append((remedy, proxy))
            if remedy.rank == 1 { first.insert(general.step) }
          }
        }
      }
      // Further variants only add their steps when nothing tells them apart from the first.
      if judgement.certainty != .possible { break }
    }
    let ranks = chosen.enumerated().sorted {
      ($0.element.remedy.rank, $0.offset) < ($1.element.remedy.rank, $1.offset)
    }
    return ranks.compactMap { _, choice in
      let isOneOfSeveral = proxies.count > 1 && choice.remedy.isOwn
      let isSure = choice.remedy.rank == 1 && first.count == 1 && !isOneOfSeveral
      return SetupStep.step(choice.remedy.step)?.missing(
        rank: choice.remedy.rank, certainty: isSure ? judgement.certainty : .possible,
        in: wording(behind: choice.proxy, on: judgement.hypothesis.rung).context)
    }
  }

  /// What the application's guide has in place of a general step, or of the proxy's own where it covers
  /// that proxy.
  private func inPlace(of step: ChosenStep, behind product: ProductID) -> [ChosenStep] {
    let profile = discovered.profile
    var own = profile.inPlaceOf[step.step]
    if step.isOwn, let role = step.role, SetupGuide.covers(profile, product) {
      own = own ?? ([role] + role.wider).lazy.compactMap { profile.parts[$0] }.first
    }
    guard let own else { return [step] }
    return own.map { ChosenStep($0, rank: step.rank, isOwn: step.isOwn, role: step.role) }
  }
}
