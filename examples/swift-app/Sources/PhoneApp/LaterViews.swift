import Screens
import SwiftUI
import Toroku
import TorokuClient

/// STEP2.
struct ConfirmationView: View {
    let host: RegistrationHost
    let page: ConfirmationPage

    var body: some View {
        let words = host.words
        Text(words.title(.confirmation)).font(.title).accessibilityAddTraits(.isHeader)
        if page.hasExpired {
            Wrong(text: words.wording(.flowExpired))
            Button(words.text("button.anew")) { host.choose(.applicantAtCounter) }
        }
        ForEach(page.items, id: \.field) { item in
            LabeledContent(words.label(item.field), value: item.text.exposed)
            ForEach(item.conversions, id: \.code) { conversion in
                Text(conversion.text).font(.footnote)
                Text("\(words.text("confirmation.before")) \(conversion.before.exposed)").font(.footnote)
            }
        }
        ForEach(page.notices, id: \.code) { Text($0.text.exposed) }
        Text(words.text("confirmation.correct"))
        Button(words.text("button.registration")) { host.register() }
        Button(words.text("button.back")) { host.back() }
    }
}

/// Between Registration and STEP3: sending, waiting for the network, failed, or not taken.
struct IssuingView: View {
    let host: RegistrationHost

    var body: some View {
        let words = host.words
        if let refusal = host.refusal {
            Wrong(text: words.text("network.refused"))
            Text(refusal)
            Button(words.text("button.anew")) { host.startAnew() }
        } else {
            switch host.model.state.progress {
            case .underWay, .nothingToDo: ProgressView(words.text("network.sending"))
            case .waiting, .failed:
                Wrong(text: host.model.state.message ?? words.text("network.failed"))
                Button(words.text("button.retry")) { host.retry() }
            }
        }
    }
}

/// STEP3.
struct CompletionView: View {
    let host: RegistrationHost
    let page: CompletionPage

    var body: some View {
        let words = host.words
        Text(words.title(.completion)).font(.title).accessibilityAddTraits(.isHeader)
        Text(words.text("completion.lead"))
        LabeledContent(words.text("completion.user_id"), value: page.userId.text).textSelection(.enabled)
        Text(words.text("completion.sent", ["email": page.email.exposed]))
        Text("\(words.text("completion.mail")) \(words.text("completion.spam"))")
        Text(words.text("completion.close"))
        Text(words.text("completion.set"))
        Button(words.text("password.request.title")) { host.pane = .newLink }
        Button(words.text("button.top")) { host.backToTop() }
    }
}

/// The Terms of Use of the version in force, from the office.
struct TermsView: View {
    let host: RegistrationHost
    @State private var terms: OfficeTerms?
    @State private var hasFailed = false
    @State private var tries = 0

    var body: some View {
        let words = host.words
        Text(terms?.title ?? words.text("terms.title")).font(.title).accessibilityAddTraits(.isHeader)
        if let terms {
            Text("\(words.text("terms.version")) \(terms.version)")
            Text(terms.lead)
            ForEach(terms.sections, id: \.title) { section in
                Text(section.title).font(.headline).accessibilityAddTraits(.isHeader)
                Text(section.text)
            }
        } else if hasFailed {
            Wrong(text: words.text("network.terms"))
            Button(words.text("button.retry")) { tries += 1 }
        } else {
            ProgressView(words.text("terms.title"))
        }
        Button(words.text("button.close")) { host.back() }
            .task(id: "\(tries) \(host.model.language.tag)") {
                hasFailed = false
                terms = try? await host.client.terms(host.model.policy.termsVersion(), in: host.model.language)
                hasFailed = terms == nil
            }
    }
}

/// A new link to set the password.
struct NewLinkView: View {
    let host: RegistrationHost

    var body: some View {
        let (words, link) = (host.words, host.newLink)
        Text(words.text("password.request.title")).font(.title).accessibilityAddTraits(.isHeader)
        Text(words.text("password.request.text"))
        TextField(words.text("completion.user_id"), text: Binding { link.userId } set: { link.userId = $0 })
            .textContentType(.username).textInputAutocapitalization(.never).autocorrectionDisabled()
        TextField(words.label(.email), text: Binding { link.email } set: { link.email = $0 })
            .textContentType(.emailAddress).keyboardType(.emailAddress).textInputAutocapitalization(.never)
            .autocorrectionDisabled()
        switch link.progress {
        case .notAsked: EmptyView()
        case .asking: ProgressView(words.text("network.sending"))
        case .asked:
            Text(words.text("password.request.done"))
            Text(words.text("password.request.none"))
        case .failed: Wrong(text: words.text("network.failed"))
        }
        Button(words.text(link.progress == .failed ? "button.retry" : "password.request.button")) {
            link.request(in: host.model.language)
        }
        Button(words.text("button.close")) { host.back() }
    }
}
