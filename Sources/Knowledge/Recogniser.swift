public import Evidence
import HTTP1

/// Says who wrote an answer and what stands in front, from the literals of Proxies/ and Servers/.
public enum Recogniser {
  /// The field by which the embedded backend marks its answers.
  public static let beaconField = "Wsdoctor-Beacon"

  /// Who wrote an answer, as far as it shows.
  public static func attribution(of response: Answer.Response) -> Attribution {
    if response.head.fields.contains(beaconField) {
      return Attribution(
        .beacon, "beacon", name: "the beacon", because: "its \(beaconField) field")
    }
    if response.status == 101 { return Attribution() }
    for server in ServerProduct.all {
      guard let form = server.forms.first(where: { $0.matches(response) }) else { continue }
      var found = Attribution(
        .application, server.id, name: server.name, because: form.because, readsAs: form.arrivals)
      found.pathEcho = server.pathEcho(response)
      found.beforeVersion = server.beforeVersion
      found.isShared = form.isShared
      // A form that says nothing of WebSocket says nothing of how a request arrived.
      if form.arrivals.isEmpty { found.readsAs = nil }
      return found
    }
    for proxy in ProxyProduct.all {
      guard let because = proxy.wrote(response) else { continue }
      var found = Attribution(
        .proxy, proxy, version: proxy.sign(response)?.version, because: because)
      found.says = proxy.says(response)
      // An application that writes neither a body nor a Server field leaves nothing of itself.
      found.isShared = response.body.isEmpty && proxy.isMuteLikeApplications
      return found
    }
    return byFields(response)
  }

  /// No page that is known: fields that a proxy doesn't write point at the application.
  private static func byFields(_ response: Answer.Response) -> Attribution {
    if response.head.reason.isEmpty && response.head.version == .http11
      && !ProxyProduct.all.contains(where: { $0.leavesOutReason(response) })
    {
      return Attribution(
        .application, nil, name: "the application", because: "an answer without a reason phrase")
    }
    // By their meaning these are a gateway's (RFC 9110 §15.6.3, §15.6.5), whatever its name.
    if response.status == 502 || response.status == 504 { return Attribution() }
    if let poweredBy = response.field("X-Powered-By"), !poweredBy.contains("ARR") {
      return Attribution(
        .application, nil, name: "the application", because: "an X-Powered-By field")
    }
    if let server = response.field("Server"), ApplicationServers.wrote(server) {
      return Attribution(
        .application, nil, name: "the application", because: "its Server field")
    }
    return Attribution()
  }

  /// The product in front, by the signs that any answer shows, or all of them together; the surest first,
  /// and a product that the admin configures before one at the edge.
  public static func products(in answers: [Ask: Answer]) -> [(ProxyProduct, ProxyProduct.Sign)] {
    var best: [ProductID: (ProxyProduct, ProxyProduct.Sign)] = [:]
    func add(_ product: ProxyProduct, _ sign: ProxyProduct.Sign) {
      if let known = best[product.id], known.1.certainty >= sign.certainty,
        known.1.version != nil || sign.version == nil
      {
        return
      }
      best[product.id] = (product, sign)
    }
    for response in answers.values.compactMap(\.response) {
      for product in ProxyProduct.all {
        let sign = product.sign(response)
        if let sign {
          add(product, sign)
        } else if let because = product.wrote(response), !product.formIsShared {
          add(product, ProxyProduct.Sign(.likely, because: because))
        }
      }
    }
    for product in ProxyProduct.all {
      if let sign = product.signOfAll(answers) { add(product, sign) }
    }
    return best.values.sorted {
      if $0.0.isEdge != $1.0.isEdge { return !$0.0.isEdge }
      if $0.1.certainty != $1.1.certainty { return $0.1.certainty > $1.1.certainty }
      return $0.0.id < $1.0.id
    }
  }

  /// The answers with the authors that show only beside the others: what the product in front wrote.
  public static func settle(_ answers: [Ask: Answer]) -> [Ask: Answer] {
    guard let (product, sign) = products(in: answers).first else { return answers }
    var settled = answers
    for (ask, answer) in answers {
      // What an application may have written as well is the proxy's where the others show it.
      let isOpen =
        answer.author.author == nil
        || answer.author.product == product.id
          && answer.author.isShared
      if isOpen, let because = product.wroteBeside(answer, answers) {
        settled[ask]?.author = Attribution(
          .proxy, product, version: sign.version, because: because)
        settled[ask]?.author.says = answer.response.flatMap(product.says)
      }
      guard let author = settled[ask]?.author, author.author == .proxy,
        author.product == product.id, author.says == nil
      else { continue }
      settled[ask]?.author.says = product.saysBeside(answer, answers)
    }
    return settled
  }
}

extension Attribution {
  init(_ author: Author, _ product: ProxyProduct, version: String?, because: String) {
    self.init(author, product.id, name: product.name, version: version, because: because)
    habits = product.habits(of: version)
  }
}

/// Products that re-sign TLS traffic, by words in the issuer's name.
public enum Interceptors {
  public static let names = [
    "Zscaler", "Avast", "Kaspersky", "ESET", "Fortinet", "Sophos", "Bitdefender", "Netskope",
    "Blue Coat", "Palo Alto", "Cisco Umbrella", "McAfee", "mitmproxy", "Charles Proxy", "Fiddler",
  ]

  /// A whole word or words of the issuer's name, not a part of one.
  public static func name(inIssuer issuer: String) -> String? {
    func words(_ text: String) -> String {
      " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    }
    return names.first { words(issuer).contains(words($0)) }
  }
}
