import Foundation
import XCTest

@testable import Toroku

let terms = "2023-03"
let passwordUrl = "https://registration.example/password"
let english = Language(tag: "en")!

typealias Object = [String: Any]

/// From a vector's words to the engine's values, and back. Holds no rules.
enum Vectors {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["TOROKU_VECTORS"] { return URL(fileURLWithPath: path) }
        return URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../tests/vectors").standardized
    }()

    static func read(_ name: String) throws -> Object {
        let data = try Data(contentsOf: root.appendingPathComponent(name))
        return try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? Object)
    }

    static func files(_ folder: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
        return names.filter { $0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
    }

    private static func texts(_ path: String) throws -> [String] {
        try (path.hasSuffix(".json") ? [path] : files(path)).map {
            try String(contentsOf: root.appendingPathComponent($0), encoding: .utf8)
        }
    }

    /// How many cases stand in a file, or in a folder's files: counted in their text, not by the runner's own reading.
    static func count(_ path: String) throws -> Int {
        try texts(path).map { $0.components(separatedBy: "\"id\":").count - 1 }.reduce(0, +)
    }

    /// All texts that a file, or a folder's files, have under this key.
    static func values(_ path: String, _ key: String) throws -> Set<String> {
        func walk(_ value: Any) -> [String] {
            if let list = value as? [Any] { return list.flatMap(walk) }
            guard let object = value as? Object else { return [] }
            return object.flatMap { name, inner in
                if name == key, let text = inner as? String { return [text] }
                return walk(inner)
            }
        }
        return try Set(texts(path).flatMap { try walk(JSONSerialization.jsonObject(with: Data($0.utf8))) })
    }

    static func bytes(_ hex: String) -> Data {
        let digits = Array(hex)
        return Data(stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16)! })
    }

    static func secret(_ hex: String) -> Secret { Secret(bytes(hex)) }

    static func moment(_ seconds: Int) -> Date { Date(timeIntervalSince1970: TimeInterval(seconds)) }

    static func field(_ name: String) -> Field { Field.allCases.first { $0.stableName() == name }! }

    static func item(_ name: String) -> Item { itemByName(name: name)! }

    static func category(_ name: String) -> ApplicantCategory {
        ApplicantCategory.allCases.first { snake($0) == name }!
    }

    /// A text, or a text repeated.
    static func text(_ value: Any?) -> String {
        if let object = value as? Object { return String(repeating: object.text("text")!, count: object.int("times")!) }
        return value as! String
    }

    static func items(_ object: Object) -> [ItemText] {
        object.map { ItemText(item: item($0.key), text: Personal(text($0.value))) }
    }

    static func policy(_ settings: Object?) throws -> Policy {
        try Policy(
            settings: PolicySettings(
                termsVersion: settings?.text("terms_version") ?? terms,
                passwordUrl: passwordUrl,
                strict: settings?["strict"] as? Bool,
                phonePlanRequired: settings?["phone_plan_required"] as? Bool,
                inactivityLimit: settings?.int("inactivity_limit").map(UInt32.init),
                draftOutlivesExpiry: settings?["draft_outlives_expiry"] as? Bool,
                birthUnknownFirst: settings?["birth_unknown_first"] as? Bool,
                issuedByOffice: settings?["issued_by_office"] as? Bool,
                sequenceKey: settings?.text("sequence_key").map(secret),
                userTypes: (settings?["user_types"] as? [Object])?.map {
                    UserTypeOffer(name: $0.text("name")!, text: $0.text("text")!)
                },
                patterns: (settings?["patterns"] as? [Object])?.map {
                    PatternRule(
                        field: field($0.text("field")!), name: $0.text("name")!, expression: $0.text("expression")!)
                }))
    }

    /// The manual's samples.
    static let sample: [ItemText] = [
        (Item.userName, "HOUMU TARO"), (.sex, "male"), (.birthYear, "2000"), (.birthMonth, "01"), (.birthDay, "01"),
        (.municipality, "011011"), (.streetAddress, "1-1-1 緑ヶ関ハイツ202号"), (.phone, "0312345678"),
        (.email, "user01@ens-test.com"), (.emailConfirmation, "user01@ens-test.com"),
        (.userType, "applicant_at_counter"),
    ].map { ItemText(item: $0.0, text: Personal($0.1)) }

    static func said(_ problem: Problem) -> Said {
        Said(problem.code, problem.params, problem.suggestions)
    }

    static func said(_ notice: Notice) -> Said {
        Said(notice.code, notice.params, notice.suggestion.map { [$0] } ?? [])
    }
}

