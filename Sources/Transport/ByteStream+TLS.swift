import Synchronization

/// How a TLS handshake went: the report is there in both cases.
public struct TLSOutcome: Hashable, Sendable {
  public var report: TLSReport
  /// `nil` when TLS is up.
  public var failure: TLSFailure?

  public init(report: TLSReport, failure: TLSFailure? = nil) {
    self.report = report
    self.failure = failure
  }
}

extension ByteStream {
  /// Speaks TLS from here on, as the client; the host is what the certificate must be for.
  ///
  /// After a failure the stream is good for ``close()`` only. What an unverified peer leads to is
  /// said by ``TLSOptions/verification``.
  public nonisolated(nonsending) func startTLS(
    _ options: TLSOptions, host: String, deadline: Moment
  ) async -> TLSOutcome {
    let failure = begin { () throws(TLSFailure) in try TLSSession(client: options, host: host) }
    if let failure { return TLSOutcome(report: TLSReport(), failure: failure) }
    var outcome = await finishHandshake(deadline: deadline)
    if outcome.failure == nil, options.verification == .required,
      let failure = outcome.report.verifyFailure
    {
      outcome.failure = .untrusted(failure)
    }
    return outcome
  }

  /// Speaks TLS from here on, as the server.
  public nonisolated(nonsending) func startTLS(
    asServer options: TLSServerOptions, deadline: Moment
  ) async -> TLSOutcome {
    let failure = begin { () throws(TLSFailure) in try TLSSession(server: options) }
    if let failure { return TLSOutcome(report: TLSReport(), failure: failure) }
    return await finishHandshake(deadline: deadline)
  }

  private func begin(_ makeSession: () throws(TLSFailure) -> sending TLSSession) -> TLSFailure? {
    state.withLock { state in
      do throws(TLSFailure) {
        state.beginHandshake(try makeSession())
        return nil
      } catch {
        return error
      }
    }
  }

  private nonisolated(nonsending) func finishHandshake(deadline: Moment) async
    -> TLSOutcome
  {
    while true {
      let mark = input.mark()
      let (step, report) = state.withLock { state in
        (state.advanceHandshake(), state.tlsReport ?? TLSReport())
      }
      switch step {
      case .complete: return TLSOutcome(report: report)
      case .failed(let failure): return TLSOutcome(report: report, failure: failure)
      case .needsInput: break
      }
      switch await input.wait(since: mark, until: deadline) {
      case .raised: continue
      case .timedOut: return TLSOutcome(report: report, failure: .timedOut)
      case .cancelled: return TLSOutcome(report: report, failure: .cancelled)
      }
    }
  }
}
