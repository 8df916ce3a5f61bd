import Reporting

/// A line on standard error that is written anew again and again, and taken away in the end.
struct LiveLine {
  /// What it shows; empty: it isn't there.
  private var shown = ""

  /// Takes the place of what it showed before; what the terminal has no room for is left out.
  mutating func show(_ text: String) {
    // Left free are two columns for the ^C that the terminal shows, and one for the cursor: in a full
    // line it would move on to the next.
    let line = visible(text).start(columns: StandardStreams.errorWidth - 3)
    // A terminal tells late that it is another width: what isn't new isn't written anew.
    guard line != shown else { return }
    clear()
    StandardStreams.writeError(line)
    shown = line
  }

  mutating func clear() {
    guard !shown.isEmpty else { return }
    // A terminal that was made narrower since has broken the line, and the cursor is in its last part.
    for _ in 0..<(shown.displayWidth - 1) / StandardStreams.errorWidth {
      LiveLine.erase()
      StandardStreams.writeError("\u{1B}[A")
    }
    LiveLine.erase()
    shown = ""
  }

  /// Empties the line that the cursor is in; no more, as tmux keeps in its history what is erased from
  /// the top of the screen on.
  static func erase() { StandardStreams.writeError("\r\u{1B}[K") }
}
