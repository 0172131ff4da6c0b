import KubernetesClient
import KubernetesModel
import Synchronization

/// Counts what is read of one list, and tells when it goes on for longer than any list does.
///
/// A server may send pages and bytes without end, by a fault or by intent: every reading thread asks here first.
final class ListBudget: Sendable {
    /// No object is larger: etcd takes 1.5 MB.
    static let largestObject = 8 << 20
    /// So much without a complete object is no list.
    private static let maxIdleByteCount = 2 * largestObject
    /// Beyond the first ones, objects are smaller on average.
    private static let maxMeanObjectSize = 32 << 10
    private static let initialByteCount = 64 << 20
    private static let longestToken = 16 << 10
    /// A server may give smaller pages than it is asked for, down to a tenth.
    private static let minPageShare = 10
    private static let initialPageCount = 20

    fileprivate struct State: Sendable {
        var objects = 0
        var bytes = 0
        /// Since the last complete object of any page.
        var idleBytes = 0
        var pages = 0
        var tokens: Set<String> = []
    }

    private let target: String
    private let chunkSize: Int
    private let all: CollectionBudget
    private let state = Mutex(State())

    init(target: String, chunkSize: Int, all: CollectionBudget) {
        self.target = target
        self.chunkSize = chunkSize > 0 ? chunkSize : CollectionOptions().chunkSize
        self.all = all
    }

    /// Counts bytes and objects that have arrived.
    ///
    /// - Throws: ``ClientError/listTooLong(target:reason:hint:)``.
    func take(bytes: Int, objects: Int) throws(ClientError) {
        let excess: Excess? = state.withLock { state in
            state.bytes += bytes
            state.objects += objects
            state.idleBytes = objects > 0 ? 0 : state.idleBytes + bytes
            if state.objects > all.maxListObjectCount { return .objects(state.read) }
            let isSparse = state.bytes > Self.initialByteCount + state.objects * Self.maxMeanObjectSize
            return isSparse || state.idleBytes > Self.maxIdleByteCount ? .bytes(state.read) : nil
        }
        if let excess = all.take(objects: objects, isOver: excess) { throw error(excess) }
    }

    /// Takes the objects back of a page that is read anew, or of a list that is not kept.
    func giveBack(objects: Int) {
        state.withLock { $0.objects -= objects }
        all.giveBack(objects: objects)
    }

    /// Takes all objects back.
    func giveBackAll() { giveBack(objects: state.withLock { $0.objects }) }

    /// Counts a page that leads on with this token.
    ///
    /// - Throws: ``ClientError/listTooLong(target:reason:hint:)``.
    func lead(to token: String) throws(ClientError) {
        let excess: Excess? = state.withLock { state in
            state.pages += 1
            if token.utf8.count > Self.longestToken { return .token(token.utf8.count) }
            if !state.tokens.insert(token).inserted { return .circle(state.read) }
            let usual = state.objects / chunkSize * Self.minPageShare
            return state.pages > Self.initialPageCount + usual ? .pages(state.read) : nil
        }
        if let excess { throw error(excess) }
    }

    private func error(_ excess: Excess) -> ClientError {
        .listTooLong(target: target, reason: excess.reason, hint: excess.hint)
    }
}

/// Counts what is read of all lists together.
package final class CollectionBudget: Sendable {
    let maxListObjectCount: Int
    private let objects = Mutex(0)

    package init(_ options: CollectionOptions) { maxListObjectCount = max(1, options.maxListObjectCount) }

    /// Counts objects of a list that is `isOver` by itself, or not; what is too much then.
    fileprivate func take(objects count: Int, isOver: Excess?) -> Excess? {
        let sum = objects.withLock { objects in
            objects += count
            return objects
        }
        return isOver ?? (sum / 2 > maxListObjectCount ? .allObjects(sum) : nil)
    }

    fileprivate func giveBack(objects count: Int) { objects.withLock { $0 -= count } }
}

/// What is too much about a list.
private enum Excess: Sendable {
    case objects(String)
    /// Of all lists together.
    case allObjects(Int)
    case bytes(String)
    case pages(String)
    /// The list leads to a page that has been read.
    case circle(String)
    case token(Int)

    var reason: String {
        switch self {
        case .objects(let read): return "the list goes on after \(read)"
        case .allObjects(let count): return "the lists together have more than \(count) objects, and this one goes on"
        case .bytes(let read): return "the list has too few objects for its size and goes on: \(read)"
        case .pages(let read): return "the pages are almost empty and go on: \(read)"
        case .circle(let read): return "the list leads to the same page again: \(read)"
        case .token(let count): return "the list continues with a token of \(count) bytes, which no API server sends"
        }
    }

    var hint: String {
        switch self {
        case .objects, .allObjects: return "allow more with --list-limit if the cluster is that large"
        case .pages:
            return "try a smaller --chunk-size; a proxy or an aggregated API may answer instead of the API server"
        case .bytes, .circle, .token:
            return "check the server's address: a proxy or an aggregated API may answer instead of the API server"
        }
    }
}

extension ListBudget.State {
    /// How much was read: `150001 objects, 12 MB, in 301 pages`.
    fileprivate var read: String {
        let size = bytes >> 20 > 0 ? "\(bytes >> 20) MB" : "\(bytes) bytes"
        // The last page leads on, or has not come to an end.
        let pages = max(pages, 1)
        return "\(objects) object\(objects == 1 ? "" : "s"), \(size), in \(pages) page\(pages == 1 ? "" : "s")"
    }
}
