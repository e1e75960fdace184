import Foundation
import Toroku
import TorokuClient
import XCTest

/// The README's way to the office: compiled and run here, and compared with what stands there.
@MainActor
private enum Readme {
    private(set) static var printed: [String] = []

    /// Hears what the example prints.
    private static func print(_ text: String) { printed.append(text) }

    private static func pages(_ model: RegistrationModel) throws { try Phone.fillIn(model, "sample-1") }

    static func toTheOffice(_ office: URL, _ file: SnapshotFile, _ language: Language) async throws {
        // README begins
        let client = OfficeClient(office)!                        // https, or this machine
        let known = try await client.policy()                     // encode it, for a start without a network
        let policy = try Policy(settings: known.settings(at: office))
        var model = RegistrationModel(policy: policy, language: language)
        if let kept = file.kept() {
            switch RegistrationModel.restored(kept, policy: policy, language: language) {
            case .success(let restored): model = restored
            case .failure: print(language.words.wording(snapshotErrorCode()))   // begin anew, and say why
            }
        }
        try pages(model)                                          // the screens, to the button Registration

        let remote = RemoteOffice(client) { try file.keep($0) }   // before anything is sent
        switch try await model.submit(to: remote) {               // until the office has answered
        case .registered(let userId)?:
            print(userId.text)
            file.remove()                                         // the registration is over
        case .problems?:
            break                                                 // STEP1 is open again
        default:
            print(await remote.failure?.problem?.title ?? "")     // it would say the same again
        }
        // README ends
    }
}

final class ClientReadmeTests: XCTestCase {
    func testTheUserIdIsPrinted() async throws {
        let portal = try Portal()
        let file = Phone.file()
        try await Readme.toTheOffice(portal.address, file, english)
        let printed = await Readme.printed
        let records = try await portal.records()
        XCTAssertEqual(records.values.map { $0 }, [printed])
        XCTAssertNil(file.kept())
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
