package dev.toroku

import dev.toroku.engine.Field
import dev.toroku.engine.Item

private val fields: Map<Item, Field> by lazy { Item.entries.associateWith { it.field() } }

/** The field of the item. Asked of the engine once, as a page asks whenever it is drawn. */
public val Item.field: Field get() = fields.getValue(this)
