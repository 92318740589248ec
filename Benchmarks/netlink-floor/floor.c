// The least a client can do: WireGuard's netlink interface in bare C over libmnl. What netlink-probe is measured against.
//
//     netlink-floor device INTERFACE keyless|keyed ALLOWED-IPS SIZE...   each operation, on devices with so many peers
//     netlink-floor run NAME COMMAND...                                  a program, as a whole
//
// Prints a line for each: its name, how many peers, and microseconds of processor time, the kernel's share included,
// separated by tabs. Peers, their order and what is done to them are those of netlink-probe. A message is of 16 KiB at
// most, sent alone and acknowledged; a dump comes into 32 KiB and is read, every attribute, into an array.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/wireguard.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { KEY_SIZE = 32, MESSAGE_SIZE = 16 * 1024, BUFFER_SIZE = 32 * 1024, MOST_ALLOWED_IPS = 3 };

static void fail(const char *what) {
    fprintf(stderr, "netlink-floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void *grown(void *memory, size_t count, size_t size) {
    void *larger = realloc(memory, count * size);
    if (!larger) fail("memory");
    return larger;
}

// ----------------------------------------------------------------------------------------------------------------- peers

struct allowed_ip {
    uint16_t family;
    uint8_t length;
    uint8_t address[16];
};

struct peer {
    uint8_t key[KEY_SIZE];
    struct sockaddr_in endpoint;
    uint16_t keepalive;
    unsigned allowed_ip_count;
    struct allowed_ip allowed_ips[MOST_ALLOWED_IPS];
};

// SplitMix64 (Steele, Lea and Flood, 2014).
static uint64_t scattered(uint64_t state) {
    uint64_t z = state + 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

static struct allowed_ip ipv4(uint32_t address, uint8_t length) {
    struct allowed_ip prefix = {.family = AF_INET, .length = length};
    uint32_t bytes = htonl(address);
    memcpy(prefix.address, &bytes, sizeof bytes);
    return prefix;
}

static struct allowed_ip ipv6(uint64_t high, uint64_t low) {
    struct allowed_ip prefix = {.family = AF_INET6, .length = 128};
    uint64_t bytes[2] = {htobe64(high), htobe64(low)};
    memcpy(prefix.address, bytes, sizeof bytes);
    return prefix;
}

static struct peer peer_number(uint32_t number, unsigned allowed_ips) {
    struct peer peer = {.keepalive = 25, .allowed_ip_count = allowed_ips};
    uint64_t key[4] = {htobe64((uint64_t)number << 32 | scattered(number) >> 32)};
    for (int word = 1; word < 4; word++) key[word] = htobe64(scattered(4 * (uint64_t)number + word));
    memcpy(peer.key, key, sizeof key);
    peer.endpoint.sin_family = AF_INET;
    peer.endpoint.sin_addr.s_addr = htonl(0xC6120000 + number);
    peer.endpoint.sin_port = htons(51821);
    peer.allowed_ips[0] = ipv4(0x0A0A0000 + number, 32);
    peer.allowed_ips[1] = ipv6(0xFD00001000000000, number);
    peer.allowed_ips[2] = ipv4(0x64400000 + (number << 8), 24);
    return peer;
}

// Moved to another place; no more than that is said.
static struct peer moved(struct peer peer) {
    peer.endpoint.sin_port = htons(ntohs(peer.endpoint.sin_port) + 1);
    peer.allowed_ip_count = 0;
    return peer;
}

// Moved to another place and another address.
static struct peer readdressed(struct peer peer) {
    peer.endpoint.sin_port = htons(ntohs(peer.endpoint.sin_port) + 1);
    peer.allowed_ips[0].address[1] += 0x80;
    return peer;
}

// -------------------------------------------------------------------------------------------------------------- requests

struct client {
    struct mnl_socket *socket;
    unsigned port;
    uint32_t sequence;
    uint16_t family;
    const char *interface;
    // Where a request is written; an answer may be larger.
    char request[BUFFER_SIZE];
    char answer[BUFFER_SIZE];
};

static void open_socket(struct client *client, int bus) {
    client->socket = mnl_socket_open2(bus, SOCK_CLOEXEC);
    if (!client->socket || mnl_socket_bind(client->socket, 0, MNL_SOCKET_AUTOPID) < 0) fail("netlink socket");
    client->port = mnl_socket_get_portid(client->socket);
    int on = 1;
    mnl_socket_setsockopt(client->socket, NETLINK_CAP_ACK, &on, sizeof on);
    mnl_socket_setsockopt(client->socket, NETLINK_EXT_ACK, &on, sizeof on);
}

static struct nlmsghdr *begin(struct client *client, uint16_t type, uint16_t flags) {
    struct nlmsghdr *message = mnl_nlmsg_put_header(client->request);
    message->nlmsg_type = type;
    message->nlmsg_flags = NLM_F_REQUEST | flags;
    message->nlmsg_seq = ++client->sequence;
    return message;
}

static struct nlmsghdr *begin_generic(
    struct client *client, uint16_t type, uint8_t command, uint8_t version, uint16_t flags) {
    struct nlmsghdr *message = begin(client, type, flags);
    struct genlmsghdr *header = mnl_nlmsg_put_extra_header(message, sizeof *header);
    header->cmd = command;
    header->version = version;
    return message;
}

// Sends a request and hands on what is answered, up to the acknowledgement or the end of the dump.
static void ask(struct client *client, const struct nlmsghdr *message, mnl_cb_t each, void *context) {
    if (mnl_socket_sendto(client->socket, message, message->nlmsg_len) < 0) fail("send");
    int more = MNL_CB_OK;
    while (more > MNL_CB_STOP) {
        ssize_t length = mnl_socket_recvfrom(client->socket, client->answer, sizeof client->answer);
        if (length < 0) fail("receive");
        more = mnl_cb_run(client->answer, length, message->nlmsg_seq, client->port, each, context);
    }
    if (more < 0) fail("the kernel refused");
}

static int read_family(const struct nlmsghdr *message, void *context) {
    const struct nlattr *attribute;
    mnl_attr_for_each(attribute, message, sizeof(struct genlmsghdr))
        if (mnl_attr_get_type(attribute) == CTRL_ATTR_FAMILY_ID) *(uint16_t *)context = mnl_attr_get_u16(attribute);
    return MNL_CB_OK;
}

static void open_device(struct client *client, const char *interface) {
    open_socket(client, NETLINK_GENERIC);
    client->interface = interface;
    struct nlmsghdr *message = begin_generic(client, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1, NLM_F_ACK);
    mnl_attr_put_strz(message, CTRL_ATTR_FAMILY_NAME, WG_GENL_NAME);
    ask(client, message, read_family, &client->family);
}

static void change_link(const char *interface, uint16_t type, uint16_t flags, unsigned state) {
    struct client *client = calloc(1, sizeof *client);
    if (!client) fail("memory");
    open_socket(client, NETLINK_ROUTE);
    struct nlmsghdr *message = begin(client, type, NLM_F_ACK | flags);
    struct ifinfomsg *header = mnl_nlmsg_put_extra_header(message, sizeof *header);
    header->ifi_flags = header->ifi_change = state;
    mnl_attr_put_strz(message, IFLA_IFNAME, interface);
    if (type == RTM_NEWLINK) {
        struct nlattr *information = mnl_attr_nest_start(message, IFLA_LINKINFO);
        mnl_attr_put_strz(message, IFLA_INFO_KIND, "wireguard");
        mnl_attr_nest_end(message, information);
    }
    ask(client, message, NULL, NULL);
    mnl_socket_close(client->socket);
    free(client);
}

static void remove_link(const char *interface) {
    if (if_nametoindex(interface)) change_link(interface, RTM_DELLINK, 0, 0);
}

// A device without peers, in the place of one that was there.
static void make_anew(const char *interface, bool up) {
    remove_link(interface);
    change_link(interface, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, up ? IFF_UP : 0);
}

// ----------------------------------------------------------------------------------------------------------------- apply

static void put_peer(struct nlmsghdr *message, const struct peer *peer, uint32_t flags) {
    struct nlattr *nest = mnl_attr_nest_start(message, 0);
    mnl_attr_put(message, WGPEER_A_PUBLIC_KEY, KEY_SIZE, peer->key);
    if (flags) mnl_attr_put_u32(message, WGPEER_A_FLAGS, flags);
    mnl_attr_put(message, WGPEER_A_ENDPOINT, sizeof peer->endpoint, &peer->endpoint);
    mnl_attr_put_u16(message, WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL, peer->keepalive);
    struct nlattr *list = mnl_attr_nest_start(message, WGPEER_A_ALLOWEDIPS);
    for (unsigned index = 0; index < peer->allowed_ip_count; index++) {
        const struct allowed_ip *prefix = &peer->allowed_ips[index];
        struct nlattr *item = mnl_attr_nest_start(message, 0);
        mnl_attr_put_u16(message, WGALLOWEDIP_A_FAMILY, prefix->family);
        mnl_attr_put(message, WGALLOWEDIP_A_IPADDR, prefix->family == AF_INET ? 4 : 16, prefix->address);
        mnl_attr_put_u8(message, WGALLOWEDIP_A_CIDR_MASK, prefix->length);
        mnl_attr_nest_end(message, item);
    }
    mnl_attr_nest_end(message, list);
    mnl_attr_nest_end(message, nest);
}

// The most that a peer takes in a message, by the sizes above: all its attributes with their headers and padding.
enum { MOST_OF_A_PEER = 4 + 36 + 8 + 20 + 8 + 4 + MOST_ALLOWED_IPS * (4 + 8 + 20 + 8) };

typedef void sink(struct client *, const struct nlmsghdr *);

static void send_and_wait(struct client *client, const struct nlmsghdr *message) { ask(client, message, NULL, NULL); }

// For what encoding alone takes.
static void throw_away(struct client *client, const struct nlmsghdr *message) { (void)client, (void)message; }

static void apply(
    struct client *client, const struct peer *peers, size_t count, uint32_t flags, const uint8_t *private_key,
    sink *deliver) {
    for (size_t next = 0; next < count;) {
        struct nlmsghdr *message =
            begin_generic(client, client->family, WG_CMD_SET_DEVICE, WG_GENL_VERSION, NLM_F_ACK);
        mnl_attr_put_strz(message, WGDEVICE_A_IFNAME, client->interface);
        if (private_key && next == 0) mnl_attr_put(message, WGDEVICE_A_PRIVATE_KEY, KEY_SIZE, private_key);
        struct nlattr *list = mnl_attr_nest_start(message, WGDEVICE_A_PEERS);
        while (next < count && message->nlmsg_len + MOST_OF_A_PEER <= MESSAGE_SIZE)
            put_peer(message, &peers[next++], flags);
        mnl_attr_nest_end(message, list);
        deliver(client, message);
    }
}

// ------------------------------------------------------------------------------------------------------------------ dump

struct known_peer {
    uint8_t key[KEY_SIZE];
    uint8_t preshared_key[KEY_SIZE];
    union {
        sa_family_t family;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } endpoint;
    uint16_t keepalive;
    struct { int64_t seconds, nanoseconds; } last_handshake;
    uint64_t received, sent;
    // Where its allowed IPs lie among all of them.
    size_t first_allowed_ip, allowed_ip_count;
};

struct known_device {
    uint8_t public_key[KEY_SIZE];
    uint16_t listen_port;
    uint32_t mark;
    struct known_peer *peers;
    struct allowed_ip *allowed_ips;
    size_t peer_count, peer_room, allowed_ip_count, allowed_ip_room;
};

static void copy(void *to, size_t size, const struct nlattr *attribute) {
    size_t length = mnl_attr_get_payload_len(attribute);
    memcpy(to, mnl_attr_get_payload(attribute), length < size ? length : size);
}

static void read_allowed_ip(struct known_device *device, const struct nlattr *nest) {
    if (device->allowed_ip_count == device->allowed_ip_room) {
        device->allowed_ip_room = device->allowed_ip_room ? 2 * device->allowed_ip_room : 64;
        device->allowed_ips = grown(device->allowed_ips, device->allowed_ip_room, sizeof *device->allowed_ips);
    }
    struct allowed_ip *prefix = &device->allowed_ips[device->allowed_ip_count++];
    memset(prefix, 0, sizeof *prefix);
    const struct nlattr *attribute;
    mnl_attr_for_each_nested(attribute, nest) switch (mnl_attr_get_type(attribute)) {
        case WGALLOWEDIP_A_FAMILY: prefix->family = mnl_attr_get_u16(attribute); break;
        case WGALLOWEDIP_A_IPADDR: copy(prefix->address, sizeof prefix->address, attribute); break;
        case WGALLOWEDIP_A_CIDR_MASK: prefix->length = mnl_attr_get_u8(attribute); break;
    }
}

static void read_peer(struct known_device *device, const struct nlattr *nest) {
    if (device->peer_count == device->peer_room) {
        device->peer_room = device->peer_room ? 2 * device->peer_room : 64;
        device->peers = grown(device->peers, device->peer_room, sizeof *device->peers);
    }
    struct known_peer *peer = &device->peers[device->peer_count];
    memset(peer, 0, sizeof *peer);
    peer->first_allowed_ip = device->allowed_ip_count;
    const struct nlattr *attribute, *item;
    mnl_attr_for_each_nested(attribute, nest) switch (mnl_attr_get_type(attribute)) {
        case WGPEER_A_PUBLIC_KEY: copy(peer->key, KEY_SIZE, attribute); break;
        case WGPEER_A_PRESHARED_KEY: copy(peer->preshared_key, KEY_SIZE, attribute); break;
        case WGPEER_A_ENDPOINT: copy(&peer->endpoint, sizeof peer->endpoint, attribute); break;
        case WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL: peer->keepalive = mnl_attr_get_u16(attribute); break;
        case WGPEER_A_LAST_HANDSHAKE_TIME: copy(&peer->last_handshake, sizeof peer->last_handshake, attribute); break;
        case WGPEER_A_RX_BYTES: peer->received = mnl_attr_get_u64(attribute); break;
        case WGPEER_A_TX_BYTES: peer->sent = mnl_attr_get_u64(attribute); break;
        case WGPEER_A_ALLOWEDIPS:
            mnl_attr_for_each_nested(item, attribute) read_allowed_ip(device, item);
            break;
    }
    peer->allowed_ip_count = device->allowed_ip_count - peer->first_allowed_ip;
    // A peer that goes on in the next part repeats its key there.
    struct known_peer *last = device->peer_count ? peer - 1 : NULL;
    if (last && memcmp(last->key, peer->key, KEY_SIZE) == 0) last->allowed_ip_count += peer->allowed_ip_count;
    else device->peer_count++;
}

static int read_part(const struct nlmsghdr *message, void *context) {
    struct known_device *device = context;
    const struct nlattr *attribute, *item;
    mnl_attr_for_each(attribute, message, sizeof(struct genlmsghdr)) switch (mnl_attr_get_type(attribute)) {
        case WGDEVICE_A_PUBLIC_KEY: copy(device->public_key, KEY_SIZE, attribute); break;
        case WGDEVICE_A_LISTEN_PORT: device->listen_port = mnl_attr_get_u16(attribute); break;
        case WGDEVICE_A_FWMARK: device->mark = mnl_attr_get_u32(attribute); break;
        case WGDEVICE_A_PEERS:
            mnl_attr_for_each_nested(item, attribute) read_peer(device, item);
            break;
    }
    return MNL_CB_OK;
}

static void dump(struct client *client, mnl_cb_t each, struct known_device *device) {
    struct nlmsghdr *message = begin_generic(
        client, client->family, WG_CMD_GET_DEVICE, WG_GENL_VERSION, NLM_F_ACK | NLM_F_DUMP);
    mnl_attr_put_strz(message, WGDEVICE_A_IFNAME, client->interface);
    ask(client, message, each, device);
}

// --------------------------------------------------------------------------------------------------------------- measure

static double processor_microseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int compare(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

enum { MOST_REPETITIONS = 15 };

// As netlink-probe does (Figure.swift).
static int repetitions(size_t touched) { return touched >= 10000 ? 3 : touched >= 1000 ? 7 : MOST_REPETITIONS; }

static void report(const char *name, size_t size, double *times, int count) {
    qsort(times, count, sizeof *times, compare);
    printf("%s\t%zu\t%.2f\n", name, size, times[count / 2]);
}

#define MEASURE(name, touched, prepare, body)                            \
    do {                                                                 \
        double times[MOST_REPETITIONS];                                  \
        for (int number = 0; number < repetitions(touched); number++) {  \
            prepare;                                                     \
            double before = processor_microseconds();                    \
            body;                                                        \
            times[number] = processor_microseconds() - before;           \
        }                                                                \
        if (report_it) report(name, size, times, repetitions(touched));  \
    } while (0)

static void read_all(struct client *client, size_t size) {
    struct known_device device = {0};
    dump(client, read_part, &device);
    if (device.peer_count != size) fail("not all peers are in the dump");
    free(device.peers);
    free(device.allowed_ips);
}

static void measure_device(struct client *client, bool keyed, unsigned allowed_ips, size_t size, bool report_it) {
    uint8_t secret[KEY_SIZE];
    memset(secret, 0x42, sizeof secret);
    const uint8_t *private_key = keyed ? secret : NULL;
    struct peer *peers = grown(NULL, size, sizeof *peers), *others = grown(NULL, size, sizeof *others);
    for (size_t index = 0; index < size; index++) {
        peers[index] = peer_number(index + 1, allowed_ips);
        others[index] = readdressed(peers[index]);
    }
    const uint32_t update = WGPEER_F_UPDATE_ONLY, replace = update | WGPEER_F_REPLACE_ALLOWEDIPS;
    struct peer other;

    MEASURE("encode", size, , apply(client, peers, size, 0, private_key, throw_away));
    // A device that is up calls each peer, which wakes another thread; with a key it does nothing else for minutes.
    if (!keyed)
        MEASURE("fresh, up", size, make_anew(client->interface, true),
                apply(client, peers, size, 0, private_key, send_and_wait));
    MEASURE("fresh", size, make_anew(client->interface, false),
            apply(client, peers, size, 0, private_key, send_and_wait));
    MEASURE("re-apply", size, , apply(client, peers, size, replace, NULL, send_and_wait));
    MEASURE("dump", size, , read_all(client, size));
    MEASURE("dump, unread", size, , dump(client, NULL, NULL));
    MEASURE("one moved", 1, other = moved(peers[number]), apply(client, &other, 1, update, NULL, send_and_wait));
    MEASURE("one readdressed", 1, , apply(client, &others[number], 1, replace, NULL, send_and_wait));
    MEASURE("10 % changed", size / 10, apply(client, peers, size / 10, replace, NULL, send_and_wait),
            apply(client, others, size / 10, replace, NULL, send_and_wait));
    free(peers);
    free(others);
}

static int run(char **arguments) {
    pid_t child = fork();
    if (child < 0) fail("fork");
    if (child == 0) {
        execvp(arguments[1], arguments + 1);
        fail(arguments[1]);
    }
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) < 0) fail("wait");
    if (status != 0) return 1;
    double used = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    fprintf(stderr, "%s\t%.0f\n", arguments[0], used);
    return 0;
}

int main(int count, char **arguments) {
    if (count >= 4 && strcmp(arguments[1], "run") == 0) return run(arguments + 2);
    if (count < 6 || strcmp(arguments[1], "device") != 0) {
        fprintf(stderr, "usage: netlink-floor device INTERFACE keyless|keyed ALLOWED-IPS SIZE...\n"
                        "       netlink-floor run NAME COMMAND...\n");
        return 2;
    }
    bool keyed = strcmp(arguments[3], "keyed") == 0;
    unsigned allowed_ips = atoi(arguments[4]);
    if (allowed_ips < 1 || allowed_ips > MOST_ALLOWED_IPS) {
        errno = EINVAL;
        fail("ALLOWED-IPS");
    }
    make_anew(arguments[2], false);
    struct client *client = calloc(1, sizeof *client);
    if (!client) fail("memory");
    open_device(client, arguments[2]);
    // Once for what happens once a process, such as code that comes from the disk.
    measure_device(client, keyed, allowed_ips, 100, false);
    for (int index = 5; index < count; index++)
        measure_device(client, keyed, allowed_ips, atol(arguments[index]), true);
    remove_link(arguments[2]);
    return 0;
}
