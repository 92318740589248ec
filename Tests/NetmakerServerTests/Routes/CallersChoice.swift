import Testing

/// Suites that call every route many times: one after the other, since others are at work beside them whose deadlines
/// are real.
@Suite(.serialized) struct `Everything a caller chooses` {}
