// parts/change-panel.js, parts/lifetime.js, pages/dns/target.js: one of a list is changed above it

const {makeChangePanel} = await load("parts/change-panel.js");
const {makeLifetime} = await load("parts/lifetime.js");
const {makeTarget} = await load("pages/dns/target.js");
const {Problem} = await load("api/problem.js");
const {Store} = await load("store/store.js");
const {h} = await load("view/element.js");
const {patch} = await load("view/patch.js");

const settled = () => new Promise((resolve) => { setTimeout(resolve, 20); });

/// A list with a panel over it, on a page of its own.
async function shown(send, body) {
    const place = document.createElement("div");
    document.body.append(place);
    const list = new Store(() => draw()).list("/networks/office/keys", {kind: "accessKey", network: "office"});
    list.items = [{id: "1", name: "labels", revision: 4}, {id: "2", name: "printers", revision: 5}];
    const panel = makeChangePanel({redraw: () => draw()}, {
        list, opened() {},
        form: () => ({fields: (item) => [{name: "name", label: "Name", value: item.name}], send, done() {}}),
    });
    function draw() { patch(place, [panel.view(), ...list.items.map((item) => h("p", {key: item.id},
        panel.button(item)))]); }
    draw();
    const page = {
        list, draw, panel,
        field: () => place.querySelector("[name=name]"),
        open: (name) => place.querySelector(`[aria-label="Change ${name}"]`).click(),
        type(text) {
            page.field().value = text;
            page.field().dispatchEvent(new Event("input", {bubbles: true}));
        },
        async save() {
            place.querySelector("form").requestSubmit();
            await settled();
        },
    };
    try {
        await body(page);
    } finally {
        place.remove();
    }
}

test("what one of a list is shows until somebody types, and what they build on is what they saw", async () => {
    const sent = [];
    await shown(async (values, changed, {value, tag}) => {
        sent.push([changed, tag]);
        if (sent.length === 1) {
            throw new Problem({type: "problem:precondition-failed", detail: "it is another", currentRevision: 7});
        }
        return {value: {...value, ...changed, revision: 8}, tag: '"8"'};
    }, async ({list, draw, field, open, type, save}) => {
        open("printers");
        list.items = [list.items[0], {id: "2", name: "plotters", revision: 6}];
        draw();
        equal(field().value, "plotters");
        type("scanners");
        list.items = [list.items[0], {id: "2", name: "copiers", revision: 7}];
        draw();
        equal(field().value, "scanners");
        await save();
        equal([field().value, sent], ["scanners", [[{name: "scanners"}, '"6"']]]);
        await save();
        equal(sent.at(-1), [{name: "scanners"}, '"7"']);
        equal([field(), list.items.map((item) => item.name)], [null, ["labels", "scanners"]]);
        equal(document.activeElement.id, "change-2");
    });
});

test("what was typed about one is not of another, and what another takes away stays to be seen", async () => {
    await shown(() => null, async ({list, draw, panel, field, open, type}) => {
        open("printers");
        type("scanners");
        open("labels");
        equal(field().value, "labels");
        open("printers");
        equal(field().value, "printers");
        list.items = [list.items[0]];
        draw();
        equal(field().value, "printers");
        panel.end({id: "1"});
        equal(panel.view() === null, false);
        panel.end({id: "2"});
        equal(panel.view(), null);
    });
});

test("an end that is there is left as it is to begin with, as it is at that moment", () => {
    const options = (lifetime, kept) => lifetime.fields(kept)[0].options.slice(0, 2).map(({text}) => text);
    const lifetime = makeLifetime({redraw() {}}, {label: "Expires", keeps: true});
    equal(options(lifetime, "in a day"), ["in a day", "Never"]);
    equal(options(lifetime, "in 2 days"), ["in 2 days", "Never"]);
    equal(makeLifetime({redraw() {}}, {label: "Expires"}).fields()[0].value, "never");
});

test("a name stands for what it stood for, until somebody chooses", () => {
    const target = makeTarget({redraw() {}}, {items: [{name: "web"}]});
    const names = (record) => target.fields(record).map((field) => field.name);
    equal(names(), ["kind", "addresses"]);
    equal(names({node: "web", addresses: ["10.0.0.1"]}), ["kind", "node"]);
    target.fields()[0].on.change({target: {value: "node"}});
    equal(names({addresses: ["10.0.0.1"]}), ["kind", "node"]);
    target.clear();
    equal(names({addresses: ["10.0.0.1"]}), ["kind", "addresses"]);
});
