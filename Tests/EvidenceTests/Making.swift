import Evidence
import HTTP1

// Answers and findings for tests, with everything that a test doesn't care about filled in.

let secureTarget = TargetFacts(
  isSecure: true, host: "chat.example.test", webSocketPath: "/chat/ws/x", applicationPath: "/",
  pathFrom: .option, pathIsFixed: false, offersSubprotocols: false, sendsCredentials: false)

extension Answer {
  /// An answer in HTTP.
  static func made(
    _ ask: Ask, _ status: Int, _ reason: String = "", _ fields: Fields = [:], body: String = "",
    target: String? = nil, acceptIsRight: Bool = false, violations: [String] = []
  ) -> Answer {
    made(
      ask, status, reason, fields, octets: Array(body.utf8), target: target,
      acceptIsRight: acceptIsRight, violations: violations)
  }

  static func made(
    _ ask: Ask, _ status: Int, _ reason: String = "", _ fields: Fields = [:], octets: [UInt8],
    target: String? = nil, acceptIsRight: Bool = false, violations: [String] = []
  ) -> Answer {
    let head = ResponseHead(status: status, reason: reason, fields: fields)
    return Answer(
      ask: ask, exchange: "x-\(ask)", target: target ?? defaultTarget(of: ask),
      outcome: .response(
        .init(
          head: head, body: octets, acceptIsRight: acceptIsRight, violations: violations)),
      seconds: 0.01)
  }

  static func silent(_ ask: Ask, _ silence: Silence, seconds: Double = 0.01) -> Answer {
    Answer(
      ask: ask, exchange: "x-\(ask)", target: defaultTarget(of: ask), outcome: .silence(silence),
      seconds: seconds)
  }

  static func switched(_ ask: Ask, _ fields: Fields = [:]) -> Answer {
    made(ask, 101, "", fields, acceptIsRight: true)
  }

  func by(_ author: Attribution) -> Answer {
    var answer = self
    answer.author = author
    return answer
  }

  private static func defaultTarget(of ask: Ask) -> String {
    switch ask.path {
    case .webSocket: "/chat/ws/x"
    case .application, .root: "/"
    case .sibling: "/chat/ws/wsdoctor-qwertyuiop"
    case .stranger: "/unknown-to-all-qwertyuiop"
    case .folder: "/chat/ws/"
    case .outerFolder: "/chat/"
    case .foreignSession: "/chat/ws/x?session=wsdoctor"
    case .other(let path), .fixed(let path): path
    }
  }
}

extension Findings {
  init(_ answers: Answer..., target: TargetFacts = secureTarget) {
    self.init(target: target)
    for answer in answers { self.answers[answer.ask] = answer }
  }

  /// The observation of that name, if it was made.
  func seen(_ name: ObservationName) -> Observation? {
    observations().first { $0.name == name }
  }

  func value(_ name: ObservationName) -> ObservedValue? { seen(name)?.value }
}

extension Fields {
  static let html: Fields = ["Content-Type": "text/html; charset=utf-8"]
}
