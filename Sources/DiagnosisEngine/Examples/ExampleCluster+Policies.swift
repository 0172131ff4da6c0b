import ClusterSnapshot
import KubernetesModel

extension ExampleCluster {
    /// Adds a claim of the DaemonSet's namespace, and the volume that it is bound to: one that nodes of `zone` reach,
    /// or all where none is named. Without a volume the claim waits; its class binds claims at once.
    mutating func claim(_ name: String, boundTo volume: String, storageClass: String = "standard", zone: String = "") {
        var claim = PersistentVolumeClaim()
        claim.metadata = ObjectMeta(name: name, namespace: daemonSet.namespace)
        claim.storageClassName = storageClass
        claim.volumeName = volume
        claim.phase = volume.isEmpty ? "Pending" : "Bound"
        if !volume.isEmpty {
            claim.metadata.annotations = ["pv.kubernetes.io/bind-completed": "yes"]
            var persistent = PersistentVolume()
            persistent.metadata = ObjectMeta(name: volume)
            persistent.phase = "Bound"
            persistent.claimNamespace = daemonSet.namespace
            persistent.claimName = name
            if !zone.isEmpty {
                let requirement = NodeSelectorRequirement(key: NodeLabel.zone, comparison: .isIn, values: [zone])
                persistent.nodeAffinity = NodeSelector(terms: [NodeSelectorTerm(matchExpressions: [requirement])])
            }
            snapshot.persistentVolumes.append(persistent)
        }
        snapshot.persistentVolumeClaims.append(claim)
        var standard = StorageClass()
        standard.metadata = ObjectMeta(name: storageClass)
        standard.provisioner = "csi.example.com"
        snapshot.storageClasses.append(standard)
    }

    /// Adds priority classes by name and value.
    mutating func priorityClasses(_ values: [String: WholeNumber]) {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            var priorityClass = PriorityClass()
            priorityClass.metadata = ObjectMeta(name: name)
            priorityClass.value = value
            snapshot.priorityClasses.append(priorityClass)
        }
    }
}
