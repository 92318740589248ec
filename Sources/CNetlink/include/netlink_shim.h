#ifndef NETLINK_SHIM_H
#define NETLINK_SHIM_H
#include <libmnl/libmnl.h>
#endif
