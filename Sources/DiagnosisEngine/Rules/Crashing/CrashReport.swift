import KubernetesModel
import Wording

/// A crash as the detail of a symptom.
public struct CrashSymptom: Sendable {
    let container: CrashingContainer
    let log: TellingLine?
}

extension NodeSituation {
    /// A symptom for a container that crashes in a way that `isWanted` picks.
    func crashSymptom(
        in situation: DaemonSetSituation, isInit: Bool = false, _ isWanted: (CrashKind) -> Bool
    ) -> Symptom<CrashSymptom>? {
        guard let crash = crashingContainer(isInit: isInit, in: situation), isWanted(crash.kind), let pod else {
            return nil
        }
        let log = TellingLine.find(pod: pod, container: crash.name, in: situation)
        let known = log?.signature?.name ?? ""
        return Symptom(
            grouping: "\(crash.name) \(crash.termination.exitCode) \(known)",
            detail: CrashSymptom(container: crash, log: log),
            evidence: Array(crash.evidence.prefix(1)) + (log.map { [$0.evidence] } ?? []) + crash.evidence.dropFirst())
    }
}

extension LocatedSymptom where Detail == CrashSymptom {
    var crash: CrashingContainer { detail.container }
}

extension [LocatedSymptom<CrashSymptom>] {
    /// The facts that all findings about crashes carry.
    func parameters() -> Parameters {
        let crash = self[0].crash
        let restarts = map { Int64($0.crash.status.restartCount) }.max() ?? 0
        var parameters: Parameters = [
            "container": .text(crash.name), "exitCode": .number(Int64(crash.termination.exitCode)),
            "restarts": .number(restarts), "image": .text(crash.spec?.image ?? crash.status.image),
        ]
        if let log = compactMap(\.detail.log).first {
            parameters["logLine"] = .text(log.line)
            parameters["signature"] = log.signature.map { .text($0.name) }
        }
        return parameters
    }

    /// ` Its log says: …`, and what that means where it is known; empty without a log.
    var lastWords: String {
        guard let log = compactMap(\.detail.log).first else { return "" }
        guard let meaning = log.signature?.meaning, !meaning.isEmpty else { return " Its log says: \(log.line)" }
        return " Its log says: \(log.line) (\(meaning))"
    }

    /// `6 restarts`, or `4 to 6 restarts` where pods differ.
    var restarts: String {
        let counts = map { Int($0.crash.status.restartCount) }
        let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
        return least == most ? Wording.count(most, "restart") : "\(least) to \(Wording.count(most, "restart"))"
    }
}
