import XCTest

@testable import Toroku

private struct AirplaneMode: Error {}

/// An office that registers a key once, behind a network that does what it is told to; `nil` is no network.
private actor MemoryOffice: OfficeStore {
    private let network: @Sendable (Int) -> SubmissionResult?
    private(set) var kept: [Snapshot] = []
    private(set) var submissions: [Submission] = []

    init(_ network: @escaping @Sendable (Int) -> SubmissionResult?) { self.network = network }

    func keep(_ snapshot: Snapshot) { kept.append(snapshot) }

    func submit(_ submission: Submission) throws -> SubmissionResult {
        submissions.append(submission)
        guard let result = network(submissions.count) else { throw AirplaneMode() }
        return result
    }
}

private let userId = UserId("hdlpf38617")!

/// The cases, on the main actor as in an app; XCTest on Linux calls its methods from elsewhere.
@MainActor
private enum Cases {
    static func policy() throws -> Policy {
        try Policy(settings: PolicySettings(termsVersion: terms, passwordUrl: passwordUrl, issuedByOffice: true))
    }

    static func submitting(_ policy: Policy? = nil) throws -> RegistrationModel {
        let model = try sampleModel(try policy ?? Cases.policy())
        try model.fillIn()
        try press(model)
        return model
    }

    static func press(_ model: RegistrationModel) throws {
        XCTAssertEqual(try model.confirm(), .readyToConfirm)
        try model.register(try XCTUnwrap(model.digest))
    }

    static func restored(_ snapshot: Snapshot) throws -> RegistrationModel {
        try RegistrationModel.restored(
            snapshot, policy: try policy(), language: english, clock: { Vectors.moment(1_700_000_000) }
        ).get()
    }

    static func anAppInAirplaneModeWaitsAndRegistersOnce() async throws {
        let model = try submitting()
        let office = MemoryOffice { $0 < 3 ? nil : .registered(userId) }
        let early = try await model.retry()
        XCTAssertNil(early, "nothing was begun")
        let first = try await model.carryOut(office)
        XCTAssertEqual(first, .notReached)
        XCTAssertTrue(model.state.isWaitingForNetwork)
        XCTAssertEqual(model.state.code, .flowNotReached)
        XCTAssertNotNil(model.state.message)
        model.language = Language(tag: "ja")!
        XCTAssertTrue(model.state.isWaitingForNetwork)
        let second = try await model.retry()
        XCTAssertEqual(second, .notReached)
        let third = try await model.retry()
        XCTAssertEqual(third, .registered(userId: userId))
        XCTAssertFalse(model.state.isWaitingForNetwork)
        let submissions = await office.submissions
        XCTAssertEqual(submissions, Array(repeating: submissions[0], count: 3), "the same each time")
        let kept = await office.kept
        XCTAssertEqual(kept.count, 3)
    }

    static func aKilledAppSubmitsUnderTheSameKey() async throws {
        let (first, second) = (MemoryOffice { _ in nil }, MemoryOffice { _ in .registered(userId) })
        try await submitting().carryOut(first)
        let snapshot = await first.kept.last
        let model = try restored(try XCTUnwrap(snapshot))
        XCTAssertNotNil(model.state.effect, "the order still stands")
        let answer = try await model.carryOut(second)
        XCTAssertEqual(answer, .registered(userId: userId))
        let (one, other) = (await first.submissions, await second.submissions)
        XCTAssertEqual(one, other)
    }

    static func whatTheOfficeRefusesStaysUntilItIsChanged() async throws {
        let suggested = Personal("user01@ens.example")
        let typo = Problem(
            code: .emailTypo, field: .email, params: [Param(name: .suggestion, value: .text(text: suggested))],
            suggestions: [suggested], text: Personal(""))
        let office = MemoryOffice { $0 == 1 ? .refused([typo]) : .registered(userId) }
        var model = try submitting()
        guard case .problems(let problems) = try await model.carryOut(office) else { return XCTFail() }
        XCTAssertEqual(problems.map(\.suggestions), [[suggested]])
        XCTAssertTrue(problems[0].text.exposed.contains(suggested.exposed), "worded by the engine")
        // An app that was killed shows it again.
        model = try restored(try model.save())
        guard case .entry(let page) = model.state.screen else { return XCTFail() }
        XCTAssertEqual(page.reports.compactMap(\.problem), problems)
        XCTAssertEqual(try model.confirm(), .problems(problems: problems))
        try model.enter(.email, suggested.exposed)
        try model.enter(.emailConfirmation, suggested.exposed)
        try press(model)
        let answer = try await model.carryOut(office)
        XCTAssertEqual(answer, .registered(userId: userId))
        let submissions = await office.submissions
        XCTAssertEqual(submissions.map(\.key), [submissions[0].key, submissions[0].key])
        XCTAssertEqual(submissions[1].confirmed.email, suggested)
    }

