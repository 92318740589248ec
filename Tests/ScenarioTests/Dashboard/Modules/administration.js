// pages/users/role.js, pages/user/conflict.js, pages/history/filter.js, pages/history/reader.js,
// pages/server/health.js, pages/settings/fields.js, parts/bytes.js

const {roleFields, roleOf, rolePatch, networksOf} = await load("pages/users/role.js");
const {changesOf} = await load("pages/user/conflict.js");
const {query, actor, address, chosen} = await load("pages/history/filter.js");
const {joined} = await load("pages/history/reader.js");
const {concerns, versions, isOlder} = await load("pages/server/health.js");
const {cards, patchOf} = await load("pages/settings/fields.js");
const {bytesText} = await load("parts/bytes.js");

test("a network admin's form has a box for each network, a super admin's none", () => {
    const user = {role: "networkAdmin", networks: ["harbor"], commands: "granted"};
    const names = ["harbor", "office"];
    const fields = roleFields({user, role: "networkAdmin", networks: names, chosen() {}});
    equal(fields.filter((field) => field.type === "checkbox").map((field) => field.value), [true, false, true]);
    equal(roleFields({user, role: "superAdmin", networks: names, chosen() {}}).length, 1);
});

test("of a role that is changed only what was touched is sent", () => {
    const values = {role: "networkAdmin", "network harbor": true, "network office": false, commands: true};
    equal(networksOf(values), ["harbor"]);
    equal(roleOf(values), {role: "networkAdmin", networks: ["harbor"], commands: "granted"});
    equal(roleOf({...values, role: "superAdmin"}), {role: "superAdmin"});
    equal(rolePatch(values, {"network office": false}), {networks: ["harbor"]});
    equal(rolePatch(values, {commands: true}), {commands: "granted"});
    equal(rolePatch(values, {role: "networkAdmin"}), roleOf(values));
    equal(rolePatch(values, {}), {});
});

test("what others made of a user meanwhile is told, the oldest first", () => {
    const row = (revision, after) => ({revision, actor: "user:bob", time: "2026-01-02T03:04:05Z",
        objects: [{kind: "user", name: "carol", fields: [{field: "commands", before: "denied", after}]}]});
    equal(changesOf([row(9, "c"), row(8, "b"), row(7, "a")], "carol", 7).map((change) => change.after.commands),
        ["b", "c"]);
    equal(changesOf([row(9, "c")], "dave", 7), []);
    equal(changesOf([{...row(9, "c"), network: "office"}], "carol", 7), []);
});

test("a filter is asked for as the server has it, and stands in the address", () => {
    equal(actor("alice"), "user:alice");
    for (const text of ["server", "nobody", "node:12", "user:alice/token:3"]) equal(actor(text), text);
    equal(chosen({actor: "", kind: null, name: "web", other: 1}), {name: "web"});
    equal(query({actor: "alice", kind: "node"}, {limit: 50}), "?limit=50&actor=user%3Aalice&kind=node");
    equal(query({since: "2026-01-02T03:04:05Z"}, {limit: 5, after: "~8"}),
        "?limit=5&since=2026-01-02T03%3A04%3A05.000Z&after=%7E8");
    equal(query({since: "soon"}, {limit: 5}), "?limit=5&since=soon");
    equal(address("#/history", {}), "#/history");
    equal(address("#/history", {name: "a&b"}), "#/history?name=a%26b");
});

test("a change is in a history once, and stands where it was", () => {
    const row = (revision) => ({network: "office", epoch: "e", revision, time: "t"});
    equal(joined([row(3), row(2)], [row(2), row(1)]).map((one) => one.revision), [3, 2, 1]);
});

const now = new Date("2026-01-10T00:00:00Z").getTime();
const node = (fields) => ({name: "web", network: "office", status: "active", joinedAt: "2026-01-01T00:00:00Z",
    machine: {version: "0.1.0"}, live: {status: "applied"}, ...fields});
const network = (fields) => ({name: "office", pendingCount: 0, overlaps: [], ...fields});
const server = {version: "0.1.0"};

test("a server where all is well has nothing to see to", () => {
    equal(concerns({readiness: {status: "ok"}, server, networks: [network()], nodes: [node()], now}), []);
});

test("what is wrong is told, the worst first", () => {
    const found = concerns({
        readiness: {status: "not-ready", reason: "nothing can be written"}, server, now,
        networks: [network({pendingCount: 2, overlaps: ["harbor"]})],
        nodes: [node({live: {status: "disconnected", lastSeen: "2026-01-02T00:00:00Z"}}),
            node({name: "old", machine: {version: "0.0.9"}}), node({name: "gone", status: "expired"})],
    });
    equal(found.map((concern) => concern.tone), ["bad", "busy", "busy", "off", "off", "off"]);
    equal(found[0].text, "Nothing can be written.");
    equal(concerns({readiness: null, server, networks: [], nodes: [], now}).map((concern) => concern.tone), ["bad"]);
});

test("releases are compared number by number", () => {
    equal(isOlder("0.9.0", "0.10.0"), true);
    equal(isOlder("1.0.0", "1.0.0"), false);
    equal(isOlder("what", "0.1.0"), true);
    equal(versions([node(), node({machine: {version: "0.10.0"}, live: {status: "disconnected"}})]), [
        {version: "0.10.0", count: 1, connected: 0}, {version: "0.1.0", count: 1, connected: 1}]);
});

const settings = {name: "office", displayName: "Office", listenPort: 51821, persistentKeepalive: 20, mtu: 1420,
    interface: "nm-office", udpHolePunching: true, admission: "keyOnly", checkInInterval: 30,
        dnsServers: ["10.0.0.1", "10.0.0.2"]};
const fieldNames = (grant) => cards(settings, grant).flatMap((card) => card.fields).map((field) => field.name);

test("every option of a network has a field, and commands for those who may set them", () => {
    equal(fieldNames({mayCommand: true}).toSorted(),
        ["admission", "appliesTo", "checkInInterval", "displayName", "dnsServers",
        "dnsSuffix", "interface", "listenPort", "localRange", "mtu", "nodeLimit", "persistentKeepalive", "postDown",
            "postUp",
        "udpHolePunching"]);
    equal(fieldNames({mayCommand: false}).includes("postUp"), false);
});

test("of settings only what was changed is sent, for all machines too", () => {
    equal(patchOf({}, {appliesTo: "newNodes"}), null);
    equal(patchOf({appliesTo: "allNodes"}, {mtu: 1420, appliesTo: "allNodes"}), null);
    equal(patchOf({nodeLimit: null}, {}), {nodeLimit: null});
    equal(patchOf({dnsServers: "10.0.0.1, 10.0.0.2"}, {}), {dnsServers: ["10.0.0.1", "10.0.0.2"]});
    equal(patchOf({dnsServers: null}, {}), {dnsServers: null});
    equal(patchOf({mtu: 1400, appliesTo: "allNodes"}, {mtu: 1400, listenPort: 1, appliesTo: "allNodes"}),
        {mtu: 1400, appliesTo: "allNodes"});
});

test("sizes are read in the unit they fit", () => {
    equal([0, 1023, 1024, 1536, 5 * 2 ** 20, 3 * 2 ** 30, 2 ** 40].map(bytesText),
        ["0 B", "1023 B", "1.0 KiB", "1.5 KiB", "5.0 MiB", "3.0 GiB", "1.0 TiB"]);
});
