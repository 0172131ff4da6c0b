import CheckedJSON
import KubernetesModel

/// What files beside the objects tell of a cluster.
extension SnapshotEnvelope {
    /// `cluster-info/cluster_version.json` of a support bundle: what the API server's `/version` answers.
    init?(serverVersion json: JSONValue) {
        guard let version = (json["info"] ?? json)["gitVersion"]?.string ?? json["string"]?.string else { return nil }
        self.init()
        kubernetesVersion = version
    }

    /// `node-metrics/<node>.json` of a support bundle: what the kubelet's `/stats/summary` answers.
    init?(kubeletSummary json: JSONValue) {
        guard let node = json["node"]?["nodeName"]?.string, !node.isEmpty else { return nil }
        self.init()
        kubeletSummaries = [KubeletSummary(node: node, json)]
    }

    /// `timestamp` of a must-gather: when it began and when it ended, as Go prints moments
    /// (`2026-11-21 21:07:11.123456789 +0000 UTC m=+0.05`). The end counts.
    init?(gatherTimes bytes: [UInt8]) {
        let moments = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap(Self.moment)
        guard let last = moments.last else { return nil }
        self.init()
        capturedAt = last
    }

    private static func moment(_ line: Substring) -> Timestamp? {
        let words = line.split(separator: " ")
        guard words.count >= 3 else { return nil }
        let zone = words[2]
        guard zone.count == 5, zone.hasPrefix("+") || zone.hasPrefix("-") else { return nil }
        return Timestamp("\(words[0])T\(words[1])\(zone.prefix(3)):\(zone.suffix(2))")
    }
}
