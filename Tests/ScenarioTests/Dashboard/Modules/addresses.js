// app/route.js, mesh/ranges.js, pages/nodes/search.js

const {match, link} = await load("app/route.js");
const {freeRange, parse, overlap} = await load("mesh/ranges.js");
const {matches} = await load("pages/nodes/search.js");

const routes = [{path: "/"}, {path: "/networks"}, {path: "/networks/:network"}, {path: "/networks/:network/nodes"}];

test("an address leads to the page that has its shape", () => {
    equal(match(routes, "").route.path, "/");
    equal(match(routes, "#/").route.path, "/");
    equal(match(routes, "#/networks/office").params, {network: "office"});
    equal(match(routes, "#/networks/office/nodes?search=a%20b").query, {search: "a b"});
    equal(match(routes, "#/networks//nodes"), null);
    equal(match(routes, "#/nowhere"), null);
});

test("whatever a name holds, its address leads back to it", () => {
    for (const name of ["a", "a/b", "?x", "#", "%", "<script>", "ü", "a b"]) {
        equal(match(routes, link`/networks/${name}`).params.network, name);
    }
    equal(match(routes, "#/networks/%zz").params.network, "%zz");
});

test("a new network gets a range that no other has", () => {
    equal(freeRange([]), "10.10.0.0/16");
    equal(freeRange(["10.10.0.0/16", null, "fd00::/64"]), "10.11.0.0/16");
    equal(freeRange(["10.10.5.0/24", "10.11.0.0/12"]), "10.11.0.0/16".replace("11", "16"));
    equal(freeRange(["10.0.0.0/8"]), null);
});

test("what is no range is none", () => {
    for (const text of ["", "10.0.0.0", "10.0.0.0/33", "256.0.0.0/8", "a.b.c.d/8", null]) equal(parse(text), null);
    equal(overlap(parse("0.0.0.0/0"), parse("255.255.255.255/32")), true);
    equal(overlap(parse("10.0.0.0/24"), parse("10.0.1.0/24")), false);
});

test("a search finds what has all its words", () => {
    const node = {name: "web-1", ipv4: "10.0.0.1", tags: ["blue"], machine: {hostname: "rack7"}};
    for (const search of ["", "web", "WEB blue", "10.0", "rack"]) equal(matches(node, search), true);
    for (const search of ["db", "web red"]) equal(matches(node, search), false);
});
