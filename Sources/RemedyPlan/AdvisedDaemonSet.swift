import DiagnosisEngine
import RemedyPlaybooks

/// A DaemonSet that a plan may change, with the remedies of its findings as they are on the snapshot.
public struct AdvisedDaemonSet: Sendable {
    /// Its diagnosis.
    public var diagnosis: DaemonSetDiagnosis
    /// The remedies of each of its findings, in their order.
    public var remedies: [[Remedy]]
    /// What was tried in vain for each of them.
    public var inVain: [[String]]

    /// A DaemonSet with the remedies of its findings.
    public init(_ diagnosis: DaemonSetDiagnosis, remedies: [[Remedy]], inVain: [[String]] = []) {
        self.diagnosis = diagnosis
        self.remedies = remedies
        self.inVain = inVain
    }

    var name: String { "\(diagnosis.namespace)/\(diagnosis.name)" }
}
