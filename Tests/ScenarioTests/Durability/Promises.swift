import Testing

/// What holds whatever happens to a server's process, its disk, or its power.
///
/// One test at a time: each keeps a machine busy with servers that come and go.
@Suite(.serialized) struct `What a server promises` {}
