import Evidence
import Knowledge
import ProbeKit

extension Investigation {
  /// What the probes ask knowledge, discovery and options for.
  static func advice(
    _ options: CheckOptions, _ discovery: Discovery, _ recorder: Recorder,
    _ progress: @escaping @Sendable (Progress) -> Void
  ) -> ProbeContext.Advice {
    var advice = ProbeContext.Advice(
      attribute: { response in
        var found = Recogniser.attribution(of: response)
        found.version = found.version.map { recorder.shown($0, in: "response header") }
        return found
      },
      products: { answers in
        Recogniser.products(in: answers).map { product, sign in
          .init(
            product: product.id, name: product.name,
            version: sign.version.map { recorder.shown($0, in: "response header") },
            certainty: sign.certainty, because: sign.because,
            habits: product.habits(of: sign.version))
        }
      },
      echo: { BeaconReading.echo(in: $0) },
      findEndpoint: { await discovery.findEndpoint($0) },
      findPageEndpoint: { await discovery.findPageEndpoint($0) })
    advice.settle = { answers in
      var settled = Recogniser.settle(answers)
      for ask in settled.keys where settled[ask]?.author != answers[ask]?.author {
        guard let version = settled[ask]?.author.version else { continue }
        settled[ask]?.author.version = recorder.shown(version, in: "response header")
      }
      return settled
    }
    advice.furtherAsks = { ProxyProduct.product($0)?.furtherAsks ?? [] }
    advice.keepalive = {
      let profile = discovery.result.profile
      let seconds = options.keepalive?.seconds ?? profile.keepaliveSeconds
      return seconds.map { ($0, profile.keepaliveIsMessage) }
    }
    advice.pollingPath = {
      if let path = options.pollingPath { return path }
      guard case .polling(let path) = discovery.result.profile.fallback else { return nil }
      return path
    }
    advice.hasNoFallback = {
      options.pollingPath == nil && discovery.result.profile.fallback == .none
    }
    advice.productTarget = { ask, endpoint in
      let documents = discovery.result.profile.documents
      switch ask {
      case .largeCookie: return documents.hasSmallHeaders ? endpoint : nil
      case .foreignSession:
        return documents.session400.map { withParameter($0.name, $0.foreign, in: endpoint) }
      default: return nil
      }
    }
    advice.readApplication = { context in
      await ApplicationReader(
        discovered: discovery.result, sendsSession: !options.headers.isEmpty
      ).read(context)
    }
    advice.tell = { news in
      switch news {
      case .known(let sentence): progress(.known(sentence))
      case .waiting(let what, let left): progress(.waiting(what: what, secondsLeft: left))
      }
    }
    return advice
  }

  /// A request target with one parameter of its query set.
  private static func withParameter(_ name: String, _ value: String, in target: String) -> String {
    let path = target.prefix { $0 != "?" }
    let others = target.dropFirst(path.count + 1).split(separator: "&").filter {
      !$0.hasPrefix("\(name)=")
    }
    return path + "?" + (["\(name)=\(value)"] + others.map(String.init)).joined(separator: "&")
  }
}
