import Foundation
import Toroku

// See the head of RegistrationModel.swift: on Linux for the tests alone.
#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    import Observation
#endif

/// Password setup where it is the app's own server's: the link of the mail has led here with its token. An app of the
/// office's portal leaves it to the portal's page.
///
/// What is stored counts: where `keep` throws, nothing has changed, and the next press does all of it again. A press
/// outlives its page.
#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    @Observable
#endif
@MainActor
public final class PasswordHost {
    /// What the last press led to, in the words of the language that was shown then.
    public private(set) var step: PasswordStep?
    /// What was set could not be stored: the link still counts.
    public private(set) var hasFailed = false
    /// The hash is being made, or stored.
    public private(set) var isBusy = false

    public let rules: PasswordRules
    public let lengths: PasswordLengths
    private var setup: PasswordSetup
    private let token: Personal
    private let policy: Policy
    private let now: @Sendable () -> Date
    private let keep: @Sendable (PasswordSetup) async throws -> Void

    /// `rules` and `lengths` are the policy's; `keep` stores the setup after the password was set.
    public init(
        _ setup: PasswordSetup, token: Personal, policy: Policy, rules: PasswordRules, lengths: PasswordLengths,
        now: @escaping @Sendable () -> Date = { Date() }, keep: @escaping @Sendable (PasswordSetup) async throws -> Void
    ) {
        self.setup = setup
        self.token = token
        self.policy = policy
        self.rules = rules
        self.lengths = lengths
        self.now = now
        self.keep = keep
    }

    /// Whose password.
    public var userId: UserId { setup.account().userId }

    /// The password is set, and stored.
    public var isSet: Bool {
        if case .passwordSet = step?.answer { true } else { false }
    }

    /// The link no longer counts, or never did: another one can be asked for.
    public var needsNewLink: Bool {
        step?.answer == .tokenExpired || step?.answer == .tokenInvalid
    }

    /// The button of the page. A pasted line end is no part of a password: nobody would see what stood in its place.
    public func set(_ password: String, confirmation: String, in language: Language) {
        guard !isBusy else { return }
        isBusy = true
        hasFailed = false
        let input = PasswordInput.setPassword(
            token: token, password: Personal(oneLine(password, between: "")),
            confirmation: Personal(oneLine(confirmation, between: "")), salt: .salt(), pages: .none)
        Task {
            do { try await take(input, language) } catch { hasFailed = true }
            isBusy = false
        }
    }

    /// On a copy, which counts once it is stored: a password that was set has used its link up.
    private func take(_ input: PasswordInput, _ language: Language) async throws {
        let next = try PasswordSetup.restore(snapshot: setup.save(guard: .plain), guard: .plain)
        let (moment, policy) = (now(), policy)
        // Hashing takes tens of milliseconds and many megabytes: not on the thread that draws.
        let made = try await Task.detached {
            try next.handle(input: input, now: moment, policy: policy, language: language)
        }.value
        if case .passwordSet = made.answer { try await keep(next) }
        setup = next
        step = made
    }

    /// What is wrong with one of the two boxes, in the language that is shown now.
    public func problem(at field: Field, in language: Language) -> String? {
        guard case .problems(let problems)? = step?.answer, let problem = problems.first(where: { $0.field == field })
        else { return nil }
        return try? wordProblem(problem: problem, language: language).exposed
    }

    /// What is wrong with neither of them: the link, or the store.
    public func message(in words: Words) -> String? {
        if hasFailed { return words.text("network.failed") }
        if case .problems? = step?.answer { return nil }
        return step?.code.map { words.wording($0) }
    }

    /// What a password must be like, line by line.
    public func says(in words: Words) -> [String] {
        let more =
            switch rules {
            case .nistB4: ["any", "common", "account"]
            case .legacy: ["kinds", "ascii", "account"]
            }
        let length = words.text("password.rule.length", ["min": "\(lengths.min)", "max": "\(lengths.max)"])
        return [length] + more.map { words.text("password.rule.\($0)") }
    }
}
