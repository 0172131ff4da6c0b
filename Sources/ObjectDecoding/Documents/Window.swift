/// A piece of a stream with the items that are complete in it.
///
/// The thread that scans fills it and hands it over; from then on one worker has it alone.
final class Window: @unchecked Sendable {
    /// Where an item stands in the window.
    struct ItemRange {
        var start: Int
        var length: Int
        var index: Int
    }

    private(set) var buffer: UnsafeMutableRawBufferPointer
    var items: [ItemRange] = []
    var document = 0
    var list = ListContext()
    var file = SourceFile()

    init(capacity: Int) {
        buffer = .allocate(byteCount: capacity, alignment: 64)
    }

    deinit { buffer.deallocate() }

    /// Makes room for `capacity` bytes and keeps the first `count`.
    func grow(to capacity: Int, keeping count: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        buffer.deallocate()
        buffer = larger
    }

    /// Forgets what it held, for the next piece.
    func clear() {
        items.removeAll(keepingCapacity: true)
        list = ListContext()
        file = SourceFile()
    }

    /// Decodes the items.
    func decode(with decoder: ObjectDecoder, depth: Int) -> ObjectBatch {
        var batch = ObjectBatch()
        let bytes = UnsafeRawBufferPointer(buffer).bindMemory(to: UInt8.self)
        for range in items {
            let slice = UnsafeBufferPointer(rebasing: bytes[range.start..<range.start + range.length])
            decoder.decode(
                Item(bytes: slice, index: range.index, document: document, list: list, file: file), into: &batch,
                depth: depth)
        }
        DecodedObjects.add(items.count)
        return batch
    }
}
