import Foundation
import Toroku
import TorokuClient
import XCTest

@testable import Screens

/// What a person does, by what the pages call: at the real portal, which goes and comes back.
final class HostTests: XCTestCase {
    func testAPersonGetsThroughAndIsToldWhatIsWrong() async throws { try await Cases.aPersonGetsThrough() }
    func testAnOrderOutlivesTheProcessAndTheNetwork() async throws { try await Cases.anOrderOutlivesTheProcess() }
    func testWhatCannotBeKeptIsSaidAndTriedAgain() async throws { try await Cases.whatCannotBeKeptIsSaid() }
    func testEveryPageComesBack() async throws { try await Cases.everyPageComesBack() }
    func testWhatCannotBeUsedIsSaid() async throws { try await Cases.whatCannotBeUsedIsSaid() }
    func testNoLineEndStaysInABox() async throws { try await Cases.noLineEndStaysInABox() }
    func testAPrefectureIsListedWithoutASearch() async throws { try await Cases.aPrefectureIsListed() }
    func testARequestForANewLinkOutlivesItsPage() async throws { try await Cases.aNewLinkOutlivesItsPage() }
    func testAnotherLanguageInTheMiddle() async throws { try await Cases.anotherLanguageInTheMiddle() }
}

@MainActor
private enum Cases {
    static let sample: [(Item, String)] = [
        (.userName, "Houmu Taro"), (.sex, "male"), (.birthYear, "2000"), (.birthMonth, "1"), (.birthDay, "1"),
        (.municipality, "011011"), (.streetAddress, "1-1-1 緑ヶ関ハイツ202号"), (.phone, "0312345678"),
        (.email, "user01@ens-test.com"), (.emailConfirmation, "user01@ens-test.com"),
        (.userType, "applicant_at_counter"),
    ]

    static func newFile() -> SnapshotFile {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("toroku-\(UUID().uuidString)")
        return SnapshotFile(folder.appendingPathComponent("registration"))
    }

    static func started(
        _ file: SnapshotFile, at address: URL = URL(string: "http://127.0.0.1:1")!
    ) throws -> RegistrationHost {
        let settings = PolicySettings(
            termsVersion: "sample-1", passwordUrl: "https://registration.example/password", issuedByOffice: true)
        return RegistrationHost(
            client: OfficeClient(address)!, policy: try Policy(settings: settings), language: english, file: file,
            backOff: BackOff(first: 3600, most: 3600))
    }

    static func fillIn(_ host: RegistrationHost) {
        host.choose(.applicantAtCounter)
        for (item, text) in sample { host.enter(item, text) }
        host.agree(true)
    }

    static func entry(_ host: RegistrationHost) throws -> EntryPage {
        guard case .entry(let page) = host.model.state.screen else { throw Unexpected() }
        return page
    }

    static func wait(_ what: String, until isSo: () -> Bool) async throws {
        for _ in 0..<1200 where !isSo() { try await Task.sleep(nanoseconds: 50_000_000) }
        XCTAssertTrue(isSo(), what)
    }

    /// Pauses take an hour: where a busy machine's office did not answer in time, the button tries again.
    static func waitForTheEnd(_ host: RegistrationHost) async throws {
        for _ in 0..<1200 {
            if case .completion = host.model.state.screen { return }
            if host.model.state.progress == .waiting { host.retry() }
            try await Task.sleep(nanoseconds: 50_000_000)
        }
        XCTFail("no STEP3: \(host.model.state.screen), \(host.model.state.progress), \(host.model.state.message ?? "")")
    }

    static func aPersonGetsThrough() async throws {
        let portal = try Portal()
        let file = newFile()
        let host = try started(file, at: portal.address)
        await host.renewPolicy()
        XCTAssertEqual(host.model.policy.termsVersion(), "sample-1")
        host.choose(.applicantAtCounter)
        for (item, text) in sample where item != .birthMonth && item != .birthDay { host.enter(item, text) }
        host.enter(.birthMonth, "13")
        host.enter(.birthDay, "20")
        var page = try entry(host)
        for field in Field.allCases { XCTAssertNil(host.problem(at: field, on: page), "not left yet") }
        host.confirm()
        page = try entry(host)
        // Nobody has agreed to the terms, and the month is bad: each is said at its place, and at no other.
        XCTAssertEqual(Field.allCases.filter { host.problem(at: $0, on: page) != nil }, [.dateOfBirth, .terms])
        XCTAssertNotNil(host.problem(at: .month, on: page))
        XCTAssertNil(host.problem(at: .year, on: page))
        XCTAssertNil(host.problem(at: .day, on: page))
        let found = try host.model.searchMunicipalities("sapporo chuo", in: nil, limit: 5)
        host.pane = .search
        host.take(found[0], searched: "sapporo chuo")
        XCTAssertNil(host.pane)
        host.enter(.birthMonth, "1")
        host.agree(true)
        host.confirm()
        host.register()
        try await waitForTheEnd(host)
        try await wait("what was kept is removed") { file.kept() == nil }
        let records = try await portal.records()
        XCTAssertEqual(records["user01@ens-test.com"]?.count, 1)
    }

    /// The office is gone when Registration is pressed, and then the process is. Pauses take an hour: it is the button
    /// that tries again.
    static func anOrderOutlivesTheProcess() async throws {
        let portal = try Portal()
        let file = newFile()
        let first = try started(file, at: portal.address)
        fillIn(first)
        first.confirm()
        portal.stop()
        first.register()
        try await wait("waiting") { first.model.state.progress == .waiting }
        XCTAssertNotNil(first.model.state.message)
        first.retry()
        try await wait("waiting again") { first.model.state.progress == .waiting }
        try portal.startAgain()
        let second = try started(file, at: portal.address)
        try await waitForTheEnd(second)
        let records = try await portal.records()
        XCTAssertEqual(records["user01@ens-test.com"]?.count, 1)
    }

