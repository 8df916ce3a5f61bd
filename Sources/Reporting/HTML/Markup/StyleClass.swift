/// What the style sheet knows by a name.
enum StyleClass: String, Sendable {
  case skip, page, tool, verdict, badge, cost, facts, contents, section, lead, quiet, alert
  case step, snippet, command, tag, evidence, plain
  case good, warning, bad, unknown, unused
  case sign, reference, wide, stacked, number
  // The way
  case way, station, link, broken, doubtful, role, product, mark
  // The timeline
  case chart, rows, axis, bar, name, remark, legend, key
  case tick, limit, due, resolve, connect, tunnel, tls, upgrade, waiting, answer, open, kept
  case sent, received, ping, end, cut, closed, silent, alive, label
  // Heads of requests and responses
  case exchange, headline, field, failure
}
