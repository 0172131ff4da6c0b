import ClusterSimulation
import DiagnosisEngine
import Wording

/// The errors that commands themselves find.
package enum CommandError: Error, Sendable {
    /// No DaemonSet is in the namespace that is meant where none is named.
    case currentNamespaceWithoutDaemonSets(String)
    /// No DaemonSet of this name is in the snapshot.
    case daemonSetNotFound(DaemonSetName, nearest: String?)
    /// No DaemonSet of this namespace is in the snapshot.
    case namespaceWithoutDaemonSets(String, nearest: String?)
    /// There is no cause of this number or code.
    case causeNotFound(String, count: Int)
    /// There is no cause of this number or code for a plan to keep to.
    case onlyCauseNotFound(String, count: Int)
    /// The plan has no step of this number.
    case stepNotFound(Int, count: Int)
    /// A plan's file is none, or its steps cannot be read.
    case planInvalid(String, reason: String)
    /// A snapshot that is to be saved was read without its objects.
    case notRecorded
    /// Results could not be written.
    case outputFailed(reason: String)
    /// The reader of results has gone: nothing to complain of.
    case outputClosed
    /// Some snapshots are named as clusters, others not.
    case snapshotsPartlyNamed
    /// A manifest that was to be placed holds no DaemonSet.
    case manifestWithoutDaemonSet(String)
    /// One of the two snapshots that are to be compared could not be read.
    case comparedSnapshotUnreadable(side: String, any Error)
    /// No finding has this code.
    case codeNotFound(String, nearest: String?)
    /// No playbook has this id.
    case playbookNotFound(String, nearest: String?)
    /// Several DaemonSets have this name.
    case daemonSetAmbiguous(DaemonSetName, namespaces: [String])
    /// No node of the snapshot has this name.
    case nodeNotFound(String, nearest: String?)
    /// No DaemonSet that is meant has the labels that were asked for.
    case noDaemonSetSelected
    /// No node of the snapshot has these labels.
    case noNodeSelected(String)
    /// No node that is meant has a taint of this key.
    case taintNotFound(String, nearest: String?)
    /// A change names something that is not there.
    case changeImpossible(SimulationError)
    /// A directory holds no playbook.
    case directoryWithoutPlaybooks(String)
    /// Playbooks of a directory are wrong: the first problem, and how many there are.
    case playbooksInvalid(directory: String, first: String, count: Int)
    /// A file of log signatures is wrong: the first problem, and how many there are.
    case logSignaturesInvalid(first: String, count: Int)
    /// A file of secret patterns is wrong: the first problem, and how many there are.
    case secretPatternsInvalid(first: String, count: Int)
}

extension CommandError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .currentNamespaceWithoutDaemonSets(let namespace):
            return "no DaemonSet in namespace \(namespace) (the current context's): try -n NAMESPACE or -A"
        case .daemonSetNotFound(let name, let nearest):
            return "DaemonSet \(name) not found" + Self.question(nearest)
        case .namespaceWithoutDaemonSets(let namespace, let nearest):
            return "no DaemonSet in namespace \(namespace)" + Self.question(nearest)
        case .comparedSnapshotUnreadable(let side, let error): return "\(side): \(error)"
        case .codeNotFound(let code, let nearest):
            return "no finding or gap has code \(code)"
                + (nearest.map { "; did you mean \($0)?" } ?? "; `dsdoctor explain` lists all codes")
        case .causeNotFound(let name, let count):
            return "--cause " + Self.noCause(name, count: count)
        case .onlyCauseNotFound(let name, let count):
            return "--only " + Self.noCause(name, count: count)
        case .stepNotFound(let number, let count):
            return "--step \(number): "
                + (count == 0 ? "the plan has no steps" : "the plan's steps are numbered 1 to \(count)")
        case .planInvalid(let path, let reason):
            return "\(path): \(reason); --plan needs a file from `dsdoctor plan -o json`"
        case .notRecorded: return "cannot save: the objects were not recorded"
        case .outputFailed(let reason): return "standard output: \(reason)"
        case .outputClosed: return "standard output: closed by its reader"
        case .manifestWithoutDaemonSet(let path):
            return "\(path): no DaemonSet in the manifest"
        case .snapshotsPartlyNamed:
            return "--snapshot: some clusters have names and others don't; write all as NAME=PATH, or none"
        case .playbookNotFound(let id, let nearest):
            let hint = Self.question(nearest)
            return "playbook \(id) not found" + (hint.isEmpty ? "; see `dsdoctor playbooks list`" : hint)
        case .daemonSetAmbiguous(let name, let namespaces):
            return
                "DaemonSet \(name.name) exists in several namespaces (\(namespaces.joined(separator: ", "))): add -n NAMESPACE"
        case .nodeNotFound(let name, let nearest):
            return "node \(name) not found" + Self.question(nearest)
        case .noDaemonSetSelected: return "no DaemonSet has the labels of --selector"
        case .noNodeSelected(let selector): return "no node has the labels \(selector)"
        case .taintNotFound(let taint, let nearest):
            return "no selected node has taint \(taint)" + Self.question(nearest)
        case .changeImpossible(let error): return "cannot simulate the change: \(error)"
        case .directoryWithoutPlaybooks(let directory):
            return "\(directory): no .yaml or .yml file in it; name the directory of your playbooks"
        case .playbooksInvalid(let directory, let first, let count):
            let others = count > 1 ? ", and \(count - 1) more" : ""
            return "\(first)\(others) (see `dsdoctor playbooks validate \(directory)`)"
        case .logSignaturesInvalid(let first, let count):
            return first + (count > 1 ? ", and \(count - 1) more" : "") + " (docs/log-signatures.md has the format)"
        case .secretPatternsInvalid(let first, let count):
            return first + (count > 1 ? ", and \(count - 1) more" : "") + " (docs/saved-snapshots.md has the format)"
        }
    }

    private static func noCause(_ name: String, count: Int) -> String {
        let nearest = NearestName.completing(name, among: FindingCode.allCases.map(\.rawValue))
        if let nearest, nearest != name { return "\(name): no such cause; did you mean \(nearest)?" }
        return "\(name): no such cause; "
            + (count == 0 ? "nothing is wrong" : "use a number from 1 to \(count), or a finding code")
    }

    private static func question(_ nearest: String?) -> String { nearest.map { "; did you mean \($0)?" } ?? "" }
}
