import ClusterSnapshot
import KubernetesModel
import ObjectDecoding
import SnapshotCollector

/// A snapshot arranged for requests.
struct ServedCluster: Sendable {
    /// The resources that are served, those of the core group first, then by group, version and name.
    let resources: [ServedResource]
    /// The version that every list has: the highest of all objects.
    let resourceVersion: UInt64
    /// "Now", for ages.
    let capturedAt: Timestamp
    let kubernetesVersion: String
    let logs: [ContainerLog]
    /// A number that other snapshots hardly have.
    let fingerprint: UInt64
    /// How many objects cannot be found by a name, and are not served.
    let namelessCount: Int

    private let places: [GroupVersion: [String: Int]]

    struct GroupVersion: Hashable, Sendable {
        var group: String
        var version: String
    }

    init(_ raw: RawSnapshot) {
        let arrangement = Arrangement(raw.objects)
        resources = arrangement.resources(missing: Self.missingResources(raw))
        namelessCount = arrangement.namelessCount
        capturedAt = raw.snapshot.capturedAt
        kubernetesVersion = raw.snapshot.kubernetesVersion
        logs = raw.snapshot.logs
        var highest: UInt64 = 1
        var hash = ListFingerprint()
        hash.add(UInt64(bitPattern: capturedAt.microseconds.int64))
        var places: [GroupVersion: [String: Int]] = [:]
        for (place, resource) in resources.enumerated() {
            let definition = resource.definition
            let version = GroupVersion(group: definition.group, version: definition.version)
            places[version, default: [:]][definition.plural] = place
            for object in resource.objects {
                highest = max(highest, object.resourceVersion)
                hash.add(object.resourceVersion)
                hash.add(UInt64(object.bytes.count))
            }
        }
        resourceVersion = highest
        fingerprint = hash.value
        self.places = places
    }

    /// The resource of this name; nil when it is not served.
    func resource(group: String, version: String, plural: String) -> ServedResource? {
        places[GroupVersion(group: group, version: version)]?[plural].map { resources[$0] }
    }

    /// The resources that the snapshot may only lack.
    var missing: [ResourceDefinition] { resources.filter { $0.warning != nil }.map(\.definition) }

    /// The served objects, in a few words.
    var summary: String {
        func count(_ plural: String) -> Int {
            resource(group: "", version: "v1", plural: plural)?.objects.count ?? 0
        }
        let (nodes, pods) = (count("nodes"), count("pods"))
        let others = resources.reduce(0) { $0 + $1.objects.count } - nodes - pods
        return "\(nodes) \(nodes == 1 ? "node" : "nodes"), \(pods) \(pods == 1 ? "pod" : "pods") and "
            + "\(others) other \(others == 1 ? "object" : "objects")"
    }

    /// The names of resources that gaps tell are missing, and whether that is doubtful. Of a kind that was listed there
    /// are none.
    private static func missingResources(_ raw: RawSnapshot) -> [String: Bool] {
        var missing: [String: Bool] = [:]
        let ending = "-missing"
        for gap in raw.snapshot.gaps where gap.code.isMissingKind {
            missing[gap.code.rawValue.dropLast(ending.count).filter { $0 != "-" }] = gap.isDoubtful
        }
        // Those that were made up again cannot be served.
        if raw.snapshot.hasGap(.daemonSetReconstructed) { missing["daemonsets"] = false }
        return missing.filter { !raw.listedResources.contains($0.key) }
    }
}

/// FNV-1a over whole numbers.
private struct ListFingerprint {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ number: UInt64) { value = (value ^ number) &* 0x0000_0100_0000_01B3 }
}
