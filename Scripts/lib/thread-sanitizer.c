// Tells the thread sanitizer what Swift's own libraries do, which are not built with it: without these functions, which
// are found before the libraries' own, what they order would look like a race.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);
void *swift_task_getCurrent(void) __attribute__((swiftcall));

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// The function that was there before.
#define THE_OTHER(type, name) ((type)dlsym(RTLD_NEXT, name))

// A Mutex that nobody else wants is taken and released by the caller's own code, which the sanitizer sees. One that two
// want at a time is not: _MutexHandle._lockSlow(UInt32) and _MutexHandle._unlockSlow().
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock_slowly(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void unlock_slowly(SELF void *mutex) __asm__(UNLOCK);

SWIFT void lock_slowly(uint32_t thread, SELF void *mutex) {
    typedef SWIFT void (*function)(uint32_t, SELF void *);
    THE_OTHER(function, LOCK)(thread, mutex);
    __tsan_acquire(mutex);
}

SWIFT void unlock_slowly(SELF void *mutex) {
    typedef SWIFT void (*function)(SELF void *);
    __tsan_release(mutex);
    THE_OTHER(function, UNLOCK)(mutex);
}

// A continuation that is resumed before its task waits for it hands its result over without the scheduler.
SWIFT void swift_continuation_resume(void *task) {
    typedef SWIFT void (*function)(void *);
    __tsan_release(task);
    THE_OTHER(function, "swift_continuation_resume")(task);
}

SWIFT void swift_continuation_throwingResume(void *task) {
    typedef SWIFT void (*function)(void *);
    __tsan_release(task);
    THE_OTHER(function, "swift_continuation_throwingResume")(task);
}

SWIFT void swift_continuation_throwingResumeWithError(void *task, void *error) {
    typedef SWIFT void (*function)(void *, void *);
    __tsan_release(task);
    THE_OTHER(function, "swift_continuation_throwingResumeWithError")(task, error);
}

__attribute__((swiftasynccall)) void swift_continuation_await(void *context) {
    typedef __attribute__((swiftasynccall)) void (*function)(void *);
    __tsan_acquire(swift_task_getCurrent());
    function the_other = THE_OTHER(function, "swift_continuation_await");
    __attribute__((musttail)) return the_other(context);
}
