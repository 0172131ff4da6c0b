import ByteStreams
import CSimdJSON
import KubernetesModel
import Wording

/// One item of a stream: its bytes, and where they stand.
package struct Item {
    package var bytes: UnsafeBufferPointer<UInt8>
    var index: Int
    /// The number of its document in the stream.
    var document = 0
    /// The kind of the list that it stands in, as far as that is known yet.
    var list = ListContext()
    var file = SourceFile()

    package init(
        bytes: UnsafeBufferPointer<UInt8>, index: Int, document: Int = 0, list: ListContext = ListContext(),
        file: SourceFile = SourceFile()
    ) {
        self.bytes = bytes
        self.index = index
        self.document = document
        self.list = list
        self.file = file
    }
}

/// A file inside of the input.
package struct SourceFile: Sendable {
    /// Empty when the input is one file.
    package var path = ""
    /// The kind that its place or name says its objects are of.
    package var kind: ObjectKind?

    package init(path: String = "", kind: ObjectKind? = nil) {
        self.path = path
        self.kind = kind
    }
}

/// The kind that a list gives for its items.
package struct ListContext: Sendable {
    /// The kind that its items have when they name none: `Pod` in a `PodList`.
    package var itemKind = ""
    var apiVersion = ""
    /// Whether more may be known of it at its end.
    var isOpen = false

    package init(itemKind: String = "", apiVersion: String = "") {
        self.itemKind = itemKind
        self.apiVersion = apiVersion
    }
}

private enum EnvelopeField: String, CaseIterable {
    case kind, apiVersion, items
}

private let envelopeFields = FieldTable<EnvelopeField>()

extension ObjectDecoder {
    /// Decodes an item into the batch, or notes there why it cannot be.
    func decode(_ item: Item, into batch: inout ObjectBatch, depth: Int = 0) {
        reader.load(item.bytes)
        let head = head()
        var (kind, apiVersion) = (head.kind, head.apiVersion)
        if reader.hasFailed {
            note(item, kind: kind, in: &batch)
            return
        }
        if head.hasItems {
            decodeList(item, into: &batch, depth: depth)
            return
        }
        let (namesKind, namesVersion) = (!kind.isEmpty, !apiVersion.isEmpty)
        if kind.isEmpty {
            kind = item.list.itemKind
            if apiVersion.isEmpty { apiVersion = item.list.apiVersion }
        }
        if kind.isEmpty {
            appendKindless(item, to: &batch)
            return
        }
        // Go writes an empty list as null.
        if kind.hasSuffix("List"), let listed = ObjectKind(rawValue: String(kind.dropLast(4))),
            listed.belongs(to: apiVersion)
        {
            batch.readableCount += 1
            batch.listedKinds.insert(listed.rawValue)
            return
        }
        if item.bytes.count > Self.largestObject {
            let reason = "it is larger than \(Self.largestObject >> 20) MB"
            batch.append(
                unreadable: UnreadableObject(
                    file: item.file.path, index: item.index, name: kind.clipped, reason: reason))
            return
        }
        let raw = rawObject(of: item, kind: kind, apiVersion: apiVersion, namesKind: namesKind)
        guard let position = position(of: kind, apiVersion: apiVersion) else {
            batch.readableCount += 1
            recording?.leaveOut(kind: kind.clipped)
            if let raw { batch.rawObjects.append(raw) }
            return
        }
        reader.rewind()
        resourceVersion = 0
        let known = KindDecoder.all[position]
        known.decode(self, &batch, position)
        if reader.hasFailed {
            note(item, kind: kind, in: &batch)
        } else {
            batch.readableCount += 1
            if takeHasSeenHidden() { batch.hiddenValues.add(nameOfPresent(kind: kind)) }
            if let raw { batch.rawObjects.append(raw) }
            let says = ItemHead(apiVersion: apiVersion, namesKind: namesKind, namesVersion: namesVersion)
            recording?.keep(item.bytes, loadedBy: reader, kind: known.kind, says: says)
        }
    }

    /// etcd takes objects of 1.5 MB, and the API server requests of 3 MB.
    private static let largestObject = 8 << 20

    /// The item as it is written, where such are kept. What is secret is never kept.
    private func rawObject(of item: Item, kind: String, apiVersion: String, namesKind: Bool) -> RawObject? {
        guard keepsRawObjects, kind != "Secret" else { return nil }
        return RawObject(kind: kind, apiVersion: apiVersion, bytes: item.bytes, namesKind: namesKind)
    }

