import Reporting

/// A line on standard error that is written anew again and again, and taken away in the end.
struct LiveLine {
  /// Columns that it takes; 0: it isn't there.
  private var columns = 0

  /// Takes the place of what it showed before; what the terminal has no room for is left out.
  mutating func show(_ text: String) {
    clear()
    // One column is left free: a full line would move the cursor to the next one.
    let line = visible(text).start(columns: StandardStreams.errorWidth - 1)
    StandardStreams.writeError(line)
    columns = line.displayWidth
  }

  mutating func clear() {
    guard columns > 0 else { return }
    // A terminal that was made narrower since has broken the line, and the cursor is in its last part.
    let above = (columns - 1) / StandardStreams.errorWidth
    if above > 0 { StandardStreams.writeError("\u{1B}[\(above)A") }
    LiveLine.erase()
    columns = 0
  }

  /// Empties the terminal from the line that the cursor is in.
  static func erase() { StandardStreams.writeError("\r\u{1B}[J") }
}
