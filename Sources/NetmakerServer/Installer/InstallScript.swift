internal import NetmakerAPI
internal import NetmakerCore

/// The script that puts netclient on a machine and joins it: the same for everybody, without a secret. The access token
/// comes by the environment; the script itself comes over a connection whose key the caller has pinned, and so may say
/// which bytes the program has.
struct InstallScript: Sendable {
    /// Where this server is reached.
    let server: ServerAddress
    let programs: [AgentProgram]

    /// For `sh` as POSIX has it. All of it is one function, called in the last line: a script that is cut off does
    /// nothing.
    var text: String {
        let choices = programs.map { program in
            """
                \(program.architecture.rawValue))
                    sha256=\(program.sha256)
                    needed=\(program.libraryVersion?.description ?? "none")
                    ;;
            """
        }
        let known = programs.map(\.architecture.rawValue).joined(separator: ", ")
        return Self.beginning(server) + choices.joined(separator: "\n") + Self.rest(known)
    }

    private static func beginning(_ server: ServerAddress) -> String {
        """
        #!/bin/sh
        # Installs netclient, and joins the network of the access token in NETCLIENT_TOKEN. Nothing is changed before all is
        # known to fit.
        set -eu

        refuse() {
            printf 'netclient is not installed: %s\\n' "$1" >&2
            exit 1
        }

        install_netclient() {
            server='https://\(server)'
            target=${NETCLIENT_TARGET:-/usr/local/bin/netclient}

            [ "$(uname -s)" = Linux ] || refuse "this is $(uname -s), and netclient is for Linux"
            [ "$(id -u)" = 0 ] || refuse 'this needs root: run it with sudo --preserve-env=NETCLIENT_TOKEN'
            [ -n "${NETCLIENT_TOKEN:-}" ] || refuse 'there is no access token: set NETCLIENT_TOKEN to one'
            for tool in curl sha256sum mktemp; do
                command -v "$tool" > /dev/null || refuse "$tool is missing: install it first"
            done
            case $(uname -m) in

        """
    }

    private static func rest(_ known: String) -> String {
        """

                *) refuse "there is no netclient for $(uname -m) here, only for \(known)" ;;
            esac
            if [ "$needed" != none ]; then
                version=$(getconf GNU_LIBC_VERSION 2> /dev/null) || refuse "the C library is not glibc $needed or later"
                version=${version#glibc }
                oldest=$(printf '%s\\n%s\\n' "$needed" "$version" | sort -t . -k 1,1n -k 2,2n | head -n 1)
                [ "$oldest" = "$needed" ] || refuse "glibc is $version here, and must be $needed or later"
            fi

            folder=$(mktemp -d)
            trap 'rm -rf "$folder"' EXIT
            # Whoever answers: only the very program is taken.
            curl --fail --silent --show-error --insecure --output "$folder/netclient" "$server/install/$(uname -m)" ||
                refuse "the program cannot be fetched from $server"
            printf '%s  %s\\n' "$sha256" "$folder/netclient" | sha256sum -c > /dev/null 2>&1 ||
                refuse 'what came is not the program that this script belongs to: fetch the script anew'
            chmod 0755 "$folder/netclient"
            if command -v ldd > /dev/null; then
                missing=$(ldd "$folder/netclient" | sed -n 's/^[[:space:]]*\\([^ ]*\\) => not found$/\\1/p')
                [ -z "$missing" ] || refuse "it needs $(echo $missing): install what has it first, such as libmnl0 on Debian"
            fi
            "$folder/netclient" --version > /dev/null || refuse 'the program does not run here'

            cp "$folder/netclient" "$target.new"
            chmod 0755 "$target.new"
            mv "$target.new" "$target"
            printf 'netclient is %s\\n' "$target"
            "$target" join "$@"
        }

        install_netclient "$@"

        """
    }
}

extension InstallScript {
    /// What a person pastes on a machine. The token is in the environment of the script alone, where nobody but root and
    /// who pastes it can read it: the shell's own variable is on no command line.
    static func command(with token: AccessToken) throws -> String {
        let pins = token.pins.map(\.description).joined(separator: ";")
        let trust = pins.isEmpty ? "" : " --insecure --pinnedpubkey '\(pins)'"
        return "curl --fail --silent --show-error\(trust) https://\(token.api)/install.sh | "
            + "NETCLIENT_TOKEN='\(try token.revealed())' "
            + "sh -c '[ \"$(id -u)\" = 0 ] && exec sh; exec sudo --preserve-env=NETCLIENT_TOKEN sh'"
    }
}
