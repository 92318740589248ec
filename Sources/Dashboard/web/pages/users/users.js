// Users and what they may do.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {makeForm} from "../../parts/form.js";
import {makeTable} from "../../parts/table.js";
import {readingView} from "../../parts/reading.js";
import {ago} from "../../parts/time.js";
import {networksText, roleFields, roleOf, roleText} from "./role.js";

await useStyles(import.meta.url, "../user/user.css");

export default function usersPage(page) {
    const users = page.list("/users", {kind: "user"});
    const networks = page.list("/networks", {kind: "network"});
    let isAdding = false;
    let role = "networkAdmin";

    const table = makeTable(page, {
        label: "Users",
        key: (user) => user.name,
        columns: [
            {title: "Name", cell: (user) => [h("a", {href: link`/users/${user.name}`}, user.name),
                user.name === page.session.account?.user.name && h("span", {class: "faint"}, " you")]},
            {title: "Role", cell: roleText},
            {title: "Networks", cell: networksText},
            {title: "PostUp, PostDown", isMinor: true, cell: (user) =>
                user.role === "superAdmin" || user.commands === "granted" ? "may be set" : null},
            {title: "Made", isMinor: true, cell: (user) => ago(user.createdAt)},
        ],
    });

    const form = makeForm(page, {
        fields: () => [
            {name: "name", label: "Name", required: true, autofocus: true, autocomplete: "off"},
            {name: "password", label: "Password", type: "password", required: true, autocomplete: "new-password",
                hint: "They can change it on their own page"},
            ...roleFields({user: null, role, networks: (networks.items ?? []).map((network) => network.name),
                chosen(value) { role = value; page.redraw(); }}),
        ],
        action: "Make the user",
        async submit(values) {
            await page.call("POST", "/users", {name: values.name, password: values.password, ...roleOf(values)});
            page.announce(`${values.name} can sign in`);
            show(false);
        },
        cancel: () => show(false),
    });

    function show(isShown) {
        isAdding = isShown;
        role = "networkAdmin";
        form.clear();
        page.redraw();
    }

    return {
        title: "Users",
        view: () => [
            h("div", {class: "page-head"},
                h("div", null, h("h1", null, "Users"), h("p", null, "Who signs in here and with nmctl, and what they may do.")),
                !isAdding && h("button", {type: "button", class: "main", on: {click: () => show(true)}}, "New user")),
            isAdding && h("div", {key: "new", class: "card user-card", mounted: (node) => node.querySelector("input").focus()},
                h("h2", null, "A new user"), form.view()),
            readingView(users, table.view),
        ],
    };
}
