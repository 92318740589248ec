// Lists as people type them: with commas, spaces or both. Pure.

/// Of "a, b c", ["a", "b", "c"].
export function wordsOf(text) { return (text ?? "").split(/[\s,]+/).filter((word) => word !== ""); }

/// The same the other way; null of none, as an empty field is.
export function textOf(words) { return words?.length > 0 ? words.join(", ") : null; }
