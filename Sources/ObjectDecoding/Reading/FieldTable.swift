import CSimdJSON
import Glibc

/// The fields of an object that a decoder reads, arranged for look-up by key.
///
/// Made once for each type and kept for the life of the program, as a global constant.
public struct FieldTable<Field>: @unchecked Sendable
where Field: RawRepresentable & CaseIterable & Sendable, Field.RawValue == String {
    /// Nil when memory is short: then no field is found.
    @usableFromInline let keys: OpaquePointer?
    @usableFromInline let fields: [Field]

    /// The table of all cases of `Field`.
    public init() {
        fields = Array(Field.allCases)
        let names = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: fields.count)
        for (place, field) in fields.enumerated() { names[place] = UnsafePointer(strdup(field.rawValue)) }
        keys = csj_keys_create(names, fields.count)
    }
}
