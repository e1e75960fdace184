import Foundation
import Toroku
import XCTest

/// What the repository's README shows of Swift: compiled as in an app, and compared with what stands there.
@MainActor
private func confirmed() throws -> RegistrationModel {
    // README begins
    let policy = try Policy(settings: PolicySettings(
        termsVersion: "2023-03", passwordUrl: "https://registration.example/password"))
    let model = RegistrationModel(policy: policy, language: Language(tag: "en")!)
    try model.choose(.applicantAtCounter)
    try model.enter([ItemText(item: .userName, text: Personal("Houmu Taro"))])
    try model.agree(to: policy.termsVersion())
    try model.confirm()                               // STEP2, or all problems at once, in model.state
    // README ends
    return model
}

final class ReadmeTests: XCTestCase {
    func testAllProblemsAreToldAtOnce() async throws {
        guard case .problems(let problems) = try await confirmed().state.answer else { return XCTFail() }
        XCTAssertGreaterThan(problems.count, 5)
    }

    func testTheReadmeSaysWhatIsCompiledHere() throws {
        let here = URL(fileURLWithPath: #filePath)
        let source = try String(contentsOf: here, encoding: .utf8)
        let marked = source.components(separatedBy: "// README begins\n")[1]
        let indented = marked.components(separatedBy: "    // README ends")[0]
        let compiled = indented.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : String($0) }.joined(separator: "\n")
        let readme = here.appendingPathComponent("../../../../../README.md").standardized
        XCTAssertTrue(try String(contentsOf: readme, encoding: .utf8).contains("```swift\n\(compiled)```"))
    }
}
