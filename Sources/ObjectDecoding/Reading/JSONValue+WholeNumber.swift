import CheckedJSON
import KubernetesModel

extension JSONValue {
    /// A number.
    package static func integer(_ number: WholeNumber) -> JSONValue { .number(number.description) }
}
