// mesh/states.js, mesh/groups.js, mesh/shapes.js, and where everybody stands: mesh/ring.js, mesh/discs.js,
// mesh/packing.js, mesh/labels.js, mesh/directions.js

const {states, stateOf, described, takesPart} = await load("mesh/states.js");
const {grouped, grouping, groupings} = await load("mesh/groups.js");
const {ring, textsOf} = await load("mesh/ring.js");
const {discs, room} = await load("mesh/discs.js");
const {packed} = await load("mesh/packing.js");
const {labelled} = await load("mesh/labels.js");
const {next} = await load("mesh/directions.js");
const {stateShape, roleShape} = await load("mesh/shapes.js");

const node = (number, fields = {}) => ({
    id: `id${number}`, name: `node-${number}`, status: "active", live: {status: "applied"}, revision: 1,
    ipv4: `10.20.${number >> 8}.${number & 255}`, machine: {version: "1.0.0"}, tags: [`site-${number % 7}`],
    joinedAt: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(), ...fields,
});
const crowd = (count) => Array.from({length: count}, (_, number) => node(number));
const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

test("a node is what the admins decided, then what is seen of it", () => {
    equal(["applied", "pending", "disconnected"].map((status) => stateOf(node(1, {live: {status}}))),
        ["online", "behind", "offline"]);
    for (const status of ["pending", "disconnected", "expired"]) equal(stateOf(node(1, {status})), status);
    equal(takesPart(node(1, {status: "expired"})), false);
    equal(described(node(1, {egress: {ranges: []}}), 2), "node-1, online, egress gateway, 2 clients");
});

test("every state and every role has a shape of its own", () => {
    const shapes = [...states.filter((state) => state.name !== "offline").map((state) => stateShape(state.name, 10)),
        stateShape("client", 10)];
    equal(new Set(shapes).size, shapes.length);
    const roles = [{isEgress: true}, {isIngress: true}, {isRelay: true},
        {isEgress: true, isIngress: true}].map((role) => roleShape(role, 10));
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
    equal(grouped([node(2, {tags: []}), node(1, {tags: ["zoo"]})], "tag").map((group) => group.title),
        ["zoo", "No tag"]);
});

test("a few stand in a ring, many by their tags", () => {
    equal([grouping(crowd(5)), grouping(crowd(17)), grouping(crowd(17).map((one) => ({...one, tags: []})))],
        ["none", "tag", "state"]);
});

test("the same nodes make the same picture, in whatever order they come", () => {
    const draw = (nodes) => [...discs(grouped(nodes, "tag"), [], 800).spots].sort();
    equal(draw(crowd(200)), draw(crowd(200).reverse()));
    const around = (nodes) => [...ring(grouped(nodes, "none")[0].nodes, [], 800).spots];
    equal(around(crowd(9)), around(crowd(9).reverse()));
});

test("who joins a crowd moves nobody, but when a group has no room left", () => {
    let moved = 0;
    for (let count = 130; count < 230; count += 1) {
        const [before, after] = [count, count + 1].map((size) => discs(grouped(crowd(size), "tag"), [], 800).spots);
        if ([...before].some(([id, spot]) => distance(spot, after.get(id)) > 0)) moved += 1;
    }
    // Seven groups grow by four steps each at most while a hundred join.
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
    for (const layout of [ring(crowd(16), [], 800), discs(grouped(crowd(1000), "tag"), [], 800),
        discs(grouped(crowd(1000), "state"), [], 400)]) {
        const spots = [...layout.spots.values()];
        let least = Infinity;
        spots.forEach((one, index) => spots.slice(index + 1).forEach((other) =>
            { least = Math.min(least, distance(one, other)); }));
        equal(least > 2 * layout.size, true);
        equal(spots.every(({x, y}) => x >= layout.box.x && y >= layout.box.y && x <= layout.box.x + layout.box.width
            && y <= layout.box.y + layout.box.height), true);
    }
});

