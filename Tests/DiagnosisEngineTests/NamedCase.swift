import Testing

/// A line of a table of tests.
struct NamedCase<Input: Sendable, Expected: Sendable>: Sendable, CustomTestStringConvertible {
    var name: String
    var input: Input
    var expected: Expected

    init(_ name: String, _ input: Input, _ expected: Expected) {
        self.name = name
        self.input = input
        self.expected = expected
    }

    var testDescription: String { name }
}
