import Foundation
import Toroku
import XCTest

@testable import Screens

/// Where the password is set: what a person does, by what the page calls.
final class PasswordTests: XCTestCase {
    func testAPersonIsToldWhatIsWrongAndSetsIt() async throws { try await Cases.aPersonSetsIt() }
    func testWhatTheStoreThrowsIsSaidAndTriedAgain() async throws { try await Cases.whatTheStoreThrowsIsSaid() }
    func testAPastedLineEndIsNoPartOfIt() async throws { try await Cases.aPastedLineEndIsNoPart() }
    func testAnExpiredLinkLeadsToANewOne() async throws { try await Cases.anExpiredLinkLeadsToANewOne() }
    func testTheRulesOfOlderSystems() async throws { try await Cases.theRulesOfOlderSystems() }
}

@MainActor
private enum Cases {
    static let good = "correct horse battery staple"
    nonisolated static let sentOn = Date(timeIntervalSince1970: 1_800_000_000)

    /// What was stored, and whether storing works.
    actor Store {
        private(set) var kept: [PasswordSetup] = []
        private var isBroken = false

        func become(broken: Bool) { isBroken = broken }

        func keep(_ setup: PasswordSetup) throws {
            if isBroken { throw CocoaError(.fileWriteUnknown) }
            kept.append(setup)
        }
    }

    static func opened(
        _ store: Store, after time: TimeInterval = 0, rules: PasswordRules = .nistB4
    ) throws -> PasswordHost {
        let cheap = PasswordSettings(rules: rules, hashCost: HashCost(memoryKib: 8, passes: 1, lanes: 1))
        let policy = try Policy(
            settings: PolicySettings(
                termsVersion: "2023-03", passwordUrl: "https://registration.example/password", password: cheap))
        let account = Account(
            userId: UserId("hdlpf38617")!, name: Personal("HOUMU TARO"), email: Personal("user01@ens-test.com"))
        let link = try passwordSetupForAccount(
            account: account, entropy: .entropy(), now: sentOn, policy: policy, language: english)
        let lengths = rules == .legacy ? PasswordLengths(min: 8, max: 32) : PasswordLengths(min: 15, max: 128)
        return PasswordHost(
            link.setup, token: link.token, policy: policy, rules: rules, lengths: lengths,
            now: { sentOn.addingTimeInterval(time) }, keep: { try await store.keep($0) })
    }

    static func set(_ host: PasswordHost, _ password: String, _ again: String) async throws {
        host.set(password, confirmation: again, in: english)
        XCTAssertTrue(host.isBusy)
        // A second press does nothing.
        host.set("another", confirmation: "another", in: english)
        for _ in 0..<1200 where host.isBusy { try await Task.sleep(nanoseconds: 50_000_000) }
        XCTAssertFalse(host.isBusy)
    }

    static func aPersonSetsIt() async throws {
        let store = Store()
        let host = try opened(store)
        XCTAssertEqual(host.userId.text, "hdlpf38617")
        XCTAssertTrue(host.says(in: english.words)[0].contains("15"))
        try await set(host, "password", "passwort")
        XCTAssertTrue(host.problem(at: .password, in: english)?.hasPrefix("Use 15") == true)
        XCTAssertNil(host.message(in: english.words))
        XCTAssertFalse(host.isSet || host.needsNewLink || host.hasFailed)
        // Another language in the middle.
        let said = host.problem(at: .password, in: japanese)
        XCTAssertTrue(said?.contains("15") == true && said?.hasPrefix("Use") == false, said ?? "nothing")
        try await set(host, good, good)
        XCTAssertTrue(host.isSet)
        XCTAssertNil(host.problem(at: .password, in: english))
        XCTAssertNil(host.message(in: english.words))
        try await expect(good, in: store)
    }

    /// Nothing is said to be set that is not stored; and what is set in the end is what stands in the boxes then.
    static func whatTheStoreThrowsIsSaid() async throws {
        let store = Store()
        let host = try opened(store)
        await store.become(broken: true)
        try await set(host, good, good)
        XCTAssertTrue(host.hasFailed)
        XCTAssertFalse(host.isSet)
        XCTAssertEqual(host.message(in: english.words), english.words.text("network.failed"))
        await store.become(broken: false)
        try await set(host, "another \(good)", "another \(good)")
        XCTAssertTrue(host.isSet)
        XCTAssertFalse(host.hasFailed)
        try await expect("another \(good)", in: store)
    }

    static func aPastedLineEndIsNoPart() async throws {
        let store = Store()
        let host = try opened(store)
        try await set(host, "\(good)\r\n", "\t\(good)\u{2028}")
        XCTAssertTrue(host.isSet)
        try await expect(good, in: store)
    }

    /// What its words say to do can be done.
    static func anExpiredLinkLeadsToANewOne() async throws {
        let store = Store()
        let host = try opened(store, after: 400 * 86_400)
        try await set(host, good, good)
        XCTAssertTrue(host.needsNewLink)
        XCTAssertEqual(host.message(in: english.words), english.words.wording(.passwordTokenExpired))
        let kept = await store.kept
        XCTAssertEqual(kept.count, 0)
    }

    static func theRulesOfOlderSystems() async throws {
        let host = try opened(Store(), rules: .legacy)
        let says = host.says(in: english.words)
        XCTAssertEqual(says.count, 4)
        XCTAssertTrue(says[0].contains("8") && says[0].contains("32"))
        XCTAssertEqual(says[1], english.words.text("password.rule.kinds"))
    }

    /// One setup was stored, and its password is this one.
    static func expect(_ password: String, in store: Store) async throws {
        let kept = await store.kept
        XCTAssertEqual(kept.count, 1)
        let hash = try XCTUnwrap(kept.first?.passwordHash())
        XCTAssertEqual(try verifyPasswordHash(phc: hash, password: Personal(password)), true)
    }
}
