public import Connections
import Evidence
import WebSocketProtocol

extension ProbeContext {
  /// Writes down what went over a WebSocket connection and how it ended.
  public func recordTraffic(of connection: WebSocketConnection, as id: String) {
    let traffic = connection.transcript.compactMap { entry -> TrafficRecord? in
      guard case .frame(let note) = entry.what else { return nil }
      return TrafficRecord(
        atSeconds: recorder.seconds(entry.at),
        direction: entry.direction == .sent ? .sent : .received,
        what: note.opcode.description, bytes: Int(clamping: note.length))
    }
    recorder.record(traffic: traffic, death: connection.death?.report, on: id)
  }
}
