// What a client's file is called. Pure.

/// WireGuard calls the tunnel after its file, and takes 15 bytes for that.
export function fileName(name) { return name.slice(0, 15).replace(/-+$/, "") + ".conf"; }
