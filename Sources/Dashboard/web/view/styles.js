// The looks of one page, which come with it: `await useStyles(import.meta.url, "./overview.css")` in its first line.

const loaded = new Map();

/// Adds a style sheet that lies beside a module; ready when it is in force.
export function useStyles(module, path) {
    const address = new URL(path, module).href;
    if (!loaded.has(address)) {
        loaded.set(address, new Promise((resolve) => {
            // A page without its looks is better than none.
            setTimeout(resolve, patience);
            add(address, resolve);
        }));
    }
    return loaded.get(address);
}

/// How long a page waits for its looks, in milliseconds.
const patience = 3_000;

/// Adds a link that calls something once it is in force; one that fails is replaced by another, a while later.
function add(address, done, wait = 500) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = done;
    link.onerror = () => {
        setTimeout(() => {
            link.remove();
            add(address, done, Math.min(30_000, 2 * wait));
        }, wait);
    };
    document.head.append(link);
}
