import CSimdJSON
import KubernetesModel
import ObjectDecoding

/// The annotations whose values are saved.
enum SavedAnnotation {
    /// The whole object as somebody applied it, environment and all.
    static let lastApplied: StaticString = "kubectl.kubernetes.io/last-applied-configuration"

    /// Those that the diagnosis reads, and some of Kubernetes' own that tell no secret.
    static func isKept(_ key: String) -> Bool { Annotation.known.contains(key) || harmless.contains(key) }

    private static let harmless: Set<String> = [
        "cluster-autoscaler.kubernetes.io/daemonset-pod", "cluster-autoscaler.kubernetes.io/scale-down-disabled",
        "csi.volume.kubernetes.io/nodeid", "deployment.kubernetes.io/revision",
        "endpoints.kubernetes.io/last-change-trigger-time", "kubectl.kubernetes.io/default-container",
        "kubectl.kubernetes.io/restartedAt", "kubernetes.io/config.hash", "kubernetes.io/config.seen",
        "kubernetes.io/config.source", "node.alpha.kubernetes.io/ttl", "openshift.io/scc", "prometheus.io/path",
        "prometheus.io/port", "prometheus.io/scrape", "pv.kubernetes.io/bind-completed",
        "pv.kubernetes.io/bound-by-controller", "pv.kubernetes.io/provisioned-by",
        "scheduler.alpha.kubernetes.io/critical-pod", "volume.beta.kubernetes.io/storage-provisioner",
        "volume.kubernetes.io/storage-provisioner", "volumes.kubernetes.io/controller-managed-attach-detach",
    ]
}

extension ObjectRedactor {
    /// Hides the values of annotations but those that are of use; a list of them is none and goes.
    func redactAnnotations(_ reader: ObjectReader) {
        guard reader.type == csj_type_object else {
            edits.replace(range(by: reader), with: Array("{}".utf8))
            report.annotations += 1
            return
        }
        guard reader.enterObject() else { return }
        var dropped = DroppedMembers()
        var key = csj_text()
        while reader.nextMember(&key) {
            let isLastApplied = key.spells(SavedAnnotation.lastApplied)
            let isKept = !isLastApplied && SavedAnnotation.isKept(key.string)
            if isLastApplied {
                dropped.drop(reader, in: self)
                report.annotations += 1
                continue
            }
            dropped.keep(reader, in: self)
            if isKept, reader.type == csj_type_string {
                redactText(reader, extent: .forms, counting: \.annotations)
            } else {
                hide(reader, counting: \.annotations)
            }
        }
        dropped.end(in: self)
    }
}
