/// How the secrets of an issuer look.
package struct SecretPattern: Equatable, Sendable {
    /// Bytes that a secret of random letters has, and a name has not.
    enum Trait: String, CaseIterable, Sendable {
        case digit, upper, lower
        /// More than one digit.
        case twoDigits
        /// A letter that is no hexadecimal digit.
        case beyondHex
    }

    var name: String
    var shapes: [SecretShape]
    /// The characters that the secret must have.
    var traits: [Trait]

    func holdsTraits(_ secret: UnsafeBufferPointer<UInt8>) -> Bool {
        traits.allSatisfy { trait in
            switch trait {
            case .digit: return secret.contains { $0.isDigit }
            case .twoDigits: return secret.count { $0.isDigit } > 1
            case .upper: return secret.contains { $0.isUppercase }
            case .lower: return secret.contains { $0.isLowercase }
            case .beyondHex: return secret.contains { $0.lowercased > UInt8(ascii: "f") && $0.isAlphanumeric }
            }
        }
    }
}

/// The flags by which programs take secrets, where the flag alone does not tell: `mysql -pX`.
package struct ProgramFlags: Equatable, Sendable {
    /// The form of the value behind a flag.
    enum Form: String, CaseIterable, Sendable {
        /// `-pX`, and nothing behind a space.
        case attached
        /// `-p X`, and `--pass=X` too.
        case spaced
        /// Both.
        case either
        /// `-u user:X`, where only a value with a colon is a secret.
        case user
        /// The second word behind the flag.
        case second
        /// The third: `htpasswd -b FILE USER X`.
        case third
    }

    /// The names of the programs, without folders.
    var programs: Set<String>
    /// The word that has to stand behind the program, as in `docker login`; empty for none.
    var subcommand: String
    var flags: [[UInt8]]
    var form: Form
}
