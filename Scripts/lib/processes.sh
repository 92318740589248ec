# shellcheck shell=bash
# What processes take, as the kernel counts it.

# resident_kb PROCESS: its resident memory, in kB.
resident_kb() { awk '$1 == "VmRSS:" { print $2 }' "/proc/$1/status"; }

# cpu_ms PROCESS...: the processor time they have used together, in milliseconds (counted in hundredths of a second).
cpu_ms() {
    local process
    for process in "$@"; do cat "/proc/$process/stat"; done | awk '{ ticks += $14 + $15 } END { print ticks * 10 }'
}

# wireguard_processes: of the userspace implementation; none with kernel WireGuard.
wireguard_processes() { pgrep --exact wireguard-go || true; }
