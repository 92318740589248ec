/// Top-level domains that a network must not take over on its members' machines.
enum ReservedDomains {
    /// Every two-letter name counts: ISO 3166 country codes are delegated as they appear.
    static func contains(_ label: String) -> Bool {
        if label.utf8.count == 2, label.utf8.allSatisfy(\.isLowercaseLetter) { return true }
        return label.hasPrefix("xn--") || names.contains(label)
    }

    /// Special-use names (the IANA registry of RFC 6761; RFC 6762, appendix G; RFC 9476; ICANN's reservation of
    /// `internal`), and those generic top-level domains of at most 12 characters that people meet most. The root zone
    /// has over a thousand more; a network named after one of those hides that domain on its members, and nothing else.
    private static let names: Set<String> = [
        // Special use.
        "alt", "arpa", "corp", "example", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain",
        "localhost", "mail", "onion", "private", "resolver", "test", "workgroup",
        // Generic, sponsored and infrastructure.
        "academy", "aero", "agency", "app", "art", "asia", "auto", "bank", "bar", "beer", "best", "bet", "bid", "bike",
        "biz", "blog", "build", "business", "cafe", "cam", "camp", "capital", "car", "care", "cars", "casa", "cash",
        "cat", "center", "ceo", "chat", "church", "city", "click", "clinic", "cloud", "club", "coach", "codes",
        "coffee", "com", "community", "company", "computer", "consulting", "contact", "cool", "coop", "credit", "date",
        "dating", "day", "deal", "deals", "delivery", "design", "dev", "digital", "direct", "directory", "dog",
        "download", "earth", "eco", "edu", "education", "email", "energy", "engineer", "engineering", "equipment",
        "estate", "events", "exchange", "expert", "express", "family", "fan", "farm", "fashion", "finance", "fish",
        "fit", "fitness", "fly", "foo", "food", "football", "forum", "foundation", "free", "fun", "fund", "fyi",
        "gallery", "game", "games", "garden", "gay", "gift", "global", "gmbh", "gold", "golf", "google", "gov", "green",
        "group", "guide", "guru", "health", "healthcare", "help", "holdings", "host", "hosting", "hotel", "house",
        "how", "icu", "info", "ing", "ink", "institute", "insurance", "int", "investments", "ist", "jobs", "kids",
        "kitchen", "land", "law", "lawyer", "legal", "lgbt", "life", "live", "llc", "loan", "lol", "love", "ltd",
        "management", "map", "market", "marketing", "mba", "media", "meet", "men", "menu", "mil", "mobi", "moe", "mom",
        "money", "mov", "movie", "museum", "music", "name", "net", "network", "new", "news", "ngo", "ninja", "now",
        "one", "online", "ooo", "open", "org", "page", "partners", "parts", "party", "pet", "phone", "photo",
        "photography", "photos", "pics", "pizza", "place", "plus", "poker", "porn", "post", "press", "pro",
        "productions", "prof", "pub", "racing", "radio", "red", "rent", "rentals", "repair", "report", "rest",
        "restaurant", "review", "reviews", "rip", "rocks", "run", "sale", "save", "school", "science", "security",
        "services", "sex", "shop", "shopping", "show", "site", "ski", "social", "software", "solar", "solutions",
        "space", "store", "stream", "studio", "style", "support", "surf", "systems", "tattoo", "tax", "taxi", "team",
        "tech", "technology", "tel", "tips", "today", "tools", "top", "tours", "town", "toys", "trade", "trading",
        "training", "travel", "tube", "university", "vegas", "ventures", "vet", "video", "vip", "vote", "watch",
        "webcam", "website", "wedding", "wiki", "win", "wine", "work", "works", "world", "wtf", "xxx", "xyz", "yoga",
        "you", "zip", "zone",
    ]
}
