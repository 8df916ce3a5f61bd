import Diagnosis
public import Evidence

/// The guide's steps for an application behind a proxy, with what could be seen of each.
public enum SetupGuide {
  /// - Parameter missing: the steps that the diagnoses name.
  public static func statuses(
    profile: Profile, proxy: ProductID, version: String?, observations: [Observation],
    missing: [MissingStep]
  ) -> [StepStatus] {
    let seeing = Seeing(table: ObservationTable(observations), proxy: proxy, version: version)
    let named = missing.filter { $0.rank == 1 }
    return steps(of: profile, behind: proxy).compactMap { id in
      guard let step = SetupStep.step(id) else { return nil }
      let diagnosed = named.first { $0.step == id }
      if let sign = step.listedWith, diagnosed == nil, seeing.table[sign] == nil { return nil }
      if let diagnosed {
        return StepStatus(
          step: id, title: step.title,
          status: diagnosed.certainty == .possible ? .suspected : .missing,
          because: "named by the diagnosis", today: step.today)
      }
      let seen = step.seen(seeing) ?? seeing.ofAnyStep(id)
      return StepStatus(
        step: id, title: step.title, status: seen.status, because: seen.because,
        today: step.today)
    }
  }

  /// The guide's steps on the proxy, then those that are made elsewhere.
  public static func steps(of profile: Profile, behind proxy: ProductID) -> [StepID] {
    (ProxyProduct.product(proxy)?.guides[profile.id] ?? []) + profile.ownSteps
  }

  /// Whether the application's guide says what to write on this proxy.
  public static func covers(_ profile: Profile, _ proxy: ProductID) -> Bool {
    ProxyProduct.product(proxy)?.guides[profile.id] != nil
  }
}
