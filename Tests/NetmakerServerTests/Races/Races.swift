import Testing

/// What happens at once, over the whole way: HTTP or gRPC over TLS, the writer, and a database on the disk.
///
/// One race at a time: each starts dozens of handshakes at once, and others' tests measure time.
@Suite(.serialized, .timeLimit(.minutes(5))) struct Races {}
