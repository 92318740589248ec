// What is said and where the focus goes when something has been deleted: its button went with it.

export function gone(page, name) {
    page.announce(`${name} is deleted`);
    document.querySelector("main h1")?.focus();
}
