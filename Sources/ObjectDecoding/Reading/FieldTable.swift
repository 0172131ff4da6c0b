import CSimdJSON
import Glibc

/// The fields of an object that a decoder reads, arranged for look-up by key.
///
/// Made once for each type and kept for the life of the program, as a global constant.
struct FieldTable<Field>: @unchecked Sendable
where Field: RawRepresentable & CaseIterable & Sendable, Field.RawValue == String {
    /// Nil when memory is short: then no field is found.
    let keys: OpaquePointer?
    let fields: [Field]

    init() {
        fields = Array(Field.allCases)
        let names = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: fields.count)
        for (place, field) in fields.enumerated() { names[place] = UnsafePointer(strdup(field.rawValue)) }
        keys = csj_keys_create(names, fields.count)
    }
}
