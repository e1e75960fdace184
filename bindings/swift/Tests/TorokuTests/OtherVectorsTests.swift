import XCTest

@testable import Toroku

final class OtherVectorsTests: XCTestCase {
    func testEveryUserIdCase() throws {
        let file = try Vectors.read("user_ids.json")
        func key(_ one: Object) throws -> SequenceKey { try SequenceKey(key: Vectors.secret(one.text("key")!)) }
        func number(_ one: Object) -> UInt64 { (one["number"] as! NSNumber).uint64Value }
        var ran = 0
        XCTAssertEqual(userIdCount(), (file["count"] as! NSNumber).uint64Value)
        for one in file.objects("parse") {
            ran += 1
            XCTAssertEqual(UserId(one.text("text")!) != nil, one["valid"] as? Bool, one.text("id")!)
        }
        for one in file.objects("numbers") {
            ran += 1
            let found = try XCTUnwrap(userIdFromNumber(number: number(one)), one.text("id")!)
            XCTAssertEqual(found.text, one.text("user_id"), one.text("id")!)
            XCTAssertEqual(userIdNumber(userId: found), number(one), one.text("id")!)
        }
        for one in file.objects("exhausted") {
            ran += 1
            XCTAssertThrowsError(try key(one).userId(number: number(one)), one.text("id")!) {
                XCTAssertEqual($0 as? Misuse, .Exhausted, one.text("id")!)
            }
        }
        for one in file.objects("sequence") {
            ran += 1
            let found = try key(one).userId(number: number(one))
            XCTAssertEqual(found.text, one.text("user_id"), one.text("id")!)
            XCTAssertEqual(try key(one).number(userId: found), number(one), one.text("id")!)
        }
        for one in file.objects("random") {
            ran += 1
            let found = try randomCandidate(
                entropy: Vectors.secret(one.text("entropy")!), k: UInt32(one.int("k")!))
            XCTAssertEqual(found?.text, one.text("user_id"), one.text("id")!)
        }
        print("\(ran) user IDs")
        XCTAssertEqual(ran, try Vectors.count("user_ids.json"))
    }

    func testEverySearch() throws {
        let file = try Vectors.read("searches.json")
        let facts = directoryFacts()
        XCTAssertEqual(facts.asOf, file.text("as_of"))
        XCTAssertEqual(Int(facts.selectable), file.int("selectable"))
        XCTAssertEqual(prefectures().count, file.int("prefectures"))
        var ran = 0
        for one in file.objects("cases") {
            ran += 1
            let id = one.text("id")!
            let found = try searchMunicipalities(
                query: Personal(one.text("query")!), prefectureNumber: one.int("prefecture").map(UInt8.init),
                limit: UInt32(one.int("limit")!)
            ).map(\.code)
            let expected = one.object("expect")!
            if expected["exactly"] != nil {
                XCTAssertEqual(found, expected.texts("exactly"), id)
            } else {
                let first = expected.texts("first")
                XCTAssertEqual(Array(found.prefix(first.count)), first, id)
            }
        }
        print("\(ran) searches")
        XCTAssertEqual(ran, try Vectors.count("searches.json"))
    }

    func testEveryNotification() throws {
        let file = try Vectors.read("notifications.json")
        let now = Vectors.moment(file.int("now")!)
        var ran = 0
        for one in file.objects("cases") {
            ran += 1
            let id = one.text("id")!
            let language = Language(tag: one.text("language")!)!
            let registration = Registration(policy: try Vectors.policy(nil), language: language)
            func handle(_ input: Input) throws -> Step { try registration.handle(input: input, now: now) }
            let entropy = Vectors.secret(file.text("entropy")!)
            _ = try handle(.chooseCategory(category: .applicantAtCounter, entropy: entropy))
            _ = try handle(.fill(items: Vectors.sample))
            _ = try handle(.set(item: .userName, text: Personal(one.text("user_name")!)))
            _ = try handle(.agree(version: terms))
            guard case .confirmation(let page) = try handle(.confirm).screen,
                case .reserveUserId(_, let userId) = try handle(.register(digest: page.digest, language: language)).effect,
                case .commit(let commit) = try handle(.userIdReserved(userId: userId)).effect
            else { return XCTFail(id) }
            let mail = commit.notification
            let expected = one.object("expect")!
            XCTAssertEqual(mail.key.text, expected.text("key"), id)
            XCTAssertEqual(mail.to.exposed, expected.text("to"), id)
            XCTAssertEqual(mail.subject, expected.text("subject"), id)
            XCTAssertEqual(mail.text.exposed, expected.text("text"), id)
            XCTAssertEqual(mail.html.exposed, expected.text("html"), id)
        }
        print("\(ran) notifications")
        XCTAssertEqual(ran, try Vectors.count("notifications.json"))
        XCTAssertEqual(Set(file.objects("cases").compactMap { $0.text("language") }), Set(Language.all.map(\.tag)))
    }

    func testEverySnapshot() throws {
        let file = try Vectors.read("snapshots.json")
        let policy = try Vectors.policy(nil)
        var ran = 0
        for one in file.objects("cases") {
            ran += 1
            let id = one.text("id")!
            let bytes = Vectors.secret(one.text("bytes")!)
            let isKeyed = one["sealed_with_key"] as? Bool == true
            let protection = Guard(
                key: isKeyed ? Vectors.secret(file.text("key")!) : nil,
                context: one.text("context").map { Data($0.utf8) }, counter: UInt64(one.int("counter") ?? 0))
            let expected = one.object("expect")!
            do {
                let (state, again): (String, Secret)
                if one.text("kind") == "registration" {
                    let restored = try Registration.restore(
                        snapshot: bytes, guard: protection, policy: policy, language: english)
                    (state, again) = (snake(restored.screen(now: Vectors.moment(0))), try restored.save(guard: protection))
                } else {
                    let restored = try PasswordSetup.restore(snapshot: bytes, guard: protection)
                    (state, again) = (snake(restored.state()), try restored.save(guard: protection))
                }
                XCTAssertEqual(state, expected.text("state"), id)
                XCTAssertEqual(again, bytes, id)
            } catch let error as SnapshotError {
                XCTAssertEqual(snake(error), expected.text("error"), id)
            }
        }
        XCTAssertEqual(snapshotErrorCode().facts().name, "flow.snapshot_invalid")
        print("\(ran) snapshots")
        XCTAssertEqual(ran, try Vectors.count("snapshots.json"))
    }
}
