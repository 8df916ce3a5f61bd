import Reporting

/// A line on standard error that is written anew again and again, and taken away in the end.
struct LiveLine {
  /// Columns that it takes; 0: it isn't there.
  private var columns = 0

  /// Takes the place of what it showed before; what the terminal has no room for is left out.
  mutating func show(_ text: String) {
    clear()
    // Left free are two columns for the ^C that the terminal shows, and one for the cursor: in a full
    // line it would move on to the next.
    let line = visible(text).start(columns: StandardStreams.errorWidth - 3)
    StandardStreams.writeError(line)
    columns = line.displayWidth
  }

  mutating func clear() {
    guard columns > 0 else { return }
    // A terminal that was made narrower since has broken the line, and the cursor is in its last part.
    for _ in 0..<(columns - 1) / StandardStreams.errorWidth {
      LiveLine.erase()
      StandardStreams.writeError("\u{1B}[A")
    }
    LiveLine.erase()
    columns = 0
  }

  /// Empties the line that the cursor is in; no more, as tmux keeps in its history what is erased from
  /// the top of the screen on.
  static func erase() { StandardStreams.writeError("\r\u{1B}[K") }
}
