import XCTest

@testable import Toroku

/// The README's first user ID: compiled and run here, and compared with what stands there.
@MainActor
private enum Readme {
    private(set) static var printed: [String] = []

    /// Hears what the example prints.
    private static func print(_ text: String) { printed.append(text) }

    static func firstUserId(_ store: some RegistrationStore) async throws {
        // README begins
        let policy = try Policy(
            settings: PolicySettings(termsVersion: "2023-03", passwordUrl: "https://registration.example/password"))
        let language = Language(preferring: Locale.preferredLanguages) ?? Language(tag: "en")!
        let model = RegistrationModel(policy: policy, language: language)

        try model.choose(.applicantAtCounter)
        let items: [(Item, String)] = [
            (.userName, "Houmu Taro"), (.sex, "male"), (.birthYear, "2000"), (.birthMonth, "1"), (.birthDay, "1"),
            (.municipality, "011011"), (.streetAddress, "1-1-1 緑ヶ関ハイツ202号"), (.phone, "0312345678"),
            (.email, "user01@ens-test.com"), (.emailConfirmation, "user01@ens-test.com"),
            (.userType, policy.userTypes()[0].value),
        ]
        try model.enter(items.map { ItemText(item: $0.0, text: Personal($0.1)) })
        try model.agree(to: policy.termsVersion())
        try model.confirm()                                          // STEP2, or all problems at once
        guard case .confirmation(let page) = model.state.screen else { fatalError("the sample passes") }
        try model.register(page.digest)                              // bound to what STEP2 showed
        try await model.carryOut(store)                              // your RegistrationStore: reserve, then commit
        if case .completion(let page) = model.state.screen { print(page.userId.text) }
        // README ends
    }
}

final class ReadmeTests: XCTestCase {
    func testTheFirstUserIdIsPrinted() async throws {
        try await Readme.firstUserId(MemoryStore())
        let printed = await Readme.printed
        XCTAssertEqual(printed.count, 1)
        XCTAssertNotNil(printed.first?.range(of: "^[a-z]{5}[0-9]{5}$", options: .regularExpression))
    }

    func testTheReadmeSaysWhatIsCompiledHere() throws {
        let here = URL(fileURLWithPath: #filePath)
        let source = try String(contentsOf: here, encoding: .utf8)
        let marked = source.components(separatedBy: "// README begins\n")[1]
        let indented = marked.components(separatedBy: "        // README ends")[0]
        let compiled = indented.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("        ") ? String($0.dropFirst(8)) : String($0) }.joined(separator: "\n")
        let readme = here.appendingPathComponent("../../../README.md").standardized
        XCTAssertTrue(try String(contentsOf: readme, encoding: .utf8).contains("```swift\n\(compiled)```"))
    }
}