/// A problem or notice: code, parameters by name, suggestions.
struct Said: Equatable {
    let code: String
    let params: [String: AnyHashable]
    let suggestions: [String]

    init(_ code: Code, _ params: [Param], _ suggestions: [Personal]) {
        self.code = code.facts().name
        self.params = Said.params(params)
        self.suggestions = suggestions.map(\.exposed)
    }

    init(_ object: Object) {
        code = object.text("code")!
        params = Said.params(object["params"] as? Object)
        suggestions = object["suggestions"] as? [String] ?? []
    }

    static func params(_ params: [Param]) -> [String: AnyHashable] {
        Dictionary(
            uniqueKeysWithValues: params.map { param in
                switch param.value {
                case .number(let number): return (snake(param.name), AnyHashable(Int(number)))
                case .text(let text): return (snake(param.name), AnyHashable(text.exposed))
                case .chars(let characters): return (snake(param.name), AnyHashable(characters.map(\.exposed)))
                case .parts(let parts): return (snake(param.name), AnyHashable(parts.map(snake)))
                }
            })
    }

    static func params(_ object: Object?) -> [String: AnyHashable] {
        (object ?? [:]).mapValues { value in
            if let texts = value as? [String] { return AnyHashable(texts) }
            if let text = value as? String { return AnyHashable(text) }
            return AnyHashable((value as! NSNumber).intValue)
        }
    }
}

extension Dictionary where Key == String, Value == Any {
    func text(_ name: String) -> String? { self[name] as? String }
    func int(_ name: String) -> Int? { (self[name] as? NSNumber)?.intValue }
    func objects(_ name: String) -> [Object] { self[name] as? [Object] ?? [] }
    func texts(_ name: String) -> [String] { self[name] as? [String] ?? [] }
    func object(_ name: String) -> Object? { self[name] as? Object }
}

/// The case's name as the vectors write it: `otherUserId` and `OtherUserId` are `other_user_id`.
func snake(_ value: Any) -> String {
    let name = caseName(value)
    return name.reduce(into: "") { result, character in
        if character.isUppercase, !result.isEmpty { result += "_" }
        result += character.lowercased()
    }
}

/// By reflection where there is a payload. Without one a case prints its name, except the errors, which print a
/// sentence.
private func caseName(_ value: Any) -> String {
    if let label = Mirror(reflecting: value).children.first?.label { return label }
    if let misuse = value as? Misuse { return bare(misuse) }
    if let misuse = value as? PasswordMisuse { return bare(misuse) }
    if let error = value as? SnapshotError { return bare(error) }
    return "\(value)"
}

private func bare(_ misuse: Misuse) -> String {
    switch misuse {
    case .OtherUserId: "OtherUserId"
    case .OtherIssuing: "OtherIssuing"
    case .OtherNotification: "OtherNotification"
    case .NoProblems: "NoProblems"
    case .Exhausted: "Exhausted"
    case .WeakEntropy: "WeakEntropy"
    case .NotAccepted, .Malformed: "\(misuse)"
    }
}

private func bare(_ misuse: PasswordMisuse) -> String {
    switch misuse {
    case .WeakEntropy: "WeakEntropy"
    case .OutOfMemory: "OutOfMemory"
    case .NotAccepted, .UnknownReminder, .Malformed: "\(misuse)"
    }
}

private func bare(_ error: SnapshotError) -> String {
    switch error {
    case .NotASnapshot: "NotASnapshot"
    case .OtherKind: "OtherKind"
    case .Broken: "Broken"
    case .RolledBack: "RolledBack"
    case .MalformedKey: "MalformedKey"
    case .Newer: "\(error)"
    }
}
