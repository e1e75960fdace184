import XCTest

#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    import Observation
#endif

@testable import Toroku

/// A store in memory that can be made to answer otherwise.
actor MemoryStore: RegistrationStore {
    private var taken: Int
    private var failures: Int
    private(set) var kept: [Snapshot] = []
    private(set) var commits: [NotificationKey: Commit] = [:]

    /// What the next calls throw, one each.
    private var broken: [any Error]

    init(taken: Int = 0, failures: Int = 0, broken: [any Error] = []) {
        self.taken = taken
        self.failures = failures
        self.broken = broken
    }

    func keep(_ snapshot: Snapshot) throws {
        if !broken.isEmpty { throw broken.removeFirst() }
        kept.append(snapshot)
    }

    func reserve(_ userId: UserId, for key: NotificationKey) -> Bool {
        taken -= 1
        return taken < 0
    }

    func nextNumber(for key: NotificationKey, attempt: UInt32) -> UInt64 { 7 }

    func commit(_ commit: Commit) -> CommitResult {
        failures -= 1
        if failures >= 0 { return .failed }
        commits[commit.key] = commit
        return .stored
    }
}

@MainActor
func sampleModel(_ policy: Policy? = nil, random: @escaping @Sendable () -> Secret = { .entropy() }) throws
    -> RegistrationModel
{
    RegistrationModel(
        policy: try policy ?? Vectors.policy(nil), language: english, clock: { Vectors.moment(1_700_000_000) },
        random: random)
}

extension RegistrationModel {
    func fillIn() throws {
        try choose(.applicantAtCounter)
        try enter(Vectors.sample)
        try agree(to: terms)
    }

    var digest: Digest? {
        if case .confirmation(let page) = state.screen { return page.digest }
        return nil
    }
}

/// The cases, on the main actor as in an app; XCTest on Linux calls its methods from elsewhere.
@MainActor
private enum Cases {
    static func fromTheTopPageToTheUserId() async throws {
        let model = try sampleModel(random: { Secret(Data(0..<32)) })
        try model.fillIn()
        XCTAssertEqual(try model.confirm(), .readyToConfirm)
        let digest = try XCTUnwrap(model.digest)
        try model.register(digest)
        let store = MemoryStore(taken: 1)
        guard case .registered(let userId)? = try await model.carryOut(store) else { return XCTFail() }
        XCTAssertEqual(userId.text, "hjhst86464", "the second candidate of this entropy")
        let commits = await store.commits
        XCTAssertEqual(commits.values.map(\.userId), [userId])
        let kept = await store.kept
        XCTAssertEqual(kept.count, 3, "two candidates and a commit, each after a snapshot")
        XCTAssertNil(model.state.effect)
        let again = try await model.carryOut(store)
        XCTAssertNil(again)
        XCTAssertEqual(commits.values.first?.confirmed.dateOfBirth.components.year, 2000)
        XCTAssertEqual(try model.register(digest), .alreadyRegistered(userId: userId))
        XCTAssertEqual(model.state.message, "Registration is already complete.")
        model.language = Language(tag: "ja")!
        XCTAssertEqual(model.state.message, Language(tag: "ja")!.words.wording(try XCTUnwrap(model.state.code)))
    }

    static func allProblemsAtOnce() throws {
        let model = try sampleModel()
        try model.choose(.applicantAtCounter)
        guard case .problems(let problems) = try model.confirm() else { return XCTFail() }
        XCTAssertEqual(problems.count, 10)
        guard case .entry(let page) = model.state.screen else { return XCTFail() }
        XCTAssertEqual(page.reports.compactMap(\.problem), problems)
    }

    static func aFailedStoreLeavesThePage() async throws {
        let model = try sampleModel()
        try model.fillIn()
        try model.confirm()
        let digest = try XCTUnwrap(model.digest)
        try model.register(digest)
        let store = MemoryStore(failures: 1)
        let failed = try await model.carryOut(store)
        XCTAssertEqual(failed, .storageFailed)
        XCTAssertNotNil(model.state.message)
        try model.register(digest)
        guard case .registered? = try await model.carryOut(store) else { return XCTFail() }
    }

