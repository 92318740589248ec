// Where nobody is signed in: by name and password, or with the setup code of a bare server.

import {h} from "../../view/element.js";
import {makeForm} from "../../parts/form.js";

export default function signInPage(page) {
    const {session} = page;
    let isSetup = session.isBare;

    const signIn = makeForm(page, {
        fields: [
            {name: "user", label: "Name", required: true, autocomplete: "username", autofocus: true},
            {name: "password", label: "Password", type: "password", required: true, autocomplete: "current-password"},
        ],
        action: "Sign in",
        submit: ({user, password}) => session.signIn(user ?? "", password),
    });

    const setUp = makeForm(page, {
        fields: [
            {name: "code", label: "Setup code", required: true, isCode: true, autofocus: true,
                hint: "It lies in the file setup-code in the server's data directory, for the server's owner alone."},
            {name: "user", label: "Your name", required: true, autocomplete: "username",
                hint: "Small letters, digits and dashes."},
            {name: "password", label: "Password", type: "password", required: true, autocomplete: "new-password",
                hint: "At least twelve characters; a few words are easy to keep."},
        ],
        action: "Make me the first admin",
        async submit({code, user, password}) {
            await session.setUp(code ?? "", user ?? "", password);
            page.go`/welcome`;
        },
    });

    function other(text) {
        return h("button", {type: "button", class: "plain", on: {click: () => { isSetup = !isSetup; page.redraw(); }}},
            text);
    }

    return {
        title: () => isSetup ? "Set up" : "Sign in",
        view() {
            if (isSetup) {
                return [
                    h("div", {key: "setup-head"}, h("h1", null, "A new server"),
                        h("p", {class: "faint"}, "Nobody is its admin yet. Whoever can read its setup code is.")),
                    h("div", {key: "setup", class: "card"}, setUp.view()),
                    !session.isBare && h("p", {key: "setup-other"}, other("Sign in instead")),
                ];
            }
            return [
                h("div", {key: "head"}, h("h1", null, "Sign in"),
                    session.ending && h("p", {class: "faint"}, session.ending)),
                h("div", {key: "form", class: "card"}, signIn.view()),
                h("p", {key: "other"}, other("Set up a new server")),
            ];
        },
    };
}
