// A process that dies where it is told to, or loses its power there: for tests of what a server promises.
//
// Loaded before all else (LD_PRELOAD), it stands between a program and the system calls that make changes last or
// known. The program itself has nothing of this in it. Environment:
//
//   CRASH_ROOT    the folder whose files count
//   CRASH_TALLY   a file that holds how often each kind of call was made, as 64-bit numbers in the order of `kinds`;
//                 what stands in it outlives the process
//   CRASH_POINT   KIND:before|amid|after:N: dies at the N-th call of that kind; amid one that writes, half is written.
//                 time:after:N is N milliseconds later
//   CRASH_ARMED   `signal`: calls count toward the point from SIGUSR2 on; otherwise from the start
//   CRASH_POWER   a number: the power goes. What was not synchronized is lost: all of it for 0, else each sector of
//                 each write by chance, drawn from the number, and of what was done to names, all after some point
//   CRASH_FAULT   KIND:N:ERRNO: the N-th call of that kind fails, and has not been made
//   CRASH_DELAY   KIND:N: a synchronization of that kind takes N milliseconds longer, as on a slow disk
//   CRASH_AGENTS  the port agents are served on: what is written there is published, what is written elsewhere replies
#pragma once
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

// Nothing but the calls themselves is seen by the program.
#pragma GCC visibility push(hidden)

enum kind {
    WAL_WRITE, WAL_SYNC, DATABASE_WRITE, DATABASE_SYNC, FILE_WRITE, FILE_SYNC, TRUNCATE, CREATE, RENAME, REMOVE,
    FOLDER_SYNC, PUBLISH, REPLY, TIME, KINDS
};
enum moment { NEVER, BEFORE, AMID, AFTER };
enum role { WAL, DATABASE, PLAIN, VOLATILE };

// A file of the folder, held open: its number is no other file's as long as this process lives.
struct file { dev_t device; ino_t number; int descriptor; enum role role; };

// points.c: where to die, and how often each call was made.
extern int agents_port;
extern atomic_bool dying;
enum moment count(enum kind);          // counts a call; when in it the process is to die
int fails(enum kind);                  // whether the call is to fail; errno says why
void delay(enum kind);
void die(enum kind);                   // for who holds the lock: no other thread changes anything any more
void die_unlocked(enum kind);
void hold(void);                       // the lock that whoever changes something holds
void release(void);

// power.c: what a loss of power takes away.
extern const char *power;              // nil: nothing
extern uint64_t chance;
int is_inside(const char *name);       // whether a name is in the folder that counts
void set_root(const char *folder);
struct file *watched(int descriptor);  // the file behind a descriptor, if it is one that counts
int is_folder(int descriptor, struct stat *);
void note_open(const char *name, int descriptor);
void note_name(enum kind, const char *name, const char *new_name, char *kept);
void note_change(struct file *, off_t offset, size_t length, const char *new);
char *keep(const char *name);          // another name for what is about to lose the one it has
void forget(struct file *, const struct stat *folder); // what is on the disk now, nothing takes away any more
void lose(void);

static inline int real_unlink(const char *name) { return syscall(SYS_unlinkat, AT_FDCWD, name, 0); }
static inline int real_rename(const char *name, const char *to) {
    return syscall(SYS_renameat2, AT_FDCWD, name, AT_FDCWD, to, 0);
}

#pragma GCC visibility pop
