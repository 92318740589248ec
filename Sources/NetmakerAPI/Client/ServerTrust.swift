public import NetmakerCore

/// Why a server is believed to be the one that was meant.
public enum ServerTrust: Hashable, Sendable {
    /// It shows one of these keys. Names, dates and authorities do not count.
    case pins(Set<CertificatePin>)
    /// Its certificate is for the host name and signed by an authority the system trusts.
    case systemRoots
}
