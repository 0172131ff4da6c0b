import KubernetesModel

/// A container that the kubelet killed as soon as the probe allowed it, though the program answers: it has not been
/// healthy since its start, which is so of a slow start as of a program that never becomes healthy.
struct EarlyKill: Sendable {
    /// How long it was alive, in seconds.
    var alive: WholeNumber
    /// How long the probe waits at least: `initialDelaySeconds` and `failureThreshold` times `periodSeconds`
    /// (`prober.worker.doProbe`), in seconds.
    var patience: WholeNumber

    /// ` It was killed 21 s after its start, as soon as the probe allows …`
    var sentence: String {
        " It was killed \(alive) s after its start, as soon as the probe allows: it may only need longer to start."
    }
}

extension [LocatedSymptom<CrashSymptom>] {
    /// The kill of the first of them, where its program answered the probe that it isn't well yet and its log names no
    /// error.
    func earlyKill(by probe: Probe?, failing failure: String) -> EarlyKill? {
        guard let probe, isUnwell(failure), allSatisfy({ !($0.detail.log?.isTelling ?? false) }),
            let end = first?.crash.termination, let started = end.startedAt, let finished = end.finishedAt
        else { return nil }
        let alive = finished.seconds(since: started)
        let patience = probe.initialDelaySeconds + probe.failureThreshold * probe.periodSeconds
        // The program may take its time to end (`terminationGracePeriodSeconds`).
        guard alive >= 0, alive <= patience + 30 else { return nil }
        return EarlyKill(alive: alive, patience: patience)
    }

    /// Whether an answer says that the program is not well, and not that the probe asks the wrong question (404).
    private func isUnwell(_ failure: String) -> Bool {
        failure.contains("statuscode: 5") || failure.contains("NOT_SERVING")
    }
}
