import Glibc

/// A lock on which threads can wait for a change.
package final class Monitor: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init() {
        pthread_mutex_init(lock, nil)
        // Somebody may set the machine's clock while a thread waits.
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(change, &attributes)
        pthread_condattr_destroy(&attributes)
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

    /// Inside of `locked`: lets others in until one calls ``notify()``, at most for so long.
    package func wait(for longest: Duration) {
        let (seconds, attoseconds) = longest.components
        if seconds < 0 || attoseconds < 0 { return }
        var end = timespec()
        clock_gettime(CLOCK_MONOTONIC, &end)
        // Nobody waits for longer than a year.
        end.tv_sec += Int(min(seconds, 366 * 24 * 3600))
        end.tv_nsec += Int(attoseconds / 1_000_000_000)
        if end.tv_nsec >= 1_000_000_000 {
            end.tv_sec += 1
            end.tv_nsec -= 1_000_000_000
        }
        pthread_cond_timedwait(change, lock, &end)
    }

    /// Wakes all that wait.
    package func notify() { pthread_cond_broadcast(change) }
}
