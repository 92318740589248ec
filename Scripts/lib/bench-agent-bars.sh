# shellcheck shell=bash
# What is promised of an agent: the most that each number may be. Processor time is not among them: a busy machine takes
# more of it for the same.

# Pings are asked fifty times a second; what is not the peer itself loses none. 22 MB of memory, and 30 in ten networks;
# a megabyte a day to a server that has nothing to tell.
AGENT_BARS=(
    gap_nothing_lost=0 gap_gateway_lost=0 gap_gateway_removal_lost=0 gap_rename_lost=0 gap_5_joins_and_leaves_lost=0
    gap_agent_restart_lost=0 gap_agent_kill_lost=0 gap_server_restart_lost=0
    start_to_first_ping_without_server_p99_ms=1000 idle_bytes_per_day=1000000
    agent_3_nodes_rss_kb=22000 agent_10_peers_rss_kb=22000 agent_1000_peers_rss_kb=22000 agent_10_networks_rss_kb=30000
)

# agent_table: all of it, for people, with what is promised.
agent_table() {
    metrics_table
    echo
    bars_table "${AGENT_BARS[@]}"
}
