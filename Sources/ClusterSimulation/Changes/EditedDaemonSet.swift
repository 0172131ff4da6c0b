import ClusterSnapshot
import KubernetesModel

/// A DaemonSet while changes are made to it.
struct EditedDaemonSet {
    let index: ClusterIndex
    /// The pod template's spec. One copy for all changes: there may be as many as a node has taints.
    var spec: PodSpec { didSet { isSpecEdited = true } }

    private var daemonSet: DaemonSet
    private var isSpecEdited = false
    private var knownTolerations: Set<Toleration>?

    init(_ daemonSet: DaemonSet, in index: ClusterIndex) {
        self.daemonSet = daemonSet
        self.index = index
        spec = daemonSet.template.spec
    }

    /// The DaemonSet with what has been changed so far.
    var result: DaemonSet {
        var result = daemonSet
        if isSpecEdited { result.template.sharedSpec = Shared(spec) }
        return result
    }

    /// Puts another DaemonSet's template, update strategy and minReadySeconds in the place of this one's.
    mutating func replaceSpec(with other: DaemonSet) {
        daemonSet.template = other.template
        daemonSet.updateStrategy = other.updateStrategy
        daemonSet.minReadySeconds = other.minReadySeconds
        spec = other.template.spec
        (isSpecEdited, knownTolerations) = (false, nil)
    }

    /// Adds a toleration, unless there is one like it.
    mutating func add(_ toleration: Toleration) {
        var known = knownTolerations ?? Set(spec.tolerations)
        knownTolerations = nil
        if known.insert(toleration).inserted { spec.tolerations.append(toleration) }
        knownTolerations = known
    }

    /// Edits a container; without a name the only one.
    mutating func editContainer(
        _ name: String?, _ edit: (inout Container) -> Void
    ) throws(SimulationError) {
        let names = spec.allContainers.map(\.name)
        guard let name else {
            guard spec.containers.count == 1, spec.initContainers.isEmpty else {
                throw .ambiguousContainer(among: names)
            }
            edit(&spec.containers[0])
            return
        }
        if let position = spec.containers.firstIndex(where: { $0.name == name }) {
            edit(&spec.containers[position])
        } else if let position = spec.initContainers.firstIndex(where: { $0.name == name }) {
            edit(&spec.initContainers[position])
        } else {
            throw .unknownContainer(name, among: names)
        }
    }
}

extension DaemonSet {
    /// The DaemonSet as it would be with these changes of its template; those of the cluster are left out.
    ///
    /// - Throws: ``SimulationError`` when a change names something that is not there, or the API server refuses it.
    public func applying(_ changes: [Change], in index: ClusterIndex) throws(SimulationError) -> DaemonSet {
        var edited = EditedDaemonSet(self, in: index)
        for case .template(let change) in changes.map(\.kind) { try change.edit(&edited) }
        let result = edited.result
        for case .template(let change) in changes.map(\.kind) { try change.check(result.template.spec) }
        return result
    }
}
