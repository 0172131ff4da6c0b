import ByteStreams
import CSimdJSON
import CheckedJSON
import KubernetesModel

/// The kind of the next member of an object.
public enum ObjectMember<Field> {
    /// One of the table.
    case known(Field)
    /// One of a key that is not in the table.
    case other
    /// The object has no further member.
    case end

    /// Whether there is no further member.
    @inlinable public var isEnd: Bool {
        if case .end = self { return true }
        return false
    }
}

/// Walks the JSON of one object: a thin layer over the C reader.
///
/// The first failure is kept, and ends every object and array, so that decoders need no error handling of their own:
/// whoever starts them asks for ``failure`` at the end.
public final class ObjectReader {
    @usableFromInline let reader: OpaquePointer
    /// Why the caller called the failed value wrong.
    private var problem = ""

    /// A reader with nothing to read.
    package init() throws(StreamError) {
        guard let reader = csj_reader_create() else { throw .outOfMemory(path: "") }
        self.reader = reader
    }

    deinit { csj_reader_destroy(reader) }

    /// Takes up a value, whose bytes must stay while it is read.
    package func load(_ bytes: UnsafeBufferPointer<UInt8>) {
        _ = csj_reader_load(reader, bytes.baseAddress, bytes.count)
    }

    /// Goes back to the start of the value and forgets a failure.
    package func rewind() { csj_reader_rewind(reader) }

    /// Whether something was wrong.
    package var hasFailed: Bool { csj_reader_failure(reader) != csj_failure_none }

    /// Marks the value that was read last as wrong.
    @inline(never)
    package func fail(_ problem: @autoclosure () -> String) {
        if hasFailed { return }
        self.problem = problem()
        csj_reader_fail(reader, csj_failure_value)
    }

    /// Enters an object; false where there is none.
    @inlinable @inline(__always)
    public func enterObject() -> Bool { csj_reader_enter_object(reader) }

    /// Goes to the next member that is in the table; nil at the end of the object.
    @inlinable @inline(__always)
    public func nextField<Field>(_ table: FieldTable<Field>) -> Field? {
        guard let keys = table.keys else { return nil }
        let place = csj_reader_next_field(reader, keys)
        return place < 0 ? nil : table.fields[Int(place)]
    }

    /// Goes to the next member and tells its key; false at the end of the object.
    @inlinable @inline(__always)
    public func nextMember(_ key: inout csj_text) -> Bool { csj_reader_next_member(reader, &key) }

    /// Goes to the next member, whatever its key, and tells which of the table it is.
    @inlinable @inline(__always)
    public func nextMember<Field>(of table: FieldTable<Field>) -> ObjectMember<Field> {
        guard let keys = table.keys else { return .end }
        let place = csj_reader_next_any_field(reader, keys)
        return place >= 0 ? .known(table.fields[Int(place)]) : place == -1 ? .other : .end
    }

    /// Whether the whole value is JSON to the letter.
    package func isWellFormed(deepest: Int) -> Bool { csj_reader_is_well_formed(reader, deepest) }

    /// Enters an array; false where there is none.
    @inlinable @inline(__always)
    public func enterArray() -> Bool { csj_reader_enter_array(reader) }

    /// Goes to the next element of the array; false at its end.
    @inlinable @inline(__always)
    public func nextElement() -> Bool { csj_reader_next_element(reader) }

    /// Where the reader stands; it may be sent back to where it stood.
    @inlinable @inline(__always)
    public var place: UInt32 {
        get { csj_reader_place(reader) }
        set { csj_reader_go_to(reader, newValue) }
    }

    /// Passes over a value.
    @inlinable public func skip() { csj_reader_skip(reader) }

    /// The kind of the present value.
    @inlinable public var type: csj_type { csj_reader_type(reader) }

    /// The bytes of a string, nil when it is absent.
    @inlinable @inline(__always)
    public func text() -> csj_text? {
        var value = csj_text()
        return csj_reader_string(reader, &value) ? value : nil
    }

    /// The bytes of a string, or of a number as it is written; nil when it is absent.
    @inlinable @inline(__always)
    public func textOrNumber() -> csj_text? {
        var value = csj_text()
        return csj_reader_string_or_number(reader, &value) ? value : nil
    }

    /// Any value as it is written.
    @inlinable @inline(__always)
    public func raw() -> csj_text? {
        var value = csj_text()
        return csj_reader_raw(reader, &value) ? value : nil
    }

    @inline(never)
    func int64() -> WholeNumber? {
        var value: Int64 = 0
        return csj_reader_integer(reader, &value) ? WholeNumber(value) : nil
    }

    /// A number that fits into 32 bits; any other is a failure.
    @inline(never)
    func int32() -> WholeNumber? {
        guard let value = int64() else { return nil }
        if value.heldTo32Bits == value { return value }
        fail("is too large for 32 bits")
        return nil
    }

    @inline(never)
    package func bool() -> Bool {
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
    /// The problem and its place, in words; nil if there is none.
    package var failureText: String? { JSONFailure.text(of: reader, problem: problem) }
}
