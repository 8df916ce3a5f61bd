// In place of Synchronization, whose locks wait by a futex that Thread Sanitizer doesn't know: it takes
// what they guard for races. With pthread's lock it sees the same order as the program.
import Glibc

/// As Synchronization.Mutex.
public struct Mutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
  private final class Storage {
    let lock: UnsafeMutablePointer<pthread_mutex_t>
    var value: Value

    init(_ value: consuming sending Value) {
      lock = .allocate(capacity: 1)
      pthread_mutex_init(lock, nil)
      self.value = value
    }

    deinit {
      pthread_mutex_destroy(lock)
      lock.deallocate()
    }
  }

  private let storage: Storage

  public init(_ value: consuming sending Value) { storage = Storage(value) }

  public borrowing func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    pthread_mutex_lock(storage.lock)
    defer { pthread_mutex_unlock(storage.lock) }
    return try body(&storage.value)
  }
}

/// As Synchronization.Atomic, as far as it is used; behind a lock, it orders more than a relaxed one.
public struct Atomic<Value: Sendable>: ~Copyable, Sendable {
  public enum Ordering: Sendable { case relaxed, acquiring, releasing, sequentiallyConsistent }

  private let value: Mutex<Value>

  public init(_ value: Value) { self.value = Mutex(value) }

  public borrowing func load(ordering: Ordering) -> Value { value.withLock { $0 } }

  public borrowing func store(_ new: Value, ordering: Ordering) { value.withLock { $0 = new } }
}
