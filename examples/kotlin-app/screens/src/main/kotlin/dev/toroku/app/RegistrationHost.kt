package dev.toroku.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import dev.toroku.Language
import dev.toroku.Personal
import dev.toroku.Progress
import dev.toroku.RegistrationModel
import dev.toroku.Restored
import dev.toroku.Secret
import dev.toroku.engine.Answer
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Field
import dev.toroku.engine.Guard
import dev.toroku.engine.Item
import dev.toroku.engine.Municipality
import dev.toroku.engine.Policy
import dev.toroku.engine.Screen
import java.time.Clock
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.launch

/** What stands before the page of the registration. */
enum class Pane { SEARCH, TERMS, NEW_LINK, ELIGIBLE, PREPARE }

/**
 * What outlives a screen that is turned or drawn anew: on Android a view model holds one. It decides nothing about a
 * registration; what it keeps of its own is what was looked at.
 *
 * [saved] is what [save] gave before the process ended. [scope] carries out what the engine orders; it ends with the app's
 * screen, and what was ordered goes on with the next. [guard] seals what is saved. [kept] is what the office's store kept
 * last: without [saved], as when a person has removed the app from the list of recent ones, the order goes on from there.
 */
class RegistrationHost(
    policy: Policy,
    language: Language,
    val office: Office,
    private val scope: CoroutineScope,
    saved: ByteArray? = null,
    kept: Secret? = null,
    private val guard: Guard = Guard(),
    private val clock: Clock = Clock.systemUTC(),
) {
    /** What was saved could not be used: the top page says so. */
    var isLost: Boolean by mutableStateOf(false)
        private set

    /** The registration; another one after [startAnew]. */
    var model: RegistrationModel by mutableStateOf(RegistrationModel(policy, language, clock))
        private set

    /** The language of all that is shown. */
    var language: Language by mutableStateOf(language)
        private set

    /** The fields whose problem is shown, as they were left or Confirm was pressed. */
    var left: Set<Field> by mutableStateOf(emptySet())
        private set

    /** Counts what changed the entry other than by typing: fields then take their text from it again. */
    var changes: Int by mutableIntStateOf(0)
        private set

    /** Counts the presses of Confirm that found problems: the summary is then shown from its top. */
    var findings: Int by mutableIntStateOf(0)
        private set

    /** What stands before the page. */
    var pane: Pane? by mutableStateOf(null)

    /** The request for a new link; it goes on when its page is left. */
    var newLink: NewLink by mutableStateOf(NewLink(office, scope))
        private set

    /** The settings in force, as far as they are known: the app's own, until the office has given newer ones. */
    private var policy: Policy = policy

    private var orders: Job

    init {
        if (saved != null) restore(saved) else kept?.let(::resume)
        orders = followOrders()
        scope.launch { renewPolicy() }
    }

    private fun restore(saved: ByteArray) {
        val state = SavedState.of(saved)
        val tongue = state?.let { Language.byTag(it.language) } ?: language
        val restored = state?.let { RegistrationModel.restore(Secret(it.registration), policy, tongue, guard, clock) }
        model.language = tongue
        language = tongue
        if (goOn(restored)) left = state?.left.orEmpty()
    }

    /** The model keeps its snapshots without a key: where they are kept seals them. */
    private fun resume(kept: Secret) {
        goOn(RegistrationModel.restore(kept, policy, language, Guard(), clock))
    }

    private fun goOn(restored: Restored?): Boolean {
        val found = (restored as? Restored.Model)?.model
        if (found == null) {
            isLost = true
        } else {
            model.close()
            model = found
        }
        return found != null
    }

    /** All of it for [SAVED_STATE_KEY]. */
    fun save(): ByteArray = SavedState(language.tag, left, model.save(guard).expose()).toBytes()

    private fun followOrders() = scope.launch {
        val model = model
        model.state.map { it.effect != null }.distinctUntilChanged().filter { it }.collect {
            office.carryOut(model)
            // Refused: what was wrong may be that the office has other terms by now.
            // Beside the orders: the next one does not wait until the office has answered this.
            if (model.state.value.screen is Screen.Entry) this@launch.launch { renewPolicy() }
        }
    }

    private suspend fun renewPolicy() {
        policy = office.policy() ?: return
        model.policy = policy
    }

    /** The words of everything, from now on. */
    fun speak(other: Language) {
        language = other
        model.language = other
    }

    /** A button of the top page, and what starts an expired registration again. */
    fun choose(category: ApplicantCategory) {
        isLost = false
        model.choose(category)
        changes++
    }

    /** What was typed or chosen. */
    fun enter(item: Item, text: String) {
        model.enter(item, text)
    }

    /** One of a few: there is nothing left to wait for. */
    fun choose(item: Item, value: String) {
        model.enter(item, value)
        leave(if (item == Item.SEX) Field.SEX else Field.USER_TYPE)
    }

    /** The field was left: what is wrong with it is shown from now on. */
    fun leave(field: Field) {
        if (field !in left) left = left + field
    }

    fun take(field: Field, suggestion: Personal) {
        model.take(field, suggestion)
        changes++
    }

    /** A result of the search window. */
    fun take(found: Municipality, searched: String) {
        if (searched.isBlank()) model.enter(Item.MUNICIPALITY, found.fullName) else model.take(found, searched)
        leave(Field.MUNICIPALITY)
        changes++
        pane = null
    }

    /** Checks or unchecks the agreement to the version that is in force. */
    fun agree(agrees: Boolean) {
        val terms = if (agrees) model.showTerms().answerOrThrow() as? Answer.Terms else null
        if (terms == null) model.disagree() else model.agree(terms.version)
        leave(Field.TERMS)
    }

    fun confirm() {
        left = Field.entries.toSet()
        if (model.confirm().answerOrThrow() is Answer.Problems) findings++
    }

    fun back() {
        if (pane == null) model.back() else pane = null
        changes++
    }

    /** Registration, bound to what STEP2 shows. */
    fun register() {
        val page = (model.state.value.screen as? Screen.Confirmation)?.page ?: return
        model.register(page.digest)
    }

    /** Try again. */
    fun retry() {
        if (model.state.value.progress == Progress.WAITING) office.tryNow()
        if (model.state.value.progress == Progress.FAILED) scope.launch { office.carryOut(model) }
    }

    fun backToTop() {
        model.backToTop()
        left = emptySet()
        newLink = NewLink(office, scope)
    }

    /** A new registration; what the old one held is gone from here. */
    fun startAnew() {
        orders.cancel()
        model.close()
        model = RegistrationModel(policy, language, clock)
        left = emptySet()
        pane = null
        newLink = NewLink(office, scope)
        orders = followOrders()
    }
}
