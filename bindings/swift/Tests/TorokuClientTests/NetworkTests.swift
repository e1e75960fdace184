import Foundation
import Toroku
import XCTest

@testable import TorokuClient

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Networks that break, answers of others, and what the office asks for.
final class NetworkTests: XCTestCase {
    func testAKilledAppGoesOnFromItsSnapshot() async throws { try await Cases.aKilledAppGoesOnFromItsSnapshot() }
    func testALineThatBreaksAnywhere() async throws { try await Cases.aLineThatBreaksAnywhere() }
    func testAnOfficeThatDiesBeforeItAnswers() async throws { try await Cases.anOfficeThatDiesBeforeItAnswers() }
    func testTheOfficeIsLeftAloneAsLongAsItAsks() async throws { try await Cases.theOfficeIsLeftAloneAsLongAsItAsks() }
    func testWhatIsNotTheOfficesIsNoAnswer() async throws { try await Cases.whatIsNotTheOfficesIsNoAnswer() }
    func testNoRedirectedAnswerIsTaken() async throws { try await Cases.noRedirectedAnswerIsTaken() }
    func testANewerOfficeKeepsItsWords() async throws { try await Cases.aNewerOfficeKeepsItsWords() }
    func testWaitingCanBeCancelled() async throws { try await Cases.waitingCanBeCancelled() }

    func testAddresses() {
        for good in ["https://registration.example", "https://registration.example/toroku/", "http://127.0.0.1:8080"] {
            XCTAssertNotNil(OfficeClient(URL(string: good)!), good)
        }
        let open = ["http://registration.example", "ftp://127.0.0.1", "registration.example", "http://127.0.0.1.jp"]
        for bad in open {
            XCTAssertNil(OfficeClient(URL(string: bad)!), bad)
        }
    }

    func testPausesGrowToTheirMost() {
        let backOff = BackOff(first: 1, most: 60)
        for (failures, most) in [(1, 1.0), (2, 2), (3, 4), (7, 60), (1_000_000, 60)] {
            let pauses = (0..<200).map { _ in backOff.pause(after: failures) }
            XCTAssertTrue(pauses.allSatisfy { (most / 2...most).contains($0) }, "\(failures)")
            XCTAssertGreaterThan(Set(pauses).count, 100, "no two phones alike")
        }
    }

    func testRetryAfter() {
        let now = Date(timeIntervalSince1970: 1_700_000_000)  // Tue, 14 Nov 2023 22:13:20 GMT
        let cases: [(String, TimeInterval?)] = [
            ("60", 60), ("0", 0), ("999999999", 86_400), ("Tue, 14 Nov 2023 22:14:00 GMT", 40),
            ("Tue, 14 Nov 2023 22:13:00 GMT", 0), ("soon", nil), ("-1", nil),
        ]
        for (text, wanted) in cases { XCTAssertEqual(seconds(of: text, from: now), wanted, text) }
    }

    func testEveryParameterIsKnown() {
        XCTAssertEqual(Set(ParamName.byName.values), Set(ParamName.allCases))
        XCTAssertEqual(ParamName.byName.count, ParamName.allCases.count)
    }
}

@MainActor
private enum Cases {
    static func aKilledAppGoesOnFromItsSnapshot() async throws {
        let portal = try Portal()
        let policy = try await Phone.policy(of: portal)
        let file = Phone.file()
        defer { file.remove() }
        let nowhere = URL(string: "http://127.0.0.1:\(try LoopbackServer.closedPort())")!
        var key: NotificationKey?
        do {
            let model = try Phone.registering(policy)
            key = try Phone.submission(model).key
            let answer = try await model.carryOut(RemoteOffice(OfficeClient(nowhere)!) { try file.keep($0) })
            XCTAssertEqual(answer, .notReached)
            XCTAssertTrue(model.state.isWaitingForNetwork)
            XCTAssertNotNil(model.state.message)
        }
        // What a new process has: the file.
        let mode = try FileManager.default.attributesOfItem(atPath: file.url.path)[.posixPermissions] as? NSNumber
        XCTAssertEqual(mode, 0o600)
        let model = try RegistrationModel.restored(XCTUnwrap(file.kept()), policy: policy, language: english).get()
        XCTAssertEqual(try Phone.submission(model).key, key)
        let office = RemoteOffice(portal.client) { try file.keep($0) }
        guard case .registered(let userId)? = try await model.submit(to: office) else { return XCTFail() }
        let records = try await portal.records()
        XCTAssertEqual(records, ["user01@ens-test.com": [userId.text]])
    }

