import ByteStreams
import CSimdJSON
import KubernetesModel

/// Cuts a stream of JSON documents into items and hands them to a pipeline.
package final class DocumentScanner {
    /// Larger items are left out: no object of Kubernetes comes near it (etcd takes 1.5 MB), nor a list in a list.
    package static let largestItem = 64 << 20

    private let largestItem: Int
    private let pipeline: DecodingPipeline
    private let splitter: OpaquePointer
    private let path: String
    private let file: SourceFile
    private var window: Window
    /// Bytes in the window.
    private var filled = 0
    /// Bytes of the stream before the window.
    private var offset = 0
    private var index = 0
    private var document = 0
    private var list = ListContext()
    private var isInList = false
    /// Whether a list that names no kind must have been cut off: kubectl prints a list's kind after its items.
    package var mustListsEndInKind = false
    private var isCutOff = false
    /// Whether what comes next belongs to no document, until a line begins one.
    private var isInNoise = false
    /// Whether lines may stand between documents that belong to none, as a terminal shows them.
    package var allowsNoise = true
    /// How many bytes belonged to no document.
    private var noiseBytes = 0
    /// More than a terminal shows in a day.
    private static let mostNoiseBytes = 64 << 20
    /// The error for an input without any document: it says what the input begins with.
    private var noise: StreamError?
    /// Told of what stands beside a list's items: before them, and again when all of it is known.
    package var onEnvelope: ((ListEnvelope) -> Void)?

    /// The members `dsdoctor` of lists in saved snapshots, as written.
    package private(set) var envelopes: [[UInt8]] = []
    /// The kinds of items of the documents, by number.
    package private(set) var lists: [Int: ListContext] = [:]
    /// Objects and items that were complete.
    package private(set) var itemCount = 0
    package private(set) var documentCount = 0
    private var endlessness = EndlessnessCheck()

    /// A scanner for `file` inside of the input `path`.
    package init(
        pipeline: DecodingPipeline, path: String, file: SourceFile, firstDocument: Int = 0,
        largestItem: Int = DocumentScanner.largestItem
    ) throws(StreamError) {
        self.largestItem = largestItem
        guard let splitter = csj_splitter_create(largestItem) else { throw .outOfMemory(path: path) }
        self.splitter = splitter
        self.pipeline = pipeline
        self.path = path
        self.file = file
        document = firstDocument
        window = pipeline.emptyWindow()
    }

    deinit {
        csj_splitter_destroy(splitter)
        pipeline.giveBack(window)
    }

    /// The number for the next stream's first document.
    package var nextDocument: Int { document + 1 }

    /// Scans a whole stream. What came before an error is in the pipeline by then.
    package func scan(_ stream: any ByteStream) throws(StreamError) {
        prepareWindow()
        do throws(StreamError) {
            while try fill(from: stream) {
                if offset == 0, index == 0, documentCount == 0 { lookForPrompt() }
                try split()
                try endlessness.check(items: itemCount, bytes: offset + filled, pipeline, path: path)
                makeRoom()
            }
        } catch {
            // Of a packed stream that is cut off, what could be unpacked before is still to be split.
            if case .truncated = error { try? split() }
            submit(isLast: true)
            guard case .truncated = error else { throw error }
            throw .truncated(path: path, offset: offset + filled, completeObjects: itemCount)
        }
        let isTruncated = !csj_splitter_is_between_documents(splitter)
        submit(isLast: true)
        if isTruncated { throw .truncated(path: path, offset: offset + filled, completeObjects: itemCount) }
        if isCutOff { throw .truncated(path: path, offset: nil, completeObjects: max(itemCount - 1, 0)) }
        if documentCount == 0 { throw noise ?? .inputEmpty(path: path) }
    }

    /// Reads until the window is full; false when the stream was at its end already.
    private func fill(from stream: any ByteStream) throws(StreamError) -> Bool {
        let before = filled
        while filled < window.buffer.count {
            let room = UnsafeMutableRawBufferPointer(rebasing: window.buffer[filled...])
            let count = try stream.read(into: room)
            if count == 0 { break }
            filled += count
        }
        return filled > before
    }

    private func split() throws(StreamError) {
        var start = 0
        var length = 0
        if isInNoise { skipNoise() }
        if noiseBytes > Self.mostNoiseBytes {
            throw .notJSONOrYAML(path: path, reason: "\(noiseBytes >> 20) MB of it are not documents")
        }
        while true {
            // The window changes where a list begins or ends.
            let bytes = UnsafeRawBufferPointer(window.buffer).bindMemory(to: UInt8.self)
            switch csj_splitter_next(splitter, bytes.baseAddress, filled, &start, &length) {
            case csj_event_item: add(start: start, length: length)
            case csj_event_document:
                documentCount += 1
                add(start: start, length: length)
                lookForPrompt()
            case csj_event_list_start: beginList()
            case csj_event_list_end:
                endList()
                lookForPrompt()
            case csj_event_oversized: noteOversized()
            case csj_event_invalid:
                guard allowsNoise, csj_splitter_is_between_documents(splitter) else { throw invalid(bytes) }
                noise = noise ?? invalid(bytes)
                skipNoise()
            default: return
            }
        }
    }

    private func add(start: Int, length: Int) {
        window.items.append(.init(start: start, length: length, index: index))
        index += 1
        itemCount += 1
    }

    private func noteOversized() {
        var batch = ObjectBatch()
        batch.append(
            unreadable: UnreadableObject(
                file: file.path, index: index, name: "", reason: "it is larger than \(largestItem >> 20) MB"))
        index += 1
        pipeline.submit(batch)
    }

    private func beginList() {
        changeWindow()
        document += 1
        documentCount += 1
        isInList = true
        let envelope = envelope(isComplete: false)
        onEnvelope?(envelope)
        list = ListContext(itemKind: envelope.itemKind, apiVersion: envelope.apiVersion)
        // Only where the kind has been read is it known that the list has none for its items.
        list.isOpen = envelope.kind.isEmpty
        if list.isOpen, let kind = file.kind {
            list = ListContext(itemKind: kind.rawValue)
        }
        prepareWindow()
    }

    private func endList() {
        let envelope = envelope(isComplete: true)
        onEnvelope?(envelope)
        if let snapshot = envelope.snapshot { envelopes.append(snapshot) }
        if mustListsEndInKind, envelope.kind.isEmpty, !envelope.isBareArray { isCutOff = true }
        lists[document] = ListContext(itemKind: envelope.itemKind, apiVersion: envelope.apiVersion)
        if !envelope.itemKind.isEmpty {
            var batch = ObjectBatch()
            batch.listedKinds.insert(envelope.itemKind)
            pipeline.submit(batch)
        }
        changeWindow()
        document += 1
        isInList = false
        list = ListContext()
        prepareWindow()
    }

    private func envelope(isComplete: Bool) -> ListEnvelope {
        var length = 0
        guard let start = csj_splitter_envelope(splitter, &length), length > 0 else {
            return ListEnvelope(isBareArray: true)
        }
        var bytes = Array(UnsafeBufferPointer(start: start, count: length))
        if !isComplete { bytes.append(UInt8(ascii: "}")) }
        return bytes.withUnsafeBufferPointer { pipeline.ownDecoder.listEnvelope($0) }
    }

    private func invalid(_ bytes: UnsafeBufferPointer<UInt8>) -> StreamError {
        let position = csj_splitter_position(splitter)
        let byte = position < bytes.count ? bytes[position] : 0
        let shown = byte > 0x20 && byte < 0x7F ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte \(byte)"
        return .notJSONOrYAML(path: path, reason: "unexpected \(shown) at byte \(offset + position)")
    }
}

