/// What a proxy product does by itself, whatever its configuration says: what a judgement may rest on.
public enum ProxyHabit: String, Sendable, CaseIterable {
  /// Hands Upgrade on unless a rule takes it away.
  case passesUpgradeOn
  /// Always asks the application in HTTP/1.1.
  case asksInHTTP11
  /// Asks the application in HTTP/1.1 where no line says otherwise.
  case asksInHTTP11ByDefault
  /// Asks the application in HTTP/1.0 where no line says otherwise.
  case asksInHTTP10
  /// Turns a backend's hanging up into an error of its own.
  case answersForHangUps
  /// What its own 500, 502 and 503 mean is known better than of others.
  case tellsErrorsApart
  /// Its own 500 is what others say as 502.
  case says500ForBackends
  /// Its own 503 speaks of a limit, never of a backend.
  case says503ForLimits
  /// Its own 503 speaks of a backend, and brings a Retry-After along.
  case says503ForBackends
  /// Its own page may stand over an answer of the application's.
  case coversAnswers
  /// Answers a GET with Max-Forwards: 0 by itself where it proxies the path.
  case answersMaxForwards
  /// Ends a connection a second after the limit that it ran into, unless that second was set otherwise.
  case closesASecondLate
  /// Lets no upgrade through that its configuration doesn't name.
  case refusesUnnamedUpgrades
  /// Answers with nothing where a 101 comes that it didn't ask for.
  case swallowsForeign101
}
