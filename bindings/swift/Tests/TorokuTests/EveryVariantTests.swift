import XCTest

@testable import Toroku

/// Every variant of every enum: it has words, is met by the vectors that the other tests run, or is brought about here.
/// What the engine gains fails here until it is: a `switch` without `default` does not compile, and samples that lack it
/// are not what the vectors have.
final class EveryVariantTests: XCTestCase {
    private func names<Kind: CaseIterable>(_ kind: Kind.Type) -> Set<String> { Set(kind.allCases.map(snake)) }

    func testEveryCodeHasFactsAndWords() {
        XCTAssertEqual(allCodes(), Code.allCases)
        for code in Code.allCases {
            let facts = code.facts()
            XCTAssertEqual(codeByNumber(number: facts.number), code)
            XCTAssertEqual(codeByName(name: facts.name), code)
            for language in Language.all { XCTAssertFalse(language.words.wording(code).isEmpty, facts.name) }
        }
        XCTAssertEqual(Set(Code.allCases.map { $0.facts().kind }), Set(CodeKind.allCases))
        XCTAssertEqual(Set(Code.allCases.flatMap { $0.facts().params }), Set(ParamName.allCases))
        print("\(Code.allCases.count) codes")
    }

    func testEveryFieldItemAndPageHasWords() {
        XCTAssertEqual(entryFields() + [.password, .passwordConfirmation], Field.allCases)
        for item in Item.allCases { XCTAssertEqual(itemByName(name: item.stableName()), item) }
        XCTAssertEqual(Set(Item.allCases.map { $0.field() }), Set(entryFields()).subtracting([.terms]))
        for words in Language.all.map(\.words) {
            for field in Field.allCases { XCTAssertFalse(words.label(field).isEmpty || words.hint(field).isEmpty) }
            for part in BirthPart.allCases { XCTAssertFalse(words.label(part).isEmpty) }
            XCTAssertEqual(Set(StateKind.allCases.map(words.title)).count, StateKind.allCases.count)
            XCTAssertEqual(Set(ApplicantCategory.allCases.map(words.button)).count, ApplicantCategory.allCases.count)
        }
    }

    func testEveryVariantOfARegistrationIsMetByTheVectors() async throws {
        func met(_ key: String) throws -> Set<String> { try Vectors.values("registrations", key) }
        XCTAssertEqual(names(InputKind.self), try met("input").subtracting(["restore"]))
        XCTAssertEqual(Set(inputs.map(kind)), Set(InputKind.allCases))
        for input in inputs { XCTAssertEqual(snake(input), snake(kind(input))) }
        XCTAssertEqual(names(StateKind.self), try met("state"))
        XCTAssertEqual(names(Delivery.self), try met("delivery").union(["pending"]))
        XCTAssertEqual(names(ApplicantCategory.self), try met("category"))
        XCTAssertEqual(Set(answers.map(variant)), try met("answer"))
        for answer in answers { XCTAssertEqual(snake(answer), variant(answer)) }
        let (screens, effects) = try await Walk.everyScreenAndEffect()
        XCTAssertEqual(screens.map(kind), StateKind.allCases)
        XCTAssertEqual(Set(effects.map(variant)), try met("kind"))
        for effect in effects { XCTAssertEqual(snake(effect), variant(effect)) }
    }

    func testEveryVariantOfAPasswordSetupIsMetByTheVectors() async throws {
        func met(_ key: String) throws -> Set<String> { try Vectors.values("password.json", key) }
        XCTAssertEqual(names(PasswordInputKind.self), try met("input").subtracting(["reminder_due"]))
        XCTAssertEqual(Set(passwordInputs.map(kind)), Set(PasswordInputKind.allCases))
        for input in passwordInputs { XCTAssertEqual(snake(input), snake(kind(input))) }
        XCTAssertEqual(names(PasswordStateKind.self), try met("state"))
        XCTAssertEqual(names(OpenPages.self), try met("pages"))
        XCTAssertEqual(Set(passwordAnswers.map(variant)), try met("answer"))
        for answer in passwordAnswers { XCTAssertEqual(snake(answer), variant(answer)) }
        // What the vectors' `sends_link` stands for.
        let mail = try await Walk.commit([]).notification
        let effect = PasswordEffect.sendLink(mail: mail, token: none, expiresAt: Vectors.moment(0))
        XCTAssertEqual(snake(effect), variant(effect))
    }

