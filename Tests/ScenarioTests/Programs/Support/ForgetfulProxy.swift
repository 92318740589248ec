/// Stands before the agents' port of a server, and breaks a connection off instead of handing on the answer to the
/// first join that the server admits: the connections that were open before bring nothing back.
struct ForgetfulProxy {
    static let port = 50061

    private let program: Program

    init(in mesh: Mesh) async throws {
        program = try await mesh.world.router.start(
            [
                "perl", "-e", Self.script, World.serverAddress, "\(Self.port)", "50051",
                mesh.world.folder + "/server.log",
            ], log: mesh.world.folder + "/proxy.log")
        try await program.says("listening")
    }

    /// The server logs before it answers: when there is an answer to hand on, the log tells.
    private static let script = #"""
        use strict; use IO::Select; use IO::Socket::INET;
        my ($address, $port, $target, $log) = @ARGV;
        sub admitted { open(my $file, "<", $log) or return 0; return scalar grep { /node joined/ } <$file>; }
        my $listener = IO::Socket::INET->new(LocalAddr => $address, LocalPort => $port, Listen => 16, ReuseAddr => 1)
            or die "cannot listen: $!";
        $SIG{CHLD} = "IGNORE";
        $| = 1;
        print "listening\n";
        while (1) {
            my $agent = $listener->accept or next;
            my $before = admitted();
            next if fork;
            my $server = IO::Socket::INET->new(PeerAddr => $address, PeerPort => $target) or exit;
            my $select = IO::Select->new($agent, $server);
            while (1) {
                for my $from ($select->can_read) {
                    sysread($from, my $bytes, 65536) or exit;
                    exit if $from == $server && !$before && admitted();
                    my $to = $from == $server ? $agent : $server;
                    while (length $bytes) { substr($bytes, 0, syswrite($to, $bytes) // exit) = ""; }
                }
            }
        }
        """#
}
