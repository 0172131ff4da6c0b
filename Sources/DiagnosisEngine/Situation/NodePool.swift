import KubernetesModel

/// The name of the group of like machines that nodes belong to, by the labels that the common platforms set.
public enum NodePool {
    /// The labels, the most telling first; the machine's type stands in where no pool is named.
    private static let labels = [
        "cloud.google.com/gke-nodepool", "eks.amazonaws.com/nodegroup", "alpha.eksctl.io/nodegroup-name",
        "kubernetes.azure.com/agentpool", "karpenter.sh/nodepool", "doks.digitalocean.com/node-pool",
        "node-pool", "nodepool", "pool", NodeLabel.instanceType,
    ]

    /// The pool that a node is of; nil when no label tells.
    public static func name(of node: Node) -> String? { shared(by: [node]) }

    /// The pool that all of these nodes are of; nil when they share none.
    static func shared(by nodes: [Node]) -> String? {
        guard let first = nodes.first else { return nil }
        for label in labels {
            guard let value = first.metadata.labels[label], !value.isEmpty else { continue }
            if nodes.allSatisfy({ $0.metadata.labels[label] == value }) { return value }
        }
        return nil
    }
}
