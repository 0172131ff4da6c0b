/// Where moments come from: a live cluster, a recording, a test.
public protocol ClusterMoments {
    /// Waits for the next moment, at most until the deadline; nil at the end, which ``LiveClusterWatch/cancel()`` brings.
    ///
    /// A moment follows when something has changed or broken, or works again; events that come within a fifth of a second
    /// make one moment. At the deadline it is a moment without changes, in which only time has passed. Before every list
    /// was read, the moment at the deadline holds nothing and is not complete.
    ///
    /// - Throws: what ends the watch for good: the cluster cannot be read at all.
    mutating func next(within: Duration) throws -> WatchedMoment?
}
