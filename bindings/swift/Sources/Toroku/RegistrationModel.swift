import Foundation

// Linux has no SwiftUI, and Swift 6.0's libswiftObservation does not link there without
// `-Xlinker --allow-shlib-undefined` (it lacks `swift::threading::fatal`). So there it is left out unless asked for with
// `-Xswiftc -DOBSERVATION_ON_LINUX`, as the tests do.
#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    import Observation
#endif

/// What a screen is drawn from.
public struct RegistrationState: Sendable, Equatable {
    /// The page, with all that it shows, worded.
    public let screen: Screen
    /// What the last input led to; `nil` before the first.
    public let answer: Answer?
    /// The code of ``message``, where the answer has one.
    public let code: Code?
    /// What the applicant should read beside the page, where the answer needs words.
    public let message: String?
    /// What the host must do; ``RegistrationModel/carryOut(_:)`` does it.
    public let effect: Effect?
    /// Why the store could not do it; `nil` where it could, and from the next try on.
    public let failure: StoreFailure?

    /// How far what the host must do has come.
    public var progress: Progress {
        if effect == nil { return .nothingToDo }
        if failure != nil { return .failed }
        return answer == .notReached ? .waiting : .underWay
    }

    /// The office could not be reached, and what was confirmed waits for the network: show ``message``, and offer
    /// ``RegistrationModel/retry()``.
    public var isWaitingForNetwork: Bool { progress == .waiting }
}

/// How far an order of the engine has come: see ``RegistrationState/effect``.
public enum Progress: Sendable {
    /// None waits.
    case nothingToDo
    /// It is being carried out, or about to be.
    case underWay
    /// The office could not be reached: show the message; the same is sent again.
    case waiting
    /// The store could not do it: show the message, and offer ``RegistrationModel/retry()``. Nothing is lost.
    case failed
}