    /// Request and answer have fewer bytes than are cut at here, so that the last cuts come too late to matter.
    static func aLineThatBreaksAnywhere() async throws {
        let portal = try Portal()
        let policy = try await Phone.policy(of: portal)
        let cuts = stride(from: 0, to: 800, by: 23).map(Cut.request) + stride(from: 0, to: 700, by: 23).map(Cut.answer)
        var broken = 0
        var userIds: [String: [String]] = [:]
        for (number, cut) in cuts.enumerated() {
            let line = try Line(to: portal.address, [cut])
            defer { line.end() }
            let session = URLSession(configuration: OfficeClient.configuration())
            defer { session.finishTasksAndInvalidate() }
            let tries = Tally()
            let client = OfficeClient(line.address, session: session)!
            let office = RemoteOffice(client, backOff: Phone.impatient) { _ in tries.count() }
            let model = try Phone.registering(policy, email: "cut\(number)@ens-test.com")
            guard case .registered(let userId)? = try await model.submit(to: office) else { return XCTFail("\(cut)") }
            userIds["cut\(number)@ens-test.com"] = [userId.text]
            XCTAssertLessThanOrEqual(tries.total, 2, "\(cut)")
            broken += tries.total - 1
        }
        XCTAssertGreaterThan(broken, cuts.count / 2, "most cuts are felt")
        XCTAssertLessThan(broken, cuts.count, "the last ones come too late")
        let records = try await portal.records()
        XCTAssertEqual(records, userIds, "one record, one user ID a key")
        let mails = try await portal.mails(cuts.count)
        XCTAssertEqual(mails, userIds.mapValues { _ in 1 })
        print("\(cuts.count) cuts, \(broken) felt")
    }

    static func anOfficeThatDiesBeforeItAnswers() async throws {
        let portal = try Portal()
        let policy = try await Phone.policy(of: portal)
        let line = try Line(to: portal.address, [.answer(0)]) { portal.stop() }
        let office = RemoteOffice(OfficeClient(line.address)!, backOff: Phone.impatient) { _ in }
        let model = try Phone.registering(policy)
        let first = try await model.carryOut(office)
        XCTAssertEqual(first, .notReached)
        let second = try await model.retry()
        XCTAssertEqual(second, .notReached, "the office is away")
        try portal.startAgain()
        let stored = try await portal.records()
        XCTAssertEqual(stored.keys.sorted(), ["user01@ens-test.com"], "it had registered")
        line.lead(to: portal.address)
        guard case .registered(let userId)? = try await model.submit(to: office) else { return XCTFail() }
        XCTAssertEqual(stored, ["user01@ens-test.com": [userId.text]])
        let mails = try await portal.mails(1)
        XCTAssertEqual(mails, ["user01@ens-test.com": 1])
    }

    static func theOfficeIsLeftAloneAsLongAsItAsks() async throws {
        let busy = Impostor.answer("429 Too Many Requests", Impostor.problem("too-many-mails", 429), "Retry-After: 2")
        let impostor = try Impostor([busy, Impostor.registered])
        let office = RemoteOffice(impostor.client, backOff: Phone.impatient) { _ in }
        let model = try Phone.registering(Phone.policy())
        let begun = Date()
        let first = try await model.carryOut(office)
        XCTAssertEqual(first, .notReached)
        let failure = await office.failure
        XCTAssertEqual(failure?.problem?.title, "In the office's words")
        XCTAssertEqual(failure?.retryAfter, 2)
        XCTAssertEqual(failure?.isWorthRepeating, true)
        let impatient = try await model.retry()
        XCTAssertEqual(impatient, .notReached)
        XCTAssertEqual(impostor.requests.count, 1, "nobody presses it earlier")
        let last = try await model.submit(to: office)
        XCTAssertEqual(last, .registered(userId: UserId("hdlpf38617")!))
        XCTAssertGreaterThanOrEqual(Date().timeIntervalSince(begun), 2)
        let requests = impostor.requests
        XCTAssertEqual(requests.count, 2)
        let lines = requests.map { $0.components(separatedBy: "\r\n").sorted() }
        XCTAssertEqual(lines[0], lines[1], "the same under the same key")
        XCTAssertNotNil(requests[0].range(of: "Idempotency-Key: [0-9a-f]{32}\r\n", options: .regularExpression))
        for none in ["Cookie", "Authorization"] { XCTAssertFalse(requests[0].contains(none), none) }
    }

