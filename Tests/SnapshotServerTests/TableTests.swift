import CheckedJSON
import SnapshotCollector
import TestServers
import Testing

@testable import SnapshotServer

@Suite(.waiting) struct TableTests {
    @Test(arguments: PrintedList.all)
    func `Tables are what kubectl prints of a real cluster`(list: PrintedList) throws {
        let table = try Replaying.mixedFaults.get().get(list.path, accept: Replaying.table).json
        let printed = PrintedTable(table, isWide: list.isWide, hasNamespaces: list.hasNamespaces)
        try Golden(list.golden).expect(printed.text)
    }

    @Test(
        arguments: [
            (-2, "<invalid>"), (-1, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (599, "9m59s"), (600, "10m"),
            (10_799, "179m"), (10_800, "3h"), (11_000, "3h3m"), (28_799, "7h59m"), (28_800, "8h"), (172_799, "47h"),
            (172_800, "2d"), (180_000, "2d2h"), (691_200, "8d"), (63_071_999, "729d"), (63_072_000, "2y"),
            (64_000_000, "2y10d"), (252_288_000, "8y"),
        ] as [(Int64, String)])
    func `Durations are kubectl's`(seconds: Int64, text: String) {
        #expect(HumanDuration.text(microseconds: .init(seconds * 1_000_000)) == text)
    }

    /// The row of a pod with this status, as `READY STATUS RESTARTS`.
    private func row(_ status: String, spec: String = "", metadata: String = "") throws -> String {
        let replaying = try Replaying(objects: [
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"x"\(metadata)},
             "spec":{"containers":[{"name":"a"},{"name":"b"}]\(spec)},"status":\(status)}
            """,
            // The latest moment of the snapshot is its "now".
            #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n","creationTimestamp":"2026-11-21T21:10:00Z"}}"#,
        ])
        let table = replaying.get("/api/v1/pods", accept: Replaying.table).json
        let cells = table["rows"]?.elements?.first?["cells"]?.elements?.compactMap(\.string) ?? []
        return cells.dropFirst().prefix(3).joined(separator: " ")
    }

    private let sidecar = #","initContainers":[{"name":"i"},{"name":"s","restartPolicy":"Always"}]"#

    @Test func `Pods are summed up as kubectl does`() throws {
        #expect(try row(#"{"phase":"Pending"}"#) == "0/2 Pending 0")
        #expect(try row(#"{"phase":"Failed","reason":"Evicted"}"#) == "0/2 Evicted 0")
        #expect(
            try row(
                #"{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}"#
            ) == "0/2 SchedulingGated 0")
        #expect(
            try row(
                """
                {"phase":"Running","containerStatuses":[
                 {"name":"a","ready":true,"restartCount":0,"state":{"running":{}}},
                 {"name":"b","restartCount":4,"state":{"waiting":{"reason":"CrashLoopBackOff"}},
                  "lastState":{"terminated":{"exitCode":1,"finishedAt":"2026-11-21T21:09:00Z"}}}]}
                """) == "1/2 CrashLoopBackOff 4 (60s ago)")
        #expect(
            try row(
                """
                {"phase":"Running","containerStatuses":[
                 {"name":"a","restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}},
                 {"name":"b","restartCount":1,"state":{"terminated":{"exitCode":137,"signal":9}}}]}
                """) == "0/2 Signal:9 1")
        #expect(
            try row(
                """
                {"phase":"Running","containerStatuses":[
                 {"name":"a","ready":true,"restartCount":0,"state":{"running":{}}},
                 {"name":"b","restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}
                """) == "1/2 NotReady 0")
        #expect(
            try row(#"{"phase":"Running"}"#, metadata: #","deletionTimestamp":"2026-11-21T21:09:00Z""#)
                == "0/2 Terminating 0")
        #expect(
            try row(
                #"{"phase":"Running","reason":"NodeLost"}"#, metadata: #","deletionTimestamp":"2026-11-21T21:09:00Z""#)
                == "0/2 Unknown 0")
    }

    @Test func `Init containers and sidecars count as kubectl counts them`() throws {
        #expect(
            try row(
                """
                {"phase":"Pending","initContainerStatuses":[
                 {"name":"i","restartCount":3,"state":{"terminated":{"exitCode":2}}}]}
                """, spec: sidecar) == "0/3 Init:ExitCode:2 3")
        #expect(
            try row(
                """
                {"phase":"Pending","initContainerStatuses":[
                 {"name":"i","restartCount":0,"state":{"terminated":{"exitCode":0}}},
                 {"name":"s","restartCount":2,"started":false,"state":{"running":{}}}]}
                """, spec: sidecar) == "0/3 Init:1/2 2")
        #expect(
            try row(
                """
                {"phase":"Running","initContainerStatuses":[
                 {"name":"i","restartCount":5,"state":{"terminated":{"exitCode":0}}},
                 {"name":"s","restartCount":2,"started":true,"ready":true,"state":{"running":{}}}],
                 "containerStatuses":[{"name":"a","ready":true,"restartCount":1,"state":{"running":{}}}]}
                """, spec: sidecar) == "2/3 Running 3")
    }

    @Test func `Kinds without columns of their own have a name and an age`() throws {
        let replaying = try Replaying(objects: [
            #"{"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"l","namespace":"x","creationTimestamp":"2026-11-21T21:00:00Z"}}"#,
            #"{"apiVersion":"a.io/v1","kind":"Goose","metadata":{"name":"g"}}"#,
        ])
        let limits = replaying.get("/api/v1/limitranges", accept: Replaying.table).json
        #expect(
            PrintedTable(limits, isWide: false, hasNamespaces: false).text
                == "NAME   CREATED AT\nl      2026-11-21T21:00:00Z\n")
        let geese = replaying.get("/apis/a.io/v1/gooses", accept: Replaying.table).json
        #expect(PrintedTable(geese, isWide: false, hasNamespaces: false).text == "NAME   AGE\ng      <unknown>\n")
    }

    @Test(arguments: [("None", false, false), ("Metadata", true, false), ("Object", true, true)])
    func `Rows carry what was asked for`(included: String, hasMetadata: Bool, hasSpec: Bool) throws {
        let path = "/api/v1/nodes?limit=1&includeObject=\(included)"
        let row = try Replaying.mixedFaults.get().get(path, accept: Replaying.table).json["rows"]?.elements?.first
        #expect((row?["object"]?["metadata"] != nil) == hasMetadata)
        #expect((row?["object"]?["spec"] != nil) == hasSpec)
    }
}
