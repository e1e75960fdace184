// What a call and a registration cost in processor time (a busy machine changes it less than the time on the wall): the best
// of three rounds after one to warm up.
//
//   swift run -c release Bench

import Foundation
import Toroku

let sample: [ItemText] = [
    (Item.userName, "HOUMU TARO"), (.sex, "male"), (.birthYear, "2000"), (.birthMonth, "01"), (.birthDay, "01"),
    (.municipality, "011011"), (.streetAddress, "1-1-1 緑ヶ関ハイツ202号"), (.phone, "0312345678"),
    (.email, "user01@ens-test.com"), (.emailConfirmation, "user01@ens-test.com"), (.userType, "applicant_at_counter"),
].map { ItemText(item: $0.0, text: Personal($0.1)) }

func measure(_ what: String, _ times: Int, _ work: () throws -> Void) rethrows {
    for _ in 0..<times { try work() }
    var best = Double.infinity
    for _ in 0..<3 {
        let start = clock()
        for _ in 0..<times { try work() }
        best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1e6 / Double(times))
    }
    print("\(what): \((best * 100).rounded() / 100) µs")
}

let policy = try Policy(
    settings: PolicySettings(termsVersion: "2023-03", passwordUrl: "https://registration.example/password"))
let english = Language(tag: "en")!
let now = Date(timeIntervalSince1970: 1_700_000_000)
let choose = Input.chooseCategory(category: .applicantAtCounter, entropy: .entropy())

measure("a call without arguments", 1_000_000) { _ = userIdCount() }
let registration = Registration(policy: policy, language: english)
_ = try registration.handle(input: choose, now: now)
_ = try registration.handle(input: .fill(items: sample), now: now)
// Every other key makes the name one that is converted: what is said of the field changes each time.
let names = [Personal("HOUMU TARO"), Personal("HOUMU  TARO")]
var keys = 0
try measure("a key at STEP1, with the screen's ten reports", 20_000) {
    keys += 1
    _ = try registration.handle(input: .set(item: .userName, text: names[keys % 2]), now: now)
}
try measure("a key at STEP1, with what it changed", 20_000) {
    keys += 1
    _ = try registration.enter(item: .userName, text: names[keys % 2], now: now)
}
try measure("a registration of seven calls, from the top page to the user ID", 5_000) {
    let registration = Registration(policy: policy, language: english)
    _ = try registration.handle(input: choose, now: now)
    _ = try registration.handle(input: .fill(items: sample), now: now)
    _ = try registration.handle(input: .agree(version: "2023-03"), now: now)
    guard case .confirmation(let page) = try registration.handle(input: .confirm, now: now).screen,
        case .reserveUserId(_, let userId) = try registration.handle(
            input: .register(digest: page.digest, language: english), now: now
        ).effect,
        case .commit(let commit) = try registration.handle(input: .userIdReserved(userId: userId), now: now).effect
    else { fatalError("the sample passes") }
    _ = try registration.handle(input: .committed(key: commit.key), now: now)
}
