// mesh/links.js

const {pairs, ends, linkKey, told, joined, known, shownSession, sessions, sessionTone, counted, standing,
    shortAge} = await load("mesh/links.js");

const node = (number, fields = {}) => ({id: `id${number}`, name: `node-${number}`, status: "active",
    live: {status: "applied"}, revision: 1, ...fields});

test("links are between those that take part", () => {
    const nodes = [node(1), node(2), node(3, {status: "pending"}), node(4, {live: {status: "disconnected"}})];
    equal(pairs(nodes).map(({key}) => key), ["id1 id2", "id1 id4", "id2 id4"]);
    equal(linkKey("b", "a"), linkKey("a", "b"));
    const clients = [{id: "c1", gateway: "id1", status: "admitted"}, {id: "c2", gateway: "id1", status: "disabled"},
        {id: "c3", gateway: "id2", status: "admitted"}];
    equal(ends(nodes[0], nodes, clients).map(({id}) => id), ["id2", "id4", "c1"]);
    equal(ends(nodes[2], nodes, clients), []);
});

test("what an agent said grows old", () => {
    equal(told({session: "fresh", path: "local", handshakeSeconds: 5}, 7), {session: "fresh", path: "local", age: 12});
    equal(told({session: "untried"}, 7), {session: "untried", path: "unknown", age: null});
    equal(told({session: "of a later release"}, 7).session, "unknown");
});

test("of what two ends say the worse counts", () => {
    const end = (session, age = null, path = "direct") => ({session, age, path});
    equal(joined(null, null), null);
    equal(joined(end("fresh", 3), null).session, "fresh");
    equal(joined(end("unknown"), end("fresh", 3)).session, "fresh");
    for (const [one, other, both] of [["fresh", "unanswered", "unanswered"], ["untried", "unanswered", "unanswered"],
        ["fresh", "fresh", "fresh"],
        ["fresh", "untried", "fresh"], ["missing", "untried", "missing"]]) {
        equal([joined(end(one), end(other)).session, joined(end(other), end(one)).session], [both, both]);
    }
    // One end may not have heard of a handshake just now.
    equal(joined(end("idle", 200), end("fresh", 1)).session, "fresh");
    equal(joined(end("fresh", 4, "unknown"), end("fresh", 5, "local")), {session: "fresh", path: "local", age: 5});
});

test("that nobody answers is no news where the other end is offline", () => {
    const away = node(2, {live: {status: "disconnected"}});
    equal(shownSession({session: "unanswered"}, node(1), node(3)), "unanswered");
    equal(shownSession({session: "unanswered"}, node(1), away), "away");
    // Tunnels do not depend on the server.
    equal(shownSession({session: "fresh"}, node(1), away), "fresh");
    equal(shownSession(null, node(1), node(3)), "unknown");
    // A client has no session with the server.
    equal(shownSession({session: "idle"}, node(1), {id: "c1", gateway: "id1"}), "idle");
});

test("links are counted by how they do, what is amiss first", () => {
    equal(counted(["fresh", "idle", "fresh", "unanswered"]).map(({name, count}) => [name, count]),
        [["unanswered", 1], ["idle", 1], ["fresh", 2]]);
    equal(sessions.every(({name, title, tone}) => name && title && sessionTone(name) === tone), true);
});

const tunnel = (fields) => ({node: "a", peer: "b", candidates: [{endpoint: "192.168.1.2:51821", origin: "local"},
    {endpoint: "203.0.113.2:51821", origin: "observed"}], ...fields});
const answer = (fields) => ({reachable: "yes", path: [{kind: "direct"}], tunnels: [], findings: [], agents: [],
    ...fields});

test("an answer to why knows what its ends said, and nothing else", () => {
    equal(known(answer({reachable: "unknown", tunnels: [tunnel({})]})),
        {reachable: "unknown", path: "unknown", session: "unknown", age: null});
    equal(known(answer({reachable: "no", tunnels: [tunnel({receivedBytes: 0, sentBytes: 9})]})).session, "unanswered");
    equal(known(answer({reachable: "unknown", tunnels: [tunnel({receivedBytes: 0, sentBytes: 0})]})).session,
        "untried");
    const heard = {endpoint: "192.168.1.2:51821", receivedBytes: 1, sentBytes: 1};
    // The ends differ by what the last handshake of either is.
    equal(known(answer({tunnels: [tunnel({...heard, handshakeSeconds: 4}), tunnel({...heard, handshakeSeconds: 5})]})),
        {reachable: "yes", path: "local", session: "fresh", age: 5});
    equal(known(answer({tunnels: [tunnel({...heard, endpoint: "203.0.113.2:51821", handshakeSeconds: 999})]})),
        {reachable: "yes", path: "direct", session: "idle", age: 999});
    equal(known(answer({path: [{kind: "direct"}, {kind: "client"}], tunnels: [tunnel(heard)]})).path, "gateway");
});

test("what was answered of a node that has changed is of the past", () => {
    equal(standing(node(1)) === standing(node(1)), true);
    for (const other of [{revision: 2}, {status: "expired"}, {live: {status: "disconnected"}}]) {
        equal(standing(node(1)) === standing(node(1, other)), false);
    }
    equal([5, 95.7, 7300, 90000].map(shortAge), ["5 s", "1 min", "2 h", "1 d"]);
});

const {summary} = await load("pages/node/tunnels.js");

test("a node says in a line how its tunnels do", () => {
    const now = Date.parse("2026-01-02T03:04:05Z");
    const items = [{session: "fresh", handshakeSeconds: 70}, {session: "unanswered", handshakeSeconds: 900},
        {session: "untried"}];
    equal(summary({word: "answered", items}, now), "with 1 of 3 in the last 3 minutes, the last 1 minute ago");
    equal(summary({word: "answered", items: [{session: "untried"}], next: "x"}, now),
        "with 0 of the first 1 in the last 3 minutes");
    equal(summary({word: "answered", items: []}, now), "there is nobody yet");
    equal(summary({word: "answered", trouble: "there is no interface", items}, now), "there is no interface");
    equal(summary({word: "silent", items}, now), "its agent does not answer");
    equal(summary({word: "unable", items}, now), "its agent is too old to say");
});
