// What the accessibility tree does not tell by itself: the order of headings, and what refers to what.

function check() {
    const found = [];
    const all = (selector) => [...document.querySelectorAll(selector)];
    const isSeen = (element) => element.checkVisibility();
    const nameOf = (element) => element.outerHTML.slice(0, 80);

    if (document.documentElement.lang !== "en") found.push("the language is not said");
    let level = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6").filter(isSeen)) {
        const next = Number(heading.localName[1]);
        if (next > level + 1) found.push(`${heading.localName} ${heading.textContent} comes after h${level}`);
        level = next;
    }
    const ids = all("[id]").map((element) => element.id);
    for (const id of ids.filter((one, index) => ids.indexOf(one) !== index)) found.push(`${id} is there twice`);
    for (const name of ["aria-describedby", "aria-labelledby", "aria-controls", "for"]) {
        for (const element of all(`[${name}]`)) {
            for (const id of element.getAttribute(name).split(" ")) {
                if (!ids.includes(id)) found.push(`${nameOf(element)} refers to ${id}, which is not there`);
            }
        }
    }
    for (const element of all("[tabindex]")) {
        if (element.tabIndex > 0) found.push(`${nameOf(element)} is out of the order of the page`);
    }
    for (const element of all("a a, a button, button a, button button, label label")) {
        found.push(`${nameOf(element)} is in something else that is clicked`);
    }
    for (const element of all("ul > *, ol > *")) {
        if (element.localName !== "li") found.push(`${nameOf(element)} is in a list, and no item`);
    }
    for (const element of all("dl > *")) {
        if (!["dt", "dd", "div"].includes(element.localName)) found.push(`${nameOf(element)} is in a list of facts`);
    }
    for (const image of all("img")) if (!image.hasAttribute("alt")) found.push(`${nameOf(image)} says nothing`);
    for (const image of all("svg")) {
        const says = image.getAttribute("aria-label") ?? image.getAttribute("aria-labelledby");
        if (image.getAttribute("aria-hidden") !== "true" && !says) found.push(`${nameOf(image)} says nothing`);
    }
    for (const table of all("table")) {
        if (!table.caption?.textContent) found.push(`${nameOf(table)} is not called anything`);
        for (const row of table.tBodies[0]?.rows ?? []) {
            if (row.cells[0]?.scope !== "row") found.push(`${nameOf(row)} has no heading`);
        }
    }
    const landmarks = all("nav, main > section, aside").filter(isSeen);
    for (const mark of landmarks.filter((one) => one.localName !== "section")) {
        const says = mark.ariaLabel ?? mark.getAttribute("aria-labelledby");
        if (!says) found.push(`${nameOf(mark)} is not called anything`);
    }
    for (const nav of all("nav")) {
        const count = nav.querySelectorAll("[aria-current=page]").length;
        if (count > 1) found.push(`${count} of ${nav.ariaLabel} are where we are`);
    }
    if (all("[role=status].unseen[aria-live=polite]").length !== 1) found.push("nothing can be said aloud");
    for (const element of all("[role=alert]").filter((one) => one.textContent === "")) {
        found.push(`${nameOf(element)} says nothing`);
    }
    // What is clicked can be hit by a finger.
    for (const button of all("button, select, input:not([type=checkbox])").filter(isSeen)) {
        const {width, height} = button.getBoundingClientRect();
        if (width < 24 || height < 24) found.push(`${nameOf(button)} is ${width} by ${height}`);
    }
    return [...new Set(found)];
}
