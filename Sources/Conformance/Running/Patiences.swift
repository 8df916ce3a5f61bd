/// How long a case waits for what.
struct Patiences: Sendable {
  /// The limit of a network step.
  var step: Duration
  /// So long nothing has to come before the server counts as silent: 3 s, or forty round trips. Only
  /// servers that miss their duty cost it.
  var silence: Duration
  /// How long a server that reacts at once has for it; a ping follows, so that nobody is judged by it.
  var reaction: Duration

  /// How long a server has that rejects a part of a frame at once, where no ping can look for it: a
  /// late one is only not the best.
  var failFast: Duration
  /// How long a server has that went away and is started anew, before the rest is given up: twice the
  /// limit of a step, as virtual machines take 10 s and more.
  var restart: Duration

  init(step: Duration, roundTrip: Duration) {
    self.step = step
    restart = step * 2
    silence = min(step, max(.seconds(3), roundTrip * 40))
    failFast = min(step, max(.milliseconds(500), roundTrip * 6))
    reaction = min(step, max(.milliseconds(60), roundTrip * 4))
  }
}
