import Foundation
import Toroku

// See the head of RegistrationModel.swift: on Linux for the tests alone.
#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    import Observation
#endif

/// What the search window is drawn from: by prefecture, and by name, postal code or address.
#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    @Observable
#endif
@MainActor
public final class MunicipalitySearch {
    /// What is typed.
    public var query = ""
    /// The number of the prefecture; `nil` is all of Japan.
    public private(set) var prefecture: UInt8?
    /// What was searched for; `nil` before the first search. It stays what was found with, whatever is typed since.
    public private(set) var searched: String?
    /// What was found: a prefecture's municipalities without a search, the best matches with one.
    public private(set) var found: [Municipality] = []
    /// There are more than are shown.
    public private(set) var isCut = false
    /// More is no help: a person types more of the name.
    private static let most = 20

    public init() {}

    /// A prefecture's municipalities are listed as soon as it is chosen.
    public func choose(prefecture: UInt8?) {
        self.prefecture = prefecture
        search()
    }

    public func search() {
        let query = oneLine(query)
        searched = query
        isCut = false
        // A number of the engine's own list is not refused.
        if isBlank(query) {
            found = prefecture.flatMap { try? municipalitiesOf(prefectureNumber: $0) } ?? []
        } else {
            let limit = UInt32(Self.most + 1)
            let best = try? searchMunicipalities(query: Personal(query), prefectureNumber: prefecture, limit: limit)
            found = Array((best ?? []).prefix(Self.most))
            isCut = (best ?? []).count > Self.most
        }
    }
}

func isBlank(_ text: String) -> Bool {
    text.allSatisfy(\.isWhitespace)
}
