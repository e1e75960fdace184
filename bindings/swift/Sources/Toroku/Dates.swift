import Foundation

extension BirthDate {
    /// The day, for a calendar; Gregorian, whatever the person's calendar is.
    public var components: DateComponents {
        DateComponents(calendar: Calendar(identifier: .gregorian), year: Int(year), month: Int(month), day: Int(day))
    }
}

extension Date {
    /// The three items of the day a date picker gave, seen in its time zone, in the Gregorian calendar.
    public func birthItems(in zone: TimeZone) -> [ItemText] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let day = calendar.dateComponents([.year, .month, .day], from: self)
        let items: [(Item, Int?)] = [(.birthYear, day.year), (.birthMonth, day.month), (.birthDay, day.day)]
        return items.map { item, number in ItemText(item: item, text: Personal(number.map(String.init) ?? "")) }
    }
}
