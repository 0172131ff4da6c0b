import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// A DaemonSet that is to be applied, and the cluster that it comes to.
package struct AdmissionRequest: Sendable {
    /// The DaemonSet, in its namespace.
    package let daemonSet: DaemonSet
    /// `spec.template` as it is written.
    package let template: JSONValue
    /// The cluster, with the objects that are applied together with the DaemonSet.
    package let index: ClusterIndex
    /// Whether the cluster has the DaemonSet already.
    package let isUpdate: Bool
    /// The pod as admission changes it.
    let pod: TestedPod

    /// A request to create or change a DaemonSet, with its template as it is written.
    package init(_ daemonSet: DaemonSet, template: JSONValue, isUpdate: Bool, in index: ClusterIndex) {
        self.daemonSet = daemonSet
        self.template = template
        self.index = index
        self.isUpdate = isUpdate
        pod = DaemonPodTemplate(daemonSet, in: index).testedPod
    }

    /// The template's tolerations and those that all daemon pods get.
    var automaticTolerations: [Toleration] { DaemonPodTemplate.tolerations(of: spec) }

    var snapshot: Snapshot { index.snapshot }
    var spec: PodSpec { daemonSet.template.spec }
    var namespace: Namespace? { index.namespace(named: daemonSet.namespace) }

    /// The path of a field of the pods' spec.
    static func field(_ name: String) -> String { "spec.template.spec.\(name)" }

    /// The containers as admission leaves them, with their places.
    var containers: [(place: String, container: Container)] {
        pod.spec.initContainers.enumerated().map { (Self.field("initContainers[\($0.offset)]"), $0.element) }
            + pod.spec.containers.enumerated().map { (Self.field("containers[\($0.offset)]"), $0.element) }
    }

    /// Whether the snapshot may lack objects of a kind: it holds none of them, or not all namespaces.
    func mayLack(_ kind: ObjectKind) -> Bool {
        snapshot.gaps.contains { gap in
            gap.missing.contains(.objects(kind)) || kind.isNamespaced && gap.code == .namespacesPartial
        }
    }
}