test("a node is in its group's disc, and discs do not touch", () => {
    const {discs: all, spots} = discs(grouped(crowd(700), "tag"), [], 800);
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

test("clients of a crowd stand at the rim of their gateway's disc, nobody on another, those of one gateway together",
    () => {
    for (const [count, each] of [[20, 3], [60, 14], [1000, 40]]) {
        const nodes = crowd(count);
        const clients = nodes.slice(0, 8).flatMap((gateway) =>
            Array.from({length: each}, (_, number) => ({id: `c${gateway.id} ${number}`, gateway: gateway.id})));
        const {spots, clientSpots, discs: all, size} = discs(grouped(nodes, "tag"), clients, 800);
        equal(clientSpots.size, clients.length);
        equal(all.reduce((sum, disc) => sum + disc.clients, 0), clients.length);
        for (const client of clients) {
            const spot = clientSpots.get(client.id);
            equal(spot.disc, spots.get(client.gateway).disc);
            equal(distance(spot, all[spot.disc]) < all[spot.disc].radius, true);
        }
        const everybody = [...spots.values(), ...clientSpots.values()];
        let least = Infinity;
        everybody.forEach((one, index) => everybody.slice(index + 1).forEach((other) =>
            { least = Math.min(least, distance(one, other)); }));
        equal(least > 1.9 * size, true);
        // Who has none has a disc as before.
        equal(discs(grouped(nodes, "tag"), [],
            800).discs.every((disc) => disc.radius <= all.find(({title}) => title === disc.title).radius), true);
    }
});

test("circles are packed, and none touches another or reaches out of the width", () => {
    for (const radii of [[], [5], [9, 9], [100, 20, 20, 20],
        Array.from({length: 12}, (_, number) => 30 + 13 * (number % 5)),
        Array.from({length: 80}, (_, number) => 10 + number % 7), [390, 390, 50], [200, 200, 200]]) {
        const centres = packed(radii, 800);
        centres.forEach(({x, y}, index) => {
            equal(x - radii[index] > -0.1 && x + radii[index] < 800.1 && y - radii[index] > -0.1, true);
            centres.slice(0, index).forEach((other, before) => {
                equal(distance({x, y}, other) > radii[index] + radii[before] - 0.1, true);
            });
        });
    }
});

test("many discs fill a sheet that is hardly higher than wide", () => {
    const {box} = discs(grouped(crowd(1000), "tag"), [], 820);
    equal(box.height < box.width * 1.25, true);
});

const overlap = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0;

test("in a ring everybody is named, and no name covers another", () => {
    for (let count = 1; count <= 16; count += 1) {
        const nodes = crowd(count).map((one, number) => ({...one, name: `machine-with-name-${number}`,
            ...number === 1 ? {egress: {ranges: ["192.168.50.0/24", "10.0.0.0/8"]}, ingress: {}} : {}}));
        const clients = count < 2 ? [] : ["phone", "a-laptop-of-somebody",
            "tablet"].map((name) => ({id: name, name, gateway: "id1"}));
        const {names, box} = ring(nodes, clients, 820);
        const boxes = [...names.values()].map((name) => name.box);
        equal(boxes.length, count + clients.length);
        boxes.forEach((one, index) => {
            equal(boxes.slice(index + 1).some((other) => overlap(one, other)), false);
            equal(one.left >= box.x && one.right <= box.x + box.width && one.top >= box.y && one.bottom <= box.y
                + box.height, true);
        });
    }
    equal(textsOf({name: "gate", egress: {ranges: ["10.0.0.0/8", "192.168.0.0/16"]}}), ["gate", "→ 10.0.0.0/8 +1"]);
});

test("a name without room is left out, unless somebody looks at it", () => {
    const wanted = ["a", "b"].map((id) => ({id, x: 0, y: 0, reach: 5, texts: ["as long as this"], sides: ["below"]}));
    equal([...labelled(wanted, [], () => false).keys()], ["a"]);
    equal([...labelled(wanted, [], (id) => id === "b").keys()], ["a", "b"]);
    equal(labelled([{...wanted[0], sides: ["right", "left"]}], [{x: 40, y: 0, reach: 5}], () => false).get("a").anchor,
        "end");
});

test("a thousand nodes are laid out at once", () => {
    const nodes = crowd(1000);
    const began = performance.now();
    discs(grouped(nodes, "tag"), [], 800);
    equal(performance.now() - began < 100, true);
});

test("arrow keys lead to every node", () => {
    const {spots} = discs(grouped(crowd(60), "tag"), [], 800);
    const directions = [{x: 1, y: 0}, {x: -1, y: 0}, {x: 0, y: 1}, {x: 0, y: -1}];
    const reached = new Set(["id0"]);
    for (const id of reached) directions.forEach((direction) => {
        const other = next(spots, id, direction);
        if (other !== null) reached.add(other);
    });
    equal(reached.size, 60);
    equal(next(new Map([["a", {x: 0, y: 0}], ["b", {x: 10, y: 0}]]), "a", {x: -1, y: 0}), null);
});
