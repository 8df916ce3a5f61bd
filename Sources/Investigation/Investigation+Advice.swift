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
            certainty: sign.certainty, because: sign.because)
        }
      },
      echo: { BeaconReading.echo(in: $0) },
      findEndpoint: { await discovery.findEndpoint($0) },
      findPageEndpoint: { await discovery.findPageEndpoint($0) })
    advice.keepalive = {
      let profile = discovery.result.profile
      let seconds = options.keepalive?.seconds ?? profile.keepaliveSeconds
      return seconds.map { ($0, profile.keepaliveIsMessage) }
    }
    advice.pollingPath = { options.pollingPath ?? discovery.result.profile.pollingPath }
    advice.tell = { news in
      switch news {
      case .known(let sentence): progress(.known(sentence))
      case .waiting(let what, let left): progress(.waiting(what: what, secondsLeft: left))
      }
    }
    return advice
  }
}
