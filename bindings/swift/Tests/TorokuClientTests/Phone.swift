import Foundation
import Toroku
import TorokuClient
import XCTest

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What an app has beside its screens.
enum Phone {
    static let impatient = BackOff(first: 0.01, most: 0.05)

    static func policy(of portal: Portal) async throws -> Policy {
        try Policy(settings: try await portal.client.policy().settings(at: portal.address))
    }

    /// For an office that is not asked for its policy.
    static func policy() throws -> Policy {
        try Policy(
            settings: PolicySettings(
                termsVersion: "sample-1", passwordUrl: "https://registration.example/password", issuedByOffice: true))
    }

    /// A registration that waits to be submitted, by the manual's samples.
    @MainActor
    static func registering(
        _ policy: Policy, email: String = "user01@ens-test.com", language: Language = english
    ) throws -> RegistrationModel {
        let model = RegistrationModel(policy: policy, language: language)
        try fillIn(model, policy.termsVersion(), email: email)
        return model
    }

    /// From the top page to the button Registration.
    @MainActor
    static func fillIn(_ model: RegistrationModel, _ terms: String, email: String = "user01@ens-test.com") throws {
        try model.choose(.applicantAtCounter)
        let items: [(Item, String)] = [
            (.userName, "HOUMU TARO"), (.sex, "male"), (.birthYear, "2000"), (.birthMonth, "01"), (.birthDay, "01"),
            (.municipality, "011011"), (.streetAddress, "1-1-1 緑ヶ関ハイツ202号"), (.phone, "0312345678"),
            (.email, email), (.emailConfirmation, email), (.userType, "applicant_at_counter"),
        ]
        try model.enter(items.map { ItemText(item: $0.0, text: Personal($0.1)) })
        try model.agree(to: terms)
        try press(model)
    }

    /// Confirm and Registration.
    @MainActor
    static func press(_ model: RegistrationModel) throws {
        XCTAssertEqual(try model.confirm(), .readyToConfirm)
        guard case .confirmation(let page) = model.state.screen else { throw Unexpected(what: "no STEP2") }
        try model.register(page.digest)
    }

    @MainActor
    static func submission(_ model: RegistrationModel) throws -> Submission {
        guard case .submit(let submission) = model.state.effect else { throw Unexpected(what: "nothing to submit") }
        return submission
    }

    /// The problems that STEP1 shows.
    @MainActor
    static func problems(_ model: RegistrationModel) throws -> [Problem] {
        guard case .entry(let page) = model.state.screen else { throw Unexpected(what: "no STEP1") }
        return page.reports.compactMap(\.problem)
    }

    static func file() -> SnapshotFile {
        SnapshotFile(FileManager.default.temporaryDirectory.appendingPathComponent("snapshot-\(UUID().uuidString)"))
    }
}

struct Unexpected: Error { let what: String }

/// Counts, from anywhere.
final class Tally: @unchecked Sendable {
    private let lock = NSLock()
    private var counted = 0

    func count() { lock.withLock { counted += 1 } }

    var total: Int { lock.withLock { counted } }
}

/// Whoever answers in the office's stead: to each connection the next answer, the last one again and again.
final class Impostor: @unchecked Sendable {
    private let lock = NSLock()
    private var heard: [String] = []
    private var server: LoopbackServer!

    init(_ answers: [String]) throws {
        server = try LoopbackServer { connection, number in
            let request = LoopbackServer.readRequest(connection)
            self.lock.withLock { self.heard.append(request) }
            LoopbackServer.write(Array(answers[min(number, answers.count) - 1].utf8), to: connection)
        }
    }

    var address: URL { server.address }
    var client: OfficeClient { OfficeClient(address)! }
    var requests: [String] { lock.withLock { heard } }

    static func answer(
        _ status: String, _ body: String, type: String = "application/problem+json", _ headers: String...
    ) -> String {
        let length = "Content-Length: \(body.utf8.count)"
        let head = ["HTTP/1.1 \(status)", "Content-Type: \(type)", length, "Connection: close"]
        return (head + headers).joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    static func problem(_ name: String, _ status: Int, _ problems: String = "[]") -> String {
        """
        {"type": "/api/v1/#\(name)", "title": "In the office's words", "status": \(status), "problems": \(problems)}
        """
    }

    static let registered = answer(
        "201 Created", #"{"user_id": "hdlpf38617", "registered_at": "2024-02-29T00:00:00Z"}"#, type: "application/json")
}
