// What a loss of power takes away: everything since the last synchronization, of files and of names.
#include "crash-points.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What a write or a truncation replaced, until the file is synchronized.
struct change {
    struct change *earlier;
    struct file *file;
    off_t offset, size;
    size_t old_length, length;
    char *old, *new;
};
// What was done to a name, until its folder is synchronized.
struct naming {
    struct naming *earlier;
    enum kind kind;
    dev_t device;
    ino_t folder;
    char *name, *new_name, *kept;
};

const char *power;
uint64_t chance;
static char root[PATH_MAX];
static size_t root_length;
static struct file files[4096];
static int file_count;
static struct change *changes;
static struct naming *namings;

void set_root(const char *folder) { root_length = snprintf(root, sizeof root, "%s/", folder); }
int is_inside(const char *name) { return root_length && strncmp(name, root, root_length) == 0; }

static struct file *find(const struct stat *status) {
    for (int index = 0; index < file_count; index++)
        if (files[index].number == status->st_ino && files[index].device == status->st_dev) return &files[index];
    return NULL;
}

// The file behind a descriptor, if it is one that counts.

struct file *watched(int descriptor) {
    struct stat status;
    if (!root_length || fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return NULL;
    hold();
    struct file *file = find(&status);
    release();
    return file;
}

int is_folder(int descriptor, struct stat *status) {
    return root_length && fstat(descriptor, status) == 0 && S_ISDIR(status->st_mode);
}

static int ends(const char *name, const char *end) {
    size_t length = strlen(name), tail = strlen(end);
    return length >= tail && strcmp(name + length - tail, end) == 0;
}

void note_open(const char *name, int descriptor) {
    struct stat status;
    char number[64];
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return;
    if (find(&status) || file_count == sizeof files / sizeof *files) return;
    snprintf(number, sizeof number, "/proc/self/fd/%d", descriptor);
    int own = syscall(SYS_openat, AT_FDCWD, number, O_RDWR | O_CLOEXEC);
    if (own < 0) return;
    enum role role = ends(name, "-wal")      ? WAL
                     : ends(name, ".sqlite") ? DATABASE
                     : ends(name, "-shm")    ? VOLATILE
                                             : PLAIN;
    files[file_count++] = (struct file){status.st_dev, status.st_ino, own, role};
}

void note_name(enum kind kind, const char *name, const char *new_name, char *kept) {
    char folder[PATH_MAX];
    struct stat status;
    snprintf(folder, sizeof folder, "%s", name);
    char *slash = strrchr(folder, '/');
    if (slash) *slash = 0;
    if (!power || stat(folder, &status) != 0) return;
    struct naming *naming = calloc(1, sizeof *naming);
    naming->kind = kind, naming->device = status.st_dev, naming->folder = status.st_ino;
    naming->name = strdup(name), naming->new_name = new_name ? strdup(new_name) : NULL, naming->kept = kept;
    naming->earlier = namings, namings = naming;
}

char *keep(const char *name) {
    static int number;
    if (!power) return NULL;
    char kept[PATH_MAX];
    snprintf(kept, sizeof kept, "%.*s.kept-%d-%d", (int)root_length, root, getpid(), number++);
    return syscall(SYS_linkat, AT_FDCWD, name, AT_FDCWD, kept, 0) == 0 ? strdup(kept) : NULL;
}

void note_change(struct file *file, off_t offset, size_t length, const char *new) {
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

void forget(struct file *file, const struct stat *folder) {
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

// SplitMix64.
static uint64_t draw(void) {
    uint64_t z = (chance += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
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

void lose(void) {
    lose_unsynchronized_names();
    lose_unsynchronized_content();
}
