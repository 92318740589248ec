// app/page.js, parts/readings.js, parts/convergence.js, pages/nodes/finder.js, pages/history/reader.js,
// pages/picture/knowledge.js, pages/picture/panel.js: what an open page asks for and keeps, and for how long

const {Page} = await load("app/page.js");
const {Store} = await load("store/store.js");
const {Problem} = await load("api/problem.js");
const {makeReadings} = await load("parts/readings.js");
const {makeConvergence} = await load("parts/convergence.js");
const {makeFinder} = await load("pages/nodes/finder.js");
const {makeReader} = await load("pages/history/reader.js");
const {makeKnowledge} = await load("pages/picture/knowledge.js");
const {makePanel} = await load("pages/picture/panel.js");
const {patch} = await load("view/patch.js");

const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

/// A page whose server is a function of what it is asked, and whose clock and events are the test's.
function pageOf(answer) {
    const page = {
        asked: [], isOver: false,
        async call(method, path) {
            page.asked.push(path);
            return {value: await answer(path)};
        },
        redraw() {}, announce() {}, notFound() {}, whenLeft() {},
        every(seconds, action) { page.tick = action; },
        watch(action) { page.tell = action; },
        watchLive(action) { page.live = action; },
    };
    return page;
}

test("what has gone is asked for no more, and anew when something comes to be called so", async () => {
    const original = window.fetch;
    const asked = [];
    window.fetch = (address, options) => {
        const network = String(address).match(/networks\/([a-z]+)\/nodes/)?.[1];
        if (network === undefined) return original.call(window, address, options);
        asked.push(network);
        return Promise.resolve(Response.json({items: [{id: String(asked.length), name: "gate"}]}));
    };
    try {
        const store = new Store(() => {});
        const page = new Page({params: {}, store});
        const nodes = makeReadings(page, (network) =>
            page.list(`/networks/${network}/nodes`, {kind: "node", network}));
        for (const network of ["harbor", "office"]) nodes.of(network);
        await wait(20);
        nodes.keep(["office"]);
        store.reset();
        await wait(20);
        equal(asked, ["harbor", "office", "office"]);
        equal(nodes.of("harbor").items, null);
        await wait(20);
        equal([nodes.of("harbor").items[0].id, asked.length], ["4", 4]);
        page.leave();
        store.reset();
        await wait(20);
        equal(asked.length, 4);
    } finally {
        window.fetch = original;
    }
});

const network = {nodeCount: 2, pendingCount: 0};

test("those who are away are asked about when they may be back, and not all the time", async () => {
    const page = pageOf((path) => path.includes("convergence")
        ? {lagging: [], disconnected: [{id: "7", name: "gate"}]} : network);
    const convergence = makeConvergence(page, "office");
    await convergence.follow(5);
    equal(page.asked.length, 2);
    page.live([{network: "office", nodes: ["8"]}, {network: "harbor", nodes: ["7"]}]);
    await wait(20);
    equal(page.asked.length, 2);
    for (let round = 0; round < 12; round += 1) {
        page.live([{network: "office", nodes: ["7"]}]);
        await wait(200);
    }
    equal(page.asked.length, 4);
});

test("one revision is followed once", async () => {
    const answered = Promise.withResolvers();
    const page = pageOf((path) => path.includes("convergence") ? answered.promise : network);
    const convergence = makeConvergence(page, "office");
    const first = convergence.follow(5);
    convergence.follow(5);
    answered.resolve({lagging: [], disconnected: []});
    await first;
    equal(page.asked.length, 2);
});

test("a search that the address has is the first that is asked, and again when the server is back", async () => {
    let isThere = false;
    const page = pageOf(() => {
        if (!isThere) throw Problem.unreachable();
        return {items: [{id: "1", name: "web"}]};
    });
    const finder = makeFinder(page, "/networks/office/nodes", {kind: "node", network: "office"}, " web ");
    await wait(20);
    equal([page.asked, finder.problem.kind], [["/networks/office/nodes?limit=100&search=web"], "unreachable"]);
    isThere = true;
    page.tick();
    await wait(20);
    equal([page.asked.length, finder.problem, finder.items.length], [2, null, 1]);
    page.tick();
    await wait(20);
    equal(page.asked.length, 2);
});

test("a history that is left open does not grow without end", async () => {
    let newest = 300;
    const page = pageOf(() => ({next: "~1", items: Array.from({length: 300}, (_, index) =>
        ({network: "office", epoch: "e", revision: newest - index, time: "t"}))}));
    const reader = makeReader(page, "/history", () => true);
    await reader.begin({});
    const lengths = [];
    for (let round = 0; round < 2; round += 1) {
        newest += 299;
        page.tell({});
        await wait(400);
        lengths.push(reader.rows.length);
    }
    equal([lengths, reader.rows[0].revision], [[599, 300], 898]);
});

const node = (id, name) =>
    ({id, name, revision: 1, status: "active", live: {status: "applied"}, tags: [], ipv4: `10.0.0.${id}`});

test("what an agent said of links is forgotten when it is old and nobody looks", async () => {
    const page = pageOf(() => ({word: "silent", items: []}));
    const knowledge = makeKnowledge(page, "office");
    const [web, gate] = [node("1", "web"), node("2", "gate")];
    knowledge.follow([web, gate]);
    await wait(20);
    knowledge.follow([gate]);
    const {now} = Date;
    Date.now = () => now() + 60_000;
    try {
        page.tick();
        await wait(20);
        equal([knowledge.word(web), knowledge.word(gate), page.asked.length], [null, "silent", 3]);
    } finally {
        Date.now = now;
    }
});

test("an answer that comes late is not told of whoever was chosen since", async () => {
    const answer = (from) => ({from: {name: from}, to: {name: "there"}, reachable: "yes", summary: "it passes",
        path: [], findings: [], agents: [], tunnels: []});
    const late = [];
    const knowledge = {
        of: () => null, word: () => null,
        ask() {
            late.push(Promise.withResolvers());
            return late.at(-1).promise;
        },
    };
    const place = document.createElement("div");
    document.body.append(place);
    const nodes = [node("1", "web"), node("2", "gate")];
    let here = nodes[0];
    const draw = () => patch(place, panel.view(here, nodes, [], true));
    const panel = makePanel({redraw: () => draw(), announce() {}}, "office", knowledge, {isPicking: () => false});
    async function ask() {
        place.querySelector("[name=to]").value = "there";
        place.querySelector("form").requestSubmit();
        await wait(20);
    }
    try {
        draw();
        await ask();
        panel.clear();
        here = nodes[1];
        draw();
        late[0].resolve({value: answer("web")});
        await wait(20);
        equal(place.querySelector(".why"), null);
        await ask();
        late[1].resolve({value: answer("gate")});
        await wait(20);
        equal(place.querySelector(".why h3").textContent, "gate to there");
    } finally {
        place.remove();
    }
});
