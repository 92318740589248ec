// What a change does to something that was read. Pure.

/// More than so many are read at once, by the list they are in.
const severalAreAll = 20;

/// What has to be read again: `"nothing"`, `"everything"`, or a list of `{id, isRemoved}`.
///
/// - `concern`: of what was read: `kind`, as events name kinds; `network`, or null for what is the server's; `singles`,
///   whether one of the list can be read by itself.
/// - `event`: as the server's stream tells it.
export function effect(concern, event) {
    if (concern.kind === "network") {
        if (!event.network || (concern.network && concern.network !== event.network)) return "nothing";
        const own = event.objects.find((object) => object.kind === "network");
        // Its counts change with whatever is in it.
        return [{id: event.network, isRemoved: own?.deed === "removed"}];
    }
    if ((event.network ?? null) !== (concern.network ?? null)) return "nothing";
    const touched = event.objects.filter((object) => object.kind === concern.kind);
    if (touched.length === 0) return "nothing";
    if (touched.length > severalAreAll || concern.singles === false) return "everything";
    return touched.map((object) => ({id: object.id ?? object.name, isRemoved: object.deed === "removed"}));
}
