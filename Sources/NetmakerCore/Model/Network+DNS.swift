extension Network {
    /// The zones its names are in: `harbor`, and `harbor.corp.example.org` when it has a suffix. The first is the one
    /// that an address leads back to.
    public var zones: [DomainName] {
        let zone = DomainName(name)
        return [zone] + (dnsSuffix.map { [DomainName(joining: [zone, $0])] } ?? [])
    }
}
