import Evidence

/// An attribute of an element; only those below can be made.
struct Attribute: Sendable {
  let name: StaticString
  let value: Printable?

  private init(_ name: StaticString, _ value: Printable?) {
    self.name = name
    self.value = value
  }

  static func id(_ anchor: Anchor) -> Attribute { Attribute("id", anchor.name) }
  /// A link within the page: a report links nowhere else.
  static func href(_ anchor: Anchor) -> Attribute { Attribute("href", "#" + anchor.name) }
  static func `class`(_ name: StyleClass...) -> Attribute {
    Attribute("class", name.map { Printable($0.rawValue) }.joined(separator: " "))
  }

  static func lang(_ code: StaticString) -> Attribute { Attribute("lang", "\(code)") }
  static func charset(_ name: StaticString) -> Attribute { Attribute("charset", "\(name)") }
  static func name(_ name: StaticString) -> Attribute { Attribute("name", "\(name)") }
  static func httpEquivalent(_ name: StaticString) -> Attribute {
    Attribute("http-equiv", "\(name)")
  }
  static func content(_ text: Printable) -> Attribute { Attribute("content", text) }

  static func label(_ text: Printable) -> Attribute { Attribute("aria-label", text) }
  static func labelledBy(_ anchors: Anchor...) -> Attribute {
    Attribute("aria-labelledby", anchors.map(\.name).joined(separator: " "))
  }
  static let hiddenFromReaders = Attribute("aria-hidden", "true")
  static let rowHeader = Attribute("scope", "row")
  static let columnHeader = Attribute("scope", "col")
  static let image = Attribute("role", "img")
  /// Can be reached by keyboard, for boxes that scroll.
  static let focusable = Attribute("tabindex", "0")
  static let region = Attribute("role", "region")
  /// What a cell's column is called, for narrow screens.
  static func column(_ name: Printable) -> Attribute { Attribute("data-column", name) }
  /// Gets a button that copies it; the name of what is copied.
  static func copyable(_ name: Printable) -> Attribute { Attribute("data-copy", name) }
  static func datetime(_ text: Printable) -> Attribute { Attribute("datetime", text) }

  // Of pictures
  static func length(_ name: Length, _ value: Measure) -> Attribute {
    switch name {
    case .x: Attribute("x", value.text)
    case .y: Attribute("y", value.text)
    case .x1: Attribute("x1", value.text)
    case .x2: Attribute("x2", value.text)
    case .y1: Attribute("y1", value.text)
    case .y2: Attribute("y2", value.text)
    case .cx: Attribute("cx", value.text)
    case .cy: Attribute("cy", value.text)
    case .r: Attribute("r", value.text)
    case .rx: Attribute("rx", value.text)
    case .width: Attribute("width", value.text)
    case .height: Attribute("height", value.text)
    }
  }
  enum Length: Sendable { case x, y, x1, x2, y1, y2, cx, cy, r, rx, width, height }
  static func anchored(_ side: StaticString) -> Attribute { Attribute("text-anchor", "\(side)") }
}

/// A length in a picture: pixels, or a share of the picture's width.
enum Measure: Sendable {
  case pixels(Double)
  case share(Double)

  fileprivate var text: Printable {
    switch self {
    case .pixels(let value): Measure.decimal(value)
    case .share(let value): "\(Measure.decimal(max(0, min(1, value)) * 100))%"
    }
  }

  /// At most three digits after the point.
  private static func decimal(_ value: Double) -> Printable {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let thousandths = Int(nearest: abs(value) * 1000)
    var digits = String(thousandths % 1000 + 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    let sign: Printable = value < 0 && thousandths > 0 ? "-" : ""
    let fraction: Printable = digits.isEmpty ? "" : ".\(String(digits))"
    return "\(sign)\(thousandths / 1000)\(fraction)"
  }
}

/// The name of a place in the page; made of numbers and the program's own words only.
struct Anchor: Sendable, Hashable {
  let name: Printable

  init(_ word: StaticString, _ numbers: Int...) {
    name = numbers.reduce("\(word)") { "\($0)-\($1)" }
  }

  private init(name: Printable) { self.name = name }

  func adding(_ number: Int) -> Anchor { Anchor(name: "\(name)-\(number)") }
}
