/// How much an input may unpack to, over all the archives in it and in each other.
package final class UnpackingBudget {
    /// More bytes than any snapshot has.
    private static let mostBytes = 8 << 30
    /// A saved cluster packs to a tenth or a hundredth; a bomb is made of what packs to a thousandth and less.
    private static let mostTimes = 500
    /// Small inputs may have any compression ratio.
    private static let freeBytes = 32 << 20

    private var packed = 0
    private var unpacked = 0

    package init() {}

    /// Counts bytes that were read from outside.
    func addPacked(_ count: Int) { packed += count }

    /// Counts bytes that were unpacked, and throws once they are too many.
    func takeUnpacked(_ count: Int, path: String) throws(StreamError) {
        unpacked += count
        if unpacked > Self.mostBytes {
            throw .tooLarge(path: path, reason: "it unpacks to more than \(Self.mostBytes >> 30) GB")
        }
        if unpacked > Self.freeBytes, unpacked / Self.mostTimes > packed {
            throw .tooLarge(path: path, reason: "it unpacks to more than \(Self.mostTimes) times its size")
        }
    }
}
