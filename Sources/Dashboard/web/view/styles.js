// The looks of one page, which come with it: `await useStyles(import.meta.url, "./overview.css")` in its first line.

const loaded = new Map();
/// How long a page waits for its looks, in milliseconds.
const patience = 3_000;

/// Adds a style sheet that lies beside a module; ready when it is in force.
export function useStyles(module, path) {
    const address = new URL(path, module).href;
    if (!loaded.has(address)) {
        loaded.set(address, new Promise((resolve) => {
            const link = document.createElement("link");
            link.rel = "stylesheet";
            link.href = address;
            // A page without its looks is better than none; those that fail are asked for again by app/begin.js.
            link.onload = link.onerror = resolve;
            setTimeout(resolve, patience);
            document.head.append(link);
        }));
    }
    return loaded.get(address);
}