    static func whatAStoreThrowsIsShownAndTriedAgain() async throws {
        struct Broken: Error { let text = "HOUMU TARO" }
        let model = try sampleModel()
        try model.fillIn()
        try model.confirm()
        XCTAssertEqual(model.state.progress, .nothingToDo)
        try model.register(try XCTUnwrap(model.digest))
        XCTAssertEqual(model.state.progress, .underWay)
        // A cancellation within the store is none of the one who calls it.
        let store = MemoryStore(broken: [Broken(), CancellationError()])
        for attempt in 0..<2 {
            let answer = try await attempt == 0 ? model.carryOut(store) : model.retry()
            XCTAssertNil(answer)
            XCTAssertEqual(model.state.progress, .failed)
            XCTAssertEqual(model.state.message, english.words.text("network.failed"))
            XCTAssertFalse("\(model.state)".contains("HOUMU"))
        }
        XCTAssertTrue(model.state.failure?.cause is CancellationError)
        model.language = Language(tag: "ja")!
        XCTAssertEqual(model.state.message, model.language.words.text("network.failed"))
        guard case .registered? = try await model.retry() else { return XCTFail("\(model.state.progress)") }
        XCTAssertEqual(model.state.progress, .nothingToDo)
        XCTAssertNil(model.state.failure)
        let commits = await store.commits
        XCTAssertEqual(commits.count, 1)
    }

    static func wordsBesideFieldsAreFoundByKey() {
        XCTAssertEqual(["en", "ja"].map { Language(tag: $0)!.words.text("button.confirm") }, ["Confirm", "確認"])
        let words = english.words
        XCTAssertEqual(words.text("municipality.count", ["count": "3"]), "3 found. Select your municipality.")
        XCTAssertEqual(words.text("field.taken", ["text": "{x}"]), "“{x}” has been entered.")
        XCTAssertEqual(words.text("field.taken"), "“{text}” has been entered.")
    }

    static func aKilledProcessGoesOnWithTheSameUserId() async throws {
        let policy = try Vectors.policy(nil)
        let model = try sampleModel(policy)
        try model.fillIn()
        try model.confirm()
        try model.register(try XCTUnwrap(model.digest))
        let coded = try JSONEncoder().encode(["registration": try model.save()])
        let (first, second) = (MemoryStore(), MemoryStore())
        try await model.carryOut(first)
        let snapshot = try XCTUnwrap(JSONDecoder().decode([String: Snapshot].self, from: coded)["registration"])
        let restored = try RegistrationModel.restored(
            snapshot, policy: policy, language: english, clock: { Vectors.moment(1_700_000_000) }
        ).get()
        XCTAssertNotNil(restored.state.effect, "the order still stands")
        try await restored.carryOut(second)
        let (one, other) = (await first.commits, await second.commits)
        XCTAssertEqual(one, other)
    }

    static func aDamagedSnapshotIsAFailure() throws {
        let policy = try Vectors.policy(nil)
        var bytes = try sampleModel(policy).save().bytes
        bytes[20] ^= 1
        let restored = RegistrationModel.restored(Snapshot(bytes: bytes), policy: policy, language: english)
        guard case .failure(.Broken) = restored else { return XCTFail() }
    }

    static func misuseIsThrownAndNothingChanges() throws {
        let model = try sampleModel(random: { Secret(Data(0..<3)) })
        let before = model.state
        XCTAssertThrowsError(try model.confirm()) {
            XCTAssertEqual($0 as? Misuse, .NotAccepted(state: .start, input: .confirm))
        }
        XCTAssertThrowsError(try model.choose(.applicantAtCounter)) {
            XCTAssertEqual($0 as? Misuse, .Malformed(argument: "secret's length"))
        }
        XCTAssertEqual(model.state, before)
    }