/// What the store threw. Printing it shows the error's type alone: its text may hold what a person typed.
public final class StoreFailure: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// It itself.
    public let cause: any Error

    init(_ cause: any Error) { self.cause = cause }

    public static func == (one: StoreFailure, other: StoreFailure) -> Bool { one === other }

    public var description: String { "StoreFailure(\(type(of: cause)))" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// One applicant's registration for a SwiftUI view: actions in, one observed ``state`` out.
///
/// Every action is one crossing into the engine and takes microseconds. An action throws ``Misuse`` alone, where the
/// app called wrongly; what the applicant got wrong is an ``Answer``.
@MainActor
public final class RegistrationModel {
    /// Where the registration stands.
    public private(set) var state: RegistrationState {
        get {
            #if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
                access()
            #endif
            return current
        }
        set {
            #if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
                change { current = newValue }
            #else
                current = newValue
            #endif
        }
    }

    private var current: RegistrationState
    private let registration: Registration
    private let clock: @Sendable () -> Date
    private let random: @Sendable () -> Secret
    private var isCarryingOut = false
    private let failed = "network.failed"
    private var store: (any RegistrationStore)?
    #if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
        // `any`: the type is newer than the oldest system the package is for.
        private let registrar: (any Sendable)? = RegistrationModel.makeRegistrar()
    #endif

    /// A new registration at the top page.
    public convenience init(
        policy: Policy,
        language: Language,
        clock: @escaping @Sendable () -> Date = { Date() },
        random: @escaping @Sendable () -> Secret = { .entropy() }
    ) {
        self.init(Registration(policy: policy, language: language), clock, random)
    }

    /// The registration that was saved. The guard is the one it was saved with, or one whose counter is not above. A
    /// snapshot that cannot be used is a failure: start anew, and show the wording of ``snapshotErrorCode()``.
    public static func restored(
        _ snapshot: Snapshot,
        policy: Policy,
        language: Language,
        guard protection: Guard = .plain,
        clock: @escaping @Sendable () -> Date = { Date() },
        random: @escaping @Sendable () -> Secret = { .entropy() }
    ) -> Result<RegistrationModel, SnapshotError> {
        do {
            let registration = try Registration.restore(
                snapshot: Secret(snapshot.bytes), guard: protection, policy: policy, language: language)
            return .success(RegistrationModel(registration, clock, random))
        } catch let error as SnapshotError {
            return .failure(error)
        } catch {
            preconditionFailure("restoring fails as SnapshotError only")
        }
    }

    private init(
        _ registration: Registration, _ clock: @escaping @Sendable () -> Date, _ random: @escaping @Sendable () -> Secret
    ) {
        self.registration = registration
        self.clock = clock
        self.random = random
        current = RegistrationState(
            screen: registration.screen(now: clock()), answer: nil, code: nil, message: nil,
            effect: registration.nextEffect(), failure: nil)
    }

    /// The language of wordings; a change words the page anew.
    public var language: Language {
        get { registration.language() }
        set {
            registration.setLanguage(language: newValue)
            let message = current.failure == nil ? current.code.map { newValue.words.wording($0) } : newValue.words.text(failed)
            state = RegistrationState(
                screen: registration.screen(now: clock()), answer: current.answer, code: current.code, message: message,
                effect: current.effect, failure: current.failure)
        }
    }

    /// The settings from the next action on: after the office has refused under newer ones, or where new terms came into
    /// force while the app was open.
    public var policy: Policy {
        get { registration.policy() }
        set {
            registration.setPolicy(policy: newValue)
            state = RegistrationState(
                screen: registration.screen(now: clock()), answer: current.answer, code: current.code,
                message: current.message, effect: registration.nextEffect(), failure: current.failure)
        }
    }

    /// A button of the top page; starts an expired registration again.
    @discardableResult
    public func choose(_ category: ApplicantCategory) throws -> Answer {
        try handle(.chooseCategory(category: category, entropy: random()))
    }

    /// The text of one item as typed; an empty one clears it.
    @discardableResult
    public func enter(_ item: Item, _ text: String) throws -> Answer {
        let key = try registration.enter(item: item, text: Personal(text), now: clock())
        guard case .entry(let page) = current.screen else { preconditionFailure("an item is entered at STEP1 only") }
        state = RegistrationState(
            screen: .entry(page: page.after(key)), answer: key.answer, code: key.code, message: key.text, effect: nil,
            failure: nil)
        return key.answer
    }

    /// Several items at once.
    @discardableResult
    public func enter(_ items: [ItemText]) throws -> Answer {
        try handle(.fill(items: items))
    }

    /// Empties an item.
    @discardableResult
    public func clear(_ item: Item) throws -> Answer {
        try enter(item, "")
    }

    /// A suggestion taken: sets the items that ``taking(_:at:)`` names.
    @discardableResult
    public func take(_ suggestion: Personal, at field: Field) throws -> Answer {
        try handle(.takeSuggestion(field: field, text: suggestion))
    }

    /// What ``take(_:at:)`` would set, to show it beside the suggestion: a date's three items; the repeated e-mail
    /// address too, if it is the same; the street address, where a whole address was typed for the municipality. Empty
    /// outside STEP1.
    public func taking(_ suggestion: Personal, at field: Field) -> [ItemText] {
        registration.taking(field: field, suggestion: suggestion)
    }

    /// A result of the search window taken. Of a whole address that was searched for, the rest becomes the street
    /// address, where none is typed.
    @discardableResult
    public func take(_ found: Municipality, searched query: String) throws -> Answer {
        try enter(.municipality, query)
        return try take(Personal(found.fullName), at: .municipality)
    }

    /// The municipality search window, best match first. It takes names, English ones too, postal codes and whole
    /// addresses. What ``state`` says beside the page stays, unless the registration has expired.
    public func searchMunicipalities(_ query: String, in prefecture: UInt8?, limit: UInt32) throws -> [Municipality] {
        let input = Input.searchMunicipalities(prefecture: prefecture, query: Personal(query), limit: limit)
        let step = try registration.handle(input: input, now: clock())
        guard case .municipalities(let results) = step.answer else {
            accept(step)
            return []
        }
        state = RegistrationState(
            screen: step.screen, answer: current.answer, code: current.code, message: current.message,
            effect: current.effect, failure: current.failure)
        return results
    }

    /// The link to the Terms of Use; the answer names the version to show.
    @discardableResult
    public func showTerms() throws -> Answer { try handle(.showTerms) }

    /// Checks "I agree to the Terms of Use" of the version that was shown.
    @discardableResult
    public func agree(to version: String) throws -> Answer { try handle(.agree(version: version)) }

    /// Unchecks it.
    @discardableResult
    public func disagree() throws -> Answer { try handle(.disagree) }

    /// The button Confirm of STEP1.
    @discardableResult
    public func confirm() throws -> Answer { try handle(.confirm) }

    /// The button Back of STEP1 and STEP2.
    @discardableResult
    public func back() throws -> Answer { try handle(.back) }

    /// The button Registration of STEP2, with the digest of the page it was pressed on.
    @discardableResult
    public func register(_ digest: Digest) throws -> Answer {
        try handle(.register(digest: digest, language: language))
    }

    /// The button Back to Top Page of STEP3.
    @discardableResult
    public func backToTop() throws -> Answer { try handle(.backToTop) }

    /// Any input, for what has no action of its own: the host's reports.
    @discardableResult
    public func handle(_ input: Input) throws -> Answer {
        let step = try registration.handle(input: input, now: clock())
        accept(step)
        return step.answer
    }

    private func accept(_ step: Step) {
        state = RegistrationState(
            screen: step.screen, answer: step.answer, code: step.code, message: step.text, effect: step.effect,
            failure: nil)
    }

    /// Carries out what the engine orders, order after order, until none waits, and reports each result back. Call it
    /// when ``RegistrationState/effect`` is there, after a restore too; while one call is at it, another does nothing.
    ///
    /// What the store throws ends the call and stands in the state as ``RegistrationState/failure``, with a message; the
    /// order waits for ``retry()``. What ``RegistrationStore/submit(_:)`` throws counts as an office that was not reached,
    /// which ends the call too. Thrown are a cancellation, ``NotOrdered`` for a store of another way to issue, and
    /// ``Misuse``.
    @discardableResult
    public func carryOut(_ store: any RegistrationStore) async throws -> Answer? {
        guard !isCarryingOut else { return nil }
        self.store = store
        isCarryingOut = true
        defer { isCarryingOut = false }
        var last: Answer?
        while let effect = current.effect {
            setFailure(nil)
            let input: Input
            do {
                try await store.keep(save())
                input = try await report(effect, store)
            } catch let error where error is NotOrdered || Task.isCancelled {
                // A cancellation within the store, such as a time limit of its own, is none of the call.
                throw error
            } catch {
                setFailure(StoreFailure(error))
                break
            }
            last = try handle(input)
            if current.isWaitingForNetwork { break }
        }
        return last
    }

    private func setFailure(_ failure: StoreFailure?) {
        guard failure != nil || current.failure != nil else { return }
        let words = language.words
        state = RegistrationState(
            screen: current.screen, answer: current.answer, code: current.code,
            message: failure == nil ? current.code.map { words.wording($0) } : words.text(failed), effect: current.effect,
            failure: failure)
    }

    /// Once more what ``carryOut(_:)`` began, with its store: for a button, or for when the network is back.
    @discardableResult
    public func retry() async throws -> Answer? {
        guard let store else { return nil }
        return try await carryOut(store)
    }

    private func report(_ effect: Effect, _ store: any RegistrationStore) async throws -> Input {
        switch effect {
        case .reserveUserId(let key, let userId):
            let isReserved = try await store.reserve(userId, for: key)
            return isReserved ? .userIdReserved(userId: userId) : .userIdTaken(userId: userId)
        case .reserveNumber(let key, let attempt):
            return .numberReserved(number: try await store.nextNumber(for: key, attempt: attempt))
        case .commit(let commit):
            switch try await store.commit(commit) {
            case .stored: return .committed(key: commit.key)
            case .taken: return .userIdTaken(userId: commit.userId)
            case .failed: return .storageFailed
            }
        case .submit(let submission):
            switch try await submit(submission, store) {
            case .registered(let userId): return .registered(key: submission.key, userId: userId)
            case .refused(let problems): return .refused(key: submission.key, problems: problems)
            case .notReached: return .notReached(key: submission.key)
            }
        }
    }

    private func submit(_ submission: Submission, _ store: any RegistrationStore) async throws -> SubmissionResult {
        do {
            return try await store.submit(submission)
        } catch let error where error is NotOrdered || Task.isCancelled {
            throw error
        } catch {
            return .notReached
        }
    }

    /// The registration, to be kept while the app is in the background.
    public func save(guard protection: Guard = .plain) throws -> Snapshot {
        Snapshot(bytes: try registration.save(guard: protection).exposed)
    }
}

extension EntryPage {
    /// The page with what a key changed of it.
    fileprivate func after(_ key: Keystroke) -> EntryPage {
        var draft = draft.filter { $0.item != key.item.item }
        if !key.item.text.exposed.isEmpty {
            let order = Item.allCases.firstIndex(of: key.item.item)!
            let place = draft.firstIndex { Item.allCases.firstIndex(of: $0.item)! > order }
            draft.insert(key.item, at: place ?? draft.endIndex)
        }
        let reports = reports.map { report in key.reports.first { $0.field == report.field } ?? report }
        return EntryPage(draft: draft, agreedTerms: agreedTerms, reports: reports, hasExpired: key.hasExpired)
    }
}

#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    extension RegistrationModel {
        nonisolated private static func makeRegistrar() -> (any Sendable)? {
            guard #available(macOS 14, iOS 17, tvOS 17, watchOS 10, *) else { return nil }
            return ObservationRegistrar()
        }

        private func access() {
            guard #available(macOS 14, iOS 17, tvOS 17, watchOS 10, *) else { return }
            (registrar as? ObservationRegistrar)?.access(self, keyPath: \.state)
        }

        private func change(_ mutation: () -> Void) {
            guard #available(macOS 14, iOS 17, tvOS 17, watchOS 10, *),
                let registrar = registrar as? ObservationRegistrar
            else { return mutation() }
            registrar.withMutation(of: self, keyPath: \.state, mutation)
        }
    }

    @available(macOS 14, iOS 17, tvOS 17, watchOS 10, *)
    extension RegistrationModel: Observable {}
#endif
