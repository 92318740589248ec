/// Which release of the system this is.
public enum Release {
    /// As it is shown to people, by semantic versioning.
    public static let version = "0.1.0"
}
