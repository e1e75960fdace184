import Toroku

/// Draws the page as it stands. An app draws the same values with SwiftUI: see PhoneApp.
@MainActor
func show(_ model: RegistrationModel) {
    let words = model.language.words
    let message = model.state.message.map { "!! \($0)\n" } ?? ""
    switch model.state.screen {
    case .start:
        print("== \(words.title(.start))\n\(message)")
        for category in ApplicantCategory.allCases {
            print("   [ \(words.button(category)) ]")
        }
    case .entry(let page):
        print("== \(words.title(.entry))\n\(message)")
        show(page, words)
    case .confirmation(let page):
        print("== \(words.title(.confirmation))\n\(message)")
        for item in page.items {
            print("   \(words.label(item.field)): \(item.text.exposed)")
            for conversion in item.conversions { print("      > \(conversion.text)") }
        }
        print("   [x] \(words.label(.terms)) (\(page.termsVersion))")
    case .issuing:
        print("== \(words.title(.issuing))\n\(message)")
    case .completion(let page):
        print("== \(words.title(.completion))\n\(message)")
        print("   \(page.userId.text) -> \(page.email.exposed)")
    }
    print()
}

private func show(_ page: EntryPage, _ words: Words) {
    let typed = Dictionary(grouping: page.draft) { $0.item.field() }
    for report in page.reports {
        let text = (typed[report.field] ?? []).map(\.text.exposed).joined(separator: "-")
        print("   \(words.label(report.field)): \(text)")
        if let problem = report.problem { print("      x \(problem.text.exposed)") }
        for notice in report.notices { print("      i \(notice.text.exposed)") }
        for conversion in report.conversions {
            print("      > \(conversion.text) \(conversion.before.exposed) -> \(conversion.after.exposed)")
        }
    }
}