    func testEveryErrorHasAMessage() throws {
        let misuses: [Misuse] = [
            .NotAccepted(state: .start, input: .confirm), .OtherUserId, .OtherIssuing, .OtherNotification, .NoProblems,
            .Exhausted, .WeakEntropy, .Malformed(argument: "digest"),
        ]
        XCTAssertEqual(Set(misuses.map(variant)), try Vectors.values("registrations", "misuse").union(["malformed"]))
        for misuse in misuses { XCTAssertEqual(misuseCode(misuse: misuse).facts().kind, .general) }
        let passwordMisuses: [PasswordMisuse] = [
            .NotAccepted(state: .active, input: .openLink), .WeakEntropy, .UnknownReminder(days: 1), .OutOfMemory,
            .Malformed(argument: "salt"),
        ]
        XCTAssertEqual(
            Set(passwordMisuses.map(variant)),
            try Vectors.values("password.json", "misuse").union(["out_of_memory", "malformed"]))
        let errors: [SnapshotError] = [
            .NotASnapshot, .Newer(version: 9), .OtherKind, .Broken, .RolledBack, .MalformedKey,
        ]
        XCTAssertEqual(Set(errors.map(variant)), try Vectors.values("snapshots.json", "error").union(["malformed_key"]))
        let short = Guard(key: Secret(Data(count: 3)))
        XCTAssertThrowsError(try PasswordSetup.restore(snapshot: Secret(Data(count: 9)), guard: short)) {
            XCTAssertEqual($0 as? SnapshotError, .MalformedKey)
        }
        for all in [misuses, passwordMisuses, errors, PolicyError.allCases] as [[any Error]] {
            let messages = Set(all.map { "\($0)" })
            XCTAssertEqual(messages.count, all.count, "\(messages)")
            XCTAssertFalse(messages.contains(""))
        }
    }

    func testEveryKindOfParameterComesWithAReport() async throws {
        let found = try await Walk.everyParameter()
        XCTAssertEqual(Set(found.map(variant)), ["number", "text", "chars", "parts"])
    }

    func testEveryResultOfALookUpIsFound() {
        let found = ["011011", "011002", "静岡県浜松市北区", "somewhere"].map { lookUpMunicipality(text: $0) }
        XCTAssertEqual(found.map(variant), ["found", "needs_ward", "abolished", "unknown"])
    }

    func testEverySexIsCommitted() async throws {
        for sex in Sex.allCases {
            let commit = try await Walk.commit([ItemText(item: .sex, text: Personal(snake(sex)))])
            XCTAssertEqual(commit.confirmed.sex, sex)
        }
    }

    func testEveryChoiceOfPasswordRulesRules() async throws {
        for rules in PasswordRules.allCases {
            let cost = HashCost(memoryKib: 8, passes: 1, lanes: 1)
            let policy = try Policy(
                settings: PolicySettings(
                    termsVersion: terms, passwordUrl: passwordUrl,
                    password: PasswordSettings(rules: rules, hashCost: cost)))
            let commit = try await Walk.commit([], policy)
            let text = commit.notification.text.exposed
            let token = try XCTUnwrap(text.range(of: "[0-9a-f]{64}", options: .regularExpression))
            let short = Personal("Kumo-7!x")
            let setup = try PasswordSetup.restore(snapshot: commit.passwordSetup, guard: .plain)
            let input = PasswordInput.setPassword(
                token: Personal(String(text[token])), password: short, confirmation: short, salt: .salt(), pages: .none)
            let now = Vectors.moment(1_700_000_000)
            let answer = try setup.handle(input: input, now: now, policy: policy, language: english).answer
            switch (rules, answer) {
            case (.nistB4, .problems(let problems)):
                XCTAssertEqual(problems.map { $0.code.facts().name }, ["password.too_short"])
            case (.legacy, .passwordSet): break
            default: XCTFail("\(rules): \(answer)")
            }
        }
    }
}

private let key = NotificationKey(String(repeating: "0", count: 32))!
private let userId = UserId("hdlpf38617")!
private let digest = Digest(String(repeating: "0", count: 64))!
private let none = Personal("")

