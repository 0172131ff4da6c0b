import Foundation

/// A value of a document, read by whatever reader, so that documents of two notations can be compared with their types.
public enum DocumentValue: Equatable, Sendable {
    /// Its bytes: Swift takes texts for equal that only look alike.
    case text([UInt8])
    case number(Int)
    case truth(Bool)
    case nothing
    case list([DocumentValue])
    case object([String: DocumentValue])

    /// - Throws: for a value that no document holds, such as a time or a fraction.
    public init(_ value: Any) throws {
        switch value {
        case is NSNull: self = .nothing
        case let text as String: self = .text(Array(text.utf8))
        case let list as [Any]: self = .list(try list.map(DocumentValue.init))
        case let object as [AnyHashable: Any]:
            var members: [String: DocumentValue] = [:]
            for (name, member) in object {
                guard let name = name.base as? String else { throw Foreign(value: "\(name)") }
                members[name] = try DocumentValue(member)
            }
            self = .object(members)
        // Foundation's numbers pass for truth values and the other way round.
        case let number as NSNumber where type(of: value) != Bool.self && type(of: value) != Int.self:
            if storage(of: number) == "c" { self = .truth(number.boolValue) } else { self = .number(number.intValue) }
        case let truth as Bool: self = .truth(truth)
        case let number as Int: self = .number(number)
        default: throw Foreign(value: "\(value)")
        }
    }

    /// A text, by its UTF-8.
    public static func text(_ text: String) -> DocumentValue { .text(Array(text.utf8)) }

    /// A value that no document holds.
    public struct Foreign: Error {
        /// The value, as Swift prints it.
        public var value: String
    }
}

/// How Foundation stored a number: `c` for a truth value.
private func storage(of number: NSNumber) -> String { String(cString: number.objCType) }
