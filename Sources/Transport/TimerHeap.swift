/// The pending deadlines of an ``EventLoop``, earliest first.
///
/// Entries are never taken out before their time: whom one belongs to looks at its own deadline when
/// it is called, and asks again if that has moved. A waiter that is woken a million times a second
/// before its deadline costs one entry, not a million.
struct TimerHeap {
  struct Entry: Equatable {
    let deadline: Moment
    let token: UInt64
  }

  private var entries: [Entry] = []

  var earliest: Moment? { entries.first?.deadline }

  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var index = entries.count - 1
    while index > 0 {
      let parent = (index - 1) / 2
      guard entries[index].deadline < entries[parent].deadline else { break }
      entries.swapAt(index, parent)
      index = parent
    }
  }

  /// Takes the earliest entry if its time has come.
  mutating func popDue(at now: Moment) -> Entry? {
    guard let first = entries.first, first.deadline <= now else { return nil }
    let last = entries.removeLast()
    guard !entries.isEmpty else { return first }
    entries[0] = last
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2]
      where child < entries.count && entries[child].deadline < entries[least].deadline {
        least = child
      }
      guard least != index else { return first }
      entries.swapAt(index, least)
      index = least
    }
  }
}
