// mesh/states.js, mesh/groups.js, mesh/layout.js, mesh/links.js, mesh/shapes.js

const {states, stateOf, described, takesPart} = await load("mesh/states.js");
const {grouped, grouping, groupings} = await load("mesh/groups.js");
const {ring, discs, next, room} = await load("mesh/layout.js");
const {pairs, linkKey, bundles, known, standing, shortAge} = await load("mesh/links.js");
const {stateShape, roleShape} = await load("mesh/shapes.js");

const node = (number, fields = {}) => ({
    id: `id${number}`, name: `node-${number}`, status: "active", live: {status: "applied"}, revision: 1,
    ipv4: `10.20.${number >> 8}.${number & 255}`, machine: {version: "1.0.0"}, tags: [`site-${number % 7}`],
    joinedAt: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(), ...fields,
});
const crowd = (count) => Array.from({length: count}, (_, number) => node(number));
const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

test("a node is what the admins decided, then what is seen of it", () => {
    equal(["applied", "pending", "disconnected"].map((status) => stateOf(node(1, {live: {status}}))), ["online", "behind", "offline"]);
    for (const status of ["pending", "disconnected", "expired"]) equal(stateOf(node(1, {status})), status);
    equal(takesPart(node(1, {status: "expired"})), false);
    equal(described(node(1, {egress: {ranges: []}}), 2), "node-1, online, egress gateway, 2 clients");
});

test("every state and every role has a shape of its own", () => {
    const shapes = [...states.filter((state) => state.name !== "offline").map((state) => stateShape(state.name, 10)), stateShape("client", 10)];
    equal(new Set(shapes).size, shapes.length);
    const roles = [{isEgress: true}, {isIngress: true}, {isRelay: true}, {isEgress: true, isIngress: true}].map((role) => roleShape(role, 10));
    equal(new Set(roles).size, roles.length);
});

test("nodes are in one group each, whatever they are grouped by", () => {
    for (const {name} of groupings) {
        const groups = grouped(crowd(300), name);
        equal(new Set(groups.flatMap((group) => group.nodes.map((one) => one.id))).size, 300);
        equal(groups.reduce((sum, group) => sum + group.nodes.length, 0), 300);
    }
    equal(grouped(crowd(1000), "range").length <= 12, true);
    equal(grouped([node(1, {ipv4: undefined})], "range")[0].title, "IPv6");
    equal(grouped([node(2, {tags: []}), node(1, {tags: ["zoo"]})], "tag").map((group) => group.title), ["zoo", "No tag"]);
});

test("a few stand in a ring, many by their tags", () => {
    equal([grouping(crowd(5)), grouping(crowd(17)), grouping(crowd(17).map((one) => ({...one, tags: []})))], ["none", "tag", "state"]);
});

test("the same nodes make the same picture, in whatever order they come", () => {
    const draw = (nodes) => [...discs(grouped(nodes, "tag"), 800).spots].sort();
    equal(draw(crowd(200)), draw(crowd(200).reverse()));
    const around = (nodes) => [...ring(grouped(nodes, "none")[0].nodes, [], 800).spots];
    equal(around(crowd(9)), around(crowd(9).reverse()));
});

test("who joins a crowd moves nobody, but when a group has no room left", () => {
    let moved = 0;
    for (let count = 130; count < 230; count += 1) {
        const [before, after] = [count, count + 1].map((size) => discs(grouped(crowd(size), "tag"), 800).spots);
        if ([...before].some(([id, spot]) => distance(spot, after.get(id)) > 0)) moved += 1;
    }
    // Seven groups grow by four steps each while a hundred join.
    equal(moved <= 28, true);
    equal(room(100) >= 100 && room(room(100)) === room(100), true);
});

test("who joins a ring comes last, and the others make room", () => {
    for (let count = 3; count < 16; count += 1) {
        const [before, after] = [count, count + 1].map((size) => ring(crowd(size), [], 800).spots);
        equal([...after.keys()].slice(0, count), [...before.keys()]);
        // The first stays where it is, but for the ring that grows.
        equal(Math.abs(after.get("id0").x - before.get("id0").x) < 1, true);
    }
});

test("nobody stands on another", () => {
    for (const layout of [ring(crowd(16), [], 800), discs(grouped(crowd(1000), "tag"), 800), discs(grouped(crowd(1000), "state"), 400)]) {
        const spots = [...layout.spots.values()];
        let least = Infinity;
        spots.forEach((one, index) => spots.slice(index + 1).forEach((other) => { least = Math.min(least, distance(one, other)); }));
        equal(least > 2 * layout.size, true);
        equal(spots.every(({x, y}) => x >= layout.box.x && y >= layout.box.y && x <= layout.box.x + layout.box.width
            && y <= layout.box.y + layout.box.height), true);
    }
});

