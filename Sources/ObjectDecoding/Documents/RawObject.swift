import CheckedJSON
import KubernetesModel

/// An object of any kind as it is written.
package struct RawObject: Sendable {
    package var kind: String
    package var apiVersion: String
    /// The object's JSON, kind and version in it.
    package var bytes: [UInt8]

    /// An object whose JSON names its kind and version.
    package init(kind: String, apiVersion: String, bytes: [UInt8]) {
        self.kind = kind
        self.apiVersion = apiVersion
        self.bytes = bytes
    }

    /// Lists of one kind do not say it in their items, and so it is put in there.
    init(kind: String, apiVersion: String, bytes: UnsafeBufferPointer<UInt8>, namesKind: Bool) {
        self.kind = kind
        self.apiVersion = apiVersion
        guard !namesKind, let brace = bytes.firstIndex(of: UInt8(ascii: "{")) else {
            self.bytes = Array(bytes)
            return
        }
        // Both are names of kinds that this program knows, or that a list told: they may hold anything.
        let head = JSONValue.object(["apiVersion": .string(apiVersion), "kind": .string(kind)]).bytes.dropLast()
        let rest = bytes[(brace + 1)...]
        let isEmpty = rest.first { $0 > 0x20 } == UInt8(ascii: "}")
        self.bytes = head + (isEmpty ? [] : [UInt8(ascii: ",")]) + rest
    }
}
