// Tells ThreadSanitizer of Swift's Mutex.
//
// A Mutex that is free is locked in the program's own, instrumented code. One that is not is waited for in the Swift
// library Synchronization, which is not instrumented: ThreadSanitizer does not see that lock, and calls what the Mutex
// guards a race. This library, loaded before that one, stands between the two and says what happened.
//
// Swift passes `self` in a register of its own, which Clang knows as the context of a `swiftcall`.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

enum { acquire = 2, release = 3 };

// Not there in a program that is not instrumented, for instance a shell that a test starts.
uint32_t __tsan_atomic32_load(const volatile void *, int) __attribute__((weak));
uint32_t __tsan_atomic32_fetch_or(volatile void *, uint32_t, int) __attribute__((weak));

typedef __attribute__((swiftcall)) void lock_slow(uint32_t thread, __attribute__((swift_context)) void *handle);
typedef __attribute__((swiftcall)) void unlock_slow(__attribute__((swift_context)) void *handle);

lock_slow told_lock __asm__(LOCK);
unlock_slow told_unlock __asm__(UNLOCK);

__attribute__((swiftcall)) void told_lock(uint32_t thread, __attribute__((swift_context)) void *handle) {
    ((lock_slow *)dlsym(RTLD_NEXT, LOCK))(thread, handle);
    if (__tsan_atomic32_load) __tsan_atomic32_load(handle, acquire);
}

__attribute__((swiftcall)) void told_unlock(__attribute__((swift_context)) void *handle) {
    if (__tsan_atomic32_fetch_or) __tsan_atomic32_fetch_or(handle, 0, release);
    ((unlock_slow *)dlsym(RTLD_NEXT, UNLOCK))(handle);
}
