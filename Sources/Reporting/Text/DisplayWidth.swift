extension String {
  /// Columns that the text takes on a terminal.
  package var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// Filled into lines of so many columns; a number and its unit are not parted.
  package func filled(columns: Int) -> String {
    Screen.filled(Printable(self, limit: 4000), width: columns).map(\.withPlainBlanks)
      .joined(separator: "\n")
  }

  /// As much of the text's start as takes no more columns.
  package func start(columns: Int) -> String {
    var left = columns
    return String(
      prefix { character in
        left -= character.displayWidth
        return left >= 0
      })
  }
}

extension Character {
  /// 0 for a lone mark, 2 for wide characters and emoji, else 1.
  var displayWidth: Int {
    if let ascii = asciiValue { return ascii == 0 ? 0 : 1 }
    var width = 0
    for scalar in unicodeScalars {
      // U+FE0F asks for the picture form of the character before it.
      if scalar == "\u{FE0F}" { return 2 }
      width = max(width, scalar.displayWidth)
    }
    return width
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if properties.isEmojiPresentation { return 2 }
    return Unicode.Scalar.wide.contains { $0.contains(value) } ? 2 : 1
  }

  /// East Asian Wide and Fullwidth (UAX #11), in blocks.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18AFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
  ]
}
