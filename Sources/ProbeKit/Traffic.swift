public import Connections
import Evidence
import WebSocketProtocol

extension ProbeContext {
  /// Writes down what went over a WebSocket connection and how it ended.
  ///
  /// - Parameters:
  ///   - life: how it ended or stands, where its own record would tell of our goodbye.
  ///   - habit: what it did by itself, where it was one of several.
  public func recordTraffic(
    of connection: WebSocketConnection, as id: String, life: DeathRecord? = nil,
    habit: String? = nil
  ) {
    let traffic = connection.transcript.compactMap { entry -> TrafficRecord? in
      guard case .frame(let note) = entry.what else { return nil }
      return TrafficRecord(
        atSeconds: recorder.seconds(entry.at),
        direction: entry.direction == .sent ? .sent : .received,
        what: note.opcode.description, bytes: Int(clamping: note.length))
    }
    recorder.record(
      traffic: traffic, death: (life ?? connection.death)?.report, habit: habit, on: id)
  }
}
