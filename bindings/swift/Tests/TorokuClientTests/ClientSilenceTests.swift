import Foundation
import Toroku
import TorokuClient
import XCTest

/// Printing what the client has or throws shows nothing that a person entered, and no user ID.
final class ClientSilenceTests: XCTestCase {
    func testNothingIsPrinted() async throws { try await Printer().nothingIsPrinted() }
}

@MainActor
private final class Printer {
    private var printed = ""

    private func show(_ what: Any) {
        print(what, [what], ["it": what], to: &printed)
        debugPrint(what, to: &printed)
        dump(what, to: &printed)
        printed += String(describing: what) + String(reflecting: what) + "\(Optional(what) as Any)"
    }

    func nothingIsPrinted() async throws {
        let problems = """
            [{"code": 706, "name": "email.typo", "field": "email", "params": {"suggestion": ["canary@ens-test.jp"]},
              "suggestions": ["canary@ens-test.jp"], "text": "Did you mean canary@ens-test.jp?"}]
            """
        let impostor = try Impostor([
            Impostor.answer("422 Unprocessable Entity", Impostor.problem("refused", 422, problems)), "nonsense",
            Impostor.registered,
        ])
        let model = try Phone.registering(Phone.policy(), email: "canary@ens-test.com")
        let submission = try Phone.submission(model)
        for _ in 0..<2 {
            do {
                show(try await impostor.client.register(submission))
                XCTFail("an error was due")
            } catch {
                show(error)
                show(error.localizedDescription)
            }
        }
        show(try await impostor.client.register(submission))
        let office = RemoteOffice(impostor.client) { _ in }
        show(try await office.submit(submission))
        show(try await model.submit(to: office) as Any)
        show(office)
        show(impostor.client)
        let file = Phone.file()
        try file.keep(model.save())
        show(file)
        file.remove()
        XCTAssertTrue(printed.contains("email.typo"), "it says which problem")
        for canary in ["canary", "HOUMU", "0312345678", "hdlpf38617", submission.key.text] {
            let line = printed.split(separator: "\n").first { $0.contains(canary) }
            XCTAssertNil(line, "printed \(canary)")
        }
    }
}
