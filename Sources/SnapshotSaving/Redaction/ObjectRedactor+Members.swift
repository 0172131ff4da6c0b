import CSimdJSON
import KubernetesModel
import ObjectDecoding
import SecretRedaction

/// The members whose keys say what they hold.
private enum RedactedField: String, CaseIterable {
    case kind, data, stringData, binaryData, items
    case containers, initContainers, ephemeralContainers
    case env, command, args, httpHeaders, path
    case annotations, managedFields
    case message, note, mountOptions, userData
    case labels, matchLabels, nodeSelector, selector
    case name, namespace, uid, nodeName, image, imageID, containerID
}

private let redactedFields = FieldTable<RedactedField>()

extension ObjectRedactor {
    /// Goes through the members of an object, whatever they are called.
    func redactMembers(_ reader: ObjectReader, in surroundings: Surroundings) {
        guard reader.enterObject() else { return }
        var dropped = DroppedMembers()
        var program: String?
        while true {
            let field: RedactedField?
            switch reader.nextMember(of: redactedFields) {
            case .end: return dropped.end(in: self)
            case .other: field = nil
            case .known(let known): field = known
            }
            if let field, isDropped(field, reader.type, in: surroundings) {
                dropped.drop(reader, in: self)
            } else {
                dropped.keep(reader, in: self)
                if field == .command || field == .args {
                    if program == nil { program = self.program(reader, isCommand: field == .command) }
                    redactArguments(reader, of: program ?? "")
                } else {
                    redactMember(field, reader, in: surroundings)
                }
            }
        }
    }

    /// The program that a container runs, told by the first word of `command`, where the reader stands on that or on
    /// `args`. The reader stays where it is.
    private func program(_ reader: ObjectReader, isCommand: Bool) -> String {
        let place = reader.place
        defer { reader.place = place }
        if !isCommand {
            reader.skip()
            search: while true {
                switch reader.nextMember(of: redactedFields) {
                case .end: return ""
                case .known(.command): break search
                case .known, .other: reader.skip()
                }
            }
        }
        guard reader.type == csj_type_array, reader.enterArray(), reader.nextElement(), reader.type == csj_type_string
        else { return "" }
        return reader.text()?.string ?? ""
    }

    /// Whether a member is left out. What a Secret or a ConfigMap holds is not saved either where an object of another
    /// kind has it, and a record of who wrote which field is long and of no use here.
    private func isDropped(_ field: RedactedField, _ type: csj_type, in surroundings: Surroundings) -> Bool {
        switch field {
        case .managedFields: return type == csj_type_array
        case .data: return surroundings.contains(.top) && kind != ObjectKind.controllerRevision.rawValue
        case .stringData, .binaryData, .items: return surroundings.contains(.top)
        default: return false
        }
    }

    private func redactMember(_ field: RedactedField?, _ reader: ObjectReader, in surroundings: Surroundings) {
        let isObject = reader.type == csj_type_object
        switch field {
        case .kind where surroundings.contains(.top): checkKind(reader)
        case .data where surroundings.contains(.top): redactValue(reader, in: [])
        case .containers, .initContainers, .ephemeralContainers:
            redactValue(reader, in: surroundings.union(.container))
        case .env where surroundings.contains(.container) || reader.type == csj_type_array: hideEnvironment(reader)
        case .httpHeaders where surroundings.contains(.container): hideValues(reader, counting: \.arguments)
        case .path where surroundings.contains(.container): redactText(reader, extent: .prose, counting: \.arguments)
        case .annotations where isObject || reader.type == csj_type_array: redactAnnotations(reader)
        // The script with which an EC2NodeClass sets machines up.
        case .userData: hide(reader, counting: \.texts)
        case .message, .note, .mountOptions: redactText(reader, extent: .prose, counting: \.texts)
        case .labels where isObject, .matchLabels where isObject, .nodeSelector where isObject,
            .selector where isObject:
            keepTexts(reader)
        case .image, .imageID, .containerID:
            redactText(reader, extent: .forms, withOwnPatterns: false, counting: \.texts)
        case .name, .namespace, .uid, .nodeName: keepText(reader, in: surroundings)
        default: redactOther(reader, in: surroundings)
        }
    }

    private func checkKind(_ reader: ObjectReader) {
        guard let written = reader.text() else { return }
        if !kind.isEmpty, written.length > 0, written.string != kind { isContradictory = true }
    }

    /// Names are what the diagnosis goes by: they stay as they are.
    private func keepText(_ reader: ObjectReader, in surroundings: Surroundings) {
        if reader.type == csj_type_string { reader.skip() } else { redactValue(reader, in: surroundings) }
    }

    /// Labels stay too, but for what is a secret by its form. It is hidden in selectors alike.
    private func keepTexts(_ reader: ObjectReader) {
        guard reader.enterObject() else { return }
        while case let member = reader.nextMember(of: redactedFields), !member.isEnd {
            redactText(reader, extent: .forms, withOwnPatterns: false, counting: \.texts)
        }
    }

    private func redactOther(_ reader: ObjectReader, in surroundings: Surroundings) {
        guard reader.type == csj_type_string else { return redactValue(reader, in: surroundings) }
        let place = reader.place
        reader.place = place - 2
        let name = reader.text().flatMap { SecretName($0.buffer) ?? Self.nameOfWebKey($0.buffer) }
        reader.place = place
        guard let name, let text = reader.text(), !SecretValue.isPlain(text.buffer, of: name) else {
            reader.place = place
            return redactText(reader, extent: .prose, withOwnPatterns: false, counting: \.texts)
        }
        reader.place = place
        hide(reader, counting: \.texts)
    }

    /// The secret members of a JSON Web Key.
    private static func nameOfWebKey(_ name: UnsafeBufferPointer<UInt8>) -> SecretName? {
        name.count <= 2 && ["d", "p", "q", "dp", "dq", "qi", "k"].contains(String(decoding: name, as: UTF8.self))
            ? .doubtful : nil
    }
}
