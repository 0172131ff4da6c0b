extension PreflightCode {
    /// The codes of the API server's validation, whose module stands elsewhere.
    static let validation: [String: (title: String, help: String)] = [
        "unknown-field": (
            "The API has no such field", "kubectl validates strictly and refuses the object. Correct the field's name."
        ),
        "duplicate-field": ("A field appears twice", "Remove one of them."),
        "wrong-type": ("A value has the wrong type", "Quote strings, and write numbers and booleans without quotes."),
        "field-required": ("A required field is missing", "Add the field."),
        "field-invalid": (
            "A value is not valid", "The API server refuses the value; the message says what it accepts."
        ),
        "value-not-supported": ("A value is not one of those allowed", "Choose one of the values in the message."),
        "field-forbidden": ("A field must not be set", "Remove the field, or the one that forbids it."),
        "value-duplicate": ("A value appears twice in a list", "Remove one of them."),
        "value-not-found": ("A referenced name does not exist", "Correct the name, or add what it refers to."),
        "value-too-long": ("A value is too long", "Shorten it."),
        "too-many-items": ("A list is too long", "Remove items."),
        "field-immutable": (
            "A field of an existing DaemonSet cannot change",
            "Keep the value, or delete the DaemonSet and create it again."
        ),
        "unknown-kind": ("There is no such kind", "Correct kind or apiVersion."),
        "version-not-served": (
            "The API version is no longer served", "Use the version in the message; fields may have moved."
        ),
        "field-deprecated": ("A field is deprecated", "Use the field in the message."),
    ]
}
