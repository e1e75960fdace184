import Foundation
import Toroku
import XCTest

@testable import TorokuClient

/// From a phone to the office's records and mails, with the real portal.
final class WholeWayTests: XCTestCase {
    func testFromThePhoneToTheMail() async throws { try await Cases.fromThePhoneToTheMail() }
    func testWhatTheOfficeWouldConvertComesBackToItsField() async throws {
        try await Cases.whatTheOfficeWouldConvertComesBackToItsField()
    }
    func testChangedTermsComeBackToStep1() async throws { try await Cases.changedTermsComeBackToStep1() }
    func testSomethingElseUnderTheKeyEndsTheTries() async throws {
        try await Cases.somethingElseUnderTheKeyEndsTheTries()
    }
    func testManyPhonesAtOnce() async throws { try await Cases.manyPhonesAtOnce() }
}

@MainActor
private enum Cases {
    static func fromThePhoneToTheMail() async throws {
        let portal = try Portal()
        let client = portal.client
        let known = try await client.policy()
        XCTAssertEqual(known.termsVersion, "sample-1")
        XCTAssertEqual(try JSONDecoder().decode(OfficePolicy.self, from: JSONEncoder().encode(known)), known)
        let terms = try await client.terms(known.termsVersion, in: japanese)
        XCTAssertEqual([terms.version, terms.language], ["sample-1", "ja"])
        XCTAssertEqual(terms.sections.count, 4)
        do {
            _ = try await client.terms("sample 2/3", in: english)
            XCTFail("a version that is not in force")
        } catch {
            XCTAssertEqual((error as? OfficeError)?.problem?.name, "not-found")
        }

        let model = try Phone.registering(Policy(settings: known.settings(at: client.office)))
        XCTAssertEqual(try Phone.submission(model).members.count, 10)
        let key = try Phone.submission(model).key
        let before = try await client.registered(key)
        XCTAssertNil(before)
        let file = Phone.file()
        let office = RemoteOffice(client) { try file.keep($0) }
        guard case .registered(let userId)? = try await model.submit(to: office) else { return XCTFail() }
        guard case .completion(let page) = model.state.screen else { return XCTFail() }
        XCTAssertEqual(page.userId, userId)
        XCTAssertNotNil(file.kept())
        file.remove()
        XCTAssertNil(file.kept())

        let records = try await portal.records()
        XCTAssertEqual(records, ["user01@ens-test.com": [userId.text]])
        let registered = try await client.registered(key)
        XCTAssertEqual(registered?.userId, userId)
        XCTAssertLessThan(abs(registered!.registeredAt.timeIntervalSinceNow), 60)
        var mails = try await portal.mails(1)
        XCTAssertEqual(mails, ["user01@ens-test.com": 1])
        try await client.requestPasswordLink(userId: userId, email: Personal("user01@ens-test.com"), language: english)
        try await client.requestPasswordLink(userId: userId, email: Personal("user02@ens-test.com"), language: english)
        mails = try await portal.mails(2)
        XCTAssertEqual(mails, ["user01@ens-test.com": 2])
        let log = try portal.log()
        for canary in ["HOUMU", "user01", userId.text, key.text] { XCTAssertFalse(log.contains(canary), canary) }
    }

    static func whatTheOfficeWouldConvertComesBackToItsField() async throws {
        let portal = try Portal()
        let policy = try await Phone.policy(of: portal)
        let good = try Phone.submission(Phone.registering(policy, language: japanese))
        let confirmed = good.confirmed
        let other = Confirmed(
            userName: Personal("Houmu Taro"), sex: .female, dateOfBirth: confirmed.dateOfBirth,
            municipality: confirmed.municipality, streetAddress: confirmed.streetAddress,
            phone: Personal("03-1234-5678"), email: confirmed.email, userType: confirmed.userType,
            termsVersion: confirmed.termsVersion)
        let sent = Submission(key: good.key, confirmed: other, language: japanese, registeredAt: good.registeredAt)
        let result = try await RemoteOffice(portal.client) { _ in }.submit(sent)
        guard case .refused(let problems) = result else { return XCTFail("\(result)") }
        XCTAssertEqual(problems.map(\.field), [.userName, .phone])
        XCTAssertEqual(problems.map(\.code), [.textNotConverted, .textNotConverted])
        XCTAssertEqual(problems.map { $0.suggestions.map(\.exposed) }, [["HOUMU TARO"], ["0312345678"]])
        XCTAssertTrue(problems[0].text.exposed.contains("入力"), "in the submission's language")

        // The same as the app's engine takes it.
        let model = try Phone.registering(policy)
        try model.handle(.refused(key: Phone.submission(model).key, problems: problems))
        let shown = try Phone.problems(model)
        XCTAssertEqual(shown.map(\.suggestions), problems.map(\.suggestions))
        XCTAssertTrue(shown[0].text.exposed.contains("HOUMU TARO"), "worded by the app's engine")
        let records = try await portal.records()
        XCTAssertEqual(records, [:])
    }

