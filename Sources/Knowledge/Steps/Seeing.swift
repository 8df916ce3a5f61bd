public import Diagnosis
public import Evidence

/// What can be looked at to tell whether a step was done.
public struct Seeing: Sendable {
  /// What shows of a step; `nil`: nothing of its own.
  public typealias Rule = @Sendable (Seeing) -> Seen?

  public struct Seen: Sendable, Equatable {
    public var status: StepStatus.Status
    public var because: String

    init(_ status: StepStatus.Status, _ because: String) {
      self.status = status
      self.because = because
    }
  }

  public let table: ObservationTable
  public let proxy: ProductID
  public let version: String?

  /// The handshake was answered with 101.
  public var switched: Bool { table.meets([.kind(.handshake, .switched)]) }

  /// A step without which no handshake succeeds; else nothing shows.
  static let byHandshake: Rule = { $0.switched ? Seen(.done, works) : Seen(.unknown, hidden) }
  /// The same, where more may show once there is a connection.
  static let doneByHandshake: Rule = { $0.switched ? Seen(.done, works) : nil }

  static let works = "the handshake succeeds"
  static let hidden = "not visible from here"

  /// The host name that users see, as a beacon behind the proxy sees it.
  static let hostArrives: Rule = { seeing in
    guard let host = seeing.table[.hostArrives] else {
      return Seen(.unknown, "only a beacon behind the proxy shows it")
    }
    return Seen(host.value == .flag(true) ? .done : .suspected, host.text)
  }

  /// What shows of any step once there is a connection: a limit of silence by its life, others not at all.
  func ofAnyStep(_ id: StepID) -> Seen {
    guard switched else { return Seen(.unknown, "needs a connection first") }
    return id.rawValue.hasSuffix("-timeout") ? limitOfSilence : Seen(.unknown, Self.hidden)
  }

  private var limitOfSilence: Seen {
    if let room = table[.room] {
      if room.value == .word("enough") { return Seen(.done, room.text) }
      if room.value == .word("narrow") { return Seen(.suspected, room.text) }
    }
    guard let silent = table[.died(.silent)] else {
      return Seen(.unknown, "silence was not tested")
    }
    return Seen(.unknown, silent.text)
  }

  /// Whether the application names the address that was asked as its own.
  static func address(_ name: ObservationName) -> Rule {
    { seeing in
      guard let observation = seeing.table[name] else {
        return Seen(.unknown, "the application doesn't say")
      }
      switch observation.value {
      case .word("same"): return Seen(.done, observation.text)
      case .word("address"): return Seen(.unknown, observation.text)
      default: return Seen(.missing, observation.text)
      }
    }
  }
}
