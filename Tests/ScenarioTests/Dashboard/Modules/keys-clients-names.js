// parts/words.js, parts/lifetime.js, parts/search.js, pages/keys/key-state.js,
// pages/client/file-name.js, pages/dns/target.js, store/effect.js

const {wordsOf, textOf} = await load("parts/words.js");
const {lifetimeOf, lifetimeChangeOf} = await load("parts/lifetime.js");
const {fits} = await load("parts/search.js");
const {keyState, usesText} = await load("pages/keys/key-state.js");
const {fileName} = await load("pages/client/file-name.js");
const {targetOf} = await load("pages/dns/target.js");
const {effect} = await load("store/effect.js");

test("lists are read however they are typed", () => {
    equal(wordsOf(" a, b\tc,,d "), ["a", "b", "c", "d"]);
    equal(wordsOf(null), []);
    equal(textOf(["a", "b"]), "a, b");
    equal(textOf([]), null);
});

test("an end is a duration where it can be one", () => {
    equal(lifetimeOf({expiresInSeconds: "never"}), {});
    equal(lifetimeOf({expiresInSeconds: "3600"}), {expiresInSeconds: 3600});
    equal(lifetimeOf({expiresInSeconds: "days", days: 1.5}), {expiresInSeconds: 129600});
    equal(lifetimeOf({expiresInSeconds: "time", expiresAt: "2027-01-02T03:04"}),
        {expiresAt: new Date(2027, 0, 2, 3, 4).toISOString()});
});

test("an end that is there is left alone, taken away, or another", () => {
    equal(lifetimeChangeOf({expiresInSeconds: "kept"}), {});
    equal(lifetimeChangeOf({expiresInSeconds: "never"}), {expiresAt: null});
    equal(lifetimeChangeOf({expiresInSeconds: "3600"}), {expiresInSeconds: 3600});
});

test("an end that is not said is asked for at its field", () => {
    for (const [choice, field] of [["days", "days"], ["time", "expiresAt"]]) {
        let problem = null;
        try { lifetimeOf({expiresInSeconds: choice, days: null, expiresAt: null}); } catch (error) { problem = error; }
        equal(problem?.field, field);
    }
});

test("a key admits until it is used up or its time is over", () => {
    const now = Date.parse("2026-01-02T03:04:05Z");
    equal(keyState({uses: "unlimited"}, now), "open");
    equal(keyState({uses: 1, expiresAt: "2026-01-02T03:04:06Z"}, now), "open");
    equal(keyState({uses: 0}, now), "spent");
    equal(keyState({uses: 1, expiresAt: "2026-01-02T03:04:05Z"}, now), "expired");
    equal(usesText({uses: "unlimited", usedCount: 3}, now), "3 joined, any number may");
    equal(usesText({uses: 0, usedCount: 3}, now), "3 joined");
    equal(usesText({uses: 1, usedCount: 0, expiresAt: "2026-01-02T03:04:05Z"}, now), "0 joined");
});

test("a file has a name that WireGuard takes", () => {
    equal(fileName("phone"), "phone.conf");
    equal(fileName("telephone-of-b-and-c"), "telephone-of-b.conf");
});

test("a name stands for addresses or for a node", () => {
    equal(targetOf({kind: "addresses", addresses: "10.0.0.1 fd00::1"}), {addresses: ["10.0.0.1", "fd00::1"]});
    equal(targetOf({kind: "node", node: "web"}), {node: "web"});
});

test("what shows another kind is read again with it", () => {
    const names = {kind: "dnsRecord", network: "office", also: ["node"]};
    equal(effect(names, {network: "office", objects: [{kind: "node", deed: "put", id: "1"}]}), "everything");
    equal(effect(names, {network: "office", objects: [{kind: "client", deed: "put", id: "1"}]}), "nothing");
    equal(effect(names, {network: "office", objects: [{kind: "dnsRecord", deed: "put", name: "db"}]}),
        [{id: "db", isRemoved: false}]);
});

test("a search has every word in something", () => {
    equal(fits(["Phone", null, "10.0.0.1"], "10.0 pho"), true);
    equal(fits(["phone"], "phone tablet"), false);
    equal(fits([], ""), true);
});
