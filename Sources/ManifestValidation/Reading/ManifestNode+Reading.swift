import CheckedYAML

extension ManifestNode {
    /// Reads one document in UTF-8 as kubectl does.
    ///
    /// - Parameters:
    ///   - text: The document.
    ///   - firstLine: The line of the file on which `text` begins.
    /// - Returns: the value; nil for a document that is empty or holds comments only.
    /// - Throws: ``ManifestSyntaxError`` for what is no YAML or holds a second document.
    public static func read(_ text: [UInt8], firstLine: Int = 1) throws(ManifestSyntaxError) -> ManifestNode? {
        do throws(YAMLFailure) {
            guard let root = try YAMLTree<ManifestNode>.read(SurrogatePairs.resolved(text), isOnlyDocument: true) else {
                return nil
            }
            return root.isNull ? nil : root.moved(by: firstLine - 1)
        } catch {
            let position = error.mark.map { ManifestPosition(line: $0.line + firstLine - 1, column: $0.column) }
            throw ManifestSyntaxError(error.reason, at: position)
        }
    }

    /// The same value some lines further down.
    private func moved(by lines: Int) -> ManifestNode {
        if lines == 0 { return self }
        var node = self
        node.position.line += lines
        switch content {
        case .list(let elements): node.content = .list(elements.map { $0.moved(by: lines) })
        case .object(let members):
            node.content = .object(
                members.map { member in
                    let place = ManifestPosition(
                        line: member.keyPosition.line + lines, column: member.keyPosition.column)
                    return Member(key: member.key, keyPosition: place, value: member.value.moved(by: lines))
                })
        default: break
        }
        return node
    }
}

extension ManifestNode: YAMLValue {
    package static func scalar(_ event: YAMLEvent) -> ManifestNode {
        let text = String(decoding: event.text, as: UTF8.self)
        let content: Content =
            switch event.isPlain ? YAMLScalar(event.text) : .string {
            case .string: event.isPlain && unwritable.contains(text.lowercased()) ? .number(text) : .string(text)
            case .null: .null
            case .bool(let isTrue): .bool(isTrue)
            case .number(let number): .number(number)
            }
        return ManifestNode(content, at: ManifestPosition(event.mark), plainText: event.isPlain ? text : nil)
    }

    /// Numbers of YAML that JSON does not have: kubectl fails on them, wherever they stand.
    private static let unwritable: Set<String> = [".nan", ".inf", "+.inf", "-.inf"]

    /// A key that is no text in YAML becomes the text that JSON has for it: `yes` is `true`.
    private static func key(_ member: YAMLMember<ManifestNode>) -> String {
        if !member.isKeyPlain { return member.key }
        var text = member.key
        return text.withUTF8 { bytes in
            switch YAMLScalar(bytes) {
            case .bool(let isTrue): "\(isTrue)"
            case .number(let number): number
            default: String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    package static func sequence(_ elements: [ManifestNode], at mark: YAMLMark) -> ManifestNode {
        ManifestNode(.list(elements), at: ManifestPosition(mark))
    }

    /// `<<` merges one mapping, or several of which the first wins; the mapping's own members win over all of them.
    package static func mapping(
        _ members: [YAMLMember<ManifestNode>], at mark: YAMLMark
    ) throws(YAMLFailure) -> ManifestNode {
        var own: [Member] = []
        var merged: [Member] = []
        for member in members {
            let keyPosition = ManifestPosition(member.keyMark)
            guard member.key == "<<", member.isKeyPlain else {
                own.append(Member(key: key(member), keyPosition: keyPosition, value: member.value))
                continue
            }
            for source in member.value.elements ?? [member.value] {
                guard let others = source.members else {
                    throw .malformed("<< can merge only mappings", at: member.keyMark)
                }
                merged += others
            }
        }
        var taken = Set(own.map(\.key))
        own += merged.filter { taken.insert($0.key).inserted }
        return ManifestNode(.object(own), at: ManifestPosition(mark))
    }

    package var keyText: String? {
        switch content {
        case .string(let text): text
        default: plainText
        }
    }
}

extension ManifestPosition {
    fileprivate init(_ mark: YAMLMark) { self.init(line: mark.line, column: mark.column) }
}
