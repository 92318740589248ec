// One user: their role, their password, where they are signed in, and what works in their name.

import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {makeChangeForm} from "../../parts/change-form.js";
import {makeDeeds} from "../../parts/deed.js";
import {makeForm} from "../../parts/form.js";
import {readingView} from "../../parts/reading.js";
import {ago} from "../../parts/time.js";
import {networksText, roleFields, rolePatch, roleText} from "../users/role.js";
import {tellChanges} from "./conflict.js";
import {makeSessions} from "./sessions.js";
import {makeTokens} from "./tokens.js";

export default function userPage(page) {
    const {user: name} = page.params;
    const path = at`/users/${name}`;
    const reading = page.one(path, {kind: "user"});
    const networks = page.list("/networks", {kind: "network"});
    const sessions = makeSessions(page, path + "/sessions");
    const tokens = makeTokens(page, path + "/tokens");
    const deeds = makeDeeds(page);
    const isSelf = name === page.session.account.user.name;
    /// The one that is chosen, where it is not theirs already.
    let role = null;
    /// How often the password was changed: the field is a new one each time.
    let resets = 0;

    const roleForm = makeChangeForm(page, {
        reading,
        fields: (user) => roleFields({user, role: role ?? user.role, networks: namesWith(user),
            chosen(value) { role = value; page.redraw(); }}),
        action: "Save",
        async send(values, changed, {tag}) {
            try {
                return await page.call("PATCH", path, rolePatch(values, changed), {tag});
            } catch (error) {
                if (error.kind === "precondition-failed") {
                    await tellChanges(page, error, name, Number(tag.replaceAll('"', "")));
                }
                throw error;
            }
        },
        done({value}) {
            if (role === value.role) role = null;
            page.announce("Saved. It counts at once, in open sessions too.");
        },
    });

    /// Those there are, and those the role names: a network may have come while this was open.
    function namesWith(user) {
        const there = (networks.items ?? []).map((network) => network.name);
        return [...new Set([...there, ...user.networks ?? []])].sort();
    }

    const passwordForm = makeForm(page, {
        fields: [{name: "password", label: "New password", type: "password", required: true,
            autocomplete: "new-password",
            hint: "Ends all their sessions. Their API tokens go on."}],
        action: "Change the password",
        async submit(values) {
            const {value, tag} = reading;
            await page.call("POST", path + "/password", {password: values.password});
            resets += 1;
            page.announce("The password is changed");
            await Promise.all([keepUp(value, tag), sessions.again()]);
        },
    });

    /// What a new password makes of the user is not told by its answer, and is nothing that is shown.
    async function keepUp(value, before) {
        try {
            const answer = await page.call("GET", path);
            if (shownOf(answer.value) === shownOf(value)) roleForm.keepUp(before, answer);
            reading.take(answer);
        } catch {
            // It is changed all the same, and what cannot be read now is read again.
        }
    }

    async function remove() {
        await page.call("DELETE", path, null, {tag: reading.tag});
        page.go`/users`;
    }

    return {
        title: name,
        view: () => [
            h("div", {class: "page-head"},
                h("div", null, h("h1", null, name), reading.value && h("p", null,
                    `${roleText(reading.value)}. Networks: ${networksText(reading.value)}. Made `,
                        ago(reading.value.createdAt), ".")),
                reading.value && !isSelf && h("div", {class: "deeds"}, deeds.button("delete", "Delete", remove,
                    {danger: true, label: `Delete ${name}`,
                        ask: "Signed out everywhere, and all their API tokens with them?"}))),
            deeds.problem(),
            readingView(reading, (user) => {
                return [
                    h("section", {key: "role", class: "card user-card"}, h("h2", null, "What they may do"),
                        networks.items !== null && roleForm.view(user)),
                    h("section", {key: "password", class: "card user-card"}, h("h2", null, "Password"),
                        isSelf ? h("p", null, "Your own is changed on ", h("a", {href: "#/account"}, "your page"), ".")
                            : [resets > 0 && h("p", {key: "done", class: "notice", role: "status"},
                                "The password is changed, and their sessions are over."),
                            h("div", {key: `field ${resets}`}, passwordForm.view())]),
                    h("section", {key: "sessions", class: "user-part"}, h("h2", null, "Sessions"), sessions.view()),
                    h("section", {key: "tokens", class: "user-part"}, h("h2", null, "API tokens"), tokens.view()),
                ];
            }),
        ],
    };
}

/// All of a user but for how often they were changed.
function shownOf(user) { return JSON.stringify({...user, revision: null}); }
