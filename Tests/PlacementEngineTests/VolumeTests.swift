import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@Suite("Volumes")
struct VolumeTests {
    private let agent = daemonSet(
        "agent", spec: podSpec { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))] })

    private func claim(
        _ name: String, namespace: String = "default", volume: String = "", mode: String = "ReadWriteMany",
        storageClass: String? = nil
    ) -> PersistentVolumeClaim {
        var claim = PersistentVolumeClaim()
        claim.metadata = ObjectMeta(name: name, namespace: namespace)
        claim.volumeName = volume
        claim.phase = volume.isEmpty ? "Pending" : "Bound"
        claim.accessModes = [mode]
        claim.storageClassName = storageClass
        return claim
    }

    private func volume(_ name: String, driver: String = "disk.example", zone: String? = nil) -> PersistentVolume {
        var volume = PersistentVolume()
        volume.metadata.name = name
        volume.csiDriver = driver
        volume.csiVolumeHandle = "handle-\(name)"
        if let zone { volume.metadata.labels = Labels([.init(key: NodeLabel.zone, value: zone)]) }
        return volume
    }

    private func csiNode(_ name: String, count: WholeNumber?) -> CSINode {
        var driver = CSINodeDriver()
        driver.name = "disk.example"
        driver.allocatableCount = count
        var node = CSINode()
        node.metadata.name = name
        node.drivers = [driver]
        return node
    }

    private func user(_ name: String, of claim: String, namespace: String = "default", on node: String) -> Pod {
        pod(
            name, namespace: namespace, on: node,
            spec: podSpec { $0.volumes = [Volume(name: "v", source: .persistentVolumeClaim(name: claim))] })
    }

    @Test("A claim that is not there refuses the pod everywhere, as the scheduler says it")
    func missingClaims() throws {
        let verdict = try #require(verdicts(of: agent, in: snapshot(nodes: [node("n1")]))["n1"])
        let words = ["persistentvolumeclaim \"data\" not found"]
        #expect(verdict.messages == [.volumeRestrictions: words, .volumeBinding: words, .volumeZone: words])
        #expect(verdict.preemption == .notHelpful)
    }

    @Test("A claim for one pod only refuses a second one, on whatever node the first is")
    func exclusiveClaims() throws {
        let cluster = snapshot(
            nodes: [node("n1"), node("n2")],
            pods: [user("holder", of: "data", on: "n1")]
        ) {
            $0.persistentVolumeClaims = [claim("data", volume: "pv", mode: "ReadWriteOncePod")]
            $0.persistentVolumes = [volume("pv")]
        }
        let all = verdicts(of: agent, in: cluster)
        let words =
            "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by "
            + "another pod"
        #expect(all["n1"]?.messages == [.volumeRestrictions: [words]])
        #expect(all["n2"]?.messages == [.volumeRestrictions: [words]])
        let critical = daemonSet("agent", spec: agent.template.spec) { daemonSet in
            var spec = daemonSet.template.spec
            spec.priorityClassName = "system-node-critical"
            daemonSet.template.sharedSpec = Shared(spec)
        }
        let evicting = verdicts(of: critical, in: cluster)
        #expect(evicting["n1"]?.preemption == .victims([0], budgetViolations: 0))
        #expect(evicting["n2"]?.preemption == .noVictims)
    }

    @Test("Claims for one pod only do not clash across namespaces, or with pods at their end")
    func exclusiveClaimsElsewhere() {
        var done = user("done", of: "data", on: "n1")
        done.status.phase = .succeeded
        let cluster = snapshot(
            nodes: [node("n1")], pods: [user("other", of: "data", namespace: "shop", on: "n1"), done]
        ) {
            $0.persistentVolumeClaims = [claim("data", volume: "pv", mode: "ReadWriteOncePod")]
            $0.persistentVolumes = [volume("pv")]
        }
        #expect(fittingNodes(of: agent, in: cluster) == ["n1"])
    }

    @Test("A node takes as many volumes of a driver as it says, each counted once")
    func volumeLimits() throws {
        let nodes = ["none", "full", "shared", "room", "unlimited"].map { node($0) }
        let cluster = snapshot(
            nodes: nodes,
            pods: [
                user("p1", of: "other-1", on: "full"), user("p2", of: "other-2", on: "full"),
                user("p3", of: "other-1", on: "shared"), user("p4", of: "data", on: "shared"),
                user("p5", of: "other-1", on: "room"), user("p6", of: "other-1", on: "room"),
                user("p7", of: "other-1", on: "unlimited"), user("p8", of: "other-2", on: "unlimited"),
            ]
        ) { snapshot in
            snapshot.persistentVolumeClaims = ["data", "other-1", "other-2"].map { claim($0, volume: "pv-\($0)") }
            snapshot.persistentVolumes = ["data", "other-1", "other-2"].map { volume("pv-\($0)") }
            snapshot.csiNodes =
                ["full", "shared", "room"].map { csiNode($0, count: 2) } + [csiNode("unlimited", count: nil)]
        }
        let all = verdicts(of: agent, in: cluster)
        #expect(Set(all.filter(\.value.fits).keys) == ["none", "shared", "room", "unlimited"])
        #expect(all["full"]?.messages == [.nodeVolumeLimits: ["node(s) exceed max volume count"]])
        #expect(all["full"]?.failures.first?.reasons == [.volumeLimit(driver: "disk.example")])
    }

    @Test("A volume that is yet to be made counts for the driver that makes it")
    func volumesToBeMade() {
        var storageClass = StorageClass()
        storageClass.metadata.name = "late"
        storageClass.provisioner = "disk.example"
        storageClass.waitsForFirstConsumer = true
        let cluster = snapshot(nodes: [node("n1")], pods: [user("p1", of: "other", on: "n1")]) { snapshot in
            snapshot.persistentVolumeClaims = [claim("data", storageClass: "late"), claim("other", volume: "pv")]
            snapshot.persistentVolumes = [volume("pv")]
            snapshot.storageClasses = [storageClass]
            snapshot.csiNodes = [csiNode("n1", count: 1)]
        }
        let verdict = verdicts(of: agent, in: cluster)["n1"]
        #expect(verdict?.messages == [.nodeVolumeLimits: ["node(s) exceed max volume count"]])
    }

    @Test("A volume of another zone is out of reach")
    func zones() {
        let cluster = snapshot(
            nodes: [node("a", labels: [NodeLabel.zone: "a"]), node("b", labels: [NodeLabel.zone: "b"]), node("c")]
        ) {
            $0.persistentVolumeClaims = [claim("data", volume: "pv")]
            $0.persistentVolumes = [volume("pv", zone: "a")]
        }
        let all = verdicts(of: agent, in: cluster)
        #expect(Set(all.filter(\.value.fits).keys) == ["a", "c"])
        #expect(all["b"]?.messages == [.volumeZone: ["node(s) had no available volume zone"]])
    }

    @Test("What is wrong with a claim comes before what is short on the node, and no eviction mends it")
    func claimsBeforeNodes() throws {
        let critical = daemonSet(
            "agent",
            spec: podSpec([container(requests: ["cpu": "1"])]) {
                $0.volumes = agent.template.spec.volumes
                $0.priorityClassName = "system-node-critical"
            })
        let full = pod("full", on: "n1", spec: podSpec([container(requests: ["cpu": "4"])]))
        let cluster = snapshot(nodes: [node("n1", cpu: "4")], pods: [full]) {
            $0.persistentVolumeClaims = [claim("data", storageClass: "gone")]
        }
        let verdict = try #require(verdicts(of: critical, in: cluster)["n1"])
        #expect(verdict.failures.map(\.plugin) == [.volumeBinding, .volumeZone, .nodeResourcesFit])
        #expect(verdict.preemption == .notHelpful)
        #expect(verdict.messages[.volumeBinding] == ["pod has unbound immediate PersistentVolumeClaims"])
        #expect(verdict.messages[.volumeZone] == ["storageclass.storage.k8s.io \"gone\" not found"])
    }

    @Test("A volume that is kept for another claim, or of the other mode, serves none")
    func keptVolumes() {
        var storageClass = StorageClass()
        storageClass.metadata.name = "local"
        storageClass.provisioner = StorageClass.noProvisioner
        storageClass.waitsForFirstConsumer = true
        func fits(_ edit: (inout PersistentVolume) -> Void) -> Bool {
            var free = PersistentVolume()
            free.metadata.name = "pv"
            free.storageClassName = "local"
            free.accessModes = ["ReadWriteMany"]
            edit(&free)
            var wanting = claim("data", storageClass: "local")
            wanting.metadata.uid = "uid-1"
            let cluster = snapshot(nodes: [node("n1")]) {
                $0.persistentVolumeClaims = [wanting]
                $0.persistentVolumes = [free]
                $0.storageClasses = [storageClass]
            }
            return verdicts(of: agent, in: cluster)["n1"]?.fits ?? false
        }
        #expect(fits { _ in })
        #expect(!fits { $0.isBlock = true })
        #expect(!fits { $0.phase = "Released" })
        func keep(_ volume: inout PersistentVolume, name: String, uid: String) {
            volume.claimNamespace = "default"
            volume.claimName = name
            volume.claimUID = uid
        }
        #expect(fits { keep(&$0, name: "data", uid: "uid-1") })
        #expect(fits { keep(&$0, name: "data", uid: "") })
        #expect(!fits { keep(&$0, name: "data", uid: "uid-of-an-earlier-claim") })
        #expect(!fits { keep(&$0, name: "other", uid: "") })
    }

    @Test("A volume's label may name several zones; an empty one makes it no label")
    func joinedZones() {
        func fits(_ label: String) -> Set<String> {
            let cluster = snapshot(
                nodes: [node("a", labels: [NodeLabel.zone: "a"]), node("b", labels: [NodeLabel.zone: "b"])]
            ) {
                $0.persistentVolumeClaims = [claim("data", volume: "pv")]
                $0.persistentVolumes = [volume("pv", zone: label)]
            }
            return fittingNodes(of: agent, in: cluster)
        }
        #expect(fits("a") == ["a"])
        #expect(fits("a__b") == ["a", "b"])
        #expect(fits("c__ b") == ["b"])
        #expect(fits("c__") == ["a", "b"])
    }
}
