import CheckedYAML

/// YAML documents as JSON, one after the other, for the decoders that read JSON.
///
/// Built on the parser's events, not on a tree: a list of any length takes no more memory than its deepest branch.
package final class YAMLByteStream: ByteStream {
    /// Bytes at a time.
    private static let portion = 256 << 10

    private let path: String
    private let input: YAMLSource
    private let events: YAMLEvents
    private var writer = YAMLToJSON()
    private var isAtEnd = false

    package init(_ stream: any ByteStream, path: String) {
        self.path = path
        let input = YAMLSource(stream)
        self.input = input
        events = YAMLEvents(reading: input.read)
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
        while !isAtEnd, writer.available < min(buffer.count, Self.portion) { try takeEvent() }
        return writer.take(into: buffer)
    }

    private func takeEvent() throws(StreamError) {
        let event: YAMLEvent
        do throws(YAMLFailure) {
            event = try events.next()
        } catch {
            throw streamError(error)
        }
        do throws(YAMLMisfit) {
            switch event.kind {
            case .streamEnd: isAtEnd = true
            case .documentStart: writer.beginDocument()
            case .documentEnd: try writer.endDocument()
            case .mappingStart: try writer.begin(isMapping: true, anchor: event.anchor)
            case .sequenceStart: try writer.begin(isMapping: false, anchor: event.anchor)
            case .mappingEnd, .sequenceEnd: try writer.end()
            case .alias: try writer.alias(event.anchor ?? "")
            case .scalar: try writer.scalar(event.text, isPlain: event.isPlain, anchor: event.anchor)
            case .other: break
            }
        } catch {
            throw error.streamError(path: path, line: event.mark.line)
        }
    }

    private func streamError(_ failure: YAMLFailure) -> StreamError {
        switch failure {
        case .malformed(let reason, _, let mark): .malformedYAML(path: path, line: mark.line, reason: reason)
        case .tooLarge(let reason): .tooLarge(path: path, reason: reason)
        case .outOfMemory: .outOfMemory(path: path)
        case .unreadable: input.failure ?? .malformedYAML(path: path, line: 1, reason: "it cannot be read")
        }
    }
}

/// The source of the events, with its failure.
private final class YAMLSource {
    private let stream: any ByteStream
    private(set) var failure: StreamError?

    init(_ stream: any ByteStream) { self.stream = stream }

    /// Fills the buffer; nil after an error.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        do throws(StreamError) {
            return try stream.read(into: buffer)
        } catch {
            failure = error
            return nil
        }
    }
}
