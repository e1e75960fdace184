import Foundation
import Toroku
import TorokuClient

// See the head of RegistrationModel.swift: on Linux for the tests alone.
#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    import Observation
#endif

/// What stands before the page of the registration.
public enum Pane: Sendable, Hashable {
    case search, terms, newLink
}

/// What the pages are drawn from beside the model, and what outlives the process. It decides nothing about a
/// registration; what it keeps of its own is what was looked at.
///
/// All that is kept is in one file: written when the app leaves the foreground and before anything is sent, read at the
/// start, and removed at STEP3.
#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    @Observable
#endif
@MainActor
public final class RegistrationHost {
    /// The registration; another one after ``startAnew()``.
    public private(set) var model: RegistrationModel
    /// What was kept could not be used: the top page says so.
    public private(set) var isLost = false
    /// The fields whose problem is shown, as they were left or Confirm was pressed.
    public private(set) var left: Set<Field> = []
    /// Where another try would not help: what the office says.
    public private(set) var refusal: String?
    /// What stands before the page.
    public var pane: Pane?
    /// The words of everything.
    public private(set) var words: Words
    /// The request for a new link; it goes on when its page is left.
    public private(set) var newLink: NewLink

    public let client: OfficeClient
    private let file: SnapshotFile
    private let backOff: BackOff
    private var policy: Policy
    private var orders: Task<Void, Never>?

    /// `policy` is the app's own, until the office has given newer settings.
    public init(
        client: OfficeClient, policy: Policy, language: Language, file: SnapshotFile, backOff: BackOff = BackOff()
    ) {
        self.client = client
        self.policy = policy
        self.file = file
        self.backOff = backOff
        words = language.words
        newLink = NewLink(client)
        let new = { RegistrationModel(policy: policy, language: language) }
        if let kept = file.kept() {
            switch RegistrationModel.restored(kept, policy: policy, language: language) {
            case .success(let restored): model = restored
            // Said, not dropped: who comes back to an empty page wants to know why.
            case .failure: (model, isLost) = (new(), true)
            }
        } else {
            model = new()
        }
        carryOut()
    }

    /// What the office has said is shown with it: one for a registration.
    private func office() -> RemoteOffice {
        let file = file
        return RemoteOffice(client, backOff: backOff) { try file.keep($0) }
    }

    /// Carries out what the engine orders. A second call ends the pause of the first: the same is sent at once.
    private func carryOut() {
        let before = orders
        before?.cancel()
        guard model.state.effect != nil else { return }
        orders = Task {
            await before?.value
            await carryOut(model)
        }
    }

    private func carryOut(_ model: RegistrationModel) async {
        refusal = nil
        let office = office()
        // Thrown is a cancellation: the order stands.
        guard (try? await model.submit(to: office)) != nil else { return }
        switch model.state.screen {
        case .completion: file.remove()
        // Refused: what was wrong may be that the office has other terms by now. Beside the orders: none waits.
        case .entry: Task { await renewPolicy() }
        default:
            if model.state.progress == .waiting, let failure = await office.failure {
                refusal = failure.problem?.title ?? words.text("network.refused")
            }
        }
    }

    /// Takes the office's settings; without a network the ones that are known stay.
    public func renewPolicy() async {
        guard let known = try? await client.policy(), let new = try? Policy(settings: known.settings(at: client.office))
        else { return }
        policy = new
        model.policy = new
    }

    /// The app leaves the foreground, and may be ended there.
    public func keep() {
        // Nothing is lost so far if this fails, and before anything is sent it is said.
        if let snapshot = try? model.save() { try? file.keep(snapshot) }
    }

    /// The words of everything, from now on.
    public func speak(_ language: Language) {
        words = language.words
        model.language = language
    }
}

// What a person does. An action is refused only where a page offers what its state does not have.
extension RegistrationHost {
    /// A button of the top page, and what starts an expired registration again.
    public func choose(_ category: ApplicantCategory) {
        isLost = false
        _ = try? model.choose(category)
    }

    /// What was typed or pasted. A box is one line: its line ends and tabs become spaces.
    public func enter(_ item: Item, _ text: String) {
        _ = try? model.enter(item, oneLine(text))
    }

    /// One of a few: there is nothing left to wait for.
    public func choose(_ item: Item, _ value: String) {
        enter(item, value)
        leave(item.field())
    }

    /// The field was left: what is wrong with it is shown from now on.
    public func leave(_ field: Field) {
        left.insert(field)
    }

    public func take(_ suggestion: Personal, at field: Field) {
        _ = try? model.take(suggestion, at: field)
    }

    /// A result of the search window.
    public func take(_ found: Municipality, searched: String) {
        if isBlank(searched) {
            enter(.municipality, found.fullName)
        } else {
            _ = try? model.take(found, searched: searched)
        }
        leave(.municipality)
        pane = nil
    }

    /// Checks or unchecks the agreement to the version that is in force.
    public func agree(_ agrees: Bool) {
        if agrees, case .terms(let version)? = try? model.showTerms() {
            _ = try? model.agree(to: version)
        } else {
            _ = try? model.disagree()
        }
        leave(.terms)
    }

    public func confirm() {
        left = Set(Field.allCases)
        _ = try? model.confirm()
    }

    public func back() {
        if pane == nil { _ = try? model.back() } else { pane = nil }
    }

    /// Registration, bound to what STEP2 shows.
    public func register() {
        guard case .confirmation(let page) = model.state.screen else { return }
        _ = try? model.register(page.digest)
        carryOut()
    }

    /// Try again: from a button, or when the network is back.
    public func retry() {
        carryOut()
    }

    public func backToTop() {
        _ = try? model.backToTop()
        left = []
        newLink = NewLink(client)
    }

    /// A new registration; what the old one held is gone from here.
    public func startAnew() {
        orders?.cancel()
        file.remove()
        model = RegistrationModel(policy: policy, language: model.language)
        left = []
        pane = nil
        refusal = nil
        newLink = NewLink(client)
    }
}

/// What stands under a field.
extension RegistrationHost {
    /// What is wrong with a field, once it was left.
    public func problem(at field: Field, on page: EntryPage) -> Problem? {
        left.contains(field) ? page.reports.first { $0.field == field }?.problem : nil
    }

    /// What is wrong with one of the three boxes of the date of birth: all of them, where the problem names none.
    public func problem(at part: BirthPart, on page: EntryPage) -> Problem? {
        guard let problem = problem(at: .dateOfBirth, on: page) else { return nil }
        for param in problem.params {
            if case .parts(let parts) = param.value, !parts.contains(part) { return nil }
        }
        return problem
    }
}

/// What was pasted with line ends or tabs has spaces there, so that no two words are joined.
func oneLine(_ text: String, between: String = " ") -> String {
    text.reduce(into: "") { $0 += $1.isNewline || $1 == "\t" ? between : String($1) }
}
