# shellcheck shell=bash
# Which WireGuard this machine has.

# find_wireguard: sets WIREGUARD to `kernel` where the kernel has it, and else to `wireguard-go`, which it installs.
find_wireguard() {
    # In a namespace that ends with the attempt, so that nothing is left of it.
    if as_root unshare --net ip link add wg-attempt type wireguard 2>/dev/null; then
        WIREGUARD=kernel
    else
        WIREGUARD=wireguard-go
        install_packages wireguard-go
        [[ -c /dev/net/tun ]] || fail "this machine has neither WireGuard in its kernel nor /dev/net/tun"
    fi
}
