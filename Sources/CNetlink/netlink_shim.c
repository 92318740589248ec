#define _GNU_SOURCE
#include "netlink_shim.h"

#include <sched.h>
#include <sys/mman.h>

int netlink_enter_network_namespace(int fd) { return setns(fd, CLONE_NEWNET); }

int netlink_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
