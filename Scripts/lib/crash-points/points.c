// Where to die, and how often each call was made.
#include "crash-points.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

static const char *const kinds[KINDS] = {
    "wal-write", "wal-sync", "database-write", "database-sync", "file-write", "file-sync", "truncate", "create",
    "rename", "remove", "folder-sync", "publish", "reply", "time"};

struct tally { _Atomic uint64_t counts[KINDS], hit; };

int agents_port;
atomic_bool dying;
static struct tally unwatched, *tally = &unwatched;
static enum kind point_kind, fault_kind, slow_kind;
static enum moment point_moment = NEVER;
static _Atomic uint64_t point_count, fault_count;
static int fault_error, slowness;
static atomic_bool armed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void hold(void) { pthread_mutex_lock(&lock); }
void release(void) { pthread_mutex_unlock(&lock); }

void die(enum kind kind) {
    atomic_store(&dying, 1);
    tally->hit = kind + 1;
    if (power) lose();
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

void die_unlocked(enum kind kind) {
    hold();
    die(kind);
}

enum moment count(enum kind kind) {
    atomic_fetch_add(&tally->counts[kind], 1);
    if (point_moment == NEVER || kind != point_kind || !atomic_load(&armed)) return NEVER;
    return atomic_fetch_sub(&point_count, 1) == 1 ? point_moment : NEVER;
}

static void pause_for(int milliseconds) {
    struct timespec rest = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&rest, NULL);
}

void delay(enum kind kind) {
    if (slowness && kind == slow_kind && atomic_load(&armed)) pause_for(slowness);
}

int fails(enum kind kind) {
    if (!fault_error || kind != fault_kind || !atomic_load(&armed)) return 0;
    if (atomic_fetch_sub(&fault_count, 1) != 1) return 0;
    errno = fault_error;
    return 1;
}

static void arm(int signal) { (void)signal; atomic_store(&armed, 1); }

static void *die_in_time(void *milliseconds) {
    while (!atomic_load(&armed)) pause_for(1);
    pause_for((intptr_t)milliseconds);
    die_unlocked(TIME);
    return NULL;
}

static enum kind kind_named(const char *name, size_t length) {
    for (int kind = 0; kind < KINDS; kind++)
        if (strlen(kinds[kind]) == length && strncmp(kinds[kind], name, length) == 0) return kind;
    fprintf(stderr, "crash-points: no kind of call is called %.*s\n", (int)length, name);
    _exit(99);
}

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("CRASH_ROOT"), *tally_file = getenv("CRASH_TALLY"), *point = getenv("CRASH_POINT");
    const char *fault = getenv("CRASH_FAULT"), *agents = getenv("CRASH_AGENTS"), *when = getenv("CRASH_ARMED");
    const char *slow = getenv("CRASH_DELAY");
    unsetenv("LD_PRELOAD");
    if (folder) set_root(folder);
    if (agents) agents_port = atoi(agents);
    if ((power = getenv("CRASH_POWER"))) chance = strtoull(power, NULL, 10);
    int descriptor = tally_file ? syscall(SYS_openat, AT_FDCWD, tally_file, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (descriptor >= 0 && syscall(SYS_ftruncate, descriptor, sizeof *tally) == 0) {
        void *shared = mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
        if (shared != MAP_FAILED) tally = shared;
        close(descriptor);
    }
    atomic_store(&armed, !when);
    if (when) signal(SIGUSR2, arm);
    if (slow) {
        const char *number = strchr(slow, ':');
        if (!number || sscanf(number, ":%d", &slowness) != 1) _exit(99);
        slow_kind = kind_named(slow, number - slow);
    }
    if (fault) {
        const char *number = strchr(fault, ':');
        unsigned long long nth;
        if (!number || sscanf(number, ":%llu:%d", &nth, &fault_error) != 2) _exit(99);
        fault_kind = kind_named(fault, number - fault), fault_count = nth;
    }
    if (point) {
        const char *name = strchr(point, ':');
        char moment[8];
        unsigned long long nth;
        if (!name || sscanf(name, ":%7[a-z]:%llu", moment, &nth) != 2) _exit(99);
        point_kind = kind_named(point, name - point), point_count = nth;
        point_moment = *moment == 'b' ? BEFORE : moment[1] == 'm' ? AMID : AFTER;
        pthread_t thread;
        if (point_kind == TIME) pthread_create(&thread, NULL, die_in_time, (void *)(intptr_t)nth);
    }
}
