// A process that dies where it is told to, or loses its power there: for tests of what a server promises.
//
// Loaded before all else (LD_PRELOAD), it stands between a program and the system calls that make changes last or known.
// The program itself has nothing of this in it. Environment:
//
//   CRASH_ROOT    the folder whose files count
//   CRASH_TALLY   a file that holds how often each kind of call was made, as 64-bit numbers in the order of `kinds`; what
//                 stands in it outlives the process
//   CRASH_POINT   KIND:before|amid|after:N: dies at the N-th call of that kind; amid one that writes, half is written.
//                 time:after:N is N milliseconds later
//   CRASH_ARMED   `signal`: calls count toward the point from SIGUSR2 on; otherwise from the start
//   CRASH_POWER   a number: the power goes. What was not synchronized is lost: all of it for 0, else each sector of each
//                 write by chance, drawn from the number, and of what was done to names, all after some point
//   CRASH_FAULT   KIND:N:ERRNO: the N-th call of that kind fails, and has not been made
//   CRASH_AGENTS  the port agents are served on: what is written there is published, what is written elsewhere replies
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind {
    WAL_WRITE, WAL_SYNC, DATABASE_WRITE, DATABASE_SYNC, FILE_WRITE, FILE_SYNC, TRUNCATE, CREATE, RENAME, REMOVE,
    FOLDER_SYNC, PUBLISH, REPLY, TIME, KINDS
};
static const char *const kinds[KINDS] = {
    "wal-write", "wal-sync", "database-write", "database-sync", "file-write", "file-sync", "truncate", "create",
    "rename", "remove", "folder-sync", "publish", "reply", "time"};
enum moment { NEVER, BEFORE, AMID, AFTER };
enum role { WAL, DATABASE, PLAIN, VOLATILE };

struct tally { _Atomic uint64_t counts[KINDS], hit; };
// A file of the folder, held open: its number is no other file's as long as this process lives.
struct file { dev_t device; ino_t number; int descriptor; enum role role; };
// What a write or a truncation replaced, until the file is synchronized.
struct change { struct change *earlier; struct file *file; off_t offset, size; size_t old_length, length; char *old, *new; };
// What was done to a name, until its folder is synchronized.
struct naming { struct naming *earlier; enum kind kind; dev_t device; ino_t folder; char *name, *new_name, *kept; };

static char root[PATH_MAX];
static size_t root_length;
static struct tally unwatched, *tally = &unwatched;
static enum kind point_kind, fault_kind;
static enum moment point_moment = NEVER;
static _Atomic uint64_t point_count, fault_count;
static int fault_error, agents_port;
static const char *power;
static uint64_t chance;
static atomic_bool armed, dying;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct file files[4096];
static int file_count;
static struct change *changes;
static struct naming *namings;

