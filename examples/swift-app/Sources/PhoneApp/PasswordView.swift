import Screens
import SwiftUI
import Toroku

/// The page that the link of the mail leads to.
struct PasswordView: View {
    let host: RegistrationHost
    let password: PasswordHost
    let onTop: @MainActor () -> Void
    @State private var first = ""
    @State private var again = ""
    @State private var isShown = false

    var body: some View {
        let words = host.words
        if password.isSet {
            Text(words.text("password.done.title")).font(.title).accessibilityAddTraits(.isHeader)
            Text(words.text("password.done.text"))
            Button(words.text("button.top")) { onTop() }
        } else {
            Text(words.text("password.title")).font(.title).accessibilityAddTraits(.isHeader)
            LabeledContent(words.text("password.for"), value: password.userId.text)
            if let message = password.message(in: words) { Wrong(text: message) }
            if password.needsNewLink {
                Button(words.text("password.request.title")) { host.pane = .newLink }
            }
            Text(words.text("password.rules")).font(.headline).accessibilityAddTraits(.isHeader)
            ForEach(password.says(in: words), id: \.self) { Text("• \($0)") }
            box(.password, $first)
            box(.passwordConfirmation, $again)
            Toggle(words.text("password.show"), isOn: $isShown)
            if password.isBusy { ProgressView(words.text("password.set")) }
            Button(words.text(password.hasFailed ? "button.retry" : "password.set")) {
                password.set(first, confirmation: again, in: host.model.language)
            }
        }
    }

    @ViewBuilder private func box(_ field: Field, _ text: Binding<String>) -> some View {
        let (words, wrong) = (host.words, password.problem(at: field, in: host.model.language))
        // With its name, what is wrong with it.
        let name = wrong.map { "\(words.label(field)), \($0)" } ?? words.label(field)
        if isShown {
            TextField(words.label(field), text: text)
                .textContentType(.newPassword).textInputAutocapitalization(.never).autocorrectionDisabled()
                .accessibilityLabel(name)
        } else {
            SecureField(words.label(field), text: text).textContentType(.newPassword).accessibilityLabel(name)
        }
        Text(words.hint(field)).font(.footnote)
        if let wrong { Wrong(text: wrong) }
    }
}
