import CheckedJSON
import ClusterSnapshot
import HTTPServing
import KubernetesModel
import Testing

@testable import ClusterWatching

extension ServerResponse {
    static func json(_ text: String, status: Int = 200) -> ServerResponse {
        ServerResponse(status: status, contentType: "application/json", body: .bytes(Array(text.utf8)))
    }

    static func status(_ code: Int, _ reason: String, _ message: String = "injected by a test") -> ServerResponse {
        json(
            #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","reason":"\#(reason)","#
                + #""message":"\#(message)","code":\#(code)}"#, status: code)
    }
}

extension LiveClusterWatch {
    /// Waits for a moment of which something holds.
    mutating func moment(
        within longest: Duration = .seconds(30), where condition: (WatchedMoment) -> Bool
    ) throws -> WatchedMoment {
        let end = ContinuousClock.now + longest
        var last: WatchedMoment?
        while ContinuousClock.now < end {
            let moment = try #require(try next(within: .seconds(1)))
            if condition(moment) { return moment }
            last = moment
        }
        throw NoSuchMoment(
            troubles: last?.troubles ?? [], isComplete: last?.isComplete ?? false, pods: last?.snapshot.pods.count ?? -1
        )
    }
}

struct NoSuchMoment: Error {
    var troubles: [WatchTrouble]
    var isComplete: Bool
    var pods: Int
}

func sleepShortly() { WatchPauses().sleep(.milliseconds(100)) }

extension ChangingCluster.Key {
    init(_ object: JSONValue) {
        namespace = object["metadata"]?["namespace"]?.string ?? ""
        name = object["metadata"]?["name"]?.string ?? ""
    }
}

extension JSONValue {
    func setting(_ kind: ObjectKind, version: Int) -> JSONValue {
        var members = self.members ?? [:]
        var metadata = members["metadata"]?.members ?? [:]
        metadata["resourceVersion"] = .string("\(version)")
        members["metadata"] = .object(metadata)
        members["kind"] = .string(kind.rawValue)
        members["apiVersion"] = .string(kind.usualVersion)
        return .object(members)
    }
}
