import Foundation
import Screens
import SwiftUI
import Toroku
import TorokuClient

@main
struct PhoneApp: App {
    @Environment(\.scenePhase) private var phase
    @State private var host = PhoneApp.begun()

    var body: some Scene {
        WindowGroup {
            RegistrationView(host: host)
                // What a person typed is in no picture of the list of apps.
                .overlay { if phase != .active { Rectangle().ignoresSafeArea() } }
                .task { await host.renewPolicy() }
        }
        .onChange(of: phase) { _, phase in
            if phase == .background { host.keep() }
            if phase == .active { host.retry() }
        }
    }

    private static func begun() -> RegistrationHost {
        // The app's own settings, until the office's newer ones are there.
        let office = URL(string: "https://registration.example")!
        let settings = PolicySettings(
            termsVersion: "2023-03", passwordUrl: "https://registration.example/password", issuedByOffice: true)
        return RegistrationHost(
            client: OfficeClient(office)!, policy: try! Policy(settings: settings),
            language: Language(preferring: Locale.preferredLanguages) ?? Language(tag: "en")!,
            file: SnapshotFile(URL.applicationSupportDirectory.appending(path: "registration")))
    }
}

/// The whole app. `password` is there where a link from the mail opened it.
struct RegistrationView: View {
    let host: RegistrationHost
    var password: PasswordHost?
    var onPasswordDone: @MainActor () -> Void = {}

    var body: some View {
        Form {
            Picker(host.words.text("site.languages"), selection: language) {
                ForEach(Language.all, id: \.tag) { Text($0.words.catalogue.nativeName).tag($0) }
            }
            switch host.pane {
            case .search: SearchView(host: host)
            case .terms: TermsView(host: host)
            case .newLink: NewLinkView(host: host)
            case nil:
                if let password {
                    PasswordView(host: host, password: password, onTop: onPasswordDone)
                } else {
                    page
                }
            }
        }
        // Each page opens at its top, with a state of its own.
        .id(place)
    }

    /// Exhaustive: a new state of the engine does not compile until it has a view.
    @ViewBuilder private var page: some View {
        switch host.model.state.screen {
        case .start: StartView(host: host)
        case .entry(let page): EntryView(host: host, page: page)
        case .confirmation(let page): ConfirmationView(host: host, page: page)
        case .issuing: IssuingView(host: host)
        case .completion(let page): CompletionView(host: host, page: page)
        }
    }

    private var place: Place {
        switch host.model.state.screen {
        case .start: Place(state: .start, pane: host.pane)
        case .entry: Place(state: .entry, pane: host.pane)
        case .confirmation: Place(state: .confirmation, pane: host.pane)
        case .issuing: Place(state: .issuing, pane: host.pane)
        case .completion: Place(state: .completion, pane: host.pane)
        }
    }

    private var language: Binding<Language> {
        Binding {
            host.model.language
        } set: {
            host.speak($0)
        }
    }

    private struct Place: Hashable {
        let state: StateKind
        let pane: Pane?
    }
}

struct StartView: View {
    let host: RegistrationHost

    var body: some View {
        let words = host.words
        Text(words.title(.start)).font(.title).accessibilityAddTraits(.isHeader)
        if host.isLost { Wrong(text: words.wording(.flowSnapshotInvalid)) }
        ForEach(words.catalogue.categories, id: \.category) { button in
            Button(button.text) { host.choose(button.category) }
        }
        if let message = host.model.state.message { Wrong(text: message) }
        if case .notCovered = host.model.state.answer { Text(words.catalogue.notCoveredGuidance) }
    }
}

/// What is wrong: seen, and said by VoiceOver when it appears.
struct Wrong: View {
    let text: String

    var body: some View {
        Label(text, systemImage: "exclamationmark.circle")
            .foregroundStyle(.red)
            .onAppear { AccessibilityNotification.Announcement(text).post() }
    }
}
