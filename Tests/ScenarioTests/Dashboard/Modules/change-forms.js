// parts/change-form.js, parts/form.js, view/patch.js, store/reading.js: what is typed, and what it builds on

const {makeChangeForm} = await load("parts/change-form.js");
const {h} = await load("view/element.js");
const {patch} = await load("view/patch.js");
const {Store} = await load("store/store.js");

/// A form of an object in a store whose events do not come, on a page of its own.
async function opened(server, body) {
    const original = window.fetch;
    const place = document.createElement("div");
    document.body.append(place);
    window.fetch = async (address, options) => {
        if (!String(address).includes("/networks/office/")) return original.call(window, address, options);
        const {value, before} = await server(options);
        return before === undefined || before === `"${value.revision - 1}"`
            ? Response.json(value, {headers: {ETag: `"${value.revision}"`}})
            : Response.json({detail: "it is another", type: "problem:precondition-failed",
                currentRevision: value.revision}, {status: 412});
    };
    let form = null;
    const draw = () => { if (form !== null && reading.value) patch(place, form.view(reading.value)); };
    const store = new Store(draw);
    const reading = store.one("/networks/office/nodes/web", {kind: "node", network: "office"});
    const leave = reading.use();
    const {call} = await load("api/client.js");
    form = makeChangeForm({redraw: draw}, {
        reading, action: "Save",
        fields: (node) => [{name: "name", label: "Name", value: node.name},
            {name: "mtu", label: "MTU", type: "number", value: node.mtu},
            {name: "end", label: "It ends", type: "select", value: "kept",
                options: ["kept", "never"].map((value) => ({value, text: value}))}],
        send: (values, changed, {tag}) => call("PATCH", "/networks/office/nodes/web", changed, {tag}),
        done() {},
    });
    const type = (name, text) => {
        const field = place.querySelector(`[name=${name}]`);
        field.value = text;
        for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, {bubbles: true}));
        draw();
    };
    const settled = () => new Promise((resolve) => { setTimeout(resolve, 50); });
    const save = async () => {
        place.querySelector("form").requestSubmit();
        await settled();
    };
    await settled();
    draw();
    try {
        await body({place, type, save, settled, reading, form});
    } finally {
        leave();
        place.remove();
        window.fetch = original;
    }
}

/// A node that is what it was last changed to be; `sent` has what it was sent, and on what.
function makeServer() {
    let value = {id: "7", name: "web", mtu: 1420, revision: 1};
    const server = {
        sent: [], late: null,
        async answer({method, body, headers}) {
            if (method === "GET") return {value};
            const before = headers["If-Match"];
            server.sent.push([JSON.parse(body), before]);
            if (before === `"${value.revision}"`) value = {...value, ...JSON.parse(body), revision: value.revision + 1};
            await server.late;
            return {value, before};
        },
    };
    return server;
}

test("what is saved is built on by the next change, though no event has told of it", async () => {
    const server = makeServer();
    await opened(server.answer, async ({place, type, save, reading}) => {
        type("name", "gate");
        await save();
        equal([reading.value.name, reading.tag], ["gate", '"2"']);
        equal(place.querySelector("[name=name]").value, "gate");
        type("mtu", "1400");
        await save();
        equal(server.sent, [[{name: "gate"}, '"1"'], [{mtu: 1400}, '"2"']]);
        equal(place.querySelector("[role=alert]"), null);
    });
});

test("what is typed while a change is sent stays, and is sent next, were it what there was before", async () => {
    const server = makeServer();
    await opened(server.answer, async ({place, type, save, settled, reading}) => {
        const answered = Promise.withResolvers();
        server.late = answered.promise;
        type("name", "gate");
        await save();
        type("name", "web");
        answered.resolve();
        await settled();
        equal([place.querySelector("[name=name]").value, reading.value.name], ["web", "gate"]);
        await save();
        equal(server.sent.at(-1), [{name: "web"}, '"2"']);
        equal(place.querySelector("[role=alert]"), null);
    });
});

test("what is chosen is chosen once", async () => {
    const server = makeServer();
    await opened(server.answer, async ({place, type, save}) => {
        const field = place.querySelector("[name=end]");
        type("end", "never");
        equal(field.value, "never");
        await save();
        equal([server.sent, field.value], [[[{end: "never"}, '"1"']], "kept"]);
    });
});

test("what an answer does not say is read", async () => {
    const server = makeServer();
    await opened(server.answer, async ({reading, settled, type, form, save}) => {
        type("name", "gate");
        const before = reading.tag;
        await server.answer({method: "PUT", body: '{"mtu": 1400}', headers: {"If-Match": before}});
        form.keepUp(before, {revision: 2});
        reading.take({revision: 2});
        await settled();
        equal([reading.value.mtu, reading.tag], [1400, '"2"']);
        reading.take({value: {name: "old"}, tag: '"1"'});
        equal(reading.value.name, "web");
        await save();
        equal(server.sent.at(-1), [{name: "gate"}, '"2"']);
    });
});

test("one of a list is what a change of it was answered with, and nothing once it has gone", async () => {
    const list = new Store(() => {}).list("/networks/office/keys", {kind: "accessKey", network: "office"});
    list.items = [{id: "1", name: "labels", revision: 4}, {id: "2", name: "printers", revision: 5}];
    const one = list.of("2");
    equal([one.value.name, one.tag], ["printers", '"5"']);
    one.take({value: {id: "2", name: "keyboards", revision: 6}});
    one.take({value: {id: "2", name: "old", revision: 5}});
    equal([one.tag, list.items.map((item) => item.name)], ['"6"', ["keyboards", "labels"]]);
    list.items = [];
    one.take({value: {id: "2", name: "gone", revision: 7}});
    equal([one.value, one.tag, list.items], [null, null, []]);
});

test("a choice of nothing is one", () => {
    const place = document.createElement("div");
    patch(place, h("select", null, ["", "7"].map((value) => h("option", {value}, `days: ${value}`))));
    equal([...place.querySelectorAll("option")].map((option) => option.value), ["", "7"]);
});

test("what stands in a field already is not set again", () => {
    const place = document.createElement("div");
    const field = (value) => h("input", {value});
    patch(place, field(1420));
    let count = 0;
    const input = place.firstChild;
    const {get, set} = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    Object.defineProperty(input, "value", {get, set(text) { count += 1; set.call(this, text); }});
    set.call(input, "");
    patch(place, field(""));
    equal(count, 0);
    patch(place, field(null));
    patch(place, field(1400));
    equal([count, get.call(input)], [1, "1400"]);
});
