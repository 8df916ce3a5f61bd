extension ObservationDefinition {
  /// `kind(ask)`: what kind of answer came.
  static let answerKinds: [ObservationDefinition] = Ask.all.map { ask in
    ObservationDefinition(.kind(ask), probe: probe(for: ask), asks: [ask]) { findings in
      guard let answer = findings.answers[ask] else { return nil }
      return Reading(.word(answer.kind.rawValue), "\(ask.phrase): \(answer.short)")
    }
  }

  /// `author(ask)` and `product(ask)`: who wrote it; not observed where it doesn't show.
  static let authors: [ObservationDefinition] = [
    Ask.handshake, .plainGet, .application, .root, .sibling,
  ].flatMap { ask in
    [
      ObservationDefinition(.author(ask), probe: "misroute", asks: [ask]) { findings in
        guard let answer = findings.answers[ask], let author = answer.author.author else {
          return nil
        }
        return Reading(.word(author.rawValue), "\(ask.phrase): \(written(answer))")
      },
      ObservationDefinition(.product(ask), probe: "misroute", asks: [ask]) { findings in
        guard let answer = findings.answers[ask], let product = answer.author.product else {
          return nil
        }
        return Reading(.word(product.rawValue), "\(ask.phrase): \(written(answer))")
      },
      ObservationDefinition(.says(ask), probe: "misroute", asks: [ask]) { findings in
        guard let answer = findings.answers[ask], let says = answer.author.says else {
          return nil
        }
        return Reading(
          .word(says.rawValue), "\(answer.authorName)'s own \(answer.short) says: \(says.phrase)")
      },
      ObservationDefinition(.pathEcho(ask), probe: "misroute", asks: [ask]) { findings in
        guard let answer = findings.answers[ask], let echo = answer.author.pathEcho else {
          return nil
        }
        return echo == answer.path
          ? Reading("unchanged", "\(answer.authorName) names the path exactly as we sent it")
          : Reading(
            "changed", "the path arrives at \(answer.authorName) as \(echo), not \(answer.path)")
      },
    ]
  }

  private static func written(_ answer: Answer) -> String {
    switch answer.author.author {
    case .proxy: "\(answer.authorName) itself wrote the \(answer.short) (\(answer.author.because))"
    case .application: "\(answer.authorName) wrote the \(answer.short) (\(answer.author.because))"
    case .beacon: "the beacon wrote the \(answer.short)"
    case nil: "nobody knows who wrote the \(answer.short)"
    }
  }

  static func probe(for ask: Ask) -> ProbeID {
    switch ask {
    case .application, .root: "http"
    case .plainGet, .sibling, .stranger, .folder, .outerFolder: "misroute"
    case .maxForwards, .balancerManager: "fingerprint"
    default: "upgrade"
    }
  }

  /// `arrivedAs(ask,how)`: the server that wrote this answers a request so that arrives like that.
  static let arrivals: [ObservationDefinition] = [Ask.handshake, .plainGet].flatMap { ask in
    Attribution.Arrival.allCases.map { how in
      ObservationDefinition(.arrived(ask, how), probe: "misroute", asks: [ask]) { findings in
        guard let answer = findings.answers[ask], let readsAs = answer.author.readsAs else {
          return nil
        }
        let holds = readsAs.contains(how)
        return Reading(
          .flag(holds),
          holds
            ? "\(answer.short) is how \(answer.authorName) answers \(how.phrase)"
            : "\(answer.authorName) answers \(how.phrase) differently")
      }
    }
  }
}

extension Attribution.Arrival {
  fileprivate var phrase: String {
    switch self {
    case .plain: "a plain GET of an endpoint"
    case .unknownPath: "a path that it doesn't know"
    case .withoutConnectionToken: "a handshake without the Connection token"
    case .wrongVersion: "a WebSocket version that it doesn't speak"
    case .http10: "a handshake in HTTP/1.0"
    case .withoutKey: "a handshake without a valid key"
    }
  }
}
