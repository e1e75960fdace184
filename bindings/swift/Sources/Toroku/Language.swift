import Foundation

/// A language that the engine has words in.
public struct Language: Sendable, Hashable, CustomStringConvertible {
    /// The BCP 47 tag.
    public let tag: String

    /// The language with this tag; `nil` where the engine has none.
    public init?(tag: String) {
        guard let found = languageByTag(tag: tag) else { return nil }
        self = found
    }

    /// The language for these wishes, the most wanted first, such as `Locale.preferredLanguages`; `nil` where the
    /// engine has none of them: what to show then is the app's choice.
    public init?(preferring tags: [String]) {
        guard let found = negotiateLanguage(wishes: tags.joined(separator: ",")) else { return nil }
        self = found
    }

    init(checked tag: String) {
        self.tag = tag
    }

    /// Every language, in the order of their tags.
    public static var all: [Language] { languages() }

    public var description: String { tag }

    /// The words of the screens. Fetch them once and keep them.
    public var words: Words { Words(self, catalogue(language: self)) }
}

/// The catalogue of one language, by what it words.
public struct Words: Sendable {
    /// What has a type of its own.
    public let catalogue: Catalogue
    private let language: Language
    private let fields: [Field: FieldWords]
    private let parts: [BirthPart: String]
    private let titles: [StateKind: String]
    private let buttons: [ApplicantCategory: String]
    private let codes: [Code: String]

    init(_ language: Language, _ catalogue: Catalogue) {
        self.language = language
        self.catalogue = catalogue
        fields = Dictionary(uniqueKeysWithValues: catalogue.fields.map { ($0.field, $0) })
        parts = Dictionary(uniqueKeysWithValues: catalogue.birthParts.map { ($0.part, $0.label) })
        titles = Dictionary(uniqueKeysWithValues: catalogue.titles.map { ($0.state, $0.title) })
        buttons = Dictionary(uniqueKeysWithValues: catalogue.categories.map { ($0.category, $0.text) })
        codes = Dictionary(uniqueKeysWithValues: catalogue.codes.map { ($0.code, $0.text) })
    }

    /// The text above a field.
    public func label(_ field: Field) -> String { known(fields[field]?.label) }

    /// The text beside a field.
    public func hint(_ field: Field) -> String { known(fields[field]?.hint) }

    /// The text above one of the three boxes of the date of birth.
    public func label(_ part: BirthPart) -> String { known(parts[part]) }

    /// The title of a page.
    public func title(_ state: StateKind) -> String { known(titles[state]) }

    /// The text of a button of the top page.
    public func button(_ category: ApplicantCategory) -> String { known(buttons[category]) }

    /// The wording of a code, with places in braces where it has parameters.
    public func wording(_ code: Code) -> String { known(codes[code]) }

    /// A button, or what a page shows beside its fields, by its key in the catalogue, like `button.confirm`: the files
    /// `core/wording` have them all, and every language has the same. What stands in braces is filled in from `places`.
    /// A key that the catalogue does not have is a mistake of the app's, and ends it.
    public func text(_ key: String, _ places: KeyValuePairs<String, String> = [:]) -> String {
        guard let text = catalogueText(language: language, key: key) else {
            preconditionFailure("the catalogue has no \(key)")
        }
        var (out, rest) = ("", text[...])
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            out += rest[..<open]
            out += places.first { $0.key == name }?.value ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return out + rest
    }

    private func known(_ text: String?) -> String {
        guard let text else { preconditionFailure("the engine's catalogue is complete, its tests say") }
        return text
    }
}
