// What everything on the page looks like, an element a line. It is no problem, but what one page's style sheet makes of
// another page is.

function check() {
    const properties = [
        "position", "display", "padding", "color", "backgroundColor", "borderTopWidth", "fontSize", "fontWeight",
        "marginTop", "maxHeight", "maxWidth", "overflowY", "cursor", "textAlign", "gap", "opacity", "zIndex",
    ];
    for (const button of document.querySelectorAll("main button[aria-expanded=false]")) button.click();
    return new Promise((resolve) => setTimeout(() => resolve([...document.querySelectorAll("main *")].map((element) => {
        const style = getComputedStyle(element);
        const name = `${element.localName}.${element.getAttribute("class") ?? ""}`;
        return `${name} ${properties.map((property) => style[property]).join(" ")}`;
    }).filter((line, index, all) => all.indexOf(line) === index).sort()), 50));
}
