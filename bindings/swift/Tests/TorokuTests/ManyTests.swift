import XCTest

@testable import Toroku

/// Many threads, and many registrations.
final class ManyTests: XCTestCase {
    private static func registration(_ policy: Policy) throws -> String {
        let now = Vectors.moment(1_700_000_000)
        let registration = Registration(policy: policy, language: english)
        _ = try registration.handle(input: .chooseCategory(category: .applicantAtCounter, entropy: .entropy()), now: now)
        _ = try registration.handle(input: .fill(items: Vectors.sample), now: now)
        _ = try registration.handle(input: .agree(version: terms), now: now)
        guard case .confirmation(let page) = try registration.handle(input: .confirm, now: now).screen,
            case .reserveUserId(_, let userId) = try registration.handle(
                input: .register(digest: page.digest, language: english), now: now
            ).effect,
            case .commit(let commit) = try registration.handle(input: .userIdReserved(userId: userId), now: now).effect
        else { throw Unknown(what: "another page") }
        _ = try registration.handle(input: .committed(key: commit.key), now: now)
        return commit.userId.text
    }

    func testManyThreadsOnManyRegistrations() async throws {
        let policy = try Vectors.policy(nil)
        let seen = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<16 {
                group.addTask { try (0..<50).map { _ in try Self.registration(policy) } }
            }
            return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        XCTAssertEqual(seen.count, 800)
    }

    func testManyThreadsOnOneRegistration() throws {
        let registration = Registration(policy: try Vectors.policy(nil), language: english)
        let now = Vectors.moment(1_700_000_000)
        _ = try registration.handle(input: .chooseCategory(category: .applicantAtCounter, entropy: .entropy()), now: now)
        let torn = Counter()
        DispatchQueue.concurrentPerform(iterations: 16) { thread in
            for round in 0..<200 {
                let text = Personal(String(repeating: "\(thread),", count: 1 + round % 50))
                let items = [ItemText(item: .userName, text: text), ItemText(item: .streetAddress, text: text)]
                _ = try? registration.handle(input: .fill(items: items), now: now)
                if case .entry(let page) = registration.screen(now: now), Set(page.draft.map(\.text)).count > 1 {
                    torn.count()
                }
                _ = try? registration.handle(input: .back, now: now)
                _ = try? registration.handle(
                    input: .chooseCategory(category: .applicantAtCounter, entropy: .entropy()), now: now)
            }
        }
        XCTAssertEqual(torn.seen, 0, "two items set in one call were torn apart")
    }

    func testAHundredThousandRegistrationsDoNotGrow() throws {
        let total = Int(ProcessInfo.processInfo.environment["TOROKU_REGISTRATIONS"] ?? "") ?? 100_000
        let policy = try Vectors.policy(nil)
        let rounds = 10
        var before = residentKiB()
        var grown: [Int] = []
        for _ in 0..<rounds {
            for _ in 0..<total / rounds { _ = try Self.registration(policy) }
            let now = residentKiB()
            grown.append(now - before)
            before = now
        }
        print("\(total) registrations, grown by \(grown) KiB a round")
        // What leaks grows in every round; the allocator's own pages come and go.
        XCTAssertLessThan(grown.min() ?? 0, 512, "every round grew")
    }

    private func residentKiB() -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}

/// A number that many threads count up.
final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var number = 0

    func count() { lock.withLock { number += 1 } }
    var seen: Int { lock.withLock { number } }
}