    /// Keeps an item until its list tells the kind, or notes that nothing does.
    private func appendKindless(_ item: Item, to batch: inout ObjectBatch) {
        kindlessBytes += item.bytes.count
        if item.list.isOpen, kindlessBytes <= Self.mostKindlessBytes {
            batch.kindless.append(
                KindlessItem(document: item.document, index: item.index, file: item.file, bytes: Array(item.bytes)))
            return
        }
        let reason =
            item.list.isOpen
            ? "it has no kind, and its list is too long to wait for its end" : "it has no kind, so it is not an object"
        batch.append(
            unreadable: UnreadableObject(
                file: item.file.path, index: item.index, name: "", reason: reason, isForeign: !item.list.isOpen))
    }

    /// The present object's own kind; whether it is a list.
    private func head() -> (kind: String, apiVersion: String, hasItems: Bool) {
        var kind = ""
        var apiVersion = ""
        var hasItems = false
        guard reader.enterObject() else { return (kind, apiVersion, hasItems) }
        while let field = reader.nextField(envelopeFields) {
            switch field {
            case .kind: kind = string()
            case .apiVersion: apiVersion = string()
            case .items:
                hasItems = reader.type == csj_type_array
                reader.skip()
            }
            // The rest of most objects is long, and says nothing more of this.
            if !kind.isEmpty, !apiVersion.isEmpty, !kind.hasSuffix("List") { break }
        }
        return (kind, apiVersion, hasItems && (kind.isEmpty || kind.hasSuffix("List")))
    }

    /// Decodes the items of a list that stands in another list.
    private func decodeList(_ item: Item, into batch: inout ObjectBatch, depth: Int) {
        guard depth < 4 else {
            batch.append(
                unreadable: UnreadableObject(
                    file: item.file.path, index: item.index, name: "", reason: "lists are nested too deep"))
            return
        }
        do {
            let bytes = MemoryByteStream(Array(item.bytes))
            let pipeline = DecodingPipeline(decoder: self, depth: depth + 1)
            let scanner = try DocumentScanner(pipeline: pipeline, path: item.file.path, file: item.file)
            try scanner.scan(bytes)
            batch.append(try pipeline.finish())
        } catch {
            batch.append(
                unreadable: UnreadableObject(
                    file: item.file.path, index: item.index, name: "List", reason: error.reason))
        }
    }

    private func note(_ item: Item, kind: String, in batch: inout ObjectBatch) {
        let reason = reader.failureText ?? "it cannot be read"
        let isForeign = !isObject(item.bytes) && item.list.itemKind.isEmpty
        batch.append(
            unreadable: UnreadableObject(
                file: item.file.path, index: item.index, name: nameOfPresent(kind: kind), reason: reason,
                isForeign: isForeign))
    }

    private func isObject(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.first == UInt8(ascii: "{") }

    /// Kind, namespace and name of the present object, as far as they can be read.
    private func nameOfPresent(kind: String) -> String {
        reader.rewind()
        if reader.hasFailed { return kind }
        let metadata = metadataOnly()
        let parts = [kind, metadata.qualifiedName].filter { !$0.isEmpty }
        return parts.joined(separator: " ").clipped
    }

    /// Where a kind stands in the table of kinds; nil for one that is not there, or of another group.
    private func position(of kind: String, apiVersion: String) -> Int? {
        // Most objects are of the same kind as the one before.
        if let last = lastKind, last.name == kind, last.apiVersion == apiVersion { return last.position }
        guard let position = KindDecoder.positions[kind], KindDecoder.all[position].kind.belongs(to: apiVersion)
        else { return nil }
        lastKind = (kind, apiVersion, position)
        return position
    }

    /// Bytes; Kubernetes takes 253 (`IsDNS1123Subdomain`).
    private static let longestName = 1024

    /// Whether an object that was decoded is whole; notes what is wrong with its name.
    func accepts(_ object: some KubernetesObject) -> Bool {
        if reader.hasFailed { return false }
        if object.name.isEmpty {
            reader.rewind()
            reader.fail("has no metadata.name")
            return false
        }
        if max(object.name.utf8.count, object.metadata.namespace.utf8.count) > Self.longestName {
            reader.rewind()
            reader.fail("has a name of more than \(Self.longestName) bytes")
            return false
        }
        return true
    }
}

extension String {
    /// At most so much of it as an error message has room for.
    fileprivate var clipped: String { utf8.count <= 300 ? self : Wording.shortened(self, limit: 100) }
}
