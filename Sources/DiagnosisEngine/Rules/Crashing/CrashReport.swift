import KubernetesModel
import Wording

/// A crash as the detail of a symptom.
struct CrashSymptom: Sendable {
    let container: CrashingContainer
    let log: TellingLine?

    /// The facts that all findings about crashes carry.
    static let parameters: [ParameterDescription] = [
        .text("container"), .number("exitCode"), .number("restarts"), .text("logLine", .optional),
        .text("signature", .optional), .text("image"),
    ]
}

extension NodeSituation {
    /// A symptom for a container that crashes in a way that `isWanted` picks.
    func crashSymptom(
        in situation: DaemonSetSituation, isInit: Bool = false, _ isWanted: (CrashKind) -> Bool
    ) -> Symptom<CrashSymptom>? {
        guard let crashes = situation.crashes[position], let pod,
            let crash = isInit ? crashes.initContainer : crashes.container, isWanted(crash.kind)
        else { return nil }
        let log = situation.tellingLine(of: pod, container: crash.name)
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
    /// The facts as ``CrashSymptom/parameters`` describes them.
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