    static func newTermsOfTheOfficeAreTakenUp() async throws {
        let changed = Problem(code: .termsChanged, field: .terms, params: [], suggestions: [], text: Personal(""))
        let office = MemoryOffice { $0 == 1 ? .refused([changed]) : .registered(userId) }
        let model = try submitting()
        guard case .problems = try await model.carryOut(office) else { return XCTFail() }
        model.policy = try Policy(
            settings: PolicySettings(termsVersion: "2027-01", passwordUrl: passwordUrl, issuedByOffice: true))
        XCTAssertEqual(model.policy.termsVersion(), "2027-01")
        guard case .problems = try model.confirm() else { return XCTFail("nobody has agreed to the new ones") }
        try model.agree(to: "2027-01")
        try press(model)
        let answer = try await model.carryOut(office)
        XCTAssertEqual(answer, .registered(userId: userId))
        let submissions = await office.submissions
        XCTAssertEqual(submissions.map(\.key), [submissions[0].key, submissions[0].key])
        XCTAssertEqual(submissions[1].confirmed.termsVersion, "2027-01")
    }

    /// The order that waits is the one under the new settings: here another way to issue.
    static func aChangeOfThePolicyChangesTheOrder() async throws {
        let model = try submitting()
        guard case .submit? = model.state.effect else { return XCTFail() }
        model.policy = try Vectors.policy(nil)
        guard case .reserveUserId? = model.state.effect else { return XCTFail("\(model.state)") }
        guard case .registered? = try await model.carryOut(MemoryStore()) else { return XCTFail() }
    }

    static func anOfficeThatNamesNothingOrNonsenseIsMisuse() async throws {
        let model = try submitting()
        let other = Problem(code: .phoneChar, field: .email, params: [], suggestions: [], text: Personal(""))
        let many = Param(name: .max, value: .text(text: Personal("many")))
        let wrong = Problem(code: .phoneTooLong, field: .phone, params: [many], suggestions: [], text: Personal(""))
        for (problems, misuse) in [
            ([], .NoProblems), ([other], .Malformed(argument: "problem")), ([wrong], .Malformed(argument: "problem")),
        ] as [([Problem], Misuse)] {
            do {
                try await model.carryOut(MemoryOffice { _ in .refused(problems) })
                XCTFail("\(misuse)")
            } catch {
                XCTAssertEqual(error as? Misuse, misuse)
            }
        }
        XCTAssertNotNil(model.state.effect, "the order still stands")
    }

    static func aStoreForAnotherWayToIssueSaysSo() async throws {
        let model = try submitting(try Vectors.policy(nil))
        do {
            try await model.carryOut(MemoryOffice { _ in .registered(userId) })
            XCTFail("nothing was thrown")
        } catch {
            XCTAssertEqual(error as? NotOrdered, NotOrdered())
        }
        do {
            try await submitting().carryOut(MemoryStore())
            XCTFail("nothing was thrown")
        } catch {
            XCTAssertEqual(error as? NotOrdered, NotOrdered())
        }
        let both = PolicySettings(
            termsVersion: terms, passwordUrl: passwordUrl, issuedByOffice: true, sequenceKey: .entropy())
        XCTAssertThrowsError(try Policy(settings: both)) { XCTAssertEqual($0 as? PolicyError, .TwoIssuers) }
    }
}

final class OfficeModelTests: XCTestCase {
    func testAnAppInAirplaneModeWaitsAndRegistersOnce() async throws {
        try await Cases.anAppInAirplaneModeWaitsAndRegistersOnce()
    }
    func testAKilledAppSubmitsUnderTheSameKey() async throws { try await Cases.aKilledAppSubmitsUnderTheSameKey() }
    func testWhatTheOfficeRefusesStaysUntilItIsChanged() async throws {
        try await Cases.whatTheOfficeRefusesStaysUntilItIsChanged()
    }
    func testNewTermsOfTheOfficeAreTakenUp() async throws { try await Cases.newTermsOfTheOfficeAreTakenUp() }
    func testAChangeOfThePolicyChangesTheOrder() async throws { try await Cases.aChangeOfThePolicyChangesTheOrder() }
    func testAnOfficeThatNamesNothingOrNonsenseIsMisuse() async throws {
        try await Cases.anOfficeThatNamesNothingOrNonsenseIsMisuse()
    }
    func testAStoreForAnotherWayToIssueSaysSo() async throws { try await Cases.aStoreForAnotherWayToIssueSaysSo() }
}
