import Foundation
import XCTest

@testable import Toroku

private struct NotSubmitted: Error {}

/// Printing anything shows nothing that a person typed, and no secret.
final class SilenceTests: XCTestCase {
    func testNothingIsPrinted() async throws { try await Printer().nothingIsPrinted() }
    func testNoInputAndNoErrorPrintsWhatWasTyped() async throws { try await Printer().everyInputInEveryState() }
}

/// What is written on standard output and error while `work` runs, by the library too.
@MainActor
private func overheard(_ work: () async throws -> Void) async throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("toroku-\(UUID().uuidString)")
    let to = open(file.path, O_CREAT | O_RDWR, 0o600)
    let kept = [dup(1), dup(2)]
    fflush(nil)
    dup2(to, 1)
    dup2(to, 2)
    defer { try? FileManager.default.removeItem(at: file) }
    do { try await work() } catch {
        for (place, was) in zip([Int32(1), 2], kept) { dup2(was, place) }
        throw error
    }
    fflush(nil)
    for (place, was) in zip([Int32(1), 2], kept) { dup2(was, place) }
    for descriptor in kept + [to] { close(descriptor) }
    return try String(contentsOf: file, encoding: .utf8)
}

@MainActor
private final class Printer {
    private let canaries = [
        "CANARY", "canary", "９９－９９", "0399999999", "1987", "札幌", "Sapporo", "011011", "male", "男", "Ý", "hdlpf38617",
    ]
    private var printed = ""

    private func show(_ what: Any) {
        print(what, [what], ["it": what], to: &printed)
        debugPrint(what, to: &printed)
        printed += String(describing: what) + String(reflecting: what) + "\(Optional(what) as Any)"
    }

    func nothingIsPrinted() async throws {
        let secret = Secret(Data("CANARYCANARYCANARYCANARYCANARY!!".utf8))
        let model = try sampleModel(random: { Secret(Data("CANARYCANARYCANARYCANARYCANARY!!".utf8)) })
        try model.fillIn()
        let items = [
            (Item.userName, "Canary Ý"), (.birthYear, "1987"), (.streetAddress, "99-99"), (.phone, "03-9999-9999"),
            (.email, "canary@ens-test.com"), (.emailConfirmation, "canary@ens-test.com"),
        ].map { ItemText(item: $0.0, text: Personal($0.1)) }
        show(items)
        show(Input.fill(items: items))
        show(try model.handle(.fill(items: items)))
        show(model.state)
        show(try model.confirm())
        try model.enter(.userName, "canary")
        show(model.state)
        show(try model.searchMunicipalities("札幌", in: nil, limit: 3))
        show(try model.confirm())
        show(model.state)
        try model.register(try XCTUnwrap(model.digest))
        show(model.state)
        let store = MemoryStore()
        show(try await model.carryOut(store) as Any)
        show(await store.commits)
        show(await store.kept)
        show(model.state)
        show(model)
        show(lookUpMunicipality(text: "北海道札幌市"))
        show(lookUpMunicipality(text: "011011"))
        show(PolicySettings(termsVersion: terms, passwordUrl: passwordUrl, sequenceKey: secret))
        show(Guard(key: secret, context: Data("canary".utf8), counter: 1))
        let account = Account(
            userId: UserId("hdlpf38617")!, name: Personal("CANARY"), email: Personal("canary@x.example"))
        show(account)
        show(
            PasswordInput.setPassword(
                token: Personal("canary"), password: Personal("canary"), confirmation: Personal("canary"), salt: secret,
                pages: .none))
        show(
            try passwordSetupForAccount(
                account: account, entropy: secret, now: Date(), policy: try Vectors.policy(nil), language: english))
        let submission = try Self.submission()
        show(submission)
        dump(submission.key, to: &printed)
        XCTAssertFalse(printed.contains(submission.key.text), "the office gives the user ID to whoever has the key")
        dump([Personal("canary")], to: &printed)
        dump(secret, to: &printed)
        for canary in canaries {
            XCTAssertFalse(
                printed.contains(canary), "printed \(canary): \(printed.split(separator: "\n").first { $0.contains(canary) } ?? "")")
        }
        for commit in await store.commits.values {
            for canary in [commit.userId.text, commit.key.text] { XCTAssertFalse(printed.contains(canary), canary) }
        }
        XCTAssertTrue(printed.contains("Personal(..)") && printed.contains("Secret(..)"))
        XCTAssertTrue(printed.contains("Confirmed(..)"))
    }

    /// What an app away from the office sends.
    private static func submission() throws -> Submission {
        let policy = try Policy(
            settings: PolicySettings(termsVersion: terms, passwordUrl: passwordUrl, issuedByOffice: true))
        let model = try sampleModel(policy)
        try model.fillIn()
        try model.confirm()
        try model.register(try XCTUnwrap(model.digest))
        guard case .submit(let submission)? = model.state.effect else { throw NotSubmitted() }
        return submission
    }

