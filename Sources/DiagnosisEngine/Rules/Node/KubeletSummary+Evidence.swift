import KubernetesModel

extension KubeletSummary {
    private static let mostConsumers = 3

    /// The kubelet's measurements for `condition`, in a line for each disk and one for the greatest
    /// consumers.
    func evidence(of condition: String) -> [Evidence] {
        var texts: [String] = []
        switch condition {
        case Node.ConditionType.diskPressure:
            texts += [nodeFileSystem?.text(called: hasOneDisk ? "disk" : "nodefs")].compactMap(\.self)
            if !hasOneDisk { texts += [imageFileSystem?.text(called: "imagefs")].compactMap(\.self) }
            texts += greatest("on the disk", \.ephemeralStorage)
        case Node.ConditionType.memoryPressure:
            if let availableMemory { texts.append("memory: \(Self.bytes(availableMemory)) left") }
            texts += greatest("in memory", \.memory)
        case Node.ConditionType.pidPressure:
            if let processes, let mostProcesses { texts.append("process IDs: \(processes) of \(mostProcesses) taken") }
        default: break
        }
        return texts.map { Evidence(kind: .kubeletSummary, object: "Node \(node)", text: $0) }
    }

    private func greatest(_ place: String, _ amount: (PodUsage) -> WholeNumber?) -> [String] {
        let found = pods.compactMap { pod in amount(pod).map { (pod, $0) } }.filter { $0.1 > 0 }
            .sorted { ($1.1, $0.0.namespace, $0.0.name) < ($0.1, $1.0.namespace, $1.0.name) }
            .prefix(Self.mostConsumers)
        if found.isEmpty { return [] }
        let list = found.map { "\($0.0.namespace)/\($0.0.name) \(Self.bytes($0.1))" }.joined(separator: ", ")
        return ["greatest \(place): \(list)"]
    }

    fileprivate static func bytes(_ amount: WholeNumber) -> String {
        Quantity(units: amount, format: .binarySI).readable(for: ResourceName.memory)
    }
}

extension KubeletSummary.FileSystem {
    /// For instance `disk: 812Mi of 40Gi left (2 %), 1204 of 2621440 inodes free`.
    fileprivate func text(called name: String) -> String? {
        guard let available, let capacity, let share = Percentage(available, of: capacity) else { return nil }
        let left = "\(KubeletSummary.bytes(available)) of \(KubeletSummary.bytes(capacity)) left (\(share.of(100)) %)"
        let counted = freeInodes.flatMap { free in inodes.map { ", \(free) of \($0) inodes free" } } ?? ""
        return "\(name): \(left)\(counted)"
    }
}
