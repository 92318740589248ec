// view/element.js, view/patch.js

const {h, flat} = await load("view/element.js");
const {patch} = await load("view/patch.js");
const {isBlamed, changedOf} = await load("parts/form.js");

function refused(make) {
    try {
        make();
    } catch (error) {
        return error instanceof TypeError;
    }
    return false;
}

test("what could be run is no element", () => {
    equal(refused(() => h("a", {href: "javascript:alert(1)"})), true);
    equal(refused(() => h("a", {href: "//elsewhere.example"})), true);
    equal(refused(() => h("img", {src: "https://elsewhere.example/x.png"})), true);
    equal(refused(() => h("p", {onclick: "alert(1)"})), true);
    equal(refused(() => h("p", {style: "color: red"})), true);
    equal(refused(() => h("a", {href: "#/networks"})), false);
});

test("what is not shown is left out", () => {
    equal(flat([null, false, undefined, "a", [1, ["b", null]], true]), ["a", "1", "b"]);
});

test("what stays keeps its focus and what was typed", () => {
    const root = document.createElement("div");
    document.body.append(root);
    const list = (names) => names.map((name) => h("input", {key: name, name}));
    patch(root, list(["a", "b", "c"]));
    const input = root.children[1];
    input.value = "typed";
    input.focus();
    patch(root, list(["new", "b", "c"]));
    equal([...root.children].map((child) => child.name), ["new", "b", "c"]);
    equal(root.children[1] === input && document.activeElement === input && input.value, "typed");
    patch(root, [h("p", null, "<b>text</b>")]);
    equal([root.children.length, root.querySelector("b"), root.textContent], [1, null, "<b>text</b>"]);
    root.remove();
});

test("what is moved keeps its focus too", () => {
    const root = document.createElement("div");
    document.body.append(root);
    const list = (names) => names.map((name) => h("p", {key: name}, h("button", {name}, name)));
    patch(root, list(["a", "b", "c"]));
    const button = root.children[2].firstChild;
    button.focus();
    patch(root, list(["c", "a", "b"]));
    equal([...root.children].map((child) => child.textContent), ["c", "a", "b"]);
    equal(root.children[0].firstChild === button && document.activeElement === button, true);
    root.remove();
});

test("listeners are called once, and in their newest form", () => {
    const root = document.createElement("div");
    const calls = [];
    for (const name of ["first", "second"]) patch(root, [h("button", {on: {click: () => calls.push(name)}})]);
    root.firstChild.click();
    equal(calls, ["second"]);
    patch(root, [h("button")]);
    root.firstChild.click();
    equal(calls, ["second"]);
});

test("attributes come and go", () => {
    const root = document.createElement("div");
    patch(root, [h("input", {disabled: true, value: "a", "aria-label": "x"})]);
    equal([root.firstChild.disabled, root.firstChild.value], [true, "a"]);
    root.firstChild.value = "typed";
    patch(root, [h("input", {disabled: false, value: "a"})]);
    equal([root.firstChild.disabled, root.firstChild.value, root.firstChild.getAttribute("aria-label")],
        [false, "typed", null]);
});

test("a problem is shown at the field that is to blame", () => {
    equal(isBlamed({name: "mtu"}, {field: "mtu"}), true);
    equal(isBlamed({name: "mtu"}, {field: "defaults.mtu"}), true);
    equal(isBlamed({name: "mtu"}, {field: null}), false);
    equal(isBlamed({name: "mtu"}, null), false);
});

test("a change is what is not as it was", () => {
    const fields = [{name: "mtu", value: 1420}, {name: "name", value: "a"}, {name: "dnsOn", type: "checkbox"},
        {name: "endpoint"}];
    equal(changedOf({mtu: 1420, name: "b", dnsOn: false, endpoint: null}, fields), {name: "b"});
    equal(changedOf({mtu: null, name: "a", dnsOn: true, endpoint: "x"}, fields),
        {mtu: null, dnsOn: true, endpoint: "x"});
});
