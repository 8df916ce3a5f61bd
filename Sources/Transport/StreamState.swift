/// The state of a ``ByteStream``, used under its lock only.
struct StreamState {
  /// What one step of reading came to.
  enum Received {
    case nothing
    case stored
    case ended
    case deliver([UInt8], at: Moment, to: any ByteReceiver)
    /// So many octets in the buffer that was lent.
    case deliverLent(Int, at: Moment, to: any ByteReceiver)
    case deliverEnd(EndOfStream, at: Moment, to: any ByteReceiver)
  }

  /// A connection at rest keeps a buffer no larger than this. Octets.
  private static let restingCapacity = 4096
  /// A second message of this size makes room for as many as are corked. Octets.
  private static let largeSize = 16 * 1024

  private let loop: EventLoop
  /// The socket; -1 when closed.
  private(set) var descriptor: Int32
  var token: UInt64 = 0

  // Reading
  var inbox: [UInt8] = []
  var end: (how: EndOfStream, at: Moment)?
  /// Whether the socket may have something to read: set by the driver, taken back by a read that
  /// found less than it had room for.
  var isReadable = false
  /// Whether the peer's FIN or an error is under way: a short read is then no proof of emptiness.
  var isHungUp = false
  var isPaused = false
  weak var receiver: (any ByteReceiver)?
  var isDelivering = false
  private var isEndDelivered = false

  // Writing
  /// What waits to be encrypted: together, so that small messages share a record of TLS.
  private var plain: [UInt8] = []
  /// Why TLS refuses to encrypt.
  private(set) var encryptionFailure: TransportError?
  private var output: [UInt8] = []
  private var outputStart = 0
  var isWritable = true
  var hasOutputWaiters = false
  var sendsFINAfterOutput = false
  private(set) var writeFailure: SystemError?
  var isTurnEndAsked = false

  // TLS; more than one layer when a proxy is spoken to by TLS itself.
  private(set) var layers: [TLSSession] = []
  private(set) var isHandshaking = false

  var counters = StreamCounters()

  init(descriptor: Int32, loop: EventLoop) {
    self.descriptor = descriptor
    self.loop = loop
  }

  var isOpen: Bool { descriptor >= 0 }
  var pendingOutput: Int { output.count - outputStart + plain.count }

  mutating func takeOutputWaiters() -> Bool {
    defer { hasOutputWaiters = false }
    return hasOutputWaiters
  }

  // MARK: Reading

  /// Whether ``receive(_:)`` may have something to do.
  var hasWorkForReader: Bool {
    isReadable || (isDelivering && (!inbox.isEmpty || end != nil))
  }

  /// Takes one step of reading, with a buffer to read into, where the octets are left if they are to be
  /// delivered.
  mutating func receive(_ scratch: inout [UInt8]) -> Received {
    if isPaused && !isHandshaking { return .nothing }
    if isDelivering && !isHandshaking {
      guard let receiver else { return .nothing }
      if !inbox.isEmpty, let at = counters.lastByteReceivedAt {
        defer { inbox = [] }
        return .deliver(inbox, at: at, to: receiver)
      }
      if let end {
        guard !isEndDelivered else { return .nothing }
        isEndDelivered = true
        return .deliverEnd(end.how, at: end.at, to: receiver)
      }
    }
    guard isOpen, isReadable, end == nil, inbox.count < ByteStream.inboxLimit else {
      return .nothing
    }
    let limit = min(scratch.count, EventLoop.readSize)
    switch SystemCall.receive(descriptor, into: &scratch, limit: limit) {
    case .done(0):
      // A RST that a write has met already is told to the reader as a plain end.
      let isReset = writeFailure.map { SystemCall.isReset.contains($0.code) } ?? false
      return noteEnd(isReset ? .reset : .fin)
    case .done(let count):
      let now = EventLoop.now()
      counters.bytesReceived += count
      counters.lastByteReceivedAt = now
      if count == limit {
        Self.grow(&scratch)
      } else if !isHungUp {
        noteDrained()
      }
      if layers.isEmpty {
        if isDelivering, let receiver {
          return .deliverLent(count, at: now, to: receiver)
        }
        inbox += scratch[..<count]
        return .stored
      }
      return decrypt(&scratch, count: count, at: now)
    case .wouldBlock:
      noteDrained()
      return .nothing
    case .failed(let error):
      return noteEnd(SystemCall.isReset.contains(error.code) ? .reset : .failed(error))
    }
  }

  /// Makes room for the largest reads, behind what was read.
  private static func grow(_ scratch: inout [UInt8]) {
    guard scratch.count < EventLoop.readSize else { return }
    scratch.append(
      contentsOf: repeatElement(0, count: EventLoop.readSize - scratch.count))
  }

  private mutating func noteDrained() {
    isReadable = false
    loop.rearm(descriptor, token: token, for: .read)
  }

  private mutating func noteEnd(_ how: EndOfStream) -> Received {
    end = (how, EventLoop.now())
    isReadable = false
    if isHandshaking { layers.last?.receiveEnd(how) }
    return .ended
  }

