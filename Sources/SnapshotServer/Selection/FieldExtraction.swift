import CSimdJSON
import Glibc

/// Finds the values at some paths of an object in one walk.
///
/// Made once for each resource and kept for the life of the program.
final class FieldExtraction: @unchecked Sendable {
    private enum Child {
        /// The places of the paths that end here.
        case values([Int])
        case object(FieldExtraction)
    }

    /// Nil when there is nothing to find.
    private var keys: OpaquePointer?
    private var children: [Child] = []
    let count: Int

    /// The names of members, with dots between them. No path may be the beginning of another.
    convenience init(paths: [String]) {
        let split = paths.enumerated().map { (place: $0.offset, names: $0.element.split(separator: ".")[...]) }
        self.init(split)
    }

    private init(_ paths: [(place: Int, names: ArraySlice<Substring>)]) {
        count = paths.count
        var names: [Substring] = []
        for path in paths {
            if let name = path.names.first, !names.contains(name) { names.append(name) }
        }
        guard !names.isEmpty else { return }
        for name in names {
            let own = paths.filter { $0.names.first == name }
            let deeper = own.filter { $0.names.count > 1 }.map { (place: $0.place, names: $0.names.dropFirst()) }
            children.append(deeper.isEmpty ? .values(own.map(\.place)) : .object(FieldExtraction(deeper)))
        }
        // The table of keys keeps the texts and not copies of them.
        let texts = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: names.count)
        for (place, name) in names.enumerated() { texts[place] = UnsafePointer(strdup(String(name))) }
        keys = csj_keys_create(texts, names.count)
    }

    /// Reads the object that the reader stands on; what is absent or no plain value stays as it is in `values`.
    func read(_ reader: OpaquePointer, into values: inout [String]) {
        guard let keys else { return }
        guard csj_reader_type(reader) == csj_type_object, csj_reader_enter_object(reader) else {
            csj_reader_skip(reader)
            return
        }
        while true {
            let place = csj_reader_next_field(reader, keys)
            guard place >= 0 else { return }
            switch children[Int(place)] {
            case .object(let deeper): deeper.read(reader, into: &values)
            case .values(let places):
                let text = Self.text(reader)
                for place in places { values[place] = text }
            }
        }
    }

    /// A string, a number or a truth value as text; anything else is passed over.
    private static func text(_ reader: OpaquePointer) -> String {
        var text = csj_text()
        switch csj_reader_type(reader) {
        case csj_type_string, csj_type_number:
            return csj_reader_string_or_number(reader, &text) ? text.string : ""
        case csj_type_boolean:
            var isTrue = false
            return csj_reader_boolean(reader, &isTrue) ? "\(isTrue)" : ""
        default:
            csj_reader_skip(reader)
            return ""
        }
    }
}
