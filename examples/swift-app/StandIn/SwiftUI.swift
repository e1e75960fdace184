// What `Sources/PhoneApp` takes of SwiftUI, declared and with nothing inside: with it the compiler on Linux checks the
// pages' calls into the engine, their exhaustiveness and their concurrency. That SwiftUI has what is declared here, and
// how the pages look, it does not show.

import Foundation

@MainActor public protocol View {
    associatedtype Body: View
    @ViewBuilder var body: Body { get }
}

extension Never: View { public var body: Never { return fatalError() } }

/// Has nothing inside.
public protocol Leaf: View where Body == Never {}

extension Leaf { public var body: Never { return fatalError() } }

public struct EmptyView: Leaf {
    public init() {}
}

/// What any modifier and any builder gives.
public struct Some: Leaf {}

@resultBuilder public enum ViewBuilder {
    public static func buildBlock<each V: View>(_ views: repeat each V) -> Some { Some() }
    public static func buildExpression<V: View>(_ view: V) -> V { view }
    public static func buildOptional(_ view: Some?) -> Some { Some() }
    public static func buildEither(first: Some) -> Some { first }
    public static func buildEither(second: Some) -> Some { second }
}

@MainActor public protocol Scene {}

@MainActor public protocol App {
    associatedtype Body: Scene
    init()
    var body: Body { get }
}

extension App { public static func main() { _ = Self() } }

public struct WindowGroup: Scene {
    public init<V: View>(@ViewBuilder content: () -> V) {}
}

extension Scene {
    public func onChange<V: Equatable>(of value: V, _ action: @escaping (V, V) -> Void) -> some Scene { self }
}

public enum ScenePhase: Comparable, Sendable { case background, inactive, active }

public struct EnvironmentValues { public var scenePhase: ScenePhase { .active } }

extension URL { public static var applicationSupportDirectory: URL { URL(fileURLWithPath: "/") } }

@MainActor @propertyWrapper public struct Environment<Value> {
    public let wrappedValue: Value
    public init(_ path: KeyPath<EnvironmentValues, Value>) { wrappedValue = EnvironmentValues()[keyPath: path] }
}

@MainActor @propertyWrapper public struct State<Value> {
    private final class Box { var value: Value; init(_ value: Value) { self.value = value } }
    private let box: Box
    public init(wrappedValue: Value) { box = Box(wrappedValue) }
    public var wrappedValue: Value {
        get { box.value }
        nonmutating set { box.value = newValue }
    }
    public var projectedValue: Binding<Value> { Binding { wrappedValue } set: { wrappedValue = $0 } }
}

extension State where Value: ExpressibleByNilLiteral { public init() { self.init(wrappedValue: nil) } }

@MainActor @propertyWrapper public struct FocusState<Value: Hashable> {
    public struct Binding {}
    public init() where Value: ExpressibleByNilLiteral {}
    public var wrappedValue: Value { fatalError() }
    public var projectedValue: Binding { Binding() }
}

@MainActor public struct Binding<Value> {
    public init(get: @escaping () -> Value, set: @escaping (Value) -> Void) {}
}

public struct Text: Leaf {
    public init(_ text: String) {}
}

public struct Label: Leaf {
    public init(_ text: String, systemImage: String) {}
}

public struct Button: Leaf {
    public init(_ title: String, action: @escaping @MainActor () -> Void) {}
}

public struct TextField: Leaf {
    public init(_ title: String, text: Binding<String>) {}
}

public struct SecureField: Leaf {
    public init(_ title: String, text: Binding<String>) {}
}

public struct Toggle: Leaf {
    public init(_ title: String, isOn: Binding<Bool>) {}
}

public struct Picker: Leaf {
    public init<Selection: Hashable, V: View>(
        _ title: String, selection: Binding<Selection>, @ViewBuilder content: () -> V
    ) {}
}

public struct ProgressView: Leaf {
    public init(_ title: String) {}
}

public struct LabeledContent: Leaf {
    public init(_ title: String, value: String) {}
}

public struct Form: Leaf {
    public init<V: View>(@ViewBuilder content: () -> V) {}
}

public struct Section: Leaf {
    public init<V: View, H: View, F: View>(
        @ViewBuilder content: () -> V, @ViewBuilder header: () -> H, @ViewBuilder footer: () -> F
    ) {}
}

public struct ForEach: Leaf {
    public init<Data: RandomAccessCollection, ID: Hashable, V: View>(
        _ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> V
    ) {}
}

public struct Rectangle: Leaf {
    public init() {}
}

public struct Color: Sendable { public static let red = Color() }

public struct Font: Sendable {
    public static let title = Font()
    public static let headline = Font()
    public static let footnote = Font()
}

public struct AccessibilityTraits: Sendable { public static let isHeader = AccessibilityTraits() }

public enum AccessibilityNotification {
    public struct Announcement {
        public init(_ text: String) {}
        public func post() {}
    }
}

public struct UITextContentType: Sendable {
    public static let name = Self(), username = Self(), fullStreetAddress = Self(), telephoneNumber = Self()
    public static let emailAddress = Self(), newPassword = Self()
    public static let birthdateYear = Self(), birthdateMonth = Self(), birthdateDay = Self()
}

public enum UIKeyboardType: Sendable { case numberPad, phonePad, emailAddress }

public struct TextInputAutocapitalization: Sendable {
    public static var never: Self { Self() }
    public static var characters: Self { Self() }
}

public struct InlinePickerStyle: Sendable { public static let inline = InlinePickerStyle() }

public struct EnabledTextSelectability: Sendable { public static let enabled = EnabledTextSelectability() }

extension View {
    public func id<ID: Hashable>(_ id: ID) -> some View { self }
    public func tag<V: Hashable>(_ tag: V) -> some View { self }
    public func font(_ font: Font?) -> some View { self }
    public func foregroundStyle(_ style: Color) -> some View { self }
    public func ignoresSafeArea() -> some View { self }
    public func overlay<V: View>(@ViewBuilder content: () -> V) -> some View { self }
    public func onAppear(perform action: (() -> Void)? = nil) -> some View { self }
    public func onSubmit(_ action: @escaping () -> Void) -> some View { self }
    public func onChange<V: Equatable>(of value: V, _ action: @escaping (V, V) -> Void) -> some View { self }
    public func task(_ action: @escaping @MainActor @Sendable () async -> Void) -> some View { self }
    public func task<ID: Equatable>(
        id: ID, _ action: @escaping @MainActor @Sendable () async -> Void
    ) -> some View { self }
    public func focused<V: Hashable>(_ focus: FocusState<V?>.Binding, equals value: V) -> some View { self }
    public func autocorrectionDisabled(_ isDisabled: Bool = true) -> some View { self }
    public func textInputAutocapitalization(_ capitals: TextInputAutocapitalization?) -> some View { self }
    public func textContentType(_ type: UITextContentType?) -> some View { self }
    public func keyboardType(_ type: UIKeyboardType) -> some View { self }
    public func pickerStyle(_ style: InlinePickerStyle) -> some View { self }
    public func textSelection(_ selectability: EnabledTextSelectability) -> some View { self }
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View { self }
    public func accessibilityLabel(_ label: String) -> some View { self }
    public func accessibilityValue(_ value: String) -> some View { self }
}
