// store/store.js, api/client.js: when what was read is read again

const {Store} = await load("store/store.js");
const {call} = await load("api/client.js");

const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
const concern = {kind: "node", network: "office"};

/// Has the server be this for as long as a test runs, but for the page that it runs in, which asks for what it shows.
async function answering(answer, body) {
    const original = window.fetch;
    window.fetch = (address, options) =>
        (String(address).includes("/networks/office/") ? answer : original).call(window, address, options);
    try {
        await body();
    } finally {
        window.fetch = original;
    }
}

test("a list is not read all the time, however often agents come", async () => {
    let count = 0;
    const began = performance.now();
    await answering(async () => {
        count += 1;
        await wait(200);
        return Response.json({items: []});
    }, async () => {
        const store = new Store(() => {});
        const leave = store.list("/networks/office/nodes", concern).use();
        for (let round = 0; round < 60; round += 1) {
            store.live({network: "office"});
            await wait(50);
        }
        leave();
    });
    // Three seconds and more, of which a fifth is spent reading, but for the first and the last time.
    const elapsed = performance.now() - began;
    if (count * 200 > elapsed / 5 + 400) throw new Error(`it was read ${count} times in ${elapsed} ms`);
    if (count < 2) throw new Error("it was read once");
});

test("one node is read at once while the list rests", async () => {
    const asked = [];
    await answering(async (address) => {
        asked.push(new URL(address, location.href).pathname.split("/").at(-1));
        await wait(200);
        return Response.json(asked.at(-1) === "7" ? {id: "7", name: "gate"} : {items: []});
    }, async () => {
        const store = new Store(() => {});
        const leave = store.list("/networks/office/nodes", concern).use();
        await wait(250);
        store.live({network: "office"});
        await wait(300);
        store.live({network: "office", nodes: ["7"]});
        await wait(500);
        leave();
    });
    equal(asked.slice(0, 2), ["nodes", "7"]);
});

test("what could not be read is read again, as long as somebody looks at it", async () => {
    let count = 0;
    await answering(async () => {
        count += 1;
        if (count < 2) throw new TypeError("network changed");
        return Response.json({items: [{id: "1", name: "gate"}]});
    }, async () => {
        const store = new Store(() => {});
        const list = store.list("/networks/office/nodes", concern);
        const leave = list.use();
        await wait(100);
        equal(list.problem.kind, "unreachable");
        await wait(1_200);
        equal([list.problem, list.items.length], [null, 1]);
        leave();

        count = -9;
        list.isStale = true;
        list.use()();
        await wait(1_500);
        equal(count, -8);
    });
});

test("what is read of one does not hide that the whole was not", async () => {
    const asked = [];
    await answering(async (address) => {
        asked.push(new URL(address, location.href).pathname.split("/").at(-1));
        if (asked.length === 1) throw new TypeError("network changed");
        return Response.json(asked.at(-1) === "7" ? {id: "7", name: "gate"}
            : {items: [{id: "7", name: "gate"}, {id: "8", name: "web"}]});
    }, async () => {
        const store = new Store(() => {});
        const list = store.list("/networks/office/nodes", concern);
        const leave = list.use();
        await wait(50);
        await list.again([{id: "7"}]);
        equal([asked, list.items.length], [["nodes", "nodes"], 2]);
        leave();
    });
});

test("what is called as something was before is not taken for it", async () => {
    const asked = [];
    await answering(async (address) => {
        asked.push(new URL(address, location.href).pathname.split("/").at(-1));
        return Response.json({id: String(asked.length), name: "gate"});
    }, async () => {
        const store = new Store(() => {});
        const one = () => store.one("/networks/office/nodes/gate", concern);
        const leave = one().use();
        await wait(50);
        await one().again([{id: "1", isRemoved: true}]);
        equal(one().problem.status, 404);
        leave();
        one().use()();
        await wait(50);
        equal([asked, one().value.id, one().problem], [["gate", "gate"], "2", null]);
    });
});

test("an answer that breaks off is none", async () => {
    await answering(async () => new Response(new ReadableStream({
        start(controller) {
            controller.enqueue(new TextEncoder().encode('{"items": ['));
            controller.error(new TypeError("connection reset"));
        },
    })), async () => {
        let problem = null;
        await call("GET", "/networks/office/nodes").catch((error) => { problem = error; });
        equal(problem.kind, "unreachable");
    });
});
