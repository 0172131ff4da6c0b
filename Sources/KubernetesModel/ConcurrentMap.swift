import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// The results for all elements, in their order, computed on all processors.
    ///
    /// - Parameter transform: what is to be computed; it is called on several threads at a time.
    package func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
        let results = Mutex([Result?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { place in
            let result = transform(self[place])
            results.withLock { $0[place] = result }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
