// That whatever the server refuses stands at its field, as text, with what to do, and that what was typed stays. Every
// field of every form of the page is filled with what it cannot be, one after the other, and sent.
//
// - `wrong`: a text that is no value of anything. - `others`: what fields hold while another one is tried, by their
//   names. - `accepts`: the fields that take any text.

async function check({wrong, others = {}, accepts = []}) {
    const found = [];
    let count = 0;
    for (const part of document.querySelectorAll("main details")) part.open = true;
    const forms = () => [...document.querySelectorAll("main form")].filter((form) => form.checkVisibility());
    const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
    const put = (input, text) => {
        input.value = text;
        input.dispatchEvent(new Event("input", {bubbles: true}));
    };
    const values = {number: "-7", password: "short"};
    const tried = (input) => input && !input.disabled
        && ["text", "number", "password", "textarea"].includes(input.type) && !accepts.includes(input.name);

    for (let place = 0; place < forms().length; place += 1) {
        const names = [...forms()[place].elements].filter(tried).map((input) => input.name);
        count += names.length;
        for (const name of names) {
            const field = () => forms()[place]?.elements.namedItem(name);
            const before = field().value;
            for (const [other, text] of Object.entries(others)) {
                const input = forms()[place].elements.namedItem(other);
                if (input && other !== name && input.value === "") put(input, text);
            }
            const text = values[field().type] ?? wrong;
            put(field(), text);
            forms()[place].requestSubmit();
            do await soon(); while (forms()[place]?.getAttribute("aria-busy") === "true");
            await soon();
            if (!field()) {
                found.push(`${name}: it was taken, and the form has gone`);
                return found;
            }
            const described = (field().getAttribute("aria-describedby") ?? "").split(" ");
            const said = described.map((id) => document.getElementById(id))
                .find((element) => element?.classList.contains("field-problem"));
            if (field().getAttribute("aria-invalid") !== "true" || !said) {
                const alert = forms()[place].querySelector("[role=alert]")?.innerText;
                found.push(`${name}: ${alert ? `not it, but the form is marked: ${alert}` : "it was taken"}`);
            } else if (said.innerText.split(/[.?!:] /).length < 2) {
                found.push(`${name}: it is not said what to do: ${said.innerText}`);
            } else if (document.activeElement !== field()) {
                found.push(`${name}: the focus is not there`);
            }
            if (field().value !== text) found.push(`${name}: what was typed is lost`);
            put(field(), before);
        }
    }
    return count > 0 ? found : ["there was nothing to be typed"];
}
