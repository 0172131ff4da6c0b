import Glibc

/// A lock on which threads can wait for a change.
package final class Monitor: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init() {
        pthread_mutex_init(lock, nil)
        pthread_cond_init(change, nil)
    }

    deinit {
        pthread_cond_destroy(change)
        pthread_mutex_destroy(lock)
        change.deallocate()
        lock.deallocate()
    }

    /// Does `body` while no other thread is inside.
    package func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }

    /// Inside of `locked`: lets others in until one calls ``notify()``.
    package func wait() { pthread_cond_wait(change, lock) }

    /// Wakes all that wait.
    package func notify() { pthread_cond_broadcast(change) }
}
