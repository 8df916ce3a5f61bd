import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  /// Traefik puts no name into any answer: its own words show it, and that it takes no `#` in a request's
  /// target. Measured with 3.7.15.
  static let traefik = ProxyProduct(
    "traefik", name: "Traefik",
    habits: [
      .passesUpgradeOn: .all, .asksInHTTP11: .all, .answersForHangUps: .all,
    ],
    sign: { response in
      if let realm = response.field("WWW-Authenticate"), realm.contains("realm=\"traefik\"") {
        return Sign(.proven, because: "the login's name: \"traefik\"")
      }
      if let name = response.cookieOfServers {
        return Sign(.likely, because: "cookie \(name), as its sticky cookies without a name are")
      }
      return response.wordsOfTraefik.map { Sign(.likely, because: $0) }
    },
    signOfAll: { answers in
      if let asked = answers[.fragment]?.response {
        // Since 2.10.6 it does so before it looks at a rule; what answers otherwise is another program.
        return asked.refusesFragment
          ? Sign(.likely, because: "an empty 400 in Go's form to a # in the target") : nil
      }
      let responses = answers.values.compactMap(\.response)
      if responses.contains(where: \.isNotFoundOfGo) {
        return Sign(.possible, because: "\"404 page not found\", as Go's programs say")
      }
      return showsGo(answers).map { Sign(.possible, because: $0) }
    },
    wrote: { response in
      if let realm = response.field("WWW-Authenticate"), realm.contains("realm=\"traefik\"") {
        return "the login's name: \"traefik\""
      }
      return response.wordsOfTraefik
    },
    wroteBeside: { answer, answers in
      guard let response = answer.response, response.isInGoForm, isShown(by: answers) else {
        return nil
      }
      if response.isNotFoundOfGo { return "\"404 page not found\", written in front" }
      let names = response.ownNamesInGo ?? []
      return response.status == 500 && response.body.isEmpty && names.isEmpty
        ? "an empty 500 in Go's form" : nil
    },
    says: { response in
      switch response.status {
      case 404: .noRoute
      case 403: .accessDenied
      case 429: .limited
      // Where the server that forwardAuth asks can't be reached, it says nothing but that.
      case 500: response.body.isEmpty ? .helperUnreached : .backendProtocol
      case 503: response.start == noServer ? .noServer : nil
      case 504: .backendSilent
      default: nil
      }
    },
    reload: { _ in "save the file, which Traefik watches; then look for ERR in its log" },
    language: "yaml", steps: SetupStep.traefikRouting + SetupStep.traefikServers,
    parts: traefikParts, ways: traefikWays, lines: traefikLines,
    guides: ["generic": ["traefik.router", "traefik.service"]])

  /// Whether something shows Traefik, or a router written in Go before an application that isn't.
  private static func isShown(by answers: [Ask: Answer]) -> Bool {
    if let asked = answers[.fragment]?.response { return asked.refusesFragment }
    return answers.values.contains { answer in
      if answer.author.author == .application, let server = answer.author.product {
        return server != ServerProduct.gorilla.id
      }
      return answer.response.flatMap { traefik.sign($0) } != nil
    }
  }

  /// What an application that isn't written in Go says arrives in Go's order.
  private static func showsGo(_ answers: [Ask: Answer]) -> String? {
    // None of them writes its fields in that order by itself.
    let others = [ServerProduct.tomcat, .aiohttp, .express]
    for answer in answers.values {
      guard let server = others.first(where: { $0.id == answer.author.product }),
        let names = answer.response?.head.fields.list.map(\.name).filter({ $0 != "Connection" }),
        names.contains("Content-Length"), names.contains("Content-Type"), names.count > 2,
        names == names.sorted(), names.contains(where: { $0 != $0.lowercased() })
      else { continue }
      return "the fields of \(server.name) in the order of Go"
    }
    return nil
  }

  static let noServer = "no available server\n"
}