    static func changedTermsComeBackToStep1() async throws {
        let portal = try Portal()
        let model = try Phone.registering(try await Phone.policy(of: portal))
        let key = try Phone.submission(model).key
        try portal.startAgain(["TOROKU_TERMS_VERSION": "sample-2"])
        let office = RemoteOffice(portal.client) { _ in }
        guard case .problems(let problems)? = try await model.submit(to: office) else { return XCTFail() }
        XCTAssertEqual(problems.map(\.code), [.termsChanged])
        XCTAssertEqual(problems.map(\.field), [.terms])

        // The app goes on under the policy that is in force now.
        let policy = try await Phone.policy(of: portal)
        model.policy = policy
        XCTAssertEqual(try Phone.problems(model).map(\.field), [.terms])
        try model.agree(to: policy.termsVersion())
        try Phone.press(model)
        XCTAssertEqual(try Phone.submission(model).key, key)
        guard case .registered(let userId)? = try await model.submit(to: office) else { return XCTFail() }
        let records = try await portal.records()
        XCTAssertEqual(records, ["user01@ens-test.com": [userId.text]])
    }

    /// As where an app was put back from a backup, and registers once more with other texts.
    static func somethingElseUnderTheKeyEndsTheTries() async throws {
        let portal = try Portal()
        let model = try Phone.registering(try await Phone.policy(of: portal))
        let good = try Phone.submission(model)
        let registered = try await portal.client.register(good)
        let again = try await portal.client.register(good)
        XCTAssertEqual(again, registered)
        let other = Submission(
            key: good.key, confirmed: good.confirmed, language: japanese, registeredAt: good.registeredAt)
        let office = RemoteOffice(portal.client) { _ in }
        let result = try await office.submit(other)
        XCTAssertEqual(result, .notReached)
        let failure = await office.failure
        XCTAssertEqual(failure?.problem?.name, "other-body")
        XCTAssertEqual(failure?.isWorthRepeating, false)
        let pause = await office.pause()
        XCTAssertNil(pause)
        let known = try await portal.client.registered(good.key)
        XCTAssertEqual(known, registered)
    }

    static func manyPhonesAtOnce() async throws {
        let keys = 30, phones = 10
        let portal = try Portal()
        let policy = try await Phone.policy(of: portal)
        let submissions = try (0..<keys).map {
            try Phone.submission(Phone.registering(policy, email: "user\($0)@ens-test.com"))
        }
        let clients = (0..<phones).map { _ in portal.client }
        let seen = try await withThrowingTaskGroup(of: (String, String).self) { group in
            for client in clients {
                for submission in submissions {
                    group.addTask {
                        let office = RemoteOffice(client, backOff: Phone.impatient) { _ in }
                        while true {
                            if case .registered(let userId) = try await office.submit(submission) {
                                return (submission.confirmed.email.exposed, userId.text)
                            }
                            try await Task.sleep(nanoseconds: 20_000_000)
                        }
                    }
                }
            }
            var seen: [String: Set<String>] = [:]
            for try await (email, userId) in group { seen[email, default: []].insert(userId) }
            return seen
        }
        XCTAssertEqual(seen.count, keys)
        let records = try await portal.records()
        XCTAssertEqual(records.mapValues(Set.init), seen)
        XCTAssertEqual(records.values.filter { $0.count == 1 }.count, keys, "one record a key")
        let mails = try await portal.mails(keys)
        XCTAssertEqual(mails, records.mapValues { _ in 1 }, "one mail a key")
        print("\(keys * phones) submissions of \(keys) keys")
    }
}
