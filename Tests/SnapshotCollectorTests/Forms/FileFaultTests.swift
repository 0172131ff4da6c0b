import ByteStreams
import ClusterSnapshot
import Foundation
import SnapshotCollector
import Testing

/// Directories and archives that are broken, or change while they are read: the rest is there, and a gap says so.
@Suite struct FileFaultTests {
    private static let node = #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"}}"#
    private static let pod = #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"a"}}"#

    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")

    private func directory(_ body: (String) throws -> Void) throws {
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try Data(Self.node.utf8).write(to: root.appendingPathComponent("nodes.json"))
        try body(root.path)
    }

    private func gap(_ snapshot: Snapshot, _ part: String) -> Gap? {
        snapshot.gaps.first { $0.detail.contains(part) }
    }

    @Test func `Links, also in circles, pipes and sockets beside the files do not keep anybody waiting`() throws {
        try directory { path in
            for (name, target) in [
                ("a.json", "a.json"), ("b.json", "nothing"), ("loop", "."), ("zero.json", "/dev/zero"),
            ] {
                try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
            }
            #expect(mkfifo("\(path)/pipe.json", 0o600) == 0)
            let snapshot = try SnapshotReader.read(path: path)
            #expect(snapshot.nodes.count == 1)
            #expect(gap(snapshot, "b.json is left out: it is a link")?.isDoubtful == true)
        }
    }

    @Test func `What cannot be listed or opened is a gap`() throws {
        try directory { path in
            // A name that is no UTF-8 is not found again.
            let odd =
                Array("\(path)/pods-".utf8CString.dropLast()) + [CChar(bitPattern: 0xFF)] + Array(".json".utf8CString)
            let descriptor = creat(odd, 0o600)
            try #require(descriptor >= 0)
            close(descriptor)
            let deep = path + String(repeating: "/d", count: 40)
            try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
            try Data(Self.pod.utf8).write(to: URL(fileURLWithPath: deep + "/pods.json"))
            let snapshot = try SnapshotReader.read(path: path)
            #expect(snapshot.nodes.count == 1 && snapshot.pods.isEmpty)
            #expect(gap(snapshot, "no such file")?.code == .objectUnreadable)
            #expect(gap(snapshot, "directories deep")?.code == .objectUnreadable)
        }
    }

    @Test func `A file that grows while it is read ends where it was, and one that shrinks is cut off`() throws {
        try directory { path in
            let file = "\(path)/nodes.json"
            let grows = try FileByteStream(path: file)
            let handle = try #require(FileHandle(forWritingAtPath: file))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(Self.pod.utf8))
            let bytes = try WholeContent.read(grows, limit: 1 << 20)
            #expect(bytes == Array(Self.node.utf8))
            let shrinks = try FileByteStream(path: file)
            try handle.truncate(atOffset: 10)
            #expect(try WholeContent.read(shrinks, limit: 1 << 20)?.count == 10)
        }
    }

    @Test func `An archive that is cut off anywhere is read as far as it goes`() throws {
        let files = [
            ("nodes.json", Array(Self.node.utf8)), ("pods/a.json", Array(Self.pod.utf8)),
            ("pod-logs/a/p/c.log", Array(String(repeating: "a line of a log\n", count: 2000).utf8)),
        ]
        for (format, filter) in [(Archive.Format.tar, "none"), (.tar, "gzip"), (.tar, "zstd"), (.zip, "none")] {
            let whole = try Archive.bytes(files, format, filter: filter)
            for part in 1..<24 {
                let bytes = Array(whole.prefix(whole.count * part / 24))
                do throws(CollectorError) {
                    let snapshot = try SnapshotReader.read(bytes: bytes, name: "bundle")
                    #expect(snapshot.nodes.count == 1, "\(format) \(filter) \(part)")
                } catch {
                    #expect(!error.reason.isEmpty && !error.description.contains("\n"))
                }
            }
        }
    }

    @Test(arguments: ["pods.json", "pods.yaml"])
    func `A file of holes ends soon, with little memory`(name: String) throws {
        try directory { path in
            let begin = name.hasSuffix("json") ? Self.pod : "kind: Pod\nmetadata: {name: p}\n"
            let file = URL(fileURLWithPath: "\(path)/\(name)")
            try Data(begin.utf8).write(to: file)
            #expect(truncate(file.path, 100 << 30) == 0)
            let snapshot = try SnapshotReader.read(path: path)
            #expect(snapshot.nodes.count == 1)
            #expect(gap(snapshot, "\(name) is left out")?.code == .objectUnreadable)
        }
    }

    @Test func `A log that cannot be read leaves the objects`() throws {
        // A gzip that is cut off, in a bundle's logs.
        let log = try Archive.bytes([("c", Array(String(repeating: "line\n", count: 5000).utf8))], .raw, filter: "gzip")
        try directory { path in
            let logs = "\(path)/cluster-resources/pods/logs/a/p"
            try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
            try Data(log.prefix(log.count / 2)).write(to: URL(fileURLWithPath: logs + "/c.log.gz"))
            try FileManager.default.createDirectory(atPath: logs + "/d.log", withIntermediateDirectories: true)
            #expect(try SnapshotReader.read(path: path).nodes.count == 1)
        }
    }
}
