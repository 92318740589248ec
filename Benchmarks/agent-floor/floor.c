/* The least that a change of one peer takes of a process, whoever wrote it: what the server says is received, the device
 * is told over netlink and says that it did, the change is appended to a file and flushed, and the server is told. No TLS,
 * no parsing, one thread. Prints microseconds of its own processor time for each.
 *
 * Between two changes another program runs, as between two changes of a network: what is in the processor's caches then is
 * somebody else's.
 *
 * Arguments: how often, a file to append to, and the command that runs in between. */
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long used_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

int main(int count, char **arguments)
{
    if (count != 4) return 64;
    long changes = atol(arguments[1]), used = 0;
    int pair[2], file = open(arguments[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    char record[300], reply[8192];
    struct {
        struct nlmsghdr header;
        struct ifinfomsg link;
    } request = {.header = {sizeof request, RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, 1, 0}, .link = {.ifi_index = 1}};

    memset(record, 'x', sizeof record);
    if (file < 0) fail(arguments[2]);
    if (netlink < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) fail("socket");
    for (long change = 0; change < changes; change++) {
        if (system(arguments[3]) < 0 || write(pair[0], record, sizeof record) < 0) fail("between");
        long start = used_ns();
        if (read(pair[1], reply, sizeof reply) < 0) fail("read");
        if (send(netlink, &request, sizeof request, 0) < 0) fail("send");
        if (recv(netlink, reply, sizeof reply, 0) < 0 || recv(netlink, reply, sizeof reply, 0) < 0) fail("recv");
        if (write(file, record, sizeof record) < 0 || fdatasync(file)) fail("flush");
        if (write(pair[1], record, 60) < 0) fail("write");
        used += used_ns() - start;
        if (read(pair[0], reply, sizeof reply) < 0) fail("read");
    }
    printf("%.1f\n", used / 1e3 / changes);
}
