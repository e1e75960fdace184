import XCTest

@testable import Toroku

/// Printing anything shows nothing that a person typed, and no secret.
final class SilenceTests: XCTestCase {
    func testNothingIsPrinted() async throws { try await Printer().nothingIsPrinted() }
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
        show(await store.records)
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
        dump([Personal("canary")], to: &printed)
        dump(secret, to: &printed)
        for canary in canaries {
            XCTAssertFalse(
                printed.contains(canary), "printed \(canary): \(printed.split(separator: "\n").first { $0.contains(canary) } ?? "")")
        }
        for record in await store.records.values { XCTAssertFalse(printed.contains(record.userId.text)) }
        XCTAssertTrue(printed.contains("Personal(..)") && printed.contains("Secret(..)"))
        XCTAssertTrue(printed.contains("Confirmed(..)"))
    }
}
