/// The members of a list besides its items.
package struct ListEnvelope {
    /// Whether there is nothing beside the items: the list is an array.
    var isBareArray = false
    package var kind = ""
    var apiVersion = ""
    /// The member `dsdoctor`, as it is written: what a saved snapshot says beside its objects.
    var snapshot: [UInt8]?
    /// The moment that an API server's list is of.
    package var resourceVersion = ""
    /// The token for the next page of the list; empty on the last one.
    package var continueToken = ""

    package init(isBareArray: Bool = false) { self.isBareArray = isBareArray }

    /// The kind of items that name none; empty for a mixed list.
    var itemKind: String { kind.hasSuffix("List") ? String(kind.dropLast(4)) : "" }
}

private enum ListField: String, CaseIterable {
    case kind, apiVersion, metadata, dsdoctor
}

private enum ListMetadataField: String, CaseIterable {
    case resourceVersion, continueToken = "continue"
}

private let listFields = FieldTable<ListField>()
private let listMetadataFields = FieldTable<ListMetadataField>()

extension ObjectDecoder {
    /// Reads a list's members beside its items. What is wrong there is passed over: the items are what matters.
    func listEnvelope(_ bytes: UnsafeBufferPointer<UInt8>) -> ListEnvelope {
        var envelope = ListEnvelope()
        reader.load(bytes)
        forEachField(listFields) { field in
            switch field {
            case .kind: envelope.kind = string()
            case .apiVersion: envelope.apiVersion = string()
            case .metadata:
                forEachField(listMetadataFields) { field in
                    switch field {
                    case .resourceVersion: envelope.resourceVersion = string()
                    case .continueToken: envelope.continueToken = string()
                    }
                }
            case .dsdoctor: envelope.snapshot = reader.raw().map { Array($0.buffer) }
            }
        }
        return envelope
    }
}
