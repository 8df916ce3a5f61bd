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
  func wording(behind proxy: ProxyInFront) -> Wording {
    var wording = Wording(
      profile: discovered.profile, url: options.url,
      path: context.recorder.shown(path: findings.target.webSocketPath),
      proxy: proxy, redirectedTo: redirectedTo,
      options: options.again { context.recorder.shown($0, in: "command line") })
    wording.add(findings.endurance)
    wording.add(findings.attempts)
    wording.add(findings.engineIO)
    return wording
  }

  /// The steps for these proxies; those for any proxy where one has none of its own. Where it may
  /// be any of several, their steps share a rank.
  func steps(_ judgement: Judgement, behind proxies: [ProxyInFront]) -> [MissingStep] {
    var chosen: [(remedy: Hypothesis.Remedy, proxy: ProxyInFront)] = []
    for hypothesis in judgement.variants {
      for proxy in proxies {
        for remedy in suited(hypothesis, to: proxy.product).flatMap(inPlace(of:))
        where !chosen.contains(where: { $0.remedy.step == remedy.step }) {
          chosen.append((remedy, proxy))
        }
      }
      // Further variants only add their steps when nothing tells them apart from the first.
      if judgement.certainty != .possible { break }
    }
    let ranks = chosen.enumerated().sorted {
      ($0.element.remedy.rank, $0.offset) < ($1.element.remedy.rank, $1.offset)
    }
    return ranks.compactMap { _, choice in
      let isOneOfSeveral = proxies.count > 1 && choice.remedy.product != nil
      let isSure = choice.remedy.rank == 1 && !isOneOfSeveral
      return SetupStep.step(choice.remedy.step)?.missing(
        rank: choice.remedy.rank, certainty: isSure ? judgement.certainty : .possible,
        in: wording(behind: choice.proxy).context)
    }
  }

  /// What the product's guide has in place of a general step.
  private func inPlace(of remedy: Hypothesis.Remedy) -> [Hypothesis.Remedy] {
    guard let own = discovered.profile.inPlaceOf[remedy.step] else { return [remedy] }
    return own.map { .init($0, for: remedy.product, rank: remedy.rank) }
  }

  private func suited(_ hypothesis: Hypothesis, to proxy: ProductID) -> [Hypothesis.Remedy] {
    let own = hypothesis.remedies.filter {
      $0.product == proxy && SetupStep.step($0.step) != nil
    }
    let general = hypothesis.remedies.filter { $0.product == nil }
    guard !own.isEmpty else { return general }
    return own + general.filter { $0.rank > 1 || !$0.step.rawValue.hasPrefix("proxy.") }
  }
}
