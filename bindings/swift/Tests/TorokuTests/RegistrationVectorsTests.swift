import XCTest

@testable import Toroku

/// Registrations: inputs one after the other, with what each must lead to.
final class RegistrationVectorsTests: XCTestCase {
    func testEveryRegistration() throws {
        var ran = 0
        for file in try Vectors.files("registrations").map(Vectors.read) {
            for one in file.objects("cases") {
                try Run(file, one).allSteps()
                ran += 1
            }
        }
        print("\(ran) registrations")
        XCTAssertEqual(ran, try Vectors.count("registrations"))
    }
}

/// A registration on its way.
private final class Run {
    private let file: Object
    private let one: Object
    private let id: String
    private let base: Object?
    private let now: Int
    private let entropy: String
    private let language = Language(tag: "ja")!
    private var digests: [String: Digest] = [:]
    private var registration: Registration
    private var saves: UInt64 = 0

    init(_ file: Object, _ one: Object) throws {
        self.file = file
        self.one = one
        id = one.text("id")!
        base = one.object("policy")
        now = one.int("now") ?? file.int("now")!
        entropy = one.text("entropy") ?? file.text("entropy")!
        registration = Registration(policy: try Vectors.policy(base), language: language)
    }

    func allSteps() throws {
        if let from = one.text("from") {
            for step in file.object("reach")!.objects(from) { try take(step) }
        }
        for step in one.objects("steps") { try take(step) }
    }

    private func take(_ step: Object) throws {
        let name = step.text("input")!
        let id = "\(id): \(name)"
        if name == "restore" { return try restore(id) }
        registration.setPolicy(policy: try Vectors.policy(step.object("policy") ?? base))
        let now = Vectors.moment(now + (step.int("at") ?? 0))
        let before = try registration.save(guard: .plain)
        let input = try input(name, step)
        let result = Result { try registration.handle(input: input, now: now) }
        if case .failure = result {
            XCTAssertEqual(try registration.save(guard: .plain), before, "\(id): misuse changed the state")
        }
        if let name = step.text("remember_digest") { digests[name] = shown(registration.screen(now: now))!.digest }
        if let expected = step.object("expect") {
            try Expectation(id: id, expected: expected, registration: registration, now: now).check(result)
        } else {
            _ = try result.get()
        }
    }

    /// Saves, restores in a guarded way, and must be where it was.
    private func restore(_ id: String) throws {
        saves += 1
        let protection = Guard(key: Secret(Data(0..<32)), context: Data("vectors".utf8), counter: saves)
        let bytes = try registration.save(guard: protection)
        let restored = try Registration.restore(
            snapshot: bytes, guard: protection, policy: registration.policy(), language: language)
        XCTAssertEqual(try restored.save(guard: protection), bytes, id)
        registration = restored
    }

    private func input(_ name: String, _ step: Object) throws -> Input {
        switch name {
        case "choose_category":
            let entropy = Vectors.secret(step.text("entropy") ?? entropy)
            return .chooseCategory(category: Vectors.category(step.text("category")!), entropy: entropy)
        case "set":
            return .set(item: Vectors.item(step.text("item")!), text: Personal(Vectors.text(step["text"])))
        case "clear": return .clear(item: Vectors.item(step.text("item")!))
        case "fill": return .fill(items: Vectors.items(step.object("items")!))
        case "take_suggestion":
            return .takeSuggestion(field: Vectors.field(step.text("field")!), text: Personal(Vectors.text(step["text"])))
        case "search_municipalities":
            return .searchMunicipalities(
                prefecture: step.int("prefecture").map(UInt8.init), query: Personal(step.text("query")!),
                limit: UInt32(step.int("limit")!))
        case "show_terms": return .showTerms
        case "agree": return .agree(version: step.text("version")!)
        case "disagree": return .disagree
        case "confirm": return .confirm
        case "back": return .back
        case "register":
            return .register(digest: digest(step.text("digest")!), language: Language(tag: step.text("language")!)!)
        case "user_id_reserved": return .userIdReserved(userId: UserId(step.text("user_id")!)!)
        case "number_reserved": return .numberReserved(number: (step["number"] as! NSNumber).uint64Value)
        case "user_id_taken": return .userIdTaken(userId: UserId(step.text("user_id")!)!)
        case "committed": return .committed(key: NotificationKey(step.text("key")!)!)
        case "storage_failed": return .storageFailed
        case "back_to_top": return .backToTop
        case "notification_delivered": return .notificationDelivered(key: NotificationKey(step.text("key")!)!)
        case "notification_failed": return .notificationFailed(key: NotificationKey(step.text("key")!)!)
        case "registered":
            return .registered(key: NotificationKey(step.text("key")!)!, userId: UserId(step.text("user_id")!)!)
        case "refused":
            let problems = (step["problems"] as! [[String]]).map { pair in
                Problem(
                    code: codeByName(name: pair[1])!, field: Vectors.field(pair[0]), params: [], suggestions: [],
                    text: Personal(""))
            }
            return .refused(key: NotificationKey(step.text("key")!)!, problems: problems)
        case "not_reached": return .notReached(key: NotificationKey(step.text("key")!)!)
        default: throw Unknown(what: name)
        }
    }

    private func digest(_ name: String) -> Digest {
        name == "shown" ? shown(registration.screen(now: Vectors.moment(now)))!.digest : digests[name] ?? Digest(name)!
    }
}

struct Unknown: Error {
    let what: String
}

