/// Something that holds a secret: no description, no dump and no debugger's summary shows what is in it.
public protocol Unprinted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Unprinted {
    /// The name of the type.
    public var description: String { "\(Self.self)" }
    /// The name of the type.
    public var debugDescription: String { description }
    /// Without children: `dump` and interpolation show nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