  /// Passes records through all layers of TLS; each leaves what it makes of them in their place.
  private mutating func decrypt(
    _ bytes: inout [UInt8], count: Int, at now: Moment
  ) -> Received {
    var count = count
    var ended: EndOfStream?
    for (index, layer) in layers.enumerated() {
      layer.receive(bytes, count: count)
      if isHandshaking && index == layers.count - 1 { return ended.map { noteEnd($0) } ?? .stored }
      count = 0
      ended = layer.read(into: &bytes, from: &count) ?? ended
      takeOutput(ofLayer: index)
    }
    flush()
    if ended == nil && isDelivering, let receiver {
      return count > 0 ? .deliverLent(count, at: now, to: receiver) : .stored
    }
    inbox += bytes[..<count]
    if let ended { return noteEnd(ended) }
    return .stored
  }

  // MARK: Writing

  /// Puts octets to the pending output; takes the buffer itself where that spares a copy.
  mutating func emit(_ bytes: inout [UInt8]) {
    if layers.isEmpty {
      dropSent()
      Self.move(&bytes, to: &output)
    } else {
      Self.move(&bytes, to: &plain)
    }
  }

  private static func move(_ bytes: inout [UInt8], to output: inout [UInt8]) {
    if output.isEmpty {
      swap(&bytes, &output)
    } else {
      if bytes.count >= largeSize && output.count < ByteStream.corkSize {
        output.reserveCapacity(ByteStream.corkSize + bytes.count)
      }
      output += bytes
    }
    bytes.removeAll(keepingCapacity: bytes.capacity <= restingCapacity)
  }

  /// Drops what was sent in large steps only, so that each octet is moved about once.
  private mutating func dropSent() {
    guard outputStart > 0 && outputStart >= output.count / 2 else { return }
    output.removeSubrange(..<outputStart)
    outputStart = 0
  }

  /// Encrypts what waits for it; what can't be encrypted is lost.
  private mutating func encrypt() {
    guard !plain.isEmpty, !isHandshaking else { return }
    do throws(TransportError) {
      if encryptionFailure == nil { try emit(plain, below: layers.count) }
    } catch {
      encryptionFailure = error
    }
    plain.removeAll(keepingCapacity: plain.capacity <= Self.restingCapacity)
  }

  private mutating func emit(_ bytes: [UInt8], below layer: Int) throws(TransportError) {
    guard layer > 0 else {
      dropSent()
      output += bytes
      return
    }
    try layers[layer - 1].write(bytes)
    try passRecords(ofLayer: layer - 1)
  }

  private mutating func passRecords(ofLayer index: Int) throws(TransportError) {
    if index == 0 {
      dropSent()
      layers[0].takeOutput(into: &output)
      return
    }
    var records: [UInt8] = []
    layers[index].takeOutput(into: &records)
    if !records.isEmpty { try emit(records, below: index) }
  }

  /// Moves what a layer has to say by itself to the pending output.
  private mutating func takeOutput(ofLayer index: Int) {
    // A lower layer that is broken can't carry it; reading will tell why.
    try? passRecords(ofLayer: index)
  }

  mutating func emitCloseNotify() {
    guard !layers.isEmpty, !isHandshaking, writeFailure == nil else { return }
    encrypt()
    layers[layers.count - 1].sendCloseNotify()
    takeOutput(ofLayer: layers.count - 1)
  }

  /// Sends as much of the pending output as the kernel takes.
  mutating func flush() {
    guard isOpen, writeFailure == nil else { return }
    encrypt()
    while isWritable && outputStart < output.count {
      switch SystemCall.send(descriptor, output, from: outputStart) {
      case .done(let count):
        outputStart += count
        counters.bytesSent += count
        counters.lastByteSentAt = EventLoop.now()
      case .wouldBlock:
        isWritable = false
        loop.rearm(descriptor, token: token, for: .write)
      case .failed(let error):
        writeFailure = error
        output = []
        outputStart = 0
      }
    }
    guard outputStart == output.count else { return }
    // A connection at rest keeps no buffer.
    output.removeAll(keepingCapacity: output.capacity <= Self.restingCapacity)
    outputStart = 0
    if sendsFINAfterOutput {
      sendsFINAfterOutput = false
      SystemCall.shutdownOutput(descriptor)
    }
  }

  // MARK: TLS

  /// Puts a layer of TLS on top; what was read too early belongs to it.
  mutating func beginHandshake(_ session: TLSSession) {
    if !inbox.isEmpty { session.receive(inbox, count: inbox.count) }
    inbox = []
    if let end { session.receiveEnd(end.how) }
    layers.append(session)
    isHandshaking = true
  }

  mutating func advanceHandshake() -> TLSSession.Handshake {
    guard let session = layers.last else { return .failed(.closed) }
    let step = session.advanceHandshake()
    takeOutput(ofLayer: layers.count - 1)
    flush()
    guard step != .needsInput else { return isOpen ? step : .failed(.closed) }
    isHandshaking = false
    session.fillReport()
    if step == .complete {
      var plain: [UInt8] = []
      var count = 0
      let ended = session.read(into: &plain, from: &count)
      inbox += plain[..<count]
      if let ended, end == nil { end = (ended, EventLoop.now()) }
    }
    return step
  }

  var tlsReport: TLSReport? { layers.last?.report }

  // MARK: Ending

  /// Gives the socket back.
  mutating func tearDown(at now: Moment) {
    guard isOpen else { return }
    loop.unregister(descriptor, token: token)
    SystemCall.close(descriptor)
    descriptor = -1
    output = []
    plain = []
    outputStart = 0
    if end == nil { end = (.closedHere, now) }
  }
}