private let inputs: [Input] = [
    .chooseCategory(category: .applicantAtCounter, entropy: .entropy()), .set(item: .sex, text: none), .clear(item: .sex),
    .fill(items: []), .searchMunicipalities(prefecture: nil, query: none, limit: 1), .showTerms, .agree(version: terms),
    .disagree, .confirm, .back, .register(digest: digest, language: english), .userIdReserved(userId: userId),
    .numberReserved(number: 1), .userIdTaken(userId: userId), .committed(key: key), .storageFailed, .backToTop,
    .notificationDelivered(key: key), .notificationFailed(key: key), .registered(key: key, userId: userId),
    .refused(key: key, problems: []), .notReached(key: key), .takeSuggestion(field: .sex, text: none),
]

private let passwordInputs: [PasswordInput] = [
    .openLink(token: none, pages: .none),
    .setPassword(token: none, password: none, confirmation: none, salt: .salt(), pages: .none),
    .requestLink(userId: none, email: none, entropy: .entropy()),
    .changePassword(current: none, password: none, confirmation: none, salt: .salt()), .logIn(password: none),
    .reminderSent(days: 7),
]

private let answers: [Answer] = [
    .opened, .notCovered(category: .legalSpecialist), .kept, .municipalities(results: []), .terms(version: terms),
    .problems(problems: []), .readyToConfirm, .wentBack, .issuing, .notAsShown, .storageFailed,
    .registered(userId: userId), .alreadyRegistered(userId: userId), .backAtTop, .noted, .expired, .notReached,
]

private let passwordAnswers: [PasswordAnswer] = [
    .linkUsable, .conflict, .tokenInvalid, .tokenExpired, .problems(problems: []),
    .passwordSet(expiresAt: Vectors.moment(0)), .linkRequested, .loggedIn, .passwordWrong, .passwordExpired,
    .reminderNoted,
]

/// Registrations that bring about what cannot be written down as a sample.
@MainActor
private enum Walk {
    static func everyScreenAndEffect() async throws -> ([Screen], [Effect]) {
        let model = try sampleModel()
        var screens = [model.state.screen]
        try model.fillIn()
        screens.append(model.state.screen)
        try model.confirm()
        screens.append(model.state.screen)
        try model.register(try XCTUnwrap(model.digest))
        screens.append(model.state.screen)
        var effects = [try XCTUnwrap(model.state.effect)]
        let store = MemoryStore()
        try await model.carryOut(store)
        screens.append(model.state.screen)
        effects += await store.commits.values.map { .commit(commit: $0) }
        let sequence = try sampleModel(
            try Policy(
                settings: PolicySettings(termsVersion: terms, passwordUrl: passwordUrl, sequenceKey: .entropy())))
        try sequence.fillIn()
        try sequence.confirm()
        try sequence.register(try XCTUnwrap(sequence.digest))
        effects.append(try XCTUnwrap(sequence.state.effect))
        let away = try sampleModel(
            try Policy(settings: PolicySettings(termsVersion: terms, passwordUrl: passwordUrl, issuedByOffice: true)))
        try away.fillIn()
        try away.confirm()
        try away.register(try XCTUnwrap(away.digest))
        effects.append(try XCTUnwrap(away.state.effect))
        return (screens, effects)
    }

    static func everyParameter() throws -> [ParamValue] {
        let model = try sampleModel()
        try model.fillIn()
        try model.enter(.userName, String(repeating: "A", count: 105))
        try model.enter(.birthDay, "")
        try model.enter(.phone, "03-x")
        try model.enter(.email, "a@gmial.com")
        guard case .entry(let page) = model.state.screen else { throw Unknown(what: "another page") }
        return page.reports.flatMap { ($0.problem?.params ?? []) + $0.notices.flatMap(\.params) }.map(\.value)
    }

    static func commit(_ items: [ItemText], _ policy: Policy? = nil) async throws -> Commit {
        let model = try sampleModel(policy)
        try model.fillIn()
        try model.enter(items)
        try model.confirm()
        try model.register(try XCTUnwrap(model.digest))
        let store = MemoryStore()
        try await model.carryOut(store)
        let commits = await store.commits
        return try XCTUnwrap(commits.values.first)
    }
}

private func kind(_ screen: Screen) -> StateKind {
    switch screen {
    case .start: .start
    case .entry: .entry
    case .confirmation: .confirmation
    case .issuing: .issuing
    case .completion: .completion
    }
}