    private var inputs = 0
    private var errors = 0

    private func tried(_ work: () throws -> Any) {
        inputs += 1
        do { show(try work()) } catch {
            errors += 1
            show(error)
            printed += error.localizedDescription
        }
    }

    /// Every input in one state, each text with a canary in it, each in a copy of the registration.
    private func everyInput(_ snapshot: Snapshot) throws {
        let secret = Secret(Data("CANARYCANARYCANARYCANARYCANARY!!".utf8))
        let policy = try Vectors.policy(nil)
        var all: [Input] = []
        for item in Item.allCases {
            for text in ["Canary\u{200B}", "カナリア\u{1}𠮷", "canary é", ""] {
                all.append(.set(item: item, text: Personal(text)))
            }
            all.append(.clear(item: item))
        }
        all.append(.set(item: .userName, text: Personal(String(repeating: "CANARY", count: 900))))
        all.append(.fill(items: Item.allCases.map { ItemText(item: $0, text: Personal("Canary 7777")) }))
        for field in Field.allCases { all.append(.takeSuggestion(field: field, text: Personal("Canary 7777"))) }
        for prefecture in [nil, 1, 99] as [UInt8?] {
            all.append(.searchMunicipalities(prefecture: prefecture, query: Personal("CANARY"), limit: 3))
        }
        all += [.agree(version: "another version"), .showTerms, .disagree, .confirm, .back, .storageFailed, .backToTop]
        for category in ApplicantCategory.allCases {
            all.append(.chooseCategory(category: category, entropy: secret))
        }
        all.append(.chooseCategory(category: .applicantAtCounter, entropy: Secret(Data("CANARY".utf8))))
        all.append(.userIdReserved(userId: UserId("bcdfg77777")!))
        all.append(.userIdTaken(userId: UserId("bcdfg77777")!))
        all.append(.numberReserved(number: 4242))
        let key = NotificationKey(String(repeating: "dead", count: 8))!
        let canary = Personal("CANARY")
        let problem = Problem(
            code: .emailTypo, field: .email, params: [Param(name: .suggestion, value: .text(text: canary))],
            suggestions: [canary], text: canary)
        all.append(.registered(key: key, userId: UserId("bcdfg77777")!))
        all.append(.refused(key: key, problems: [problem]))
        all.append(.notReached(key: key))
        show([SubmissionResult.refused([problem]), .registered(UserId("bcdfg77777")!)])
        for input in all {
            show(input)
            let model = try RegistrationModel.restored(
                snapshot, policy: policy, language: english, clock: { Vectors.moment(1_700_000_000) }
            ).get()
            tried { try model.handle(input) }
            show(model.state)
            tried { try model.confirm() }
        }
        show(
            RegistrationModel.restored(
                snapshot, policy: policy, language: english, guard: Guard(key: secret, context: Data("canary".utf8), counter: 1)))
    }

    func everyInputInEveryState() async throws {
        let heard = try await overheard {
            let model = try sampleModel(random: { Secret(Data("CANARYCANARYCANARYCANARYCANARY!!".utf8)) })
            try everyInput(model.save())
            try model.choose(.applicantAtCounter)
            try everyInput(model.save())
            try model.enter(Vectors.sample)
            try model.agree(to: terms)
            try model.enter(
                [
                    (Item.userName, "Canary"), (.birthYear, "1987"), (.streetAddress, "カナリア町7"),
                    (.phone, "03-7777-8888"), (.email, "canary@ens-test.com"), (.emailConfirmation, "canary@ens-test.com"),
                ].map { ItemText(item: $0.0, text: Personal($0.1)) })
            try everyInput(model.save())
            try model.confirm()
            try everyInput(model.save())
            try model.register(try XCTUnwrap(model.digest))
            try everyInput(model.save())
            let store = MemoryStore()
            try await model.carryOut(store)
            // The last one that was kept waits for the commit.
            let waiting = await store.kept
            try everyInput(try XCTUnwrap(waiting.last))
            try everyInput(model.save())
        }
        XCTAssertEqual(heard, "", "the library writes on standard output or error")
        let loud = try await overheard { print("CANARY") }
        XCTAssertTrue(loud.contains("CANARY"), "the ear hears")
        for canary in canaries + ["Canary", "カナリア", "7777", "bcdfg", "deaddead"] {
            XCTAssertFalse(
                printed.contains(canary), "printed \(canary): \(printed.split(separator: "\n").first { $0.contains(canary) } ?? "")")
        }
        XCTAssertTrue(inputs > 900 && errors > 100, "\(inputs) inputs, \(errors) errors")
    }
}