private func shown(_ screen: Screen) -> ConfirmationPage? {
    switch screen {
    case .confirmation(let page): page
    case .issuing(let page): page.confirmation
    case .start, .entry, .completion: nil
    }
}

private struct Expectation {
    let id: String
    let expected: Object
    let registration: Registration
    let now: Date

    func check(_ result: Result<Step, any Error>) throws {
        let screen = registration.screen(now: now)
        XCTAssertEqual(snake(screen), expected.text("state"), id)
        switch result {
        case .failure(let error):
            XCTAssertEqual(snake(try XCTUnwrap(error as? Misuse, id)), expected.text("misuse"), id)
        case .success(let accepted):
            XCTAssertEqual(snake(accepted.answer), expected.text("answer"), id)
            XCTAssertEqual(accepted.screen, screen, id)
            XCTAssertEqual(accepted.effect, registration.nextEffect(), id)
            if let code = expected.text("code") { XCTAssertEqual(accepted.code?.facts().name, code, id) }
            check(accepted.answer)
        }
        if expected["view"] != nil { check(shown(screen), expected.objects("view")) }
        if expected["notices"] != nil {
            XCTAssertEqual(shown(screen)?.notices.map { $0.code.facts().name }, expected.texts("notices"), id)
        }
        if let effect = expected.object("effect") { try check(effect) }
        if expected.text("state") != "issuing" { XCTAssertNil(registration.nextEffect(), id) }
        if let delivery = expected.text("delivery") {
            guard case .completion(let page) = screen else { return XCTFail(id) }
            XCTAssertEqual(snake(page.delivery), delivery, id)
        }
        if let draft = expected.object("draft") { check(draft, screen) }
    }

    private func check(_ draft: Object, _ screen: Screen) {
        let found: [ItemText]
        switch screen {
        case .start(let page): found = page.draft
        case .entry(let page): found = page.draft
        case .confirmation, .issuing, .completion: return
        }
        for wanted in Vectors.items(draft) { XCTAssertTrue(found.contains(wanted), id) }
        XCTAssertEqual(found.isEmpty, draft.isEmpty, id)
    }

    private func check(_ page: ConfirmationPage?, _ view: [Object]) {
        guard let items = page?.items, items.count == view.count else { return XCTFail(id) }
        for (item, wanted) in zip(items, view) {
            XCTAssertEqual(item.field.stableName(), wanted.text("field"), id)
            XCTAssertEqual(item.text.exposed, wanted.text("text"), id)
            XCTAssertEqual(item.conversions.map { $0.code.facts().name }, wanted.texts("conversions"), id)
        }
    }

    private func check(_ answer: Answer) {
        switch answer {
        case .problems(let problems):
            let found = problems.map { [$0.field.stableName(), $0.code.facts().name] }
            XCTAssertEqual(found, expected["problems"] as? [[String]], id)
        case .municipalities(let results): XCTAssertEqual(results.map(\.code), expected.texts("municipalities"), id)
        case .terms(let version): XCTAssertEqual(version, expected.text("terms"), id)
        case .registered(let userId), .alreadyRegistered(let userId):
            XCTAssertEqual(userId.text, expected.text("user_id"), id)
        case .opened, .notCovered, .kept, .readyToConfirm, .wentBack, .issuing, .notAsShown, .storageFailed, .backAtTop,
            .noted, .expired, .notReached:
            break
        }
    }

    private func check(_ wanted: Object) throws {
        let effect = try XCTUnwrap(registration.nextEffect(), id)
        XCTAssertEqual(snake(effect), wanted.text("kind"), id)
        let key: NotificationKey
        var userId: UserId?
        var attempt: UInt32?
        switch effect {
        case .reserveUserId(let theKey, let candidate): (key, userId) = (theKey, candidate)
        case .reserveNumber(let theKey, let theAttempt): (key, attempt) = (theKey, theAttempt)
        case .commit(let commit):
            try check(commit)
            if let language = wanted.text("language") { XCTAssertEqual(commit.notification.language.tag, language, id) }
            (key, userId) = (commit.key, commit.userId)
        case .submit(let submission):
            XCTAssertEqual(submission.confirmed.userName.exposed, "HOUMU TARO", id)
            if let language = wanted.text("language") { XCTAssertEqual(submission.language.tag, language, id) }
            key = submission.key
        }
        XCTAssertEqual(key.text, wanted.text("key"), id)
        XCTAssertEqual(userId?.text, wanted.text("user_id"), id)
        XCTAssertEqual(attempt.map(Int.init), wanted.int("attempt"), id)
    }

    /// The parts of a commit belong together: the mail names the user ID, and its link is the password setup's.
    private func check(_ commit: Commit) throws {
        let text = commit.notification.text.exposed
        XCTAssertEqual(commit.notification.key, commit.key, id)
        XCTAssertTrue(text.contains(commit.userId.text), id)
        let setup = try PasswordSetup.restore(snapshot: commit.passwordSetup, guard: .plain)
        let confirmed = commit.confirmed
        let account = Account(userId: commit.userId, name: confirmed.userName, email: confirmed.email)
        XCTAssertEqual(setup.account(), account, id)
        XCTAssertEqual(setup.state(), .awaitingPassword, id)
        let token = try XCTUnwrap(text.range(of: "[0-9a-f]{64}", options: .regularExpression), id)
        XCTAssertEqual(setup.linkDigest(), tokenDigest(token: Personal(String(text[token]))), id)
    }
}
