// That no text has become anything but text: no element and no attribute of it is there, and nothing of it ran.

function check() {
    const found = [];
    if (window.planted !== undefined) found.push("something of it ran");
    for (const element of document.querySelectorAll("*")) {
        const name = element.localName;
        if (["script", "iframe", "object", "embed", "base"].includes(name) && element.closest("body")) {
            found.push(`there is a ${name} in the page`);
        }
        const isIts = element.classList.contains("planted") || element.getAttribute("src") === "x";
        if (isIts) found.push(`there is its ${name}`);
        for (const attribute of element.attributes) {
            if (/^on/i.test(attribute.name)) found.push(`${name} has ${attribute.name}`);
            const leads = ["href", "src", "action"].includes(attribute.name);
            if (leads && /^\s*(javascript|data:text)/i.test(attribute.value)) {
                found.push(`${name} leads to ${attribute.value}`);
            }
        }
    }
    return [...new Set(found)];
}
