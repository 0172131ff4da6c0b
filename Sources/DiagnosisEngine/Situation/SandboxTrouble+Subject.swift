extension SandboxTrouble {
    /// The handler, program, image or port that the message names; nil where it names none.
    func subject(in message: String) -> String? {
        switch self {
        case .runtimeHandler:
            return Self.quoted(
                after: [
                    "no runtime for ", "handler ", "runtime handler ", "RuntimeHandler ", "runtime name: ",
                    "runtime name ",
                ],
                in: message)
                ?? Self.word(
                    after: [
                        "failed to find runtime handler ", "unknown runtime specified ", "Unknown runtime specified ",
                    ], in: message)
        case .runtimeClass: return Self.quoted(after: ["runtimeclass.node.k8s.io ", "RuntimeClass "], in: message)
        case .resolverFile:
            let words = message.split { " \"':,".contains($0) }
            return words.last { $0.hasPrefix("/") && $0.contains("resolv") }.map(String.init)
        case .networkBinary: return Self.quoted(after: ["failed to find plugin "], in: message)
        case .pauseImage:
            return Self.quoted(
                after: ["sandbox image ", "pulling image ", "pull image ", "unpack image "], in: message)
        case .network, .networkAccess, .networkAgent, .networkConfiguration, .addresses:
            return Self.quoted(after: ["plugin type="], in: message)
        // Made anew at each boot, and usually held in memory.
        case .storageFull:
            guard let words = message.firstRange(of: "no space left") else { return nil }
            let path = message[..<words.lowerBound].split { " \"':".contains($0) }.last { $0.hasPrefix("/") } ?? ""
            return path.hasPrefix("/run/") || path.hasPrefix("/var/run/") ? "/run" : nil
        default: return nil
        }
    }

    /// The quoted text right behind one of the words.
    private static func quoted(after words: [String], in message: String) -> String? {
        for word in words {
            guard let range = message.firstRange(of: word + "\"") else { continue }
            let text = message[range.upperBound...].prefix { $0 != "\"" }
            if !text.isEmpty { return String(text) }
        }
        return nil
    }

    /// The word right behind one of the phrases.
    private static func word(after phrases: [String], in message: String) -> String? {
        for phrase in phrases {
            guard let range = message.firstRange(of: phrase) else { continue }
            let text = message[range.upperBound...].prefix { !$0.isWhitespace && $0 != "," && $0 != ":" }
            if !text.isEmpty { return String(text) }
        }
        return nil
    }
}
