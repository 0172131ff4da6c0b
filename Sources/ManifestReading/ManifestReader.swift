import ByteStreams
import ManifestValidation

/// Reads manifests as `kubectl apply -f` does.
package enum ManifestReader {
    /// Larger ones are something else.
    private static let mostBytes = 64 << 20
    private static let deepestDirectory = 32

    /// Reads all of these: files, directories, `-` for standard input.
    ///
    /// - Parameters:
    ///   - paths: in the order in which they were given.
    ///   - isRecursive: whether directories below directories are read too.
    /// - Returns: the objects, and what could not be read.
    /// - Throws: for a path that is not there or cannot be read at all.
    package static func read(paths: [String], isRecursive: Bool = false) throws(StreamError) -> Manifest {
        var manifest = Manifest()
        for path in paths {
            if path != "-", try FileKind.of(path) == .directory {
                var files: [String] = []
                try list(path, isRecursive: isRecursive, depth: 0, into: &files)
                if files.isEmpty { throw .directoryEmpty(path: path) }
                for file in files { try read(file, into: &manifest) }
            } else {
                try read(path, into: &manifest)
            }
        }
        return manifest
    }

    /// Reads a manifest from memory; `name` is what it is called.
    package static func read(bytes: [UInt8], name: String) -> Manifest {
        var manifest = Manifest()
        read(bytes, file: name, into: &manifest)
        return manifest
    }

    /// Files that kubectl takes from a directory, by name.
    private static func list(
        _ directory: String, isRecursive: Bool, depth: Int, into files: inout [String]
    ) throws(StreamError) {
        var names: [String] = []
        try DirectoryListing.forEachName(in: directory) { names.append($0) }
        let base = directory.hasSuffix("/") ? directory : "\(directory)/"
        for name in names.sorted() {
            let path = base + name
            if try FileKind.of(path) == .directory {
                if isRecursive, depth < deepestDirectory {
                    try list(path, isRecursive: true, depth: depth + 1, into: &files)
                }
            } else if [".json", ".yaml", ".yml"].contains(where: name.hasSuffix) {
                files.append(path)
            }
        }
    }

    private static func read(_ path: String, into manifest: inout Manifest) throws(StreamError) {
        let stream = try FileByteStream(path: path)
        guard let bytes = try WholeContent.read(stream, limit: mostBytes) else {
            throw .tooLarge(path: path, reason: "a manifest may have at most \(mostBytes >> 20) MB")
        }
        read(bytes, file: path, into: &manifest)
    }

    private static func read(_ bytes: [UInt8], file: String, into manifest: inout Manifest) {
        manifest.files.append(file)
        let text = TextEncoding.utf8(bytes)
        if text.starts(with: [0x1F, 0x8B]) {
            manifest.faults.append(ManifestFault(file: file, "it is compressed; unpack it"))
            return
        }
        let count = manifest.objects.count + manifest.faults.count
        for document in ManifestDocuments(text).documents {
            do throws(ManifestSyntaxError) {
                guard let node = try ManifestNode.read(document.text, firstLine: document.firstLine) else { continue }
                add(node, file: file, isItem: false, to: &manifest)
            } catch {
                manifest.faults.append(
                    ManifestFault(
                        file: file, at: error.position, error.reason + templateHint(document.text)))
            }
        }
        if manifest.objects.count + manifest.faults.count == count {
            manifest.faults.append(ManifestFault(file: file, "it contains no object"))
        }
    }

    /// Charts are no manifests before Helm has rendered them.
    private static func templateHint(_ text: [UInt8]) -> String {
        String(decoding: text, as: UTF8.self).contains("{{")
            ? "; it looks like a template: use the output of helm template" : ""
    }

    private static func add(_ node: ManifestNode, file: String, isItem: Bool, to manifest: inout Manifest) {
        guard node.members != nil else {
            manifest.faults.append(ManifestFault(file: file, at: node.position, "a document is not an object"))
            return
        }
        let kind = node["kind"]?.string ?? ""
        guard kind.hasSuffix("List"), let items = node["items"]?.elements else {
            manifest.objects.append(ManifestObject(file: file, node: node))
            return
        }
        if node["apiVersion"]?.string?.isEmpty ?? true {
            manifest.faults.append(ManifestFault(file: file, at: node.position, "a \(kind) has no apiVersion"))
        } else if isItem {
            manifest.faults.append(
                ManifestFault(file: file, at: node.position, "a \(kind) stands in a List: kubectl doesn't read that"))
        }
        for item in items { add(item, file: file, isItem: true, to: &manifest) }
    }
}
