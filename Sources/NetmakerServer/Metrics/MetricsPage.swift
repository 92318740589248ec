internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// What `/metrics` says: put together when it is asked for, from counters that cost each event the same.
struct MetricsPage: Sendable {
    let controlPlane: ControlPlane
    let agents: AgentService
    let requests: RequestMeter
    /// Nil for a store that cannot be measured.
    let store: (any MeasuredStore)?

    /// The most networks that are told of one by one: more would be more than a scrape should take.
    static let mostNetworks = 100

    func text() async -> String {
        var page = Exposition()
        page.add(
            "netmaker_build_info", .gauge, "Which release runs; always 1.", [(["version": Release.version], 1)])
        addServer(to: &page)
        addControl(to: &page)
        addDelivery(to: &page)
        addRequests(to: &page)
        await addStore(to: &page)
        addProcess(to: &page)
        return page.text
    }

    // MARK: What there is

    private func addServer(to page: inout Exposition) {
        let truth = controlPlane.truth
        page.add(
            "netmaker_ready", .gauge, "Whether the store does what it is asked: 1, else 0.",
            controlPlane.health == .ready ? 1 : 0)
        page.add("netmaker_networks", .gauge, "Networks there are.", truth.networks.count)
        page.add(
            "netmaker_nodes", .gauge, "Nodes of all networks.",
            truth.networks.values.reduce(0) { $0 + $1.nodes.count })
        page.add("netmaker_users", .gauge, "Users there are.", truth.directory.users.count)
        page.add("netmaker_login_sessions", .gauge, "Sessions of users.", truth.directory.loginSessions.count)
        let networks = truth.networks.values.sorted { $0.network.name < $1.network.name }.prefix(Self.mostNetworks)
        func each(_ value: (NetworkState) -> Int) -> [(labels: Exposition.Labels, value: Int)] {
            networks.map { (["network": $0.network.name.description], value($0)) }
        }
        page.add("netmaker_network_nodes", .gauge, "Nodes of a network.", each { $0.nodes.count })
        page.add(
            "netmaker_network_nodes_connected", .gauge, "Nodes of a network whose agent has a session.",
            each { controlPlane.feed.connectedCount(in: $0.network.name) })
        page.add("netmaker_network_revision", .gauge, "Where a network stands.", each { Int($0.revision.rawValue) })
    }

    private func addControl(to page: inout Exposition) {
        let counters = controlPlane.counters
        page.add("netmaker_commands_total", .counter, "Commands that were ruled on.", counters.commands)
        page.add("netmaker_commands_refused_total", .counter, "Of these, those refused.", counters.refusals)
        page.add(
            "netmaker_commands_waiting", .gauge, "Commands that wait for the writer.", controlPlane.waitingCommands)
        page.add("netmaker_commits_total", .counter, "Transactions, each one flush to disk.", counters.commits)
        page.add("netmaker_commits_failed_total", .counter, "Transactions that failed.", counters.failedCommits)
        page.add(
            "netmaker_commit_duration_seconds", "How long transactions took that succeeded.",
            [([:], counters.commitDurations)])
        page.add(
            "netmaker_nodes_compared_total", .counter, "Nodes looked at to find out whom a change concerns.",
            counters.nodesCompared)
    }

    private func addDelivery(to page: inout Exposition) {
        let counters = agents.counters
        page.add("netmaker_agents_connected", .gauge, "Agents that have a session.", agents.sessionCount)
        page.add("netmaker_agent_sessions_total", .counter, "Sessions of agents that were opened.", counters.sessions)
        page.add(
            "netmaker_agent_sessions_refused_total", .counter, "Sessions of agents that were refused.",
            counters.refusals)
        page.add("netmaker_full_maps_sent_total", .counter, "Whole maps sent to agents.", counters.fullMaps)
        page.add(
            "netmaker_map_pages_sent_total", .counter, "Pages of maps sent in answer to check-ins.", counters.pages)
        page.add(
            "netmaker_maps_skipped_total", .counter, "Sessions whose agent had the map already.", counters.mapsSkipped)
        page.add("netmaker_deltas_sent_total", .counter, "Changes sent to agents.", counters.deltas)
        page.add("netmaker_delta_records_sent_total", .counter, "Peers in these.", counters.deltaRecords)
        page.add("netmaker_delta_removals_sent_total", .counter, "Removals in these.", counters.deltaRemovals)
        page.add(
            "netmaker_configurations_sent_total", .counter, "Configurations sent to agents.", counters.configurations)
        page.add("netmaker_records_encoded_total", .counter, "Peers put into bytes.", counters.recordsEncoded)
        page.add("netmaker_agent_sent_bytes_total", .counter, "Bytes of peers sent to agents.", counters.recordBytes)
    }

    private func addRequests(to page: inout Exposition) {
        let reading = requests.current
        let counts = reading.requests.sorted {
            Self.order($0.key.route, $0.key.status) < Self.order($1.key.route, $1.key.status)
        }
        page.add(
            "netmaker_http_requests_total", .counter, "Requests by route and status.",
            counts.map { count, value in
                (
                    ["method": count.route.method, "route": count.route.template, "status": "\(count.status)"], value
                )
            })
        page.add(
            "netmaker_http_request_duration_seconds", "How long answers took, by route.",
            reading.durations.sorted { Self.order($0.key, 0) < Self.order($1.key, 0) }.map { route, histogram in
                (["method": route.method, "route": route.template], histogram)
            })
        page.add("netmaker_http_requests_running", .gauge, "Requests without an answer yet.", reading.running)
        page.add("netmaker_http_sent_bytes_total", .counter, "Bytes of answers' bodies.", reading.bytes)
    }

    private static func order(_ route: RequestMeter.Route, _ status: Int) -> String {
        "\(route.template) \(route.method) \(status)"
    }

    private func addStore(to page: inout Exposition) async {
        // A store that cannot be read says so elsewhere; the other figures are wanted then more than ever.
        guard let size = try? await store?.size() else { return }
        page.add("netmaker_change_log_rows", .gauge, "Rows of the change log.", size.changeLogRows)
        page.add("netmaker_database_bytes", .gauge, "The database and its log on disk.", size.bytes)
    }

    private func addProcess(to page: inout Exposition) {
        let reading = ProcessReading.now
        func add(_ name: String, _ kind: Exposition.Kind, _ help: String, _ value: Double?) {
            if let value { page.add(name, kind, help, value) }
        }
        add("process_resident_memory_bytes", .gauge, "Memory in use.", reading.residentBytes.map(Double.init))
        add("process_virtual_memory_bytes", .gauge, "Memory that is mapped.", reading.virtualBytes.map(Double.init))
        add("process_open_fds", .gauge, "Files and connections that are open.", reading.openFiles.map(Double.init))
        add("process_max_fds", .gauge, "How many may be.", reading.mostFiles.map(Double.init))
        add("process_cpu_seconds_total", .counter, "Processor time.", reading.processorTime)
        add("process_start_time_seconds", .gauge, "When the process began.", reading.start)
    }
}
