import CSimdJSON
import CheckedJSON
import KubernetesModel

/// What the next member of an object is.
enum ObjectMember<Field> {
    case known(Field)
    /// One of a key that is not in the table.
    case other
    case end

    var isEnd: Bool {
        if case .end = self { return true }
        return false
    }
}

/// Walks the JSON of one object: a thin layer over the C reader.
///
/// The first failure is kept, and ends every object and array, so that decoders need no error handling of their own:
/// whoever starts them asks for ``failure`` at the end.
final class ObjectReader {
    private let reader: OpaquePointer
    /// Why the caller called the failed value wrong.
    private var problem = ""

    init() throws(CollectorError) {
        guard let reader = csj_reader_create() else { throw .outOfMemory(path: "") }
        self.reader = reader
    }

    deinit { csj_reader_destroy(reader) }

    /// Takes up a value, whose bytes must stay while it is read.
    func load(_ bytes: UnsafeBufferPointer<UInt8>) {
        _ = csj_reader_load(reader, bytes.baseAddress, bytes.count)
    }

    /// Goes back to the start of the value and forgets a failure.
    func rewind() { csj_reader_rewind(reader) }

    /// Whether something was wrong.
    var hasFailed: Bool { csj_reader_failure(reader) != csj_failure_none }

    /// Marks the value that was read last as wrong.
    @inline(never)
    func fail(_ problem: @autoclosure () -> String) {
        if hasFailed { return }
        self.problem = problem()
        csj_reader_fail(reader, csj_failure_value)
    }

    @inline(__always)
    func enterObject() -> Bool { csj_reader_enter_object(reader) }

    @inline(__always)
    func nextField<Field>(_ table: FieldTable<Field>) -> Field? {
        guard let keys = table.keys else { return nil }
        let place = csj_reader_next_field(reader, keys)
        return place < 0 ? nil : table.fields[Int(place)]
    }

    @inline(__always)
    func nextMember(_ key: inout csj_text) -> Bool { csj_reader_next_member(reader, &key) }

    /// Goes to the next member, whatever its key, and tells which of the table it is.
    @inline(__always)
    func nextMember<Field>(of table: FieldTable<Field>) -> ObjectMember<Field> {
        guard let keys = table.keys else { return .end }
        let place = csj_reader_next_any_field(reader, keys)
        return place >= 0 ? .known(table.fields[Int(place)]) : place == -1 ? .other : .end
    }

    /// Whether the whole value is JSON to the letter.
    func isWellFormed(deepest: Int) -> Bool { csj_reader_is_well_formed(reader, deepest) }

    @inline(__always)
    func enterArray() -> Bool { csj_reader_enter_array(reader) }

    @inline(__always)
    func nextElement() -> Bool { csj_reader_next_element(reader) }

    /// Where the reader stands; it may be sent back to where it stood.
    @inline(__always)
    var place: UInt32 {
        get { csj_reader_place(reader) }
        set { csj_reader_go_to(reader, newValue) }
    }

    func skip() { csj_reader_skip(reader) }

    var type: csj_type { csj_reader_type(reader) }

    /// The bytes of a string, nil when it is absent.
    @inline(__always)
    func text() -> csj_text? {
        var value = csj_text()
        return csj_reader_string(reader, &value) ? value : nil
    }

    /// The bytes of a string, or of a number as it is written; nil when it is absent.
    @inline(__always)
    func textOrNumber() -> csj_text? {
        var value = csj_text()
        return csj_reader_string_or_number(reader, &value) ? value : nil
    }

    /// Any value as it is written.
    @inline(__always)
    func raw() -> csj_text? {
        var value = csj_text()
        return csj_reader_raw(reader, &value) ? value : nil
    }

    @inline(never)
    func int64() -> Int64? {
        var value: Int64 = 0
        return csj_reader_integer(reader, &value) ? value : nil
    }

    @inline(never)
    func int32() -> Int32? {
        guard let value = int64() else { return nil }
        guard let exact = Int32(exactly: value) else {
            fail("is too large for 32 bits")
            return nil
        }
        return exact
    }

    @inline(never)
    func bool() -> Bool {
        var value = false
        return csj_reader_boolean(reader, &value) && value
    }

    @inline(never)
    func optionalBool() -> Bool? {
        var value = false
        return csj_reader_boolean(reader, &value) ? value : nil
    }
}

extension ObjectReader {
    /// What is wrong and where, in words; nil when nothing is.
    var failureText: String? { JSONFailure.text(of: reader, problem: problem) }
}
