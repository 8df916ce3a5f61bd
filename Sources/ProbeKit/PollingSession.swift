import Connections
import Evidence
import HTTP1

/// One session of repeated requests: the cookies that it gives back, and the nodes that it meets.
struct PollingSession: Sendable {
  private var cookies = SessionCookies()
  private var nodes = NodeReader()
  /// Names of the cookies that the user gave; ours stay away then.
  private let given: [String]

  /// - Parameter added: the fields that the user added to each request.
  init(_ added: [(name: String, value: String)]) {
    given = added.filter { $0.name.lowercased() == "cookie" }.flatMap { field in
      field.value.split(separator: ";").map {
        String($0.drop { $0 == " " }.prefix { $0 != "=" })
      }
    }
  }

  /// Takes the cookies that an answer sets, and the node that it names.
  mutating func add(from head: ResponseHead, to target: String, _ context: ProbeContext) {
    cookies.add(from: head, to: target, isSecure: context.settings.route.isSecure)
    context.recorder.hide(cookies.secrets)
    nodes.read(head, cookies) { context.recorder.shown($0, in: "response header") }
  }

  func put(into fields: inout Fields, target: String) {
    if given.isEmpty { cookies.put(into: &fields, target: target) }
  }

  /// What the sessions of one run have shown together.
  static func fact(of sessions: [PollingSession], answered: Int) -> SessionFact {
    var fact = SessionFact()
    fact.requests = answered
    for session in sessions {
      for name in session.given.isEmpty ? session.cookies.names : session.given
      where !fact.cookies.contains(name) {
        fact.cookies.append(name)
      }
      fact.mark = fact.mark ?? session.nodes.mark
      fact.hasRoute = fact.hasRoute ?? session.nodes.hasRoute
      for node in session.nodes.nodes where !fact.nodes.contains(node) { fact.nodes.append(node) }
    }
    return fact
  }
}