// SplitMix64.
static uint64_t draw(void) {
    uint64_t z = (chance += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

static int real_unlink(const char *name) { return syscall(SYS_unlinkat, AT_FDCWD, name, 0); }
static int real_rename(const char *name, const char *to) {
    return syscall(SYS_renameat2, AT_FDCWD, name, AT_FDCWD, to, 0);
}

static void put(int descriptor, const char *bytes, size_t length, off_t offset) {
    while (length > 0) {
        ssize_t count = syscall(SYS_pwrite64, descriptor, bytes, length, offset);
        if (count <= 0) return;
        bytes += count, length -= count, offset += count;
    }
}

static void lose_unsynchronized_content(void) {
    struct change *redone = NULL;
    while (changes) {
        struct change *change = changes;
        changes = change->earlier;
        if (change->old_length) put(change->file->descriptor, change->old, change->old_length, change->offset);
        syscall(SYS_ftruncate, change->file->descriptor, change->size);
        change->earlier = redone;
        redone = change;
    }
    // Whatever order the disk liked.
    for (; redone && chance; redone = redone->earlier) {
        for (size_t at = 0; redone->new && at < redone->length;) {
            size_t sector = 512 - (redone->offset + at) % 512;
            if (sector > redone->length - at) sector = redone->length - at;
            if (draw() & 1) put(redone->file->descriptor, redone->new + at, sector, redone->offset + at);
            at += sector;
        }
    }
}

static void lose_unsynchronized_names(void) {
    uint64_t count = 0;
    for (struct naming *naming = namings; naming; naming = naming->earlier) count++;
    uint64_t lost = chance ? draw() % (count + 1) : count;
    for (; namings && lost > 0; namings = namings->earlier, lost--) {
        switch (namings->kind) {
        case CREATE: real_unlink(namings->name); break;
        case RENAME:
            real_rename(namings->new_name, namings->name);
            if (namings->kept) real_rename(namings->kept, namings->new_name);
            break;
        case REMOVE: if (namings->kept) real_rename(namings->kept, namings->name); break;
        default: break;
        }
    }
}

// Holds the lock, so that no other thread changes anything any more.
static void die(enum kind kind) {
    atomic_store(&dying, 1);
    tally->hit = kind + 1;
    if (power) {
        lose_unsynchronized_names();
        lose_unsynchronized_content();
    }
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void die_unlocked(enum kind kind) {
    pthread_mutex_lock(&lock);
    die(kind);
}

// Counts a call. Returns when in it the process is to die.
static enum moment count(enum kind kind) {
    atomic_fetch_add(&tally->counts[kind], 1);
    if (point_moment == NEVER || kind != point_kind || !atomic_load(&armed)) return NEVER;
    return atomic_fetch_sub(&point_count, 1) == 1 ? point_moment : NEVER;
}

static int fails(enum kind kind) {
    if (!fault_error || kind != fault_kind || !atomic_load(&armed)) return 0;
    if (atomic_fetch_sub(&fault_count, 1) != 1) return 0;
    errno = fault_error;
    return 1;
}

static struct file *find(const struct stat *status) {
    for (int index = 0; index < file_count; index++)
        if (files[index].number == status->st_ino && files[index].device == status->st_dev) return &files[index];
    return NULL;
}

// The file behind a descriptor, if it is one that counts.
static struct file *watched(int descriptor) {
    struct stat status;
    if (!root_length || fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return NULL;
    pthread_mutex_lock(&lock);
    struct file *file = find(&status);
    pthread_mutex_unlock(&lock);
    return file;
}

static int is_inside(const char *name) { return root_length && strncmp(name, root, root_length) == 0; }
static int ends(const char *name, const char *end) {
    size_t length = strlen(name), tail = strlen(end);
    return length >= tail && strcmp(name + length - tail, end) == 0;
}

static struct naming *note_name(enum kind kind, const char *name, const char *new_name) {
    char folder[PATH_MAX];
    struct stat status;
    snprintf(folder, sizeof folder, "%s", name);
    char *slash = strrchr(folder, '/');
    if (slash) *slash = 0;
    if (!power || stat(folder, &status) != 0) return NULL;
    struct naming *naming = calloc(1, sizeof *naming);
    naming->kind = kind, naming->device = status.st_dev, naming->folder = status.st_ino;
    naming->name = strdup(name), naming->new_name = new_name ? strdup(new_name) : NULL;
    naming->earlier = namings, namings = naming;
    return naming;
}

// Another name for what is about to lose the one it has.
static char *keep(const char *name) {
    static int number;
    char kept[PATH_MAX];
    snprintf(kept, sizeof kept, "%.*s.kept-%d-%d", (int)root_length, root, getpid(), number++);
    return syscall(SYS_linkat, AT_FDCWD, name, AT_FDCWD, kept, 0) == 0 ? strdup(kept) : NULL;
}

static void opened(const char *name, int descriptor) {
    struct stat status;
    char number[64];
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return;
    if (find(&status) || file_count == sizeof files / sizeof *files) return;
    snprintf(number, sizeof number, "/proc/self/fd/%d", descriptor);
    int own = syscall(SYS_openat, AT_FDCWD, number, O_RDWR | O_CLOEXEC);
    if (own < 0) return;
    enum role role = ends(name, "-wal") ? WAL : ends(name, ".sqlite") ? DATABASE : ends(name, "-shm") ? VOLATILE : PLAIN;
    files[file_count++] = (struct file){status.st_dev, status.st_ino, own, role};
}

static int open_any(int folder, const char *name, int flags, mode_t mode) {
    if (folder != AT_FDCWD || !is_inside(name)) return syscall(SYS_openat, folder, name, flags, mode);
    struct stat status;
    pthread_mutex_lock(&lock);
    int creates = (flags & O_CREAT) && lstat(name, &status) != 0;
    enum moment moment = creates ? count(CREATE) : NEVER;
    if (moment == BEFORE) die(CREATE);
    int descriptor = creates && fails(CREATE) ? -1 : syscall(SYS_openat, folder, name, flags, mode);
    if (descriptor >= 0 && creates) note_name(CREATE, name, NULL);
    if (descriptor >= 0) opened(name, descriptor);
    if (moment == AFTER) die(CREATE);
    pthread_mutex_unlock(&lock);
    return descriptor;
}

#define OPEN(NAME)                                                     \
    int NAME(const char *name, int flags, ...) {                       \
        va_list rest;                                                  \
        va_start(rest, flags);                                         \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                                  \
        return open_any(AT_FDCWD, name, flags, mode);                  \
    }
OPEN(open)
OPEN(open64)

// What is there before it is replaced.
static void note_change(struct file *file, off_t offset, size_t length, const char *new) {
    struct stat status;
    if (!power || fstat(file->descriptor, &status) != 0) return;
    struct change *change = calloc(1, sizeof *change);
    change->file = file, change->offset = offset, change->size = status.st_size, change->length = length;
    if (offset < status.st_size) {
        size_t there = status.st_size - offset;
        change->old_length = length < there ? length : there;
        change->old = malloc(change->old_length);
        if (pread(file->descriptor, change->old, change->old_length, offset) != (ssize_t)change->old_length)
            change->old_length = 0;
    }
    if (new) memcpy(change->new = malloc(length), new, length);
    change->earlier = changes, changes = change;
}

static ssize_t write_file(struct file *file, int descriptor, const void *bytes, size_t length, off_t offset, int moves) {
    enum kind kind = file->role == WAL ? WAL_WRITE : file->role == DATABASE ? DATABASE_WRITE : FILE_WRITE;
    pthread_mutex_lock(&lock);
    enum moment moment = file->role == VOLATILE ? NEVER : count(kind);
    if (moment == BEFORE) die(kind);
    if (moment == AMID) length /= 2;
    if (file->role != VOLATILE) note_change(file, offset, length, bytes);
    ssize_t done = fails(kind) ? -1 : moves ? syscall(SYS_write, descriptor, bytes, length)
                                            : syscall(SYS_pwrite64, descriptor, bytes, length, offset);
    if (moment != NEVER) die(kind);
    pthread_mutex_unlock(&lock);
    return done;
}

static enum kind direction(int socket) {
    struct sockaddr_in6 address;
    socklen_t length = sizeof address;
    if (getsockname(socket, (struct sockaddr *)&address, &length) != 0) return KINDS;
    if (address.sin6_family != AF_INET && address.sin6_family != AF_INET6) return KINDS;
    return ntohs(address.sin6_port) == agents_port ? PUBLISH : REPLY;
}

#define SENDING(DESCRIPTOR, CALL)                                      \
    if (atomic_load(&dying)) pause();                                  \
    enum kind kind = direction(DESCRIPTOR);                            \
    enum moment moment = kind == KINDS ? NEVER : count(kind);          \
    if (moment == BEFORE || moment == AMID) die_unlocked(kind);        \
    ssize_t done = CALL;                                               \
    int error = errno;                                                 \
    if (moment == AFTER) die_unlocked(kind);                           \
    errno = error;                                                     \
    return done;

ssize_t write(int descriptor, const void *bytes, size_t length) {
    struct file *file = watched(descriptor);
    if (file) return write_file(file, descriptor, bytes, length, lseek(descriptor, 0, SEEK_CUR), 1);
    SENDING(descriptor, syscall(SYS_write, descriptor, bytes, length))
}
ssize_t writev(int descriptor, const struct iovec *parts, int number) {
    SENDING(descriptor, syscall(SYS_writev, descriptor, parts, number))
}
ssize_t send(int socket, const void *bytes, size_t length, int flags) {
    SENDING(socket, syscall(SYS_sendto, socket, bytes, length, flags, NULL, 0))
}
ssize_t sendmsg(int socket, const struct msghdr *message, int flags) {
    SENDING(socket, syscall(SYS_sendmsg, socket, message, flags))
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    struct file *file = watched(descriptor);
    if (file) return write_file(file, descriptor, bytes, length, offset, 0);
    return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    return pwrite(descriptor, bytes, length, offset);
}

int ftruncate(int descriptor, off_t size) {
    struct file *file = watched(descriptor);
    if (!file || file->role == VOLATILE) return syscall(SYS_ftruncate, descriptor, size);
    struct stat status;
    pthread_mutex_lock(&lock);
    enum moment moment = count(TRUNCATE);
    if (moment == BEFORE || moment == AMID) die(TRUNCATE);
    if (fstat(descriptor, &status) == 0)
        note_change(file, size, status.st_size > size ? status.st_size - size : 0, NULL);
    int done = fails(TRUNCATE) ? -1 : syscall(SYS_ftruncate, descriptor, size);
    if (moment == AFTER) die(TRUNCATE);
    pthread_mutex_unlock(&lock);
    return done;
}
int ftruncate64(int descriptor, off64_t size) { return ftruncate(descriptor, size); }

// What is on the disk now, nothing takes away any more.
static void forget(struct file *file, const struct stat *folder) {
    for (struct change **next = &changes; file && *next;) {
        struct change *change = *next;
        if (change->file != file) { next = &change->earlier; continue; }
        *next = change->earlier;
        free(change->old), free(change->new), free(change);
    }
    for (struct naming **next = &namings; folder && *next;) {
        struct naming *naming = *next;
        if (naming->folder != folder->st_ino || naming->device != folder->st_dev) { next = &naming->earlier; continue; }
        *next = naming->earlier;
        if (naming->kept) real_unlink(naming->kept);
        free(naming->name), free(naming->new_name), free(naming->kept), free(naming);
    }
}

static int synchronize(int descriptor, long call) {
    struct stat status;
    struct file *file = watched(descriptor);
    int is_folder = root_length && !file && fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
    if ((!file && !is_folder) || (file && file->role == VOLATILE)) return syscall(call, descriptor);
    enum kind kind = !file ? FOLDER_SYNC : file->role == WAL ? WAL_SYNC : file->role == DATABASE ? DATABASE_SYNC
                                                                                                   : FILE_SYNC;
    pthread_mutex_lock(&lock);
    enum moment moment = count(kind);
    if (moment == BEFORE || moment == AMID) die(kind);
    int done = fails(kind) ? -1 : syscall(call, descriptor);
    if (done == 0) forget(file, is_folder ? &status : NULL);
    if (moment == AFTER) die(kind);
    pthread_mutex_unlock(&lock);
    return done;
}
int fsync(int descriptor) { return synchronize(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return synchronize(descriptor, SYS_fdatasync); }

int rename(const char *name, const char *new_name) {
    if (!is_inside(new_name)) return real_rename(name, new_name);
    pthread_mutex_lock(&lock);
    enum moment moment = count(RENAME);
    if (moment == BEFORE || moment == AMID) die(RENAME);
    char *kept = power ? keep(new_name) : NULL;
    int done = fails(RENAME) ? -1 : real_rename(name, new_name);
    if (done == 0) {
        struct naming *naming = note_name(RENAME, name, new_name);
        if (naming) naming->kept = kept;
    }
    if (moment == AFTER) die(RENAME);
    pthread_mutex_unlock(&lock);
    return done;
}

int unlink(const char *name) {
    struct stat status;
    if (!is_inside(name) || lstat(name, &status) != 0) return real_unlink(name);
    pthread_mutex_lock(&lock);
    enum moment moment = count(REMOVE);
    if (moment == BEFORE || moment == AMID) die(REMOVE);
    char *kept = power && S_ISREG(status.st_mode) ? keep(name) : NULL;
    int done = fails(REMOVE) ? -1 : real_unlink(name);
    if (done == 0) {
        struct naming *naming = note_name(REMOVE, name, NULL);
        if (naming) naming->kept = kept;
    }
    if (moment == AFTER) die(REMOVE);
    pthread_mutex_unlock(&lock);
    return done;
}

static void arm(int signal) { (void)signal; atomic_store(&armed, 1); }

static void *die_in_time(void *milliseconds) {
    struct timespec step = {0, 200000}, rest = {(intptr_t)milliseconds / 1000, (intptr_t)milliseconds % 1000 * 1000000};
    while (!atomic_load(&armed)) nanosleep(&step, NULL);
    nanosleep(&rest, NULL);
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
    unsetenv("LD_PRELOAD");
    if (folder) root_length = snprintf(root, sizeof root, "%s/", folder);
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
