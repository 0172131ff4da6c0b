import ByteStreams
import CSimdJSON
import KubernetesModel

/// Turns the JSON of Kubernetes objects into values of the model, one at a time.
///
/// Functions that every decoder calls are kept out of line: inlined, they compile half as long again and run no faster.
///
/// One decoder belongs to one thread. It remembers strings, labels, resources and pod specs across objects, so that
/// what is the same in many is stored once.
package final class ObjectDecoder {
    package let reader: ObjectReader
    /// The latest moment that any object told of.
    var latest: Timestamp?
    /// The `resourceVersion` of the present object, zero where it is no number.
    // bare: versions are compared only.
    var resourceVersion: UInt64 = 0

    /// Bytes of items that wait for the end of their list, which alone tells their kind.
    var kindlessBytes = 0
    static let mostKindlessBytes = 32 << 20

    private var interner = StringInterner()
    private var hasHiddenNumber = false
    let labelsCache = RawValueCache<Labels>()
    let resourceListCache = RawValueCache<ResourceList>()
    let ownersCache = RawValueCache<[OwnerReference]>()
    let tolerationsCache = RawValueCache<[Toleration]>()
    let probeCache = RawValueCache<Probe?>()
    var specPool = PodSpecPool()

    /// Whether objects are kept as they are written too, those of unknown kinds among them.
    let keepsRawObjects: Bool

    /// Keeps objects for saving, where that is wanted.
    let recording: (any ObjectRecording)?

    /// The kind of the object before, and its position in the table of kinds.
    var lastKind: (name: String, apiVersion: String, position: Int)?

    package init(keepsRawObjects: Bool = false, recording: RecordingFactory? = nil) throws(StreamError) {
        reader = try ObjectReader()
        self.keepsRawObjects = keepsRawObjects
        self.recording = recording?()
    }

    // MARK: - Objects and arrays

    /// Calls `body` for each field of an object that is in the table; it must read the field's value.
    package func forEachField<Field>(_ table: FieldTable<Field>, _ body: (Field) -> Void) {
        guard reader.enterObject() else { return }
        while let field = reader.nextField(table) { body(field) }
    }

    /// The elements of an array; empty when it is absent.
    package func array<Element>(_ element: () -> Element) -> [Element] {
        guard reader.enterArray() else { return [] }
        var elements: [Element] = []
        while reader.nextElement() { elements.append(element()) }
        return elements
    }

    /// The decoded present value, from memory if the same bytes were there before.
    func cached<Value>(_ cache: RawValueCache<Value>, _ decode: () -> Value) -> Value {
        let place = reader.place
        guard let text = reader.raw() else { return decode() }
        let hash = text.hash
        if let value = cache.value(of: text, hash: hash) { return value }
        reader.place = place
        let value = decode()
        if !reader.hasFailed { cache.store(value, of: text, hash: hash) }
        return value
    }

    // MARK: - Scalars

    /// A string that other objects may hold as well; empty when it is absent.
    @inline(never)
    package func string() -> String {
        guard let text = reader.text() else { return "" }
        return interner.string(text)
    }

    /// A string that other objects may hold as well; nil when it is absent.
    @inline(never)
    func optionalString() -> String? {
        guard let text = reader.text() else { return nil }
        return interner.string(text)
    }

    /// A string that hardly any other object holds, such as a UID; empty when it is absent.
    @inline(never)
    package func uniqueString() -> String {
        guard let text = reader.text() else { return "" }
        return StringInterner.newString(text)
    }

    /// A string or a number (`intstr.IntOrString`) as text; empty when it is absent.
    @inline(never)
    func stringOrNumber() -> String {
        guard let text = reader.textOrNumber() else { return "" }
        return interner.string(text)
    }

    func interned(_ text: csj_text) -> String { interner.string(text) }

    @inline(never)
    package func strings() -> [String] { array { string() } }

    /// Whether who saved the object has hidden a value, which then counts as not given.
    func isHidden(_ text: csj_text) -> Bool {
        let isHidden = HiddenValue.isIn(text)
        hasHiddenNumber = hasHiddenNumber || isHidden
        return isHidden
    }

    /// Whether a value was hidden in what was decoded since this was last asked. Of a text that many objects hold, only
    /// the first counts.
    func takeHasSeenHidden() -> Bool {
        defer {
            hasHiddenNumber = false
            interner.hasSeenHidden = false
        }
        return hasHiddenNumber || interner.hasSeenHidden
    }

    /// A moment; nil when it is absent. Unless told otherwise it counts as one that the snapshot has seen.
    @inline(never)
    package func timestamp(isSeen: Bool = true) -> Timestamp? {
        guard let text = reader.text(), text.length > 0 else { return nil }
        guard let moment = Timestamp(utf8: text.buffer) else {
            if isHidden(text) { return nil }
            reader.fail("is not an RFC 3339 time")
            return nil
        }
        if isSeen, latest.map({ $0 < moment }) ?? true { latest = moment }
        return moment
    }

    /// A quantity, also one written as a bare number; nil when it is absent.
    @inline(never)
    func quantity() -> Quantity? {
        guard let text = reader.textOrNumber() else { return nil }
        do {
            return try Quantity(utf8: text.buffer)
        } catch {
            // `Quantity.UnmarshalJSON` takes spaces off the ends.
            if let trimmed = try? Quantity(utf8: Self.trimmed(text.buffer)) { return trimmed }
            if isHidden(text) { return nil }
            reader.fail("is not a quantity")
            return nil
        }
    }

    private static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
        else { return text }
        return UnsafeBufferPointer(rebasing: text[first...last])
    }
}