    static func aSuggestionTakenSetsAllThatGoesAlong() throws {
        let model = try sampleModel()
        try model.choose(.applicantAtCounter)
        try model.enter(.birthYear, "昭和60年1月2日")
        try model.enter(.municipality, "〒163-8001 東京都新宿区西新宿2-8-1")
        try model.enter(.email, "user01@gmial.com")
        try model.enter(.emailConfirmation, "user01@gmial.com")
        try model.take(try XCTUnwrap(report(model, .dateOfBirth).problem?.suggestions.first), at: .dateOfBirth)
        let municipality = try XCTUnwrap(report(model, .municipality).problem?.suggestions.first)
        XCTAssertEqual(
            model.taking(municipality, at: .municipality).map { [$0.item.stableName(), $0.text.exposed] },
            [["municipality", "東京都新宿区"], ["street_address", "西新宿２－８－１"]])
        try model.take(municipality, at: .municipality)
        try model.take(try XCTUnwrap(report(model, .email).notices.first?.suggestion), at: .email)
        XCTAssertEqual(
            try draft(model),
            [
                .birthYear: "1985", .birthMonth: "01", .birthDay: "02", .municipality: "東京都新宿区",
                .streetAddress: "西新宿２－８－１", .email: "user01@gmail.com", .emailConfirmation: "user01@gmail.com",
            ])
        for item in try draft(model).keys { XCTAssertNil(try report(model, item.field()).problem) }
    }

    static func theWindowTakesWhatPeoplePaste() throws {
        let model = try sampleModel()
        try model.choose(.applicantAtCounter)
        let queries = ["160-0022", "Shinjuku City, Tokyo", "東京都新宿區", "2-8-1 Nishi-Shinjuku, Shinjuku-ku, Tokyo"]
        for query in queries {
            XCTAssertEqual(try model.searchMunicipalities(query, in: nil, limit: 5).first?.code, "131041", query)
        }
        let address = "大阪市梅田3-1-1"
        let results = try model.searchMunicipalities(address, in: nil, limit: 30)
        let found = try XCTUnwrap(results.first { $0.code == "271276" })
        XCTAssertEqual(try draft(model), [:], "nothing is filled in before somebody chooses")
        try model.take(found, searched: address)
        XCTAssertEqual(try draft(model), [.municipality: "大阪府大阪市北区", .streetAddress: "梅田３－１－１"])
        let chuo = try XCTUnwrap(model.searchMunicipalities("sapporo chuo", in: nil, limit: 5).first)
        try model.take(chuo, searched: "sapporo chuo")
        XCTAssertEqual(try draft(model)[.streetAddress], "梅田３－１－１")
    }

    /// The page that grew key by key is the one that the engine draws from the beginning.
    static func everyKeyLeavesThePageThatIsDrawnAnew() throws {
        let policy = try Vectors.policy(nil)
        let model = try sampleModel(policy)
        func same(_ line: UInt = #line) throws {
            let restored = try RegistrationModel.restored(
                model.save(), policy: policy, language: model.language, clock: { Vectors.moment(1_700_000_000) }
            ).get()
            XCTAssertEqual(restored.state.screen, model.state.screen, line: line)
        }
        try model.choose(.applicantAtCounter)
        let odd = [(Item.email, "user01@gmial.com"), (.userName, "Ｈoumu 太郎\u{200B}"), (.birthYear, "昭和60年1月2日")]
        for (item, text) in Vectors.sample.map({ ($0.item, $0.text.exposed) }) + odd {
            for length in [1, text.count / 2, text.count] {
                try model.enter(item, String(text.prefix(length)))
                try same()
            }
        }
        model.language = Language(tag: "ja")!
        try model.enter(.phone, "03-1234-5678")
        try same()
        for item in Item.allCases {
            try model.clear(item)
            try same()
        }
        XCTAssertEqual(try draft(model), [:])
    }