    static func whatIsNotTheOfficesIsNoAnswer() async throws {
        let page = "<html><title>Café</title></html>"
        let answers = [
            Impostor.answer("200 OK", page, type: "text/html"),
            Impostor.registered.replacingOccurrences(of: "hdlpf", with: "HDLPF"),
            Impostor.answer("201 Created", "{}", type: "application/json"),
            Impostor.answer("201 Created", #"{"user_id": "hdl"#, type: "application/json"),
            Impostor.answer("403 Forbidden", page, type: "text/html"),
            Impostor.answer("422 Unprocessable Entity", page),
            Impostor.answer("503 Service Unavailable", page, type: "text/html", "Retry-After: 7"),
            "SSH-2.0-OpenSSH_9.2\r\n", "",
        ]
        let impostor = try Impostor(answers)
        let submission = try Phone.submission(Phone.registering(Phone.policy()))
        for answer in answers {
            do {
                _ = try await impostor.client.register(submission)
                XCTFail(answer)
            } catch {
                let error = try XCTUnwrap(error as? OfficeError, answer)
                XCTAssertNil(error.problem, answer)
                XCTAssertTrue(error.isWorthRepeating, answer)
                XCTAssertEqual(error.retryAfter, answer.contains("Retry-After") ? 7 : nil)
            }
        }
        XCTAssertEqual(impostor.requests.count, answers.count)
    }

    static func noRedirectedAnswerIsTaken() async throws {
        let elsewhere = try Impostor([Impostor.registered])
        let location = "Location: \(elsewhere.address.absoluteString)/api/v1/registrations"
        for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
            let cafe = try Impostor([Impostor.answer(status, "", type: "text/plain", location)])
            let submission = try Phone.submission(Phone.registering(Phone.policy()))
            let result = try await RemoteOffice(cafe.client) { _ in }.submit(submission)
            XCTAssertEqual(result, .notReached, status)
        }
        #if !os(Linux)
            XCTAssertEqual(elsewhere.requests, [])
        #endif
    }

    static func aNewerOfficeKeepsItsWords() async throws {
        let problems = """
            [{"code": \(Code.nameTooLong.facts().number), "name": "name.too_long", "field": "user_name",
              "params": {"max": ["many"]}, "suggestions": [], "text": "At most many."},
             {"code": 60001, "name": "phone.satellite", "field": "phone", "params": {"orbit": ["low"]},
              "suggestions": ["0312345679"], "text": "Enter a number on the ground."},
             {"code": \(Code.emailTypo.facts().number), "name": "email.typo", "field": "email",
              "params": {"suggestion": ["user01@ens-test.jp"], "certainty": ["high"]},
              "suggestions": ["user01@ens-test.jp"], "text": "In words of its own."},
             {"code": \(Code.emailTypo.facts().number), "name": "email.typo", "field": "street_address",
              "params": {}, "suggestions": [], "text": "Now of the address too."},
             {"code": 70000, "name": "blood.required", "field": "blood_type", "params": {}, "suggestions": [],
              "text": "Enter your blood type."}]
            """
        let impostor = try Impostor([
            Impostor.answer("422 Unprocessable Entity", Impostor.problem("refused", 422, problems)),
            Impostor.registered,
        ])
        let office = RemoteOffice(impostor.client) { _ in }
        let model = try Phone.registering(Phone.policy())
        guard case .problems? = try await model.submit(to: office) else { return XCTFail() }
        // It outlives the process, and another language has the office's words too.
        let again = try RegistrationModel.restored(model.save(), policy: Phone.policy(), language: japanese).get()
        for shown in [try Phone.problems(model), try Phone.problems(again)] {
            XCTAssertEqual(shown.map(\.field), [.userName, .streetAddress, .phone, .email])
            XCTAssertEqual(shown.map(\.code), [.textNotAccepted, .textNotAccepted, .textNotAccepted, .emailTypo])
            let words = ["At most many.", "address too.", "on the ground.", "user01@ens-test.jp"]
            for (problem, text) in zip(shown, words) {
                XCTAssertTrue(problem.text.exposed.contains(text), text)
            }
            XCTAssertEqual(shown[2].suggestions.map(\.exposed), ["0312345679"])
        }
        try again.take(Personal("0312345679"), at: .phone)
        XCTAssertFalse(try Phone.problems(again).contains { $0.field == .phone })

        // Of a field that this app does not have nothing can be corrected here.
        let one = "[" + problems.components(separatedBy: "},\n").last!
        let wholly = try Impostor([Impostor.answer("422 Unprocessable Entity", Impostor.problem("refused", 422, one))])
        let other = RemoteOffice(wholly.client) { _ in }
        let waiting = try Phone.registering(Phone.policy())
        let answer = try await waiting.submit(to: other)
        XCTAssertEqual(answer, .notReached)
        let failure = await other.failure
        XCTAssertEqual(failure?.problem?.fields.map(\.text.exposed), ["Enter your blood type."])
        XCTAssertEqual(wholly.requests.count, 1, "the same again would change nothing")
    }

    static func waitingCanBeCancelled() async throws {
        let silent = try LoopbackServer { connection, _ in
            while LoopbackServer.read(connection) != nil {}
        }
        let nowhere = URL(string: "http://127.0.0.1:\(try LoopbackServer.closedPort())")!
        for address in [silent.address, nowhere] {
            let model = try Phone.registering(Phone.policy())
            let office = RemoteOffice(OfficeClient(address)!, backOff: BackOff(first: 600, most: 600)) { _ in }
            let task = Task { try await model.submit(to: office) }
            try await Task.sleep(nanoseconds: 200_000_000)
            task.cancel()
            do {
                _ = try await task.value
                XCTFail("nothing was thrown")
            } catch {
                XCTAssertTrue(error is CancellationError, "\(error)")
            }
            XCTAssertNotNil(model.state.effect, "the order stands")
        }
    }
}