// MARK: - Windows

extension DocumentScanner {
    private func prepareWindow() {
        window.document = document
        window.list = list
        window.file = file
    }

    /// Hands over what is complete, and takes the rest along to a new window.
    private func makeRoom() {
        let retained = csj_splitter_retained(splitter)
        if filled < window.buffer.count { return }
        if window.items.isEmpty, retained == 0 {
            window.grow(to: window.buffer.count * 2, keeping: filled)
            return
        }
        moveOn(from: retained)
    }

    /// Begins a new window where the splitter stands, so that no window holds items of two lists.
    private func changeWindow() {
        if window.items.isEmpty { return }
        moveOn(from: csj_splitter_retained(splitter))
    }

    private func moveOn(from retained: Int) {
        let rest = filled - retained
        if window.items.isEmpty {
            let buffer = window.buffer
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[retained..<filled]))
        } else {
            let old = window
            let next = pipeline.emptyWindow(capacity: rest + rest / 2)
            next.buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: old.buffer[retained..<filled]))
            pipeline.submit(old)
            window = next
            prepareWindow()
        }
        csj_splitter_discard(splitter, retained)
        offset += retained
        filled = rest
    }

    private func submit(isLast: Bool) {
        if window.items.isEmpty { return }
        pipeline.submit(window, isLast: isLast)
        window = pipeline.emptyWindow()
        window.items.removeAll()
    }
}

// MARK: - What stands between documents

extension DocumentScanner {
    /// Blanks out what a terminal showed between documents, up to a line that begins one.
    private func skipNoise() {
        let bytes = window.buffer
        var place = csj_splitter_position(splitter)
        // A mark of the byte order stands before a document, on its line.
        if !isInNoise, filled - place >= 3, bytes[place] == 0xEF, bytes[place + 1] == 0xBB, bytes[place + 2] == 0xBF {
            for offset in 0..<3 { bytes[place + offset] = 0x20 }
            return
        }
        isInNoise = true
        while place < filled {
            let begin = place
            while place < filled, bytes[place] != 0x0A {
                bytes[place] = 0x20
                place += 1
            }
            noiseBytes += place - begin
            // The rest of the line comes with the next window, or none.
            if place == filled { return }
            let next = UnsafeRawBufferPointer(rebasing: bytes[(place + 1)..<filled])
            let line = next.prefix { $0 != 0x0A }
            // Whether a line that is cut here begins a document is seen when more of it is there: it counts as one.
            if PastedText.beginsJSON(line) {
                isInNoise = false
                return
            }
            place += 1
        }
    }

    /// Looks for a prompt after a document, which begins like a list: `[root@host ~]# `.
    private func lookForPrompt() {
        var place = csj_splitter_position(splitter)
        while place < filled, window.buffer[place] <= 0x20 { place += 1 }
        guard place < filled, window.buffer[place] == UInt8(ascii: "[") else { return }
        let line = UnsafeRawBufferPointer(rebasing: window.buffer[place..<filled]).prefix { $0 != 0x0A }
        let next = line.dropFirst().first ?? 0
        if next | 0x20 >= UInt8(ascii: "a"), next | 0x20 <= UInt8(ascii: "z") { skipNoise() }
    }
}
