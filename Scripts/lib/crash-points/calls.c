// The calls.
#include "crash-points.h"
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <sys/uio.h>

static int open_any(int folder, const char *name, int flags, mode_t mode) {
    if (folder != AT_FDCWD || !is_inside(name)) return syscall(SYS_openat, folder, name, flags, mode);
    struct stat status;
    hold();
    int creates = (flags & O_CREAT) && lstat(name, &status) != 0;
    enum moment moment = creates ? count(CREATE) : NEVER;
    if (moment == BEFORE) die(CREATE);
    int descriptor = creates && fails(CREATE) ? -1 : syscall(SYS_openat, folder, name, flags, mode);
    if (descriptor >= 0 && creates) note_name(CREATE, name, NULL, NULL);
    if (descriptor >= 0) note_open(name, descriptor);
    if (moment == AFTER) die(CREATE);
    release();
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

static ssize_t write_file(
    struct file *file, int descriptor, const void *bytes, size_t length, off_t offset, int moves) {
    enum kind kind = file->role == WAL ? WAL_WRITE : file->role == DATABASE ? DATABASE_WRITE : FILE_WRITE;
    hold();
    enum moment moment = file->role == VOLATILE ? NEVER : count(kind);
    if (moment == BEFORE) die(kind);
    if (moment == AMID) length /= 2;
    if (file->role != VOLATILE) note_change(file, offset, length, bytes);
    ssize_t done = fails(kind) ? -1 : moves ? syscall(SYS_write, descriptor, bytes, length)
                                            : syscall(SYS_pwrite64, descriptor, bytes, length, offset);
    if (moment != NEVER) die(kind);
    release();
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
    hold();
    enum moment moment = count(TRUNCATE);
    if (moment == BEFORE || moment == AMID) die(TRUNCATE);
    if (fstat(descriptor, &status) == 0)
        note_change(file, size, status.st_size > size ? status.st_size - size : 0, NULL);
    int done = fails(TRUNCATE) ? -1 : syscall(SYS_ftruncate, descriptor, size);
    if (moment == AFTER) die(TRUNCATE);
    release();
    return done;
}
int ftruncate64(int descriptor, off64_t size) { return ftruncate(descriptor, size); }

// What is on the disk now, nothing takes away any more.

static int synchronize(int descriptor, long call) {
    struct stat status;
    struct file *file = watched(descriptor);
    int folder = !file && is_folder(descriptor, &status);
    if ((!file && !folder) || (file && file->role == VOLATILE)) return syscall(call, descriptor);
    enum kind kind = !file ? FOLDER_SYNC : file->role == WAL ? WAL_SYNC : file->role == DATABASE ? DATABASE_SYNC
                                                                                                   : FILE_SYNC;
    delay(kind);
    hold();
    enum moment moment = count(kind);
    if (moment == BEFORE || moment == AMID) die(kind);
    int done = fails(kind) ? -1 : syscall(call, descriptor);
    if (done == 0) forget(file, folder ? &status : NULL);
    if (moment == AFTER) die(kind);
    release();
    return done;
}
int fsync(int descriptor) { return synchronize(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return synchronize(descriptor, SYS_fdatasync); }

int rename(const char *name, const char *new_name) {
    if (!is_inside(new_name)) return real_rename(name, new_name);
    hold();
    enum moment moment = count(RENAME);
    if (moment == BEFORE || moment == AMID) die(RENAME);
    char *kept = keep(new_name);
    int done = fails(RENAME) ? -1 : real_rename(name, new_name);
    if (done == 0) note_name(RENAME, name, new_name, kept);
    if (moment == AFTER) die(RENAME);
    release();
    return done;
}

int unlink(const char *name) {
    struct stat status;
    if (!is_inside(name) || lstat(name, &status) != 0) return real_unlink(name);
    hold();
    enum moment moment = count(REMOVE);
    if (moment == BEFORE || moment == AMID) die(REMOVE);
    char *kept = S_ISREG(status.st_mode) ? keep(name) : NULL;
    int done = fails(REMOVE) ? -1 : real_unlink(name);
    if (done == 0) note_name(REMOVE, name, NULL, kept);
    if (moment == AFTER) die(REMOVE);
    release();
    return done;
}
