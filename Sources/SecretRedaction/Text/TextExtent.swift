/// How much of a text is taken for a credential.
package enum TextExtent: Sendable {
    /// Only what is one by its form: tokens of issuers, JWTs, private keys, and URLs with a user.
    case forms
    /// Also what follows names such as `password`, in messages and logs, where such words stand in sentences too.
    case prose
    /// The same in arguments, where what follows a flag is its value.
    case commandLine
}
