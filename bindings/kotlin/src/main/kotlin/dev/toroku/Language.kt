package dev.toroku

import dev.toroku.engine.BirthPart
import dev.toroku.engine.Catalogue
import dev.toroku.engine.Code
import dev.toroku.engine.Field
import dev.toroku.engine.StateKind
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.catalogue
import dev.toroku.engine.catalogueText
import dev.toroku.engine.languageByTag
import dev.toroku.engine.languages
import dev.toroku.engine.negotiateLanguage
import java.util.Locale
import java.util.concurrent.ConcurrentHashMap

/** A language that the engine has words in. */
public class Language internal constructor(
    /** The BCP 47 tag. */
    public val tag: String,
) {
    /** The words of the screens; fetched once and kept. */
    public val words: Words
        get() = kept.getOrPut(tag) { Words(this, catalogue(this)) }

    override fun equals(other: Any?): Boolean = other is Language && tag == other.tag

    override fun hashCode(): Int = tag.hashCode()

    override fun toString(): String = tag

    public companion object {
        private val kept = ConcurrentHashMap<String, Words>()

        /** Every language, in the order of their tags. */
        @JvmStatic
        public fun all(): List<Language> = languages()

        /** The language with this tag. */
        @JvmStatic
        public fun byTag(tag: String): Language? = languageByTag(tag)

        /**
         * The language for these locales, the most wanted first; on Android, those of
         * `LocaleList.getDefault()`. Where the engine has none of them, `null`: what to show then is the app's choice.
         */
        @JvmStatic
        public fun of(locales: List<Locale>): Language? =
            negotiateLanguage(locales.joinToString(",") { it.toLanguageTag() })

        /** The language for one locale. */
        @JvmStatic
        public fun of(locale: Locale): Language? = of(listOf(locale))
    }
}

/** The catalogue of one language, by what it words. */
public class Words internal constructor(
    private val language: Language,
    /** What has a type of its own. */
    public val catalogue: Catalogue,
) {
    private val fields = catalogue.fields.table({ it.field }, { it })
    private val parts = catalogue.birthParts.table({ it.part }, { it.label })
    private val titles = catalogue.titles.table({ it.state }, { it.title })
    private val categories = catalogue.categories.table({ it.category }, { it.text })
    private val codes = catalogue.codes.table({ it.code }, { it.text })

    /** The text above a field. */
    public fun label(field: Field): String = fields[field]!!.label

    /** The text beside a field. */
    public fun hint(field: Field): String = fields[field]!!.hint

    /** The text above one of the three boxes of the date of birth. */
    public fun label(part: BirthPart): String = parts[part]!!

    /** The title of a page. */
    public fun title(state: StateKind): String = titles[state]!!

    /** The text of a button of the top page. */
    public fun button(category: ApplicantCategory): String = categories[category]!!

    /** The wording of a code, with places in braces where it has parameters. */
    public fun wording(code: Code): String = codes[code]!!

    /**
     * A button, or what a page shows beside its fields, by its key in the catalogue, like `button.confirm`: the files
     * `core/wording` have them all, and every language has the same. What stands in braces is filled in from [places].
     *
     * @throws NoSuchElementException the catalogue has no such key
     */
    public fun text(key: String, vararg places: Pair<String, Any>): String {
        val text = texts.getOrPut(key) {
            catalogueText(language, key) ?: throw NoSuchElementException("the catalogue has no $key")
        }
        if (places.isEmpty()) return text
        val values = places.toMap()
        return Places.IN_BRACES.replace(text) { values[it.groupValues[1]]?.toString() ?: it.value }
    }

    private val texts = ConcurrentHashMap<String, String>()

    /** Not by Kotlin's `associate`: its classes of 250 KB would be read for it alone before the first screen. */
    private inline fun <T, K, V> List<T>.table(key: (T) -> K, value: (T) -> V): Map<K, V> {
        val table = HashMap<K, V>()
        for (each in this) table[key(each)] = value(each)
        return table
    }

    private object Places {
        val IN_BRACES = Regex("""\{([a-z_]+)\}""")
    }
}
