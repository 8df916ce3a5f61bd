import Connections
import Evidence
import HTTP1
import Transport
import WebSocketCompression
import WebSocketProtocol

extension ProbeContext {
  /// Addresses of one name that are asked; none is known to have more that matter.
  private static let addressLimit = 8

  /// Makes the handshake once at each of several addresses of the name; the rest of the run goes to one.
  ///
  /// One that answers otherwise than the first is asked again: what chance decides is no address's.
  public func askEachAddress() async {
    let all = await reach().addresses
    guard settings.route.via == nil, all.count > 1, !isStopped,
      let usual = await answer(to: .handshake), usual.response != nil
    else { return }
    let target = await endpoint().target
    var answers: [AddressAnswer] = []
    for address in all.prefix(Self.addressLimit) where !isStopped {
      guard let first = await handshake(at: address, target) else { continue }
      if let known = answers.first, known.switched != first.switched {
        guard let second = await handshake(at: address, target), second.switched == first.switched
        else { continue }
      }
      answers.append(first)
    }
    if isStopped { return }
    let result = answers
    note { $0.addressAnswers = result }
  }

  /// `nil`: no connection, which is another finding, or no answer.
  private func handshake(at address: SocketAddress, _ target: String) async -> AddressAnswer? {
    var pinned = route
    pinned.addresses = [address]
    let key = WebSocketConnection.makeKey()
    let upgrade = Ask.Upgrade()
    let request = RequestHead(
      method: "GET", target: target, fields: fields(for: upgrade, key: key))
    let opening = await WebSocketConnection.open(
      pinned, request: request, key: key, offeredSubprotocols: subprotocols,
      offeredDeflate: .browser, options: InterviewSettings.webSocketOptions, on: loop,
      deadline: stepDeadline)
    let id = recorder.record(opening.dial)
    guard let exchange = opening.exchange else { return nil }
    _ = recorder.record(exchange, ask: "handshakeAtAddress", connection: id, author: nil)
    if let connection = opening.connection { await closeTried(connection, id) }
    guard let head = exchange.response else { return nil }
    return AddressAnswer(
      address: address.host, short: "\(head.status)", switched: opening.connection != nil)
  }
}
