import Synchronization

/// A thread that waits for sockets and deadlines, and runs the tasks that prefer it.
///
/// A turn of the loop: tasks, then the output that they corked, then the wait until a socket is ready
/// or the next deadline is due. A task that runs here, by ``run(on:_:)`` or
/// `withTaskExecutorPreference`, is woken without a change of thread. What blocks such a task blocks
/// all connections of the loop.
public final class EventLoop: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var turnEnds: [any EventHandler] = []
    var timers = TimerHeap()
    var handlers: [UInt64: WeakHandler] = [:]
    var lastToken: UInt64 = 0
    /// The driver has been told to wake, and has not woken yet.
    var isWaking = false
    var isStopping = false
    var hasStopped = false

    /// Whether the caller has to wake the driver: one of many is enough.
    mutating func mustWake() -> Bool {
      defer { isWaking = true }
      return !isWaking
    }
  }

  private struct WeakHandler {
    weak var handler: (any EventHandler)?
  }

  /// How many rounds of tasks one turn may run before the sockets are looked at again.
  private static let roundsPerTurn = 16
  /// The size of one read from a socket that has much to give: large messages whole, in few calls. Octets.
  static let readSize = 256 * 1024
  /// The size of reads until one of them was full. Octets.
  private static let firstReadSize = 16 * 1024

  /// How long a look for the next event may take, instead of sleep. Nanoseconds.
  private static let shortWait: Int64 = 100_000
  /// On one processor a look would keep the peer from answering, if it runs there, too.
  private static let mayLook = SystemCall.processorCount > 1

  private let driver: any Driver
  private let state = Mutex(State())
  private let scratch = Mutex<[UInt8]>([])
  private let thread = Atomic<UInt>(0)

  /// Starts the loop's thread.
  ///
  /// Throws when the system has no descriptor left.
  public convenience init(driver kind: DriverKind = .best) throws(SystemError) {
    self.init(try kind.makeDriver())
  }

  convenience init(_ driver: any Driver) {
    self.init(driving: driver)
    SystemCall.startThread { self.turn() }
  }

  /// Makes a loop that no thread runs yet.
  private init(driving driver: any Driver) {
    self.driver = driver
  }

  // Not at the thread's end: streams that outlive it still hold these descriptors' numbers.
  deinit {
    driver.close()
  }

  /// Runs a function on a loop of its own and ends the loop afterwards.
  ///
  /// Both are `@concurrent`: a preference for an executor means nothing to code that an actor owns, as a
  /// program's `main` is owned, and a function that stays on its caller's executor would begin there.
  @concurrent public static func run<Value>(
    on kind: DriverKind = .best,
    _ body: @concurrent @Sendable (EventLoop) async throws -> sending Value
  ) async throws -> Value {
    let loop = try EventLoop(driver: kind)
    defer { loop.shutdown() }
    return try await withTaskExecutorPreference(loop) { try await body(loop) }
  }

  /// Runs a function on a loop of the calling thread, and returns when the function does: for a program's
  /// `main`, which is spared a thread of its own for the loop, and Dispatch's threads for the task.
  ///
  /// Throws when the system has no descriptor left.
  public static func runHere(_ body: @escaping @Sendable (EventLoop) async -> Void)
    throws(SystemError)
  {
    let loop = EventLoop(driving: try DriverKind.best.makeDriver())
    Task(executorPreference: loop) {
      await body(loop)
      loop.shutdown()
    }
    loop.turn()
  }

  /// The instant of now, on the clock of every deadline and time mark.
  public static func now() -> Moment {
    SystemCall.now()
  }

  /// Ends the thread as soon as it has nothing to run; no deadline of the loop is kept afterwards, so no
  /// task should prefer it any more.
  public func shutdown() {
    state.withLock { $0.isStopping = true }
    driver.wake()
  }

  /// Whether the caller runs on the loop's thread.
  var isOnThread: Bool {
    thread.load(ordering: .relaxed) == SystemCall.currentThread
  }

  // MARK: The turn

  private func turn() {
    thread.store(SystemCall.currentThread, ordering: .relaxed)
    var jobs: [UnownedJob] = []
    var ends: [any EventHandler] = []
    var events: [ReadyEvent] = []
    var wasShort = false
    while true {
      for _ in 0..<Self.roundsPerTurn {
        state.withLock { swap(&$0.jobs, &jobs) }
        if jobs.isEmpty { break }
        for job in jobs { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
        jobs.removeAll(keepingCapacity: true)
      }
      state.withLock { swap(&$0.turnEnds, &ends) }
      for handler in ends { handler.turnEnded() }
      ends.removeAll(keepingCapacity: true)

      guard let milliseconds = timeToWait() else { break }
      wasShort = wait(milliseconds, looking: wasShort, into: &events)
      state.withLock { $0.isWaking = false }
      for event in events { handler(event.token)?.ready(event.readiness) }
      events.removeAll(keepingCapacity: true)
      expireTimers()
    }
  }

  /// Waits, and tells whether it was a short wait.
  ///
  /// A thread that sleeps is woken up later than the octets come, on loopback by as much as they took.
  /// So after a short wait the next one begins with a look for as long.
  private func wait(_ milliseconds: Int32, looking: Bool, into events: inout [ReadyEvent]) -> Bool {
    guard milliseconds != 0 else {
      driver.wait(milliseconds: 0, into: &events)
      return looking
    }
    let start = Self.now()
    var isOver = false
    if looking && Self.mayLook {
      while !isOver, start.nanoseconds(to: Self.now()) < Self.shortWait {
        isOver = driver.wait(milliseconds: 0, into: &events)
      }
    }
    if !isOver { driver.wait(milliseconds: milliseconds, into: &events) }
    return start.nanoseconds(to: Self.now()) < Self.shortWait
  }

  /// How long the driver may wait, in milliseconds; `nil` when the loop shall end.
  private func timeToWait() -> Int32? {
    let (isBusy, hasStopped, earliest) = state.withLock { state in
      let isBusy = !state.jobs.isEmpty || !state.turnEnds.isEmpty
      state.hasStopped = state.isStopping && !isBusy
      return (isBusy, state.hasStopped, state.timers.earliest)
    }
    if isBusy { return 0 }
    if hasStopped { return nil }
    guard let earliest else { return -1 }
    let left = Self.now().nanoseconds(to: earliest)
    // Rounded up, so that the deadline is over when the wait is.
    return left <= 0 ? 0 : Int32(clamping: left / 1_000_000 + 1)
  }

  private func expireTimers() {
    guard let earliest = state.withLock({ $0.timers.earliest }) else { return }
    let now = Self.now()
    guard earliest <= now else { return }
    while let entry = state.withLock({ $0.timers.popDue(at: now) }) {
      handler(entry.token)?.timerFired(at: now)
    }
  }

  private func handler(_ token: UInt64) -> (any EventHandler)? {
    state.withLock { $0.handlers[token]?.handler }
  }

  // MARK: Tasks

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isForeign = !isOnThread
    let (wakes, isLate) = state.withLock { state in
      if state.hasStopped { return (false, true) }
      state.jobs.append(job)
      return (isForeign && state.mustWake(), false)
    }
    if wakes { driver.wake() }
    if isLate {
      // A task that outlives its loop goes on somewhere; it must not hang.
      SystemCall.startThread { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  // MARK: Handlers

  /// Gives a handler the token that descriptors and deadlines are told under; held weakly.
  func attach(_ handler: any EventHandler) -> UInt64 {
    state.withLock { state in
      state.lastToken += 1
      state.handlers[state.lastToken] = WeakHandler(handler: handler)
      return state.lastToken
    }
  }

  func detach(_ token: UInt64) {
    state.withLock { $0.handlers[token] = nil }
  }

  func register(_ descriptor: Int32, token: UInt64, for directions: Readiness)
    throws(SystemError)
  {
    try driver.register(descriptor, token: token, for: directions)
  }

  func rearm(_ descriptor: Int32, token: UInt64, for directions: Readiness) {
    driver.rearm(descriptor, token: token, for: directions)
  }

  func unregister(_ descriptor: Int32, token: UInt64) {
    driver.unregister(descriptor, token: token)
    detach(token)
  }

  /// Calls the handler at an instant, or soon after; see ``TimerHeap``.
  func callTimer(_ token: UInt64, at deadline: Moment) {
    let isForeign = !isOnThread
    let wakes = state.withLock { state in
      let isNext = state.timers.earliest.map { deadline < $0 } ?? true
      state.timers.insert(TimerHeap.Entry(deadline: deadline, token: token))
      return isForeign && isNext && state.mustWake()
    }
    if wakes { driver.wake() }
  }

  /// Calls the handler at the end of this turn, or of the next if the caller is on another thread.
  func callAtTurnEnd(_ handler: any EventHandler) {
    let isForeign = !isOnThread
    let wakes = state.withLock { state in
      state.turnEnds.append(handler)
      return isForeign && state.mustWake()
    }
    if wakes { driver.wake() }
  }

  /// Takes the buffer that sockets are read into; the loop has one for all its connections.
  func takeScratch() -> [UInt8] {
    let taken = scratch.withLock { scratch in
      var taken: [UInt8] = []
      swap(&taken, &scratch)
      return taken
    }
    return taken.isEmpty ? [UInt8](repeating: 0, count: Self.firstReadSize) : taken
  }

  func giveBackScratch(_ taken: consuming [UInt8]) {
    let taken = taken
    scratch.withLock { $0 = taken }
  }
}
