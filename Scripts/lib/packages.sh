# shellcheck shell=bash
# What has to be on the machine, installed once and only where it is missing.

# To build. The Swift toolchain itself is the reader's to choose.
BUILD_PACKAGES=(git libmnl-dev libqrencode-dev libsqlite3-dev zlib1g-dev)
# To make machines out of namespaces, and to look into them.
MESH_PACKAGES=(curl iproute2 iputils-ping jq procps util-linux wireguard-tools)
# To run every test.
TEST_PACKAGES=(
    bind9-dnsutils binutils chromium dbus dnsmasq-base fish fonts-noto-core iptables libfaketime libnginx-mod-stream
    nftables nginx-light openssl python3-prometheus-client python3-venv sqlite3 systemd systemd-resolved wireguard-go zsh
)

# as_root COMMAND...: runs it as root, by sudo where that is needed.
as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# install_packages PACKAGE...: installs those of them that are missing.
install_packages() {
    local package missing=()
    for package in "$@"; do
        [[ $(dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null) == 'install ok installed' ]] ||
            missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    detail "installing ${missing[*]}"
    # A machine that knows its packages needs no update; one that does not says so by failing.
    apt_install "${missing[@]}" >/dev/null 2>&1 && return
    as_root apt-get -qq update || fail "the package lists cannot be read: is there a network?"
    apt_install "${missing[@]}" >/dev/null || fail "cannot install ${missing[*]}"
}

# Whoever installs systemd-resolved gets it as the machine's resolver, where /etc/resolv.conf can be replaced. It is
# wanted for the machines of the tests and not for this one: a mount, seen by the installation alone, stands in its way.
apt_install() {
    local apart=()
    # shellcheck disable=SC2016 # The inner shell expands.
    [[ " $* " != *' systemd-resolved '* ]] ||
        apart=(unshare --mount bash -c 'mount --bind /etc/resolv.conf /etc/resolv.conf && exec "$@"' bash)
    as_root env DEBIAN_FRONTEND=noninteractive "${apart[@]}" \
        apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}
