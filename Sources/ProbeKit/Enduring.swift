public import Evidence
import Synchronization
import Transport

extension ProbeContext {
  /// What happens right after the 101: done once, for every probe that builds on it.
  public func conversation(
    _ talk: @escaping @Sendable (ProbeContext) async -> Conversation?
  ) async -> Conversation? {
    let task = state.withLock { state in
      if let task = state.conversation { return task }
      let task = Task(executorPreference: loop) { await talk(self) }
      state.conversation = task
      if state.isStopped { task.cancel() }
      return task
    }
    return await task.value
  }

  /// What becomes of connections that are held for long: done once, for every probe that reads it.
  /// `nil`: none could be opened.
  public func endurance() async -> Endurance? {
    let task = state.withLock { state in
      if let task = state.endurance { return task }
      let task = Task(executorPreference: loop) { await self.endure() }
      state.endurance = task
      if state.isStopped { task.cancel() }
      return task
    }
    return await task.value
  }

  private func endure() async -> Endurance? {
    let target = await endpoint().target
    let engineVersion = EngineIO.names(target) ? EngineIO.version(in: target) : nil
    let keepalive =
      advice.keepalive() ?? findings.engineIO?.pingInterval.map { (seconds: $0, isMessage: true) }
    let plan = EndurancePlan(
      idle: settings.idle.seconds, keepalive: keepalive?.seconds,
      keepaliveIsMessage: keepalive?.isMessage ?? false)
    let endurance = await EnduranceDriver(self, engineVersion: engineVersion).run(plan)
    guard endurance[.silent] != nil else { return nil }
    note { findings in
      findings.endurance = endurance
      if findings.proxyHabits.contains(.closesASecondLate) { findings.endurance?.lateness = 1 }
    }
    return endurance
  }
}