    static func whatCannotBeKeptIsSaid() async throws {
        let portal = try Portal()
        let file = newFile()
        // Its folder is a file: nothing can be written there.
        let folder = file.url.deletingLastPathComponent()
        try Data().write(to: folder)
        let host = try started(file, at: portal.address)
        fillIn(host)
        host.confirm()
        host.register()
        try await wait("failed") { host.model.state.progress == .failed }
        XCTAssertEqual(host.model.state.message, english.words.text("network.failed"))
        let none = try await portal.records()
        XCTAssertEqual(none, [:], "nothing is sent that is not kept")
        try FileManager.default.removeItem(at: folder)
        host.retry()
        try await waitForTheEnd(host)
    }

    static func everyPageComesBack() async throws {
        let works: [(StateKind, (RegistrationHost) -> Void)] = [
            (.start, { _ in }), (.entry, { fillIn($0) }), (.confirmation, { fillIn($0); $0.confirm() }),
            (.issuing, { fillIn($0); $0.confirm(); $0.register() }),
        ]
        for (kind, work) in works {
            let file = newFile()
            let host = try started(file)
            work(host)
            XCTAssertEqual(kindOf(host), kind)
            host.keep()
            let next = try started(file)
            XCTAssertEqual(kindOf(next), kind)
            XCTAssertFalse(next.isLost)
            if kind == .entry { XCTAssertEqual(try entry(next), try entry(host)) }
        }
    }

    static func kindOf(_ host: RegistrationHost) -> StateKind {
        switch host.model.state.screen {
        case .start: .start
        case .entry: .entry
        case .confirmation: .confirmation
        case .issuing: .issuing
        case .completion: .completion
        }
    }

    static func whatCannotBeUsedIsSaid() async throws {
        let file = newFile()
        try file.keep(Snapshot(bytes: Data("damaged".utf8)))
        let host = try started(file)
        XCTAssertTrue(host.isLost)
        host.choose(.applicantAtCounter)
        XCTAssertFalse(host.isLost)
        // Not for ever.
        host.keep()
        XCTAssertFalse(try started(file).isLost)
    }

    static func noLineEndStaysInABox() async throws {
        let host = try started(newFile())
        host.choose(.applicantAtCounter)
        for item in Item.allCases where item != .sex && item != .userType {
            host.enter(item, "A\nB\r\nC\rD\tE\u{B}F\u{C}G\u{85}H\u{2028}I\u{2029}J")
            let text = try entry(host).draft.first { $0.item == item }?.text.exposed
            XCTAssertEqual(text, "A B C D E F G H I J", "\(item)")
        }
    }

    static func anotherLanguageInTheMiddle() async throws {
        let host = try started(newFile())
        host.choose(.applicantAtCounter)
        host.confirm()
        let before = host.problem(at: .phone, on: try entry(host))?.text
        host.speak(japanese)
        let after = host.problem(at: .phone, on: try entry(host))?.text
        XCTAssertNotNil(before)
        XCTAssertNotEqual(before, after)
        XCTAssertEqual(host.words.text("button.confirm"), japanese.words.text("button.confirm"))
    }

    static func aPrefectureIsListed() async throws {
        let search = MunicipalitySearch()
        XCTAssertNil(search.searched)
        search.choose(prefecture: 13)
        XCTAssertEqual(search.found, try municipalitiesOf(prefectureNumber: 13))
        XCTAssertGreaterThan(search.found.count, 50)
        XCTAssertFalse(search.isCut, "a prefecture is listed whole")
        // Spaces are no search.
        search.query = " \u{3000}"
        search.search()
        XCTAssertEqual(search.found, try municipalitiesOf(prefectureNumber: 13))
        let host = try started(newFile())
        host.choose(.applicantAtCounter)
        host.pane = .search
        host.take(search.found[0], searched: search.searched!)
        let text = try entry(host).draft.first { $0.item == .municipality }?.text.exposed
        XCTAssertEqual(text, search.found[0].fullName)
        XCTAssertNil(host.pane)
        // What is typed is found there, and in all of Japan once none is chosen.
        search.query = "fuchu"
        search.search()
        XCTAssertEqual(search.found.map(\.fullName), ["東京都府中市"])
        search.choose(prefecture: nil)
        XCTAssertGreaterThan(search.found.count, 1)
        search.query = "shi"
        search.search()
        XCTAssertTrue(search.isCut)
        XCTAssertEqual(search.found.count, 20)
        search.query = ""
        search.search()
        XCTAssertEqual(search.found, [])
    }

    static func aNewLinkOutlivesItsPage() async throws {
        let portal = try Portal()
        let host = try started(newFile(), at: portal.address)
        host.newLink.userId = " hdlpf38617\n"
        host.newLink.email = "user01@ens-test.com"
        portal.stop()
        host.pane = .newLink
        host.newLink.request(in: english)
        XCTAssertEqual(host.newLink.progress, .asking)
        host.back()
        try await wait("failed") { host.newLink.progress == .failed }
        XCTAssertEqual(host.newLink.email, "user01@ens-test.com")
        // Another address: the port is a new one.
        try portal.startAgain()
        let next = try started(newFile(), at: portal.address)
        next.newLink.userId = "hdlpf38617"
        next.newLink.email = "user01@ens-test.com"
        next.newLink.request(in: english)
        try await wait("asked") { next.newLink.progress == .asked }
        next.startAnew()
        XCTAssertEqual(next.newLink.email, "")
        XCTAssertEqual(next.newLink.progress, .notAsked)
    }

    struct Unexpected: Error {}
}
