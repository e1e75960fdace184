import Screens
import SwiftUI
import Toroku

/// STEP1.
struct EntryView: View {
    let host: RegistrationHost
    let page: EntryPage
    @FocusState private var focus: Item?

    var body: some View {
        let words = host.words
        Text(words.title(.entry)).font(.title).accessibilityAddTraits(.isHeader)
        if page.hasExpired {
            Wrong(text: words.wording(.flowExpired))
            Button(words.text("button.anew")) { host.choose(.applicantAtCounter) }
        }
        ForEach(page.reports, id: \.field) { report in
            Section {
                boxes(report.field)
                what(report)
            } header: {
                Text(report.field == .terms ? words.text("terms.title") : words.label(report.field))
            } footer: {
                if report.field != .terms { Text(words.hint(report.field)) }
            }
        }
        .onChange(of: focus) { before, now in
            // A date is looked at once its last box was left: the others are about to be filled in.
            if let before, before.field() != now?.field() { host.leave(before.field()) }
        }
        Button(words.text("button.confirm")) { host.confirm() }
        Button(words.text("button.back")) { host.back() }
    }

    /// One of a few is chosen, a date has a box for each part with its own name, and the rest is one line.
    @ViewBuilder private func boxes(_ field: Field) -> some View {
        let words = host.words
        switch field {
        case .sex: Choices(host: host, name: words.label(field), item: .sex, choices: sexes(), chosen: text(of: .sex))
        case .userType:
            Choices(
                host: host, name: words.label(field), item: .userType, choices: host.model.policy.userTypes(),
                chosen: text(of: .userType))
        case .dateOfBirth:
            box(.birthYear, words.label(.year), host.problem(at: .year, on: page)).textContentType(.birthdateYear)
                .keyboardType(.numberPad)
            box(.birthMonth, words.label(.month), host.problem(at: .month, on: page)).textContentType(.birthdateMonth)
                .keyboardType(.numberPad)
            box(.birthDay, words.label(.day), host.problem(at: .day, on: page)).textContentType(.birthdateDay)
                .keyboardType(.numberPad)
        case .municipality:
            box(.municipality, words.label(field), host.problem(at: field, on: page))
            Button(words.text("button.search")) { host.pane = .search }
        case .terms:
            Button(words.text("terms.link")) { host.pane = .terms }
            Toggle(words.label(.terms), isOn: agreement)
                .accessibilityValue(host.problem(at: .terms, on: page)?.text.exposed ?? "")
        case .userName: box(.userName, words.label(field), host.problem(at: field, on: page)).textContentType(.name)
        case .streetAddress:
            box(.streetAddress, words.label(field), host.problem(at: field, on: page))
                .textContentType(.fullStreetAddress)
        case .phone:
            box(.phone, words.label(field), host.problem(at: field, on: page)).textContentType(.telephoneNumber)
                .keyboardType(.phonePad)
        case .email:
            box(.email, words.label(field), host.problem(at: field, on: page)).textContentType(.emailAddress)
                .keyboardType(.emailAddress)
        case .emailConfirmation:
            box(.emailConfirmation, words.label(field), host.problem(at: field, on: page))
                .textContentType(.emailAddress).keyboardType(.emailAddress)
        case .password, .passwordConfirmation: EmptyView()
        }
    }

    private func box(_ item: Item, _ name: String, _ problem: Problem?) -> some View {
        TextField(name, text: Binding { text(of: item) } set: { host.enter(item, $0) })
            .focused($focus, equals: item)
            .autocorrectionDisabled()
            .textInputAutocapitalization(item == .userName ? .characters : .never)
            // With its name, which of the boxes is wrong, and how.
            .accessibilityLabel(problem.map { "\(name), \($0.text.exposed)" } ?? name)
    }

    /// What is wrong, with a way out; what to read; what will be changed.
    @ViewBuilder private func what(_ report: FieldReport) -> some View {
        if let problem = host.problem(at: report.field, on: page) {
            Wrong(text: problem.text.exposed)
            ForEach(problem.suggestions, id: \.self) { use($0, report.field) }
        } else if host.left.contains(report.field) {
            ForEach(report.notices, id: \.code) { notice in
                Text(notice.text.exposed)
                if let suggestion = notice.suggestion { use(suggestion, report.field) }
            }
            ForEach(report.conversions, id: \.code) { Text($0.text).font(.footnote) }
        }
    }

    private func use(_ suggestion: Personal, _ field: Field) -> some View {
        Button("\(host.words.text("field.use"))\(host.words.text("summary.colon"))\(suggestion.exposed)") {
            host.take(suggestion, at: field)
        }
    }

    private func text(of item: Item) -> String {
        page.draft.first { $0.item == item }?.text.exposed ?? ""
    }

    private var agreement: Binding<Bool> {
        Binding {
            page.agreedTerms != nil
        } set: {
            host.agree($0)
        }
    }
}

/// One of a few.
struct Choices: View {
    let host: RegistrationHost
    let name: String
    let item: Item
    let choices: [Choice]
    let chosen: String

    var body: some View {
        Picker(name, selection: Binding { chosen } set: { host.choose(item, $0) }) {
            ForEach(choices, id: \.value) { Text($0.text).tag($0.value) }
        }
        .pickerStyle(.inline)
    }
}

/// The search window: by prefecture, and by name, postal code or address.
struct SearchView: View {
    let host: RegistrationHost
    @State private var search = MunicipalitySearch()

    var body: some View {
        let words = host.words
        Text(words.text("municipality.title")).font(.title).accessibilityAddTraits(.isHeader)
        Picker(words.text("municipality.prefecture"), selection: prefecture) {
            Text(words.text("municipality.all")).tag(UInt8?.none)
            ForEach(prefectures(), id: \.number) { Text("\($0.name) (\($0.english))").tag(Optional($0.number)) }
        }
        TextField(words.text("municipality.text"), text: query).autocorrectionDisabled().onSubmit { search.search() }
        Text(words.text("municipality.text.hint")).font(.footnote)
        Button(words.text("button.search")) { search.search() }
        if let searched = search.searched {
            Text(words.text("municipality.results")).font(.headline).accessibilityAddTraits(.isHeader)
            Text(count)
            ForEach(search.found, id: \.code) { one in
                Button("\(one.fullName) (\(one.english))") { host.take(one, searched: searched) }
            }
        }
        Button(words.text("button.close")) { host.back() }
    }

    private var count: String {
        let (words, count) = (host.words, "\(search.found.count)")
        if search.found.isEmpty { return words.text("municipality.none") }
        return words.text(search.isCut ? "municipality.first_only" : "municipality.count", ["count": count])
    }

    private var query: Binding<String> {
        Binding {
            search.query
        } set: {
            search.query = $0
        }
    }

    private var prefecture: Binding<UInt8?> {
        Binding {
            search.prefecture
        } set: {
            search.choose(prefecture: $0)
        }
    }
}
