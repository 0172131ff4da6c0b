import KubernetesModel

/// Who makes the machines of a node pool, with the names that a command needs, as far as the nodes tell them.
public struct NodePoolManager: Equatable, Sendable {
    /// Who it is.
    public enum Kind: String, CaseIterable, Sendable {
        /// A managed node group of EKS.
        case eks
        /// A node group that eksctl made.
        case eksctl
        case gke
        case aks
        case karpenter
        /// A MachineDeployment of Cluster API.
        case clusterAPI = "cluster-api"
    }

    /// Who it is.
    public var kind: Kind
    /// The pool's name there.
    public var pool: String
    /// The cluster's name there, where the nodes tell it.
    public var cluster: String?
    /// Region, zone, resource group or namespace, where the nodes tell it.
    public var location: String?
    /// The label that all of the pool's nodes carry, `key=value`; nil where there is none.
    public var label: String?

    /// Nil where neither label nor annotation tells.
    public init?(of node: Node) {
        let labels = node.metadata.labels
        let annotations = node.metadata.annotations
        func pool(_ key: String) -> String? {
            guard let value = labels[key], !value.isEmpty else { return nil }
            label = "\(key)=\(value)"
            return value
        }
        kind = .karpenter
        self.pool = ""
        if let name = pool("karpenter.sh/nodepool") ?? pool("karpenter.sh/provisioner-name") {
            self.pool = name
        } else if let name = pool("alpha.eksctl.io/nodegroup-name"),
            let cluster = labels["alpha.eksctl.io/cluster-name"]
        {
            (kind, self.pool, self.cluster) = (.eksctl, name, cluster)
        } else if let name = pool("eks.amazonaws.com/nodegroup") {
            (kind, self.pool, location) = (.eks, name, labels["topology.kubernetes.io/region"])
        } else if let name = pool("cloud.google.com/gke-nodepool") {
            (kind, self.pool) = (.gke, name)
            cluster = Self.gkeCluster(of: node.name, pool: name)
            location = Self.gkeLocation(of: node)
        } else if let name = pool("kubernetes.azure.com/agentpool") ?? pool("agentpool") {
            (kind, self.pool) = (.aks, name)
            // MC_group_cluster_region: with another underscore nobody knows where a name ends.
            let parts = (labels["kubernetes.azure.com/cluster"] ?? "").split(separator: "_").map(String.init)
            if parts.count == 4, parts[0] == "MC" { (location, cluster) = (parts[1], parts[2]) }
        } else if annotations[Annotation.machineOwnerKind] == "MachineSet",
            let set = annotations[Annotation.machineOwnerName], let end = set.lastIndex(of: "-"), end > set.startIndex
        {
            // A MachineSet is named for its MachineDeployment, with a hash.
            (kind, self.pool) = (.clusterAPI, String(set[..<end]))
            (cluster, location) = (
                annotations[Annotation.machineCluster], annotations[Annotation.machineNamespace]
            )
        } else {
            return nil
        }
    }

    /// `gke-CLUSTER-POOL-1a2b3c4d-x5yz`; nil where the name was cut.
    private static func gkeCluster(of node: String, pool: String) -> String? {
        guard node.hasPrefix("gke-") else { return nil }
        let rest = node.dropFirst("gke-".count)
        guard let end = rest.firstRange(of: "-\(pool)-"), end.lowerBound > rest.startIndex else { return nil }
        return String(rest[..<end.lowerBound])
    }

    /// The zone of `gce://project/zone/name`.
    private static func gkeLocation(of node: Node) -> String? {
        let parts = node.providerID.split(separator: "/")
        return parts.count == 4 && parts[0] == "gce:" ? String(parts[2]) : nil
    }
}