private func variant(_ answer: Answer) -> String {
    switch answer {
    case .opened: "opened"
    case .notCovered: "not_covered"
    case .kept: "kept"
    case .municipalities: "municipalities"
    case .terms: "terms"
    case .problems: "problems"
    case .readyToConfirm: "ready_to_confirm"
    case .wentBack: "went_back"
    case .issuing: "issuing"
    case .notAsShown: "not_as_shown"
    case .storageFailed: "storage_failed"
    case .registered: "registered"
    case .alreadyRegistered: "already_registered"
    case .backAtTop: "back_at_top"
    case .noted: "noted"
    case .expired: "expired"
    case .notReached: "not_reached"
    }
}

private func variant(_ effect: Effect) -> String {
    switch effect {
    case .reserveUserId: "reserve_user_id"
    case .reserveNumber: "reserve_number"
    case .commit: "commit"
    case .submit: "submit"
    }
}

private func variant(_ effect: PasswordEffect) -> String {
    switch effect {
    case .sendLink: "send_link"
    }
}

private func variant(_ answer: PasswordAnswer) -> String {
    switch answer {
    case .linkUsable: "link_usable"
    case .conflict: "conflict"
    case .tokenInvalid: "token_invalid"
    case .tokenExpired: "token_expired"
    case .problems: "problems"
    case .passwordSet: "password_set"
    case .linkRequested: "link_requested"
    case .loggedIn: "logged_in"
    case .passwordWrong: "password_wrong"
    case .passwordExpired: "password_expired"
    case .reminderNoted: "reminder_noted"
    }
}

private func variant(_ misuse: Misuse) -> String {
    switch misuse {
    case .NotAccepted: "not_accepted"
    case .OtherUserId: "other_user_id"
    case .OtherIssuing: "other_issuing"
    case .OtherNotification: "other_notification"
    case .NoProblems: "no_problems"
    case .Exhausted: "exhausted"
    case .WeakEntropy: "weak_entropy"
    case .Malformed: "malformed"
    }
}

private func variant(_ misuse: PasswordMisuse) -> String {
    switch misuse {
    case .NotAccepted: "not_accepted"
    case .WeakEntropy: "weak_entropy"
    case .UnknownReminder: "unknown_reminder"
    case .OutOfMemory: "out_of_memory"
    case .Malformed: "malformed"
    }
}

private func variant(_ error: SnapshotError) -> String {
    switch error {
    case .NotASnapshot: "not_a_snapshot"
    case .Newer: "newer"
    case .OtherKind: "other_kind"
    case .Broken: "broken"
    case .RolledBack: "rolled_back"
    case .MalformedKey: "malformed_key"
    }
}

private func kind(_ input: Input) -> InputKind {
    switch input {
    case .chooseCategory: .chooseCategory
    case .set: .set
    case .clear: .clear
    case .fill: .fill
    case .searchMunicipalities: .searchMunicipalities
    case .showTerms: .showTerms
    case .agree: .agree
    case .disagree: .disagree
    case .confirm: .confirm
    case .back: .back
    case .register: .register
    case .userIdReserved: .userIdReserved
    case .numberReserved: .numberReserved
    case .userIdTaken: .userIdTaken
    case .committed: .committed
    case .storageFailed: .storageFailed
    case .backToTop: .backToTop
    case .notificationDelivered: .notificationDelivered
    case .notificationFailed: .notificationFailed
    case .registered: .registered
    case .refused: .refused
    case .notReached: .notReached
    case .takeSuggestion: .takeSuggestion
    }
}

private func kind(_ input: PasswordInput) -> PasswordInputKind {
    switch input {
    case .openLink: .openLink
    case .setPassword: .setPassword
    case .requestLink: .requestLink
    case .changePassword: .changePassword
    case .logIn: .logIn
    case .reminderSent: .reminderSent
    }
}

private func variant(_ value: ParamValue) -> String {
    switch value {
    case .number: "number"
    case .text: "text"
    case .chars: "chars"
    case .parts: "parts"
    }
}

private func variant(_ found: Lookup) -> String {
    switch found {
    case .found: "found"
    case .needsWard: "needs_ward"
    case .abolished: "abolished"
    case .unknown: "unknown"
    }
}
