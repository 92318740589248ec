# shellcheck shell=bash
# That the REST interface is what its OpenAPI document says, found out from outside: by a validator of such documents,
# and by a tool that makes requests of them, valid and not, alone and one after the other.

CONTRACT_TOOLS=('openapi-spec-validator==0.9.0' 'schemathesis==4.32.5')
# How long the requests may take, and of what they are made: the same for a commit each time, so that it does not fail by
# chance. Who looks for faults gives another.
CONTRACT_SECONDS=${CONTRACT_SECONDS:-120}
CONTRACT_SEED=${CONTRACT_SEED:-2026}

# install_contract_tools: into an environment of their own, unless it has them. Sets CONTRACT_PYTHON.
install_contract_tools() {
    local environment=$REPOSITORY/.build/contract wanted="${CONTRACT_TOOLS[*]}"
    CONTRACT_PYTHON=$environment/bin/python
    [[ $(cat "$environment/tools" 2>/dev/null) == "$wanted" ]] && return
    detail "installing $wanted"
    python3 -m venv --clear "$environment" &&
        "$environment/bin/pip" install --quiet --disable-pip-version-check "${CONTRACT_TOOLS[@]}" &&
        printf '%s' "$wanted" >"$environment/tools"
}

# check_contract [OPTION...]: of the server in $PROGRAMS, which lives as long as this takes; the options are schemathesis's.
check_contract() (
    install_contract_tools || fail "the tools cannot be installed"
    folder=$(mktemp --directory) server=''
    trap '[[ ! $server ]] || { kill "$server"; wait "$server"; }; rm --recursive --force "$folder"' EXIT
    start_contract_server
    NETMAKER_SESSION=$(open_session) || fail "no session was opened"
    export NETMAKER_SESSION
    furnish_server || fail "the server has nothing to ask for"
    curl --silent --show-error --insecure --fail --output "$folder/openapi.json" "$url/api/v1/openapi.json"
    "$CONTRACT_PYTHON" -m openapi_spec_validator "$folder/openapi.json" || exit 1
    check_requests "$@" || exit 1
    check_events
)

# check_requests [OPTION...]: as many as fit in the time, each answer checked by all that the tool knows of.
check_requests() {
    cd "$folder" || return
    SCHEMATHESIS_HOOKS=$REPOSITORY/Scripts/lib/contract/formats.py "${CONTRACT_PYTHON%python}schemathesis" \
        --config-file "$REPOSITORY/Scripts/lib/contract/schemathesis.toml" run "$folder/openapi.json" --url "$url" \
        --checks all --phases examples,coverage,fuzzing,stateful --max-time "$CONTRACT_SECONDS" --seed "$CONTRACT_SEED" --no-color "$@"
}

# start_contract_server: sets server and url.
start_contract_server() {
    # A small program to fetch, again and again.
    mkdir --parents "$folder/agents" && cp /bin/true "$folder/agents/netclient"
    "$PROGRAMS/nm-server" --data-dir "$folder/data" --agents-dir "$folder/agents" --listen 127.0.0.1 \
        --public-address 127.0.0.1 --api-port 0 --agents-port 0 >"$folder/log" 2>&1 &
    server=$!
    url=$(await_address "$server" "$folder/log") || exit 1
}

