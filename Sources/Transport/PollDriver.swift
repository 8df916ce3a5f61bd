import Synchronization

/// Waits with poll(2) and is woken through a pipe.
final class PollDriver: Driver {
  private struct Entry {
    let descriptor: Int32
    /// What to be told of; a direction leaves when it was told, and comes back by `rearm`.
    var interest: Readiness
  }

  private let entries = Mutex<[UInt64: Entry]>([:])
  private let reading: Int32
  private let writing: Int32

  init() throws(SystemError) {
    (reading, writing) = try SystemCall.pipe()
  }

  func register(_ descriptor: Int32, token: UInt64, for directions: Readiness)
    throws(SystemError)
  {
    entries.withLock { $0[token] = Entry(descriptor: descriptor, interest: directions) }
    wake()
  }

  func rearm(_ descriptor: Int32, token: UInt64, for directions: Readiness) {
    let added = entries.withLock { entries in
      guard let old = entries[token]?.interest, !old.isSuperset(of: directions) else {
        return false
      }
      entries[token]?.interest = old.union(directions)
      return true
    }
    if added { wake() }
  }

  func unregister(_ descriptor: Int32, token: UInt64) {
    entries.withLock { $0[token] = nil }
    // A wait that is under way holds the number; it must not meet the next socket of that number.
    wake()
  }

  @discardableResult
  func wait(milliseconds: Int32, into events: inout [ReadyEvent]) -> Bool {
    // A descriptor without interest is left out: poll would tell its hang-up in every turn.
    let watched = entries.withLock { $0.filter { !$0.value.interest.isEmpty }.map { $0 } }
    var wanted = watched.map {
      (descriptor: $0.value.descriptor, interest: $0.value.interest)
    }
    wanted.append((descriptor: reading, interest: .read))
    let ready = SystemCall.poll(wanted, timeout: milliseconds)
    if !ready[watched.count].isEmpty { SystemCall.drain(reading) }
    for (index, entry) in watched.enumerated() where !ready[index].isEmpty {
      var told = ready[index]
      let isSame = entries.withLock { entries in
        guard let interest = entries[entry.key]?.interest else { return false }
        if told.contains(.hangUp) { told.formUnion(interest) }
        entries[entry.key]?.interest = interest.subtracting(told)
        return true
      }
      if isSame { events.append(ReadyEvent(token: entry.key, readiness: told)) }
    }
    return ready.contains { !$0.isEmpty }
  }

  func wake() {
    SystemCall.signal(writing)
  }

  func close() {
    SystemCall.close(reading)
    SystemCall.close(writing)
  }
}
