import ByteStreams

/// A snapshot as a file of some form.
struct SeedFile: Sendable {
    /// `rich as zip`.
    var name: String
    var bytes: [UInt8]
    /// The snapshot in JSON.
    var snapshot: [UInt8]

    /// A snapshot in all forms.
    static func all(of seed: SeedSnapshot) throws -> [SeedFile] {
        let json = seed.bytes
        let gzip = try GzipMember.compressed(json)
        let path = "snapshot/\(seed.name).json"
        let forms: [(String, [UInt8])] = [
            ("json", json), ("gzip", gzip), ("tar", tar(json, path: path)), ("zip", zip(gzip, of: json, path: path)),
            ("tar.gz", try GzipMember.compressed(tar(json, path: path))), ("yaml", BlockYAML.text(of: seed)),
        ]
        return forms.map { SeedFile(name: "\(seed.name) as \($0.0)", bytes: $0.1, snapshot: json) }
    }

    /// An archive of one file, as `ustar` has it.
    private static func tar(_ content: [UInt8], path: String) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at place: Int) {
            header.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
        }
        func octal(_ number: Int, _ width: Int) -> String {
            let digits = String(number, radix: 8)
            return String(repeating: "0", count: width - digits.count) + digits
        }
        put(path, at: 0)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(content.count, 11), at: 124)
        put(octal(1_700_000_000, 11), at: 136)
        put("        0", at: 148)
        put("ustar\u{0}00", at: 257)
        put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\u{0} ", at: 148)
        let padding = [UInt8](repeating: 0, count: (512 - content.count % 512) % 512 + 1024)
        return header + content + padding
    }

    /// An archive of one file, made of its gzip, which holds the same compressed data and checksum.
    private static func zip(_ gzip: [UInt8], of content: [UInt8], path: String) -> [UInt8] {
        func little(_ number: Int, _ width: Int) -> [UInt8] {
            (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let data = Array(gzip.dropFirst(10).dropLast(8))
        let checksum = Array(gzip.suffix(8).prefix(4))
        let name = Array(path.utf8)
        let common =
            little(20, 2) + little(0, 2) + little(8, 2) + little(0, 2) + little(0x5921, 2) + checksum
            + little(data.count, 4)
            + little(content.count, 4) + little(name.count, 2)
        let local = Array("PK\u{3}\u{4}".utf8) + common + little(0, 2) + name + data
        let central = Array("PK\u{1}\u{2}".utf8) + little(20, 2) + common + little(0, 2 + 2 + 2 + 2 + 4 + 4) + name
        let end =
            Array("PK\u{5}\u{6}".utf8) + little(0, 4) + little(1, 2) + little(1, 2) + little(central.count, 4)
            + little(local.count, 4) + little(0, 2)
        return local + central + end
    }
}

/// YAML as kubectl writes it: blocks, a list's elements no deeper than its key.
private enum BlockYAML {
    static func text(of seed: SeedSnapshot) -> [UInt8] {
        guard case .object(let list) = seed.parts[0].tree else { return [] }
        let items = JSONTree.Member(key: "items", value: .array(seed.parts.dropFirst().map(\.tree)))
        var text = ""
        write(.object(list + [items]), indent: "", to: &text)
        return Array(text.utf8)
    }

    private static func write(_ tree: JSONTree, indent: String, to text: inout String) {
        switch tree {
        case .object(let members) where !members.isEmpty:
            for (place, member) in members.enumerated() {
                if place > 0 { text += indent }
                text += String(decoding: JSONTree.string(member.key).bytes, as: UTF8.self) + ":"
                if case .object(let inner) = member.value, !inner.isEmpty {
                    text += "\n\(indent)  "
                    write(member.value, indent: indent + "  ", to: &text)
                } else if case .array(let inner) = member.value, !inner.isEmpty {
                    text += "\n\(indent)"
                    write(member.value, indent: indent, to: &text)
                } else {
                    text += " "
                    write(member.value, indent: indent, to: &text)
                }
            }
        case .array(let elements) where !elements.isEmpty:
            for (place, element) in elements.enumerated() {
                text += (place > 0 ? indent : "") + "- "
                write(element, indent: indent + "  ", to: &text)
            }
        default: text += String(decoding: tree.bytes, as: UTF8.self) + "\n"
        }
    }
}
