import CSimdJSON
import Glibc

/// The least that reading a snapshot can cost: reads the file, cuts it at the items of its lists, walks every value of
/// every item with simdjson and keeps nothing. On one thread.
@main
struct ReadingLimit {
    private static let windowSize = 8 << 20

    static func main() {
        guard CommandLine.arguments.count == 2 else { fail("usage: ReadingLimit SNAPSHOT.json") }
        let file = open(CommandLine.arguments[1], O_RDONLY)
        guard file >= 0, let splitter = csj_splitter_create(64 << 20), let reader = csj_reader_create() else {
            fail("the file cannot be opened")
        }
        var walk = Walk(reader: reader)
        let window = UnsafeMutablePointer<UInt8>.allocate(capacity: windowSize)
        var filled = 0
        while true {
            let count = read(file, window + filled, windowSize - filled)
            if count < 0 { fail("the file cannot be read") }
            if count == 0 { break }
            filled += count
            if filled < windowSize { continue }
            split(window, filled, splitter, &walk)
            let retained = csj_splitter_retained(splitter)
            if retained == 0 { fail("an item is larger than the window") }
            memmove(window, window + retained, filled - retained)
            csj_splitter_discard(splitter, retained)
            filled -= retained
        }
        split(window, filled, splitter, &walk)
        print("\(walk.itemCount) items, \(walk.valueCount) values")
    }

    private static func split(
        _ window: UnsafePointer<UInt8>, _ filled: Int, _ splitter: OpaquePointer, _ walk: inout Walk
    ) {
        var start = 0
        var length = 0
        while true {
            switch csj_splitter_next(splitter, window, filled, &start, &length) {
            case csj_event_item, csj_event_document: walk.item(window + start, length)
            case csj_event_need_input: return
            case csj_event_invalid, csj_event_oversized: fail("the file is no list of objects in JSON")
            default: continue
            }
        }
    }

    fileprivate static func fail(_ reason: String) -> Never {
        let line = "ReadingLimit: \(reason)\n"
        _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        exit(2)
    }
}

/// Goes through items, value by value.
private struct Walk {
    let reader: OpaquePointer
    private(set) var itemCount = 0
    private(set) var valueCount = 0

    init(reader: OpaquePointer) { self.reader = reader }

    mutating func item(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        itemCount += 1
        if csj_reader_load(reader, bytes, length) != csj_failure_none { ReadingLimit.fail("an item is no JSON") }
        value(depth: 0)
    }

    private mutating func value(depth: Int) {
        valueCount += 1
        var text = csj_text()
        switch csj_reader_type(reader) {
        case csj_type_object where depth < 500:
            guard csj_reader_enter_object(reader) else { return }
            while csj_reader_next_member(reader, &text) { value(depth: depth + 1) }
        case csj_type_array where depth < 500:
            guard csj_reader_enter_array(reader) else { return }
            while csj_reader_next_element(reader) { value(depth: depth + 1) }
        default: csj_reader_skip(reader)
        }
    }
}
