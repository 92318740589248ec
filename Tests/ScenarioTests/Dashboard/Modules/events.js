// api/event-text.js, store/effect.js, parts/time.js

const {eventReader} = await load("api/event-text.js");
const {effect, liveEffect} = await load("store/effect.js");
const {relative} = await load("parts/time.js");

test("events are read whole, however they are cut", () => {
    const text = "retry: 1000\nid: 3-1\n\n:\n\nid: 4-2\nevent: change\ndata: {\"a\":1}\n\nevent: reset\ndata: {}\n\n";
    for (let size = 1; size < text.length; size += 1) {
        const reader = eventReader();
        const events = [];
        for (let start = 0; start < text.length; start += size) events.push(...reader.read(text.slice(start,
            start + size)));
        equal(events, [{name: "change", data: "{\"a\":1}"}, {name: "reset", data: "{}"}]);
        equal(reader.lastID, "4-2");
    }
});

const nodes = {kind: "node", network: "office"};
const put = (kind, id) => ({kind, deed: "put", id});

test("a change has read again what it names", () => {
    const event = {network: "office", objects: [put("node", "1"), {kind: "node", deed: "removed", id: "2"},
        put("client", "3")]};
    equal(effect(nodes, event), [{id: "1", isRemoved: false}, {id: "2", isRemoved: true}]);
    equal(effect({...nodes, network: "home"}, event), "nothing");
    equal(effect({kind: "dnsRecord", network: "office"}, event), "nothing");
    equal(effect({...nodes, singles: false}, event), "everything");
});

test("a change of many has the list read again", () => {
    const objects = Array.from({length: 30}, (_, index) => put("node", String(index)));
    equal(effect(nodes, {network: "office", objects}), "everything");
});

test("a network's counts change with what is in it", () => {
    const event = {network: "office", objects: [put("node", "1")]};
    equal(effect({kind: "network"}, event), [{id: "office", isRemoved: false}]);
    equal(effect({kind: "network", network: "home"}, event), "nothing");
    equal(effect({kind: "network"}, {network: "office", objects: [{kind: "network", deed: "removed", name: "office"}]}),
        [{id: "office", isRemoved: true}]);
});

test("what is seen of agents has their nodes read again", () => {
    const events = [{network: "office", nodes: ["1", "2"]}, {network: "home", nodes: ["3"]},
        {network: "office", nodes: ["2"]}];
    equal(liveEffect(nodes, events), [{id: "1", isRemoved: false}, {id: "2", isRemoved: false}]);
    equal(liveEffect({kind: "network"}, events), [{id: "office", isRemoved: false}, {id: "home", isRemoved: false}]);
    equal(liveEffect(nodes, [{network: "office"}]), "everything");
    equal(liveEffect(nodes, [{network: "office", nodes: Array.from({length: 21}, (_, index) => String(index))}]),
        "everything");
    equal(liveEffect({kind: "accessKey", network: "office"}, events), "nothing");
    equal(liveEffect({kind: "user"}, events), "nothing");
});

test("what is the server's is no network's", () => {
    const event = {objects: [{kind: "user", deed: "put", name: "alice"}]};
    equal(effect({kind: "user"}, event), [{id: "alice", isRemoved: false}]);
    equal(effect({kind: "network"}, event), "nothing");
});

test("times are said as people say them", () => {
    const now = Date.parse("2026-01-02T03:04:05Z");
    equal(relative("2026-01-02T03:04:03Z", now), "just now");
    equal(relative("2026-01-02T03:01:00Z", now), "3 minutes ago");
    equal(relative("2026-01-04T04:04:05Z", now), "in 2 days");
});