test("a node is in its group's disc, and discs do not touch", () => {
    const {discs: all, spots} = discs(grouped(crowd(700), "tag"), 800);
    equal([...spots.values()].every((spot) => distance(spot, all[spot.disc]) < all[spot.disc].radius), true);
    all.forEach((one, index) => all.slice(index + 1).forEach((other) => {
        equal(distance(one, other) >= one.radius + other.radius, true);
    }));
});

test("clients stand outside of the ring, at their gateway", () => {
    const clients = Array.from({length: 6}, (_, index) => ({id: `c${index}`, gateway: "id2"}));
    const {spots, clientSpots} = ring(crowd(5), clients, 800);
    for (const spot of clientSpots.values()) {
        const nearest = [...spots].sort((one, other) => distance(one[1], spot) - distance(other[1], spot))[0][0];
        equal(nearest, "id2");
        equal(Math.hypot(spot.x, spot.y) > Math.hypot(spots.get("id2").x, spots.get("id2").y) + 60, true);
    }
});

test("a thousand nodes are laid out at once", () => {
    const nodes = crowd(1000);
    const began = performance.now();
    discs(grouped(nodes, "tag"), 800);
    equal(performance.now() - began < 100, true);
});

test("arrow keys lead to every node", () => {
    const {spots} = discs(grouped(crowd(60), "tag"), 800);
    const directions = [{x: 1, y: 0}, {x: -1, y: 0}, {x: 0, y: 1}, {x: 0, y: -1}];
    const reached = new Set(["id0"]);
    for (const id of reached) directions.forEach((direction) => {
        const other = next(spots, id, direction);
        if (other !== null) reached.add(other);
    });
    equal(reached.size, 60);
    equal(next(new Map([["a", {x: 0, y: 0}], ["b", {x: 10, y: 0}]]), "a", {x: -1, y: 0}), null);
});

test("links are between those that take part", () => {
    const nodes = [node(1), node(2), node(3, {status: "pending"}), node(4, {live: {status: "disconnected"}})];
    equal(pairs(nodes).map(({key}) => key), ["id1 id2", "id1 id4", "id2 id4"]);
    equal(linkKey("b", "a"), linkKey("a", "b"));
    const spots = new Map(nodes.map((one, index) => [one.id, {disc: index % 2}]));
    equal(bundles(nodes[0], nodes, spots), [{disc: 1, count: 2}]);
    equal(bundles(nodes[2], nodes, spots), []);
});

const tunnel = (fields) => ({node: "a", peer: "b", candidates: [{endpoint: "192.168.1.2:51821", origin: "local"},
    {endpoint: "203.0.113.2:51821", origin: "observed"}], ...fields});
const answer = (fields) => ({reachable: "yes", path: [{kind: "direct"}], tunnels: [], findings: [], agents: [], ...fields});

test("of a link is known what its ends said, and nothing else", () => {
    equal(known(answer({reachable: "unknown", tunnels: [tunnel({})]})),
        {reachable: "unknown", path: "unknown", handshake: "unknown", age: null});
    equal(known(answer({reachable: "no", tunnels: [tunnel({receivedBytes: 0, sentBytes: 9})]})).handshake, "none");
    const heard = {endpoint: "192.168.1.2:51821", receivedBytes: 1, sentBytes: 1};
    // The ends differ by what the last handshake of either is.
    equal(known(answer({tunnels: [tunnel({...heard, handshakeSeconds: 4}), tunnel({...heard, handshakeSeconds: 5})]})),
        {reachable: "yes", path: "local", handshake: "fresh", age: 5});
    equal(known(answer({tunnels: [tunnel({...heard, endpoint: "203.0.113.2:51821", handshakeSeconds: 999})]})),
        {reachable: "yes", path: "direct", handshake: "old", age: 999});
    equal(known(answer({path: [{kind: "direct"}, {kind: "client"}], tunnels: [tunnel(heard)]})).path, "gateway");
});

test("what was answered of a node that has changed is of the past", () => {
    equal(standing(node(1)) === standing(node(1)), true);
    for (const other of [{revision: 2}, {status: "expired"}, {live: {status: "disconnected"}}]) {
        equal(standing(node(1)) === standing(node(1, other)), false);
    }
    equal([5, 95, 7300, 90000].map(shortAge), ["5 s", "1 min", "2 h", "1 d"]);
});
