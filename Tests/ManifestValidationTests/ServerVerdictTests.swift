import Foundation
import ManifestValidation
import Testing

@Suite("DaemonSets with one changed field are taken and refused as by an API server")
struct ServerVerdictTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    private static func lines(of file: String) throws -> [String] {
        try String(contentsOf: folder.appending(path: file), encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private static func daemonSets() throws -> [String: ManifestNode] {
        var daemonSets: [String: ManifestNode] = [:]
        for line in try lines(of: "daemonsets.jsonl") {
            let node = try #require(try ManifestNode.read(Array(line.utf8)))
            daemonSets[try #require(node["name"]?.string)] = node["daemonSet"]
        }
        return daemonSets
    }

    private static func verdict(on node: ManifestNode) -> String {
        let refusals = ManifestValidation.problems(of: node, file: "f").filter { $0.severity == .error }
        if refusals.contains(where: { !$0.refusesPodOnly }) { return "refused" }
        return refusals.isEmpty ? "taken" : "pod"
    }

    @Test("The DaemonSets themselves are taken")
    func unchanged() throws {
        for (name, node) in try Self.daemonSets() { #expect(Self.verdict(on: node) == "taken", "\(name)") }
    }

    @Test("Each change has the server's verdict")
    func changed() throws {
        let daemonSets = try Self.daemonSets()
        var count = 0
        for line in try Self.lines(of: "verdicts.tsv") where !line.hasPrefix("#") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let path = try #require(try ManifestNode.read(Array(parts[1].utf8))?.elements)
            // In a list, since null alone is no document.
            let value = try ManifestNode.read(Array("[\(parts[2])]".utf8))?.elements?.first
            let changed = try #require(daemonSets[parts[0]]).replacing(path[...], by: parts[2].isEmpty ? nil : value)
            #expect(Self.verdict(on: changed) == parts[3], "\(line)")
            count += 1
        }
        #expect(count > 1000)
    }
}

extension ManifestNode {
    /// The same value with another one at a path of names and indices, or without it.
    fileprivate func replacing(_ path: ArraySlice<ManifestNode>, by value: ManifestNode?) -> ManifestNode {
        guard let step = path.first else { return value ?? self }
        var node = self
        let isLast = path.count == 1
        switch content {
        case .object(let members):
            node.content = .object(
                members.compactMap { member in
                    guard member.key == step.string else { return member }
                    if isLast, value == nil { return nil }
                    var member = member
                    member.value = member.value.replacing(path.dropFirst(), by: value)
                    return member
                })
        case .list(let elements):
            guard case .number(let text) = step.content, let index = Int(text) else { return self }
            var elements = elements
            if isLast, value == nil {
                elements.remove(at: index)
            } else {
                elements[index] = elements[index].replacing(path.dropFirst(), by: value)
            }
            node.content = .list(elements)
        default: break
        }
        return node
    }
}