    static func aSearchLeavesWhatIsSaidBesideThePage() throws {
        let model = try sampleModel()
        try model.choose(.applicantAtCounter)
        try model.confirm()
        let said = model.state
        XCTAssertFalse(try model.searchMunicipalities("sapporo chuo", in: 1, limit: 5).isEmpty)
        XCTAssertEqual(model.state, said)
    }

    private static func page(_ model: RegistrationModel) throws -> EntryPage {
        var open: EntryPage?
        if case .entry(let page) = model.state.screen { open = page }
        return try XCTUnwrap(open, "STEP1 is not open")
    }

    private static func report(_ model: RegistrationModel, _ field: Field) throws -> FieldReport {
        try XCTUnwrap(page(model).reports.first { $0.field == field })
    }

    private static func draft(_ model: RegistrationModel) throws -> [Item: String] {
        Dictionary(uniqueKeysWithValues: try page(model).draft.map { ($0.item, $0.text.exposed) })
    }

    static func languagesAndDates() throws {
        XCTAssertEqual(Language(preferring: ["zh-Hans-CN", "en-US", "ja-JP"])?.tag, "en")
        XCTAssertNil(Language(preferring: ["ko-KR"]))
        XCTAssertEqual(Language(tag: "ja")!.words.label(.userName), "氏名")
        let items = Vectors.moment(946_652_400).birthItems(in: TimeZone(identifier: "Asia/Tokyo")!)
        XCTAssertEqual(items.map(\.text.exposed), ["2000", "1", "1"])
        XCTAssertEqual(unixSeconds(of: .distantFuture), 64_092_211_200)
        XCTAssertEqual(unixSeconds(of: Date(timeIntervalSince1970: .infinity)), .max)
    }

    #if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
        static func aChangeIsObserved() throws {
            let model = try sampleModel()
            let seen = Counter()
            withObservationTracking {
                _ = model.state
            } onChange: {
                seen.count()
            }
            try model.choose(.applicantAtCounter)
            XCTAssertEqual(seen.seen, 1, "the view is drawn anew")
        }
    #endif
}

final class RegistrationModelTests: XCTestCase {
    func testFromTheTopPageToTheUserId() async throws { try await Cases.fromTheTopPageToTheUserId() }
    func testAllProblemsAtOnce() async throws { try await Cases.allProblemsAtOnce() }
    func testAFailedStoreLeavesThePage() async throws { try await Cases.aFailedStoreLeavesThePage() }
    func testWhatAStoreThrowsIsShownAndTriedAgain() async throws { try await Cases.whatAStoreThrowsIsShownAndTriedAgain() }
    func testWordsBesideFieldsAreFoundByKey() async { await Cases.wordsBesideFieldsAreFoundByKey() }
    func testAKilledProcessGoesOnWithTheSameUserId() async throws { try await Cases.aKilledProcessGoesOnWithTheSameUserId() }
    func testADamagedSnapshotIsAFailure() async throws { try await Cases.aDamagedSnapshotIsAFailure() }
    func testMisuseIsThrownAndNothingChanges() async throws { try await Cases.misuseIsThrownAndNothingChanges() }
    func testASuggestionTakenSetsAllThatGoesAlong() async throws { try await Cases.aSuggestionTakenSetsAllThatGoesAlong() }
    func testTheWindowTakesWhatPeoplePaste() async throws { try await Cases.theWindowTakesWhatPeoplePaste() }
    func testEveryKeyLeavesThePageThatIsDrawnAnew() async throws { try await Cases.everyKeyLeavesThePageThatIsDrawnAnew() }
    func testASearchLeavesWhatIsSaidBesideThePage() async throws { try await Cases.aSearchLeavesWhatIsSaidBesideThePage() }
    func testLanguagesAndDates() async throws { try await Cases.languagesAndDates() }
    #if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
        func testAChangeIsObserved() async throws { try await Cases.aChangeIsObserved() }
    #endif
}
