/// Reads a regular expression; what it doesn't know makes the whole unknown.
struct PatternParser {
  private let text: [UInt8]
  private var at = 0
  private var ignoresCase: Bool
  private var depth = 0
  private(set) var groupCount = 0
  private(set) var names: [String: Int] = [:]

  init(_ text: [UInt8], ignoringCase: Bool) {
    self.text = text
    ignoresCase = ignoringCase
  }

  private func peek(_ offset: Int = 0) -> UInt8? {
    at + offset < text.count ? text[at + offset] : nil
  }

  private mutating func take(_ literal: StaticString) -> Bool {
    let wanted = Array("\(literal)".utf8)
    guard text[at...].starts(with: wanted) else { return false }
    at += wanted.count
    return true
  }

  mutating func whole() -> [[Pattern.Node]]? {
    guard text.count <= 2000 else { return nil }
    if take("(?i)") { ignoresCase = true }
    guard let found = alternatives(), at == text.count else { return nil }
    return found
  }

  private mutating func alternatives() -> [[Pattern.Node]]? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 40 else { return nil }
    var all: [[Pattern.Node]] = [[]]
    while let octet = peek(), octet != UInt8(ascii: ")") {
      if octet == UInt8(ascii: "|") {
        at += 1
        all.append([])
        continue
      }
      guard let atom = atom(), let node = quantified(atom) else { return nil }
      all[all.count - 1].append(node)
    }
    return all
  }

  private mutating func quantified(_ node: Pattern.Node) -> Pattern.Node? {
    let (least, most): (Int, Int)
    switch peek() {
    case UInt8(ascii: "*"): (least, most) = (0, 5000)
    case UInt8(ascii: "+"): (least, most) = (1, 5000)
    case UInt8(ascii: "?"): (least, most) = (0, 1)
    case UInt8(ascii: "{"):
      guard let close = text[at...].firstIndex(of: UInt8(ascii: "}")), let range = counts(close)
      else { return nil }
      (least, most) = range
      at = close
    default: return node
    }
    at += 1
    switch node {
    case .start, .end, .boundary, .ahead: return nil
    default: break
    }
    let isLazy = take("?")
    // Two quantifiers, or a possessive one.
    if let next = peek(), "*+?{".utf8.contains(next) { return nil }
    return .repeated(node, least: least, most: most, isGreedy: !isLazy)
  }

  private func counts(_ close: Int) -> (Int, Int)? {
    let parts = String(decoding: text[(at + 1)..<close], as: UTF8.self)
      .split(separator: ",", omittingEmptySubsequences: false)
    guard let least = parts.first.flatMap({ Int($0) }), (0...1000).contains(least) else {
      return nil
    }
    switch parts.count {
    case 1: return (least, least)
    case 2 where parts[1].isEmpty: return (least, 5000)
    case 2: return Int(parts[1]).flatMap { $0 >= least && $0 <= 1000 ? (least, $0) : nil }
    default: return nil
    }
  }

  private mutating func atom() -> Pattern.Node? {
    guard let octet = peek() else { return nil }
    at += 1
    switch octet {
    case UInt8(ascii: "^"): return .start
    case UInt8(ascii: "$"): return .end
    case UInt8(ascii: "."): return .octet(.any)
    case UInt8(ascii: "["): return octetClass()
    case UInt8(ascii: "("): return group()
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): return nil
    case UInt8(ascii: "\\"):
      guard let next = peek() else { return nil }
      at += 1
      switch next {
      case UInt8(ascii: "b"): return .boundary(true)
      case UInt8(ascii: "B"): return .boundary(false)
      case UInt8(ascii: "A"): return .start
      case UInt8(ascii: "z"), UInt8(ascii: "Z"): return .end
      default: return escaped(next).map { .octet(cased($0)) }
      }
    default: return .octet(cased(OctetSet([octet])))
    }
  }

  private func cased(_ set: OctetSet) -> OctetSet { ignoresCase ? set.ignoringCase : set }

  private func escaped(_ octet: UInt8) -> OctetSet? {
    switch octet {
    case UInt8(ascii: "d"): .digit
    case UInt8(ascii: "D"): OctetSet.digit.inverted
    case UInt8(ascii: "w"): .word
    case UInt8(ascii: "W"): OctetSet.word.inverted
    case UInt8(ascii: "s"): .space
    case UInt8(ascii: "S"): OctetSet.space.inverted
    case UInt8(ascii: "t"): OctetSet([0x09])
    case UInt8(ascii: "n"): OctetSet([0x0A])
    case UInt8(ascii: "r"): OctetSet([0x0D])
    default:
      // A letter or digit that isn't listed means something else.
      OctetSet.word.contains(octet) && octet != UInt8(ascii: "_") ? nil : OctetSet([octet])
    }
  }

  private mutating func octetClass() -> Pattern.Node? {
    var set = OctetSet()
    let isNegated = take("^")
    var isFirst = true
    while let octet = peek() {
      at += 1
      if octet == UInt8(ascii: "]"), !isFirst {
        let all = ignoresCase ? set.ignoringCase : set
        return .octet(isNegated ? all.inverted : all)
      }
      isFirst = false
      // [:alpha:] and the like.
      if octet == UInt8(ascii: "["), peek() == UInt8(ascii: ":") { return nil }
      var low = octet
      if octet == UInt8(ascii: "\\") {
        guard let next = peek(), let known = escaped(next) else { return nil }
        at += 1
        let isPlain = !OctetSet.word.contains(next)
        guard isPlain else {
          set.formUnion(known)
          continue
        }
        low = next
      }
      guard peek() == UInt8(ascii: "-"), let high = peek(1), high != UInt8(ascii: "]") else {
        set.insert(low)
        continue
      }
      guard high != UInt8(ascii: "\\"), high >= low else { return nil }
      at += 2
      for member in low...high { set.insert(member) }
    }
    return nil
  }

  private mutating func group() -> Pattern.Node? {
    var index: Int?
    var ahead: Bool?
    if take("?:") {
    } else if take("?=") {
      ahead = false
    } else if take("?!") {
      ahead = true
    } else if peek() == UInt8(ascii: "?") {
      guard let name = groupName() else { return nil }
      groupCount += 1
      index = groupCount
      names[name] = groupCount
    } else if peek() == UInt8(ascii: "*") {
      return nil
    } else {
      groupCount += 1
      index = groupCount
    }
    guard groupCount < 60, let choices = alternatives(), peek() == UInt8(ascii: ")") else {
      return nil
    }
    at += 1
    return ahead.map { .ahead(choices, isNegated: $0) } ?? .group(index: index, choices)
  }

  /// `?<name>`, `?P<name>` or `?'name'`.
  private mutating func groupName() -> String? {
    let close: UInt8
    if take("?<") || take("?P<") {
      close = UInt8(ascii: ">")
    } else if take("?'") {
      close = UInt8(ascii: "'")
    } else {
      return nil
    }
    guard let end = text[at...].firstIndex(of: close), end > at,
      text[at..<end].allSatisfy(OctetSet.word.contains)
    else { return nil }
    defer { at = end + 1 }
    return String(decoding: text[at..<end], as: UTF8.self)
  }
}
