package dev.toroku

import dev.toroku.engine.BirthDate
import java.time.LocalDate
import dev.toroku.engine.Item

/** The day, whatever the time zone. */
public fun BirthDate.toLocalDate(): LocalDate = LocalDate.of(year, month.toInt(), day.toInt())

/** The three items of a date that a date picker gave. */
public fun LocalDate.toItems(): Array<Pair<Item, String>> = arrayOf(
    Item.BIRTH_YEAR to year.toString(),
    Item.BIRTH_MONTH to monthValue.toString(),
    Item.BIRTH_DAY to dayOfMonth.toString(),
)
