/// Finds what a person probably meant.
enum Suggestion {
  /// The nearest candidate by edit distance, if it is near enough to be meant.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let limit = max(1, word.count / 3)
    let distances = candidates.map { ($0, distance(word.lowercased(), $0.lowercased())) }
    if let best = distances.min(by: { $0.1 < $1.1 }), best.1 <= limit { return best.0 }
    // "not-forwarded" for "upgrade.not-forwarded".
    let ends = candidates.filter { $0.hasSuffix("." + word) || $0.hasPrefix(word + ".") }
    if ends.count == 1 { return ends.first }
    // "websocket-acl" misspelt, without the part before its dot.
    let tails = candidates.filter { $0.contains(".") }
      .map { ($0, distance(word, String($0.drop { $0 != "." }.dropFirst()))) }
    return tails.filter { $0.1 <= limit }.min { $0.1 < $1.1 }?.0
  }

  /// `. Did you mean X?`, or nothing.
  static func question(_ word: String, among candidates: [String]) -> String {
    nearest(to: word, among: candidates).map { " Did you mean \($0)?" } ?? ""
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two words.
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.unicodeScalars.prefix(64)), Array(b.unicodeScalars.prefix(64)))
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, beforeLast[j - 2] + 1)
        }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
