import Connections
public import Evidence
import HTTP1
import Transport

/// What looking into pages may still cost.
public struct Budget: Sendable {
  public var requests: Int
  public var octets: Int

  public init(requests: Int, octets: Int) {
    self.requests = requests
    self.octets = octets
  }
}

extension ProbeContext {
  /// Reads a page or script over the application's own connection while that stays usable.
  /// `nil`: the budget is spent, or it didn't come, as 2xx unless any status will do.
  ///
  /// - Parameter adding: a field of this request alone.
  public func fetch(
    _ target: String, as name: String, adding: (name: String, value: String)? = nil,
    anyStatus: Bool = false, budget: inout Budget
  ) async -> Answer.Response? {
    guard budget.requests > 0, budget.octets > 0, !isStopped, mayRequest() else { return nil }
    budget.requests -= 1
    let deadline = stepDeadline
    guard let (connection, id) = await pageConnection(deadline: deadline) else { return nil }
    var fields = fields(for: nil, key: nil)
    if let adding { fields.append(adding.name, adding.value) }
    let request = RequestHead(method: "GET", target: target, fields: fields)
    let exchange = await connection.exchange(request, bodyLimit: budget.octets, deadline: deadline)
    _ = recorder.record(exchange, ask: name, connection: id, author: nil)
    keep(connection, id)
    budget.octets -= exchange.body.count
    guard let head = exchange.response, anyStatus || (200..<300).contains(head.status) else {
      return nil
    }
    return Answer.Response(head: head, body: exchange.body)
  }
}
