/// A regular expression as proxies write them (PCRE's language), over octets and with bounded work.
struct Pattern: Sendable {
  enum Outcome: Equatable, Sendable {
    /// The parts, the whole first; `nil`: a group that took no part.
    case matches([Range<Int>?])
    case doesNot
    /// It takes more work than is done for one.
    case tooHard
  }

  indirect enum Node: Sendable {
    case octet(OctetSet)
    case start, end
    case boundary(Bool)
    /// `index` is `nil` where nothing is kept.
    case group(index: Int?, [[Node]])
    case repeated(Node, least: Int, most: Int, isGreedy: Bool)
    case ahead([[Node]], isNegated: Bool)
  }

  let alternatives: [[Node]]
  let groupCount: Int
  /// Groups that have a name.
  let names: [String: Int]

  /// `nil`: something in it isn't understood.
  init?(_ text: String, ignoringCase: Bool = false) {
    var parser = PatternParser(Array(text.utf8), ignoringCase: ignoringCase)
    guard let parsed = parser.whole() else { return nil }
    alternatives = parsed
    groupCount = parser.groupCount
    names = parser.names
  }

  func match(_ text: String) -> Outcome {
    let subject = Array(text.utf8)
    guard subject.count <= 4096 else { return .tooHard }
    for start in 0...subject.count {
      var run = Run(subject: subject, groups: Array(repeating: nil, count: groupCount + 1))
      let end = run.alternatives(alternatives[...], start) { run, at in
        run.groups[0] = start..<at
        return true
      }
      if run.isExhausted { return .tooHard }
      if end { return .matches(run.groups) }
    }
    return .doesNot
  }

  /// A text that it matches, as far as one can be made up.
  var sample: String {
    func text(_ nodes: [Node], _ depth: Int) -> [UInt8] {
      nodes.flatMap { node -> [UInt8] in
        switch node {
        case .octet(let set):
          return [
            Array("axw1/-.".utf8).first { set.contains($0) }
              ?? (0x21...0x7E).first { set.contains($0) } ?? 0x2F
          ]
        case .group(_, let choices): return depth > 30 ? [] : text(choices.first ?? [], depth + 1)
        case .repeated(let node, let least, let most, _):
          let count = min(max(least, most > 1 ? 1 : least), 20)
          return depth > 30 ? [] : (0..<count).flatMap { _ in text([node], depth + 1) }
        case .start, .end, .boundary, .ahead: return []
        }
      }
    }
    return String(decoding: text(alternatives.first ?? [], 0).prefix(500), as: UTF8.self)
  }

  /// One attempt at one place.
  struct Run {
    typealias Rest = (inout Run, Int) -> Bool
    let subject: [UInt8]
    var groups: [Range<Int>?]
    var work = 0
    var depth = 0
    var isExhausted: Bool { work > 20_000 || depth > 1500 }

    mutating func alternatives(_ choices: ArraySlice<[Node]>, _ at: Int, _ rest: Rest) -> Bool {
      for choice in choices {
        let before = groups
        if sequence(choice[...], at, rest) { return true }
        if isExhausted { return false }
        groups = before
      }
      return false
    }

    mutating func sequence(_ nodes: ArraySlice<Node>, _ at: Int, _ rest: Rest) -> Bool {
      work += 1
      guard !isExhausted else { return false }
      guard let node = nodes.first else { return rest(&self, at) }
      let others = nodes.dropFirst()
      return one(node, at) { run, next in run.sequence(others, next, rest) }
    }

    mutating func one(_ node: Node, _ at: Int, _ rest: Rest) -> Bool {
      depth += 1
      guard !isExhausted else { return false }
      defer { if !isExhausted { depth -= 1 } }
      switch node {
      case .octet(let set):
        return at < subject.count && set.contains(subject[at]) && rest(&self, at + 1)
      case .start: return at == 0 && rest(&self, at)
      case .end:
        let isEnd = at == subject.count || at + 1 == subject.count && subject[at] == 0x0A
        return isEnd && rest(&self, at)
      case .boundary(let wanted):
        let before = at > 0 && OctetSet.word.contains(subject[at - 1])
        let after = at < subject.count && OctetSet.word.contains(subject[at])
        return (before != after) == wanted && rest(&self, at)
      case .group(let index, let choices):
        return alternatives(choices[...], at) { run, end in
          guard let index else { return rest(&run, end) }
          let before = run.groups[index]
          run.groups[index] = at..<end
          if rest(&run, end) { return true }
          run.groups[index] = before
          return false
        }
      case .ahead(let choices, let isNegated):
        let holds = alternatives(choices[...], at) { _, _ in true }
        return !isExhausted && holds != isNegated && rest(&self, at)
      case .repeated(.octet(let set), let least, let most, let isGreedy):
        return octets(set, least, most, isGreedy, at, rest)
      case .repeated(let node, let least, let most, let isGreedy):
        return times(node, least, most, isGreedy, at, rest)
      }
    }

    /// One octet again and again, without a call for each.
    private mutating func octets(
      _ set: OctetSet, _ least: Int, _ most: Int, _ isGreedy: Bool, _ at: Int, _ rest: Rest
    ) -> Bool {
      var count = 0
      while count < most, at + count < subject.count, set.contains(subject[at + count]) {
        count += 1
      }
      guard count >= least else { return false }
      let tries = isGreedy ? Array((least...count).reversed()) : Array(least...count)
      for taken in tries {
        work += 1
        if isExhausted { return false }
        if rest(&self, at + taken) { return true }
      }
      return false
    }

    private mutating func times(
      _ node: Node, _ least: Int, _ most: Int, _ isGreedy: Bool, _ at: Int, _ rest: Rest
    ) -> Bool {
      func again(_ run: inout Run) -> Bool {
        run.one(node, at) { run, next in
          // An empty turn would go on for ever.
          guard next > at || least > 0 else { return false }
          return run.times(node, max(0, least - 1), most - 1, isGreedy, next, rest)
        }
      }
      if least > 0 { return again(&self) }
      guard most > 0 else { return rest(&self, at) }
      if isGreedy {
        let before = groups
        if again(&self) { return true }
        if isExhausted { return false }
        groups = before
        return rest(&self, at)
      }
      return rest(&self, at) || !isExhausted && again(&self)
    }
  }
}

/// A set of octets.
struct OctetSet: Hashable, Sendable {
  private var bits: SIMD4<UInt64> = .zero

  init(_ octets: some Sequence<UInt8> = []) { for octet in octets { insert(octet) } }

  mutating func insert(_ octet: UInt8) { bits[Int(octet >> 6)] |= 1 << UInt64(octet & 63) }
  func contains(_ octet: UInt8) -> Bool { bits[Int(octet >> 6)] & (1 << UInt64(octet & 63)) != 0 }
  mutating func formUnion(_ other: OctetSet) { bits |= other.bits }
  var inverted: OctetSet {
    var set = self
    set.bits = ~bits
    return set
  }

  /// With letters of the other case.
  var ignoringCase: OctetSet {
    var set = self
    for octet in UInt8(0x41)...0x5A {
      if contains(octet) { set.insert(octet | 0x20) }
      if contains(octet | 0x20) { set.insert(octet) }
    }
    return set
  }

  static let digit = OctetSet(0x30...0x39)
  static let word = OctetSet(
    Array(0x30...0x39) + Array(0x41...0x5A) + [0x5F] + Array(UInt8(0x61)...0x7A))
  static let space = OctetSet([0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D])
  static let any = OctetSet([0x0A]).inverted
}
