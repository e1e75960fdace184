import XCTest

@testable import Toroku

/// One field at a time, all others filled with the manual's samples.
final class FieldVectorsTests: XCTestCase {
    func testEveryFieldCase() throws {
        let cases = try Vectors.files("fields").flatMap { try Vectors.read($0).objects("cases") }
        var ran = 0
        for one in cases {
            try run(one)
            ran += 1
        }
        print("\(ran) field cases")
        XCTAssertEqual(ran, try Vectors.count("fields"))
    }

    private func run(_ one: Object) throws {
        let id = one.text("id")!
        let settings = one.object("policy")
        let now = Vectors.moment(one.int("now") ?? 1_700_000_000)
        let field = Vectors.field(one.text("field")!)
        let expected = one.object("expect")!
        let registration = Registration(policy: try Vectors.policy(settings), language: english)
        func handle(_ input: Input) throws -> Step { try registration.handle(input: input, now: now) }
        let entropy = Vectors.secret(String(repeating: "0f1e", count: 16))
        _ = try handle(.chooseCategory(category: .applicantAtCounter, entropy: entropy))
        _ = try handle(.fill(items: Vectors.sample))
        if settings?["strict"] as? Bool == true {
            _ = try handle(.set(item: .streetAddress, text: Personal("１－１－１")))
        }
        _ = try handle(.fill(items: Vectors.items(one.object("items")!)))
        let accepted = try handle(.agree(version: terms))

        // As the page reports it while a person types.
        guard case .entry(let entry) = accepted.screen else { return XCTFail(id) }
        expect(id, entry.reports.first { $0.field == field }!, expected)

        // As Confirm answers.
        let confirmed = try handle(.confirm)
        let notices = expected.objects("notices").map { Said($0) }
        if case .problems(let problems) = confirmed.answer {
            XCTAssertEqual(problems.map(\.field), [field], id)
            XCTAssertEqual(Vectors.said(problems[0]), expected.object("problem").map { Said($0) }, id)
            XCTAssertFalse(problems[0].text.exposed.isEmpty, id)
            for language in languages() {
                let worded = try wordProblem(problem: problems[0], language: language)
                XCTAssertEqual(worded == problems[0].text, language.tag == "en", id)
            }
        } else {
            XCTAssertEqual(confirmed.answer, .readyToConfirm, id)
            XCTAssertNil(expected["problem"], id)
            guard case .confirmation(let page) = confirmed.screen else { return XCTFail(id) }
            let shown = page.items.first { $0.field == field }
            XCTAssertEqual(shown?.text.exposed, expected.text("value"), id)
            if let shown {
                XCTAssertEqual(shown.conversions.map { $0.code.facts().name }, expected.texts("conversions"), id)
            }
            XCTAssertEqual(page.notices.filter { $0.field == field }.map(Vectors.said), notices, id)
        }
    }

    private func expect(_ id: String, _ report: FieldReport, _ expected: Object) {
        XCTAssertEqual(report.problem.map(Vectors.said), expected.object("problem").map { Said($0) }, id)
        XCTAssertEqual(report.notices.map(Vectors.said), expected.objects("notices").map { Said($0) }, id)
        XCTAssertEqual(report.conversions.map { $0.code.facts().name }, expected.texts("conversions"), id)
        if let conversion = report.conversions.first, let value = expected.text("value"),
            report.field != .sex, report.field != .userType
        {
            XCTAssertEqual(conversion.after.exposed, value, id)
        }
    }
}
