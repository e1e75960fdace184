import Foundation
import Toroku

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Why the office has not done it. Printing shows nothing that a person entered.
public struct OfficeError: Error, Sendable, Hashable {
    /// What the office says. `nil` where it was not reached: without a network, on a line that was cut, behind a
    /// certificate that does not fit, or where somebody else answered. Whether it has registered is not known then.
    public let problem: OfficeProblem?
    /// Seconds to wait before the next try, where the answer asks for it; a day at most.
    public let retryAfter: TimeInterval?

    /// Whether the same request may do better later.
    public var isWorthRepeating: Bool {
        guard let problem else { return true }
        return problem.status == 408 || problem.status == 429 || problem.status >= 500
    }

    static let notReached = OfficeError(problem: nil, retryAfter: nil)

    private init(problem: OfficeProblem?, retryAfter: TimeInterval?) {
        self.problem = problem
        self.retryAfter = retryAfter
    }

    init(_ response: HTTPURLResponse, _ body: Data) {
        let mediaType = response.value(forHTTPHeaderField: "Content-Type")?.lowercased() ?? ""
        let isOffice = mediaType.hasPrefix("application/problem+json")
        self.init(
            problem: isOffice ? try? JSONDecoder().decode(OfficeProblem.self, from: body) : nil,
            retryAfter: response.value(forHTTPHeaderField: "Retry-After").flatMap { seconds(of: $0, from: Date()) })
    }
}

/// A problem as the office says it (RFC 9457).
public struct OfficeProblem: Sendable, Hashable, Decodable {
    /// Which problem, such as `refused` or `too-many-mails`: it never changes its meaning.
    public let name: String
    /// The HTTP status.
    public let status: Int
    /// The problem in words, in the language of the request: to show.
    public let title: String
    /// What is wrong with the request, for the app's developer.
    public let detail: String?
    /// What is wrong with what was confirmed, in field order.
    public let fields: [FieldProblem]

    private enum CodingKeys: String, CodingKey {
        case type
        case title
        case status
        case detail
        case problems
    }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        let type = try members.decode(String.self, forKey: .type)
        name = String(type.split(separator: "#", omittingEmptySubsequences: false).last ?? "")
        status = try members.decode(Int.self, forKey: .status)
        title = try members.decode(String.self, forKey: .title)
        detail = try members.decodeIfPresent(String.self, forKey: .detail)
        fields = try members.decodeIfPresent([FieldProblem].self, forKey: .problems) ?? []
    }
}

/// What is wrong with one field, as the office says it: its engine may be newer than the app's, and know more.
public struct FieldProblem: Sendable, Hashable, Decodable {
    /// The engine's number of the problem.
    public let code: Int
    /// The engine's name of it.
    public let name: String
    /// The field's stable name.
    public let field: String
    /// What the words need beside the code, by name.
    public let params: [String: [Personal]]
    /// What could be entered instead, the likeliest first.
    public let suggestions: [Personal]
    /// What to show at the field, in the language of the request.
    public let text: Personal

    private enum CodingKeys: String, CodingKey {
        case code
        case name
        case field
        case params
        case suggestions
        case text
    }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        code = try members.decode(Int.self, forKey: .code)
        name = try members.decode(String.self, forKey: .name)
        field = try members.decode(String.self, forKey: .field)
        params = try members.decode([String: [String]].self, forKey: .params).mapValues { $0.map(Personal.init) }
        suggestions = try members.decode([String].self, forKey: .suggestions).map(Personal.init)
        text = Personal(try members.decode(String.self, forKey: .text))
    }

    /// The problem for this app's engine, which words it in its own languages. What this engine does not know is shown in
    /// the office's words. `nil` where the entry has no such field.
    public var problem: Problem? {
        guard let field = entryFields().first(where: { $0.stableName() == self.field }) else { return nil }
        guard let code = knownCode(at: field), let params = knownParams() else {
            // No snapshot has room for more.
            let message = Personal(String(text.exposed.prefix(1000)))
            let params = [Param(name: .message, value: .text(text: message))]
            return Problem(code: .textNotAccepted, field: field, params: params, suggestions: suggestions, text: text)
        }
        return Problem(code: code, field: field, params: params, suggestions: suggestions, text: text)
    }

    private func knownCode(at field: Field) -> Code? {
        guard let code = UInt16(exactly: code).flatMap(codeByNumber) else { return nil }
        let facts = code.facts()
        let isProblem = facts.kind == .problem || facts.kind == .notice
        return isProblem && (facts.field ?? field) == field ? code : nil
    }

    /// In the order of their names, so that the same answer is the same problem; `nil` where the engine would not take
    /// a value.
    private func knownParams() -> [Param]? {
        var known: [Param] = []
        for (name, texts) in params.sorted(by: { $0.key < $1.key }) {
            guard let name = ParamName.byName[name] else { continue }
            guard texts.allSatisfy({ name.takes($0.exposed) }) else { return nil }
            // The engine makes of the texts what the parameter has.
            known.append(Param(name: name, value: .chars(characters: texts)))
        }
        return known
    }
}

extension ParamName {
    static let byName: [String: ParamName] = [
        "chars": .chars, "char": .char, "suggestion": .suggestion, "actual": .actual, "min": .min, "max": .max,
        "missing": .missing, "prefix": .prefix, "rule": .rule, "position": .position, "parts": .parts,
        "message": .message,
    ]

    fileprivate func takes(_ text: String) -> Bool {
        switch self {
        case .actual, .min, .max, .position: UInt32(text) != nil
        case .missing, .parts: ["year", "month", "day"].contains(text)
        case .chars, .char, .suggestion, .prefix, .rule, .message: true
        }
    }
}

/// Of a header `Retry-After`: seconds, or a date.
func seconds(of retryAfter: String, from now: Date) -> TimeInterval? {
    let dates = DateFormatter()
    dates.locale = Locale(identifier: "en_US_POSIX")
    dates.timeZone = TimeZone(secondsFromGMT: 0)
    dates.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let asked = UInt32(retryAfter).map(TimeInterval.init) ?? dates.date(from: retryAfter)?.timeIntervalSince(now)
    return asked.map { min(max($0, 0), 86_400) }
}
