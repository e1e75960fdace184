import XCTest

@testable import Toroku

/// Every code, state and effect has its place; a `switch` without `default` that misses one does not compile.
final class EveryVariantTests: XCTestCase {
    func testEveryCodeHasFactsAndWords() {
        let codes = allCodes()
        for code in codes {
            let facts = code.facts()
            XCTAssertEqual(codeByNumber(number: facts.number), code)
            XCTAssertEqual(codeByName(name: facts.name), code)
            switch facts.kind {
            case .problem, .notice, .conversion: XCTAssertTrue(facts.number < 1200 || facts.number > 1300)
            case .registration: XCTAssertNil(facts.field)
            }
        }
        for language in Language.all {
            let words = language.words
            for code in codes { XCTAssertFalse(words.wording(code).isEmpty) }
            for state in [StateKind.start, .entry, .confirmation, .issuing, .completion] {
                XCTAssertFalse(words.title(state).isEmpty)
            }
            for field in entryFields() + [.password, .passwordConfirmation] {
                XCTAssertFalse(words.label(field).isEmpty || words.hint(field).isEmpty)
            }
        }
        print("\(codes.count) codes")
    }

    func testEveryStateAnswerAndEffectIsHandled() {
        XCTAssertEqual(name(.kept), snake(Answer.kept))
        XCTAssertEqual(name(.linkUsable), snake(PasswordAnswer.linkUsable))
        XCTAssertEqual(name(.Broken), snake(SnapshotError.Broken))
        XCTAssertEqual(name(.Exhausted), snake(Misuse.Exhausted))
        XCTAssertEqual(name(.OutOfMemory), snake(PasswordMisuse.OutOfMemory))
    }

    private func kind(_ screen: Screen) -> StateKind {
        switch screen {
        case .start: .start
        case .entry: .entry
        case .confirmation: .confirmation
        case .issuing: .issuing
        case .completion: .completion
        }
    }

    private func name(_ answer: Answer) -> String {
        switch answer {
        case .opened: "opened"
        case .notCovered: "not_covered"
        case .kept: "kept"
        case .municipalities: "municipalities"
        case .terms: "terms"
        case .problems: "problems"
        case .readyToConfirm: "ready_to_confirm"
        case .wentBack: "went_back"
        case .issuing: "issuing"
        case .notAsShown: "not_as_shown"
        case .storageFailed: "storage_failed"
        case .registered: "registered"
        case .alreadyRegistered: "already_registered"
        case .backAtTop: "back_at_top"
        case .noted: "noted"
        case .expired: "expired"
        }
    }

    private func name(_ effect: Effect) -> String {
        switch effect {
        case .reserveUserId: "reserve_user_id"
        case .reserveNumber: "reserve_number"
        case .commit: "commit"
        }
    }

    private func name(_ effect: PasswordEffect) -> String {
        switch effect {
        case .sendLink: "send_link"
        }
    }

    private func name(_ answer: PasswordAnswer) -> String {
        switch answer {
        case .linkUsable: "link_usable"
        case .conflict: "conflict"
        case .tokenInvalid: "token_invalid"
        case .tokenExpired: "token_expired"
        case .problems: "problems"
        case .passwordSet: "password_set"
        case .linkRequested: "link_requested"
        case .loggedIn: "logged_in"
        case .passwordWrong: "password_wrong"
        case .passwordExpired: "password_expired"
        case .reminderNoted: "reminder_noted"
        }
    }

    private func name(_ misuse: Misuse) -> String {
        switch misuse {
        case .NotAccepted: "not_accepted"
        case .OtherUserId: "other_user_id"
        case .OtherIssuing: "other_issuing"
        case .OtherNotification: "other_notification"
        case .Exhausted: "exhausted"
        case .WeakEntropy: "weak_entropy"
        case .Malformed: "malformed"
        }
    }

    private func name(_ misuse: PasswordMisuse) -> String {
        switch misuse {
        case .NotAccepted: "not_accepted"
        case .WeakEntropy: "weak_entropy"
        case .UnknownReminder: "unknown_reminder"
        case .OutOfMemory: "out_of_memory"
        case .Malformed: "malformed"
        }
    }

    private func name(_ error: SnapshotError) -> String {
        switch error {
        case .NotASnapshot: "not_a_snapshot"
        case .Newer: "newer"
        case .OtherKind: "other_kind"
        case .Broken: "broken"
        case .RolledBack: "rolled_back"
        case .MalformedKey: "malformed_key"
        }
    }
}
