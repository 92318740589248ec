#ifndef NETLINK_SHIM_H
#define NETLINK_SHIM_H

// The kernel's netlink vocabulary, as its own headers give it, and libmnl's sockets.
// Nothing here has state. Swift reads the constants and structures from here, and calls
// the function below for what it cannot import.

#include <libmnl/libmnl.h>
#include <linux/fib_rules.h>
#include <linux/genetlink.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/ip.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/wireguard.h>

/// Moves the calling thread into the network namespace behind the open descriptor `fd`.
/// Glibc declares setns(2) only for GNU sources, which Swift's importer does not ask for.
/// Returns 0, or -1 with errno set.
int netlink_enter_network_namespace(int fd);

#endif