# check_events: a stream tells changes, ends with the server, goes on exactly after its last event once there is one again,
# and ends with the session.
check_events() {
    local since follower ids
    # One that was not there for the requests before to delete.
    as_session '{"name": "pier", "ipv4Range": "10.30.0.0/16"}' "$url/api/v1/networks" >/dev/null
    set_mtu 1280
    follow "$folder/before" & follower=$!
    await_text "$folder/before" '^id: '
    set_mtu 1400
    await_text "$folder/before" '^event: change'
    since=$(now_ms)
    kill "$server" && wait "$server" "$follower"
    detail "the stream and the server ended within $(seconds "$(($(now_ms) - since))") s"
    start_contract_server
    for mtu in 1401 1402; do set_mtu "$mtu"; done
    follow "$folder/after" "$(sed --quiet 's/^id: //p' "$folder/before" | tail -n 1)" & follower=$!
    await_text "$folder/after" '"revision":[0-9]*.*' 2
    since=$(now_ms)
    curl --silent --insecure --fail --request POST --header "Authorization: Bearer $NETMAKER_SESSION" "$url/api/v1/logout"
    wait "$follower"
    (($(now_ms) - since < 1000)) || fail "the stream outlived its session by $(($(now_ms) - since)) ms"
    ids=$(cat "$folder/before" "$folder/after" | sed --quiet '/^id: /{N;s/^id: .*-\([0-9]*\)\nevent: change$/\1/p}')
    detail "events $(tr '\n' ' ' <<<"$ids")"
    [[ $ids == "$(seq "$(head -n 1 <<<"$ids")" "$(tail -n 1 <<<"$ids")")" && $(wc --lines <<<"$ids") == 3 ]] ||
        fail "the events do not follow each other"
}

# follow FILE [LAST]: the events of the network, those after the last one that is named.
follow() {
    curl --silent --no-buffer --insecure --header "Authorization: Bearer $NETMAKER_SESSION" \
        ${2:+--header "Last-Event-ID: $2"} "$url/api/v1/networks/pier/events" >"$1" || true
}

set_mtu() { as_session "{\"mtu\": $1}" "$url/api/v1/networks/pier" --request PATCH >/dev/null; }

# await_text FILE EXPRESSION [COUNT]: so many lines.
await_text() {
    local since count
    since=$(now_ms)
    until count=$(grep --count "$2" "$1" 2>/dev/null) || true && ((${count:-0} >= ${3:-1})); do
        (($(now_ms) - since < 10000)) || fail "the stream does not tell $2"
        sleep 0.05
    done
}

# await_address PROCESS LOG: the address of the REST interface, as the server tells it at its start.
await_address() {
    local since
    since=$(now_ms)
    until grep --only-matching --max-count 1 'https://[^ ]*' "$2"; do
        kill -0 "$1" 2>/dev/null || { cat "$2" >&2; fail "the server ended"; }
        (($(now_ms) - since < 30000)) || { cat "$2" >&2; fail "the server did not start"; }
        sleep 0.1
    done
}

# open_session: makes the first admin, and tells the token of their session.
open_session() {
    jq --null-input --arg code "$(head -n 1 "$folder/data/setup-code")" \
        '{code: $code, user: "admin", password: "correct horse battery staple"}' |
        curl --silent --show-error --insecure --fail --json @- "$url/api/v1/setup" | jq --raw-output .token
}

# furnish_server: networks, a key, and a node that was let in by it. Sets NETMAKER_NODE.
furnish_server() {
    local name keys=$url/api/v1/networks/depot/keys
    for name in harbor depot; do
        as_session "{\"name\": \"$name\", \"ipv4Range\": \"10.20.0.0/16\", \"ipv6Range\": \"fd00:20::/64\"}" \
            "$url/api/v1/networks" >/dev/null
    done
    (umask 077 && as_session '{"name": "key-1"}' "$keys" | jq --raw-output .token >"$folder/token")
    "$PROGRAMS/netclient" join --directory "$folder/netclient" --token-file "$folder/token" --name machine-1 \
        --daemon off >"$folder/join" 2>&1 || { cat "$folder/join" >&2; return 1; }
    NETMAKER_NODE=$(as_session '' "$url/api/v1/networks/depot/nodes" --request GET | jq --raw-output '.items[0].id')
    export NETMAKER_NODE
}

# as_session BODY URL [OPTION...]: what is answered to it.
as_session() {
    curl --silent --show-error --insecure --fail --header "Authorization: Bearer $NETMAKER_SESSION" --json "$1" \
        "${@:3}" "$2"
}
