import XCTest

@testable import Toroku

/// Password setup: inputs one after the other, with what each must lead to.
final class PasswordVectorsTests: XCTestCase {
    func testEveryPasswordCase() throws {
        let file = try Vectors.read("password.json")
        var ran = 0
        for one in file.objects("cases") {
            try run(file, one)
            ran += 1
        }
        print("\(ran) password cases")
        XCTAssertEqual(ran, try Vectors.count("password.json"))
    }

    private func run(_ file: Object, _ one: Object) throws {
        let rules: PasswordRules? = one.object("policy")?.text("rules") == "legacy" ? .legacy : nil
        let password = PasswordSettings(rules: rules, hashCost: HashCost(memoryKib: 8, passes: 1, lanes: 1))
        let policy = try Policy(
            settings: PolicySettings(termsVersion: terms, passwordUrl: passwordUrl, password: password))
        let start = one.int("now") ?? file.int("now")!
        let who = file.object("account")!
        let account = Account(
            userId: UserId(who.text("user_id")!)!, name: Personal(who.text("name")!), email: Personal(who.text("email")!))
        let first = try passwordSetupForAccount(
            account: account, entropy: Vectors.secret(file.text("entropy")!), now: Vectors.moment(start),
            policy: policy, language: english)
        XCTAssertEqual(first.token.exposed, file.text("first_token"))
        var tokens = ["first": first.token.exposed, "wrong": String(repeating: "0", count: 64)]
        var setup = first.setup
        for step in one.objects("steps") {
            let id = "\(one.text("id")!): \(step.text("input")!)"
            let now = Vectors.moment(start + (step.int("at") ?? 0))
            let expected = step.object("expect")!
            if step.text("input") == "reminder_due" {
                XCTAssertEqual(setup.reminderDue(now: now, policy: policy).map(Int.init), expected.int("due"), id)
                continue
            }
            let before = try setup.save(guard: .plain)
            let input = try input(step, tokens)
            let result = Result { try setup.handle(input: input, now: now, policy: policy, language: english) }
            switch result {
            case .failure:
                XCTAssertEqual(try setup.save(guard: .plain), before, "\(id): misuse changed the state")
            case .success(let accepted):
                var sent: String?
                if case .sendLink(let mail, let token, _)? = accepted.effect {
                    sent = token.exposed
                    XCTAssertTrue(mail.text.exposed.contains(token.exposed), id)
                }
                if let sends = expected["sends_link"] as? Bool { XCTAssertEqual(sent != nil, sends, id) }
                if let name = step.text("remember_token"), let sent { tokens[name] = sent }
            }
            try expect(id, expected, setup, result)
            setup = try PasswordSetup.restore(snapshot: try setup.save(guard: .plain), guard: .plain)
        }
    }

    private func input(_ step: Object, _ tokens: [String: String]) throws -> PasswordInput {
        func personal(_ name: String) -> Personal { Personal(Vectors.text(step[name])) }
        func token() -> Personal { Personal(tokens[step.text("token")!] ?? step.text("token")!) }
        func salt() -> Secret { Vectors.secret(step.text("salt")!) }
        let pages: OpenPages = step.text("pages") == "home_or_login" ? .homeOrLogin : .none
        switch step.text("input")! {
        case "open_link": return .openLink(token: token(), pages: pages)
        case "set_password":
            return .setPassword(
                token: token(), password: personal("password"), confirmation: personal("confirmation"), salt: salt(),
                pages: pages)
        case "request_link":
            return .requestLink(
                userId: personal("user_id"), email: personal("email"), entropy: Vectors.secret(step.text("entropy")!))
        case "change_password":
            return .changePassword(
                current: personal("current"), password: personal("password"), confirmation: personal("confirmation"),
                salt: salt())
        case "log_in": return .logIn(password: personal("password"))
        case "reminder_sent": return .reminderSent(days: UInt16(step.int("days")!))
        default: throw Unknown(what: step.text("input")!)
        }
    }

    private func expect(
        _ id: String, _ expected: Object, _ setup: PasswordSetup, _ result: Result<PasswordStep, any Error>
    ) throws {
        XCTAssertEqual(snake(setup.state()), expected.text("state"), id)
        switch result {
        case .failure(let error):
            XCTAssertEqual(snake(try XCTUnwrap(error as? PasswordMisuse, id)), expected.text("misuse"), id)
        case .success(let accepted):
            XCTAssertEqual(snake(accepted.answer), expected.text("answer"), id)
            if let code = expected.text("code") { XCTAssertEqual(accepted.code?.facts().name, code, id) }
            if let moment = expected.int("expires_at") { XCTAssertEqual(setup.expiresAt(), Vectors.moment(moment), id) }
            guard case .problems(let problems) = accepted.answer else { return }
            let wanted = expected.objects("problems")
            XCTAssertEqual(problems.map { $0.field.stableName() }, wanted.map { $0.text("field")! }, id)
            XCTAssertEqual(problems.map { $0.code.facts().name }, wanted.map { $0.text("code")! }, id)
            XCTAssertEqual(problems.map { Said.params($0.params) }, wanted.map { Said.params($0.object("params")) }, id)
        }
    }
}
