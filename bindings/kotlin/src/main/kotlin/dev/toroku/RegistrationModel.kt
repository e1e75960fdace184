package dev.toroku

import dev.toroku.engine.Answer
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Code
import dev.toroku.engine.Effect
import dev.toroku.engine.EntryPage
import dev.toroku.engine.Field
import dev.toroku.engine.Guard
import dev.toroku.engine.Input
import dev.toroku.engine.Item
import dev.toroku.engine.ItemText
import dev.toroku.engine.Keystroke
import dev.toroku.engine.Misuse
import dev.toroku.engine.Municipality
import dev.toroku.engine.Policy
import dev.toroku.engine.Registration
import dev.toroku.engine.Screen
import dev.toroku.engine.SnapshotException
import dev.toroku.engine.Step
import dev.toroku.engine.Submission
import dev.toroku.engine.snapshotErrorCode
import java.time.Clock
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** What the screen is drawn from. */
public data class RegistrationState(
    /** The page, with all that it shows, worded. */
    val screen: Screen,
    /** What the last input led to; `null` before the first. */
    val answer: Answer? = null,
    /** The code of [message], where the answer has one. */
    val code: Code? = null,
    /** What the applicant should read beside the page, where the answer needs words. */
    val message: String? = null,
    /** What the host must do; [RegistrationModel.carryOut] does it. */
    val effect: Effect? = null,
    /** Why the store could not do it; `null` where it could, and from the next try on. */
    val failure: StoreFailure? = null,
) {
    /** How far what the host must do has come. */
    public val progress: Progress
        get() = when {
            effect == null -> Progress.NOTHING_TO_DO
            failure != null -> Progress.FAILED
            answer == Answer.NotReached -> Progress.WAITING
            else -> Progress.UNDER_WAY
        }

    /**
     * The office could not be reached, and what was confirmed waits for the network: show [message], and offer
     * [RegistrationModel.retry].
     */
    public val isWaitingForNetwork: Boolean get() = progress == Progress.WAITING
}

/** How far an [order][RegistrationState.effect] of the engine has come. */
public enum class Progress {
    /** None waits. */
    NOTHING_TO_DO,

    /** It is being carried out, or about to be. */
    UNDER_WAY,

    /** The office could not be reached: show the message; the same is sent again. */
    WAITING,

    /** The store could not do it: show the message, and offer [RegistrationModel.retry]. Nothing is lost. */
    FAILED,
}

/** What the store threw. Printing it shows the exception's class alone: a message may hold what a person typed. */
public class StoreFailure internal constructor(
    /** It itself. */
    public val cause: Exception,
) {
    override fun toString(): String = "StoreFailure(${cause.javaClass.name})"
}

/**
 * One applicant's registration for a view model: actions in, one [StateFlow] out. Any thread may call it.
 *
 * Every action is one crossing into the engine and takes microseconds, so it may be called on the UI thread.
 * Close it where the registration's screen goes for good, or leave it to the garbage collector.
 */
public class RegistrationModel private constructor(
    private val registration: Registration,
    private val clock: Clock,
    private val random: RandomSource,
) : AutoCloseable {
    /** A new registration at the top page. */
    public constructor(
        policy: Policy,
        language: Language,
        clock: Clock = Clock.systemUTC(),
        random: RandomSource = RandomSource.SECURE,
    ) : this(Registration(policy, language), clock, random)

    private val stateLock = Any()
    private val carryOutLock by lazy { Mutex() }

    @Volatile
    private var store: RegistrationStore? = null
    private val current = MutableStateFlow(
        RegistrationState(registration.screen(clock.instant()), effect = registration.nextEffect()),
    )

    /** Where the registration stands. */
    public val state: StateFlow<RegistrationState> = current.asStateFlow()

    /** The language of wordings; a change words the page anew. */
    public var language: Language
        get() = registration.language()
        set(value) = synchronized(stateLock) {
            registration.setLanguage(value)
            val state = current.value
            val message = state.failure?.let { value.words.text(FAILED) } ?: state.code?.let(value.words::wording)
            current.value = state.copy(screen = registration.screen(clock.instant()), message = message)
        }

    /**
     * The settings from the next action on: after the office has refused under newer ones, or where new terms came into
     * force while the app was open.
     */
    public var policy: Policy
        get() = registration.policy()
        set(value) = synchronized(stateLock) {
            registration.setPolicy(value)
            current.value =
                current.value.copy(screen = registration.screen(clock.instant()), effect = registration.nextEffect())
        }

    /** A button of the top page; starts an expired registration again. */
    public fun choose(category: ApplicantCategory): InputResult = handle(Input.ChooseCategory(category, random.entropy()))

    /** The text of one item as typed; an empty one clears it. */
    public fun enter(item: Item, text: String): InputResult = synchronized(stateLock) {
        try {
            accepted(registration.enter(item, Personal(text), clock.instant()))
        } catch (misuse: Misuse) {
            InputResult.Refused(misuse)
        }
    }

    /** Several items at once. */
    public fun enter(vararg items: Pair<Item, String>): InputResult =
        handle(Input.Fill(items.map { (item, text) -> ItemText(item, Personal(text)) }))

    /** Empties an item. */
    public fun clear(item: Item): InputResult = enter(item, "")

    /** A suggestion taken: sets the items that [taking] names. */
    public fun take(field: Field, suggestion: Personal): InputResult = handle(Input.TakeSuggestion(field, suggestion))

    /**
     * What [take] would set, to show it beside the suggestion: a date's three items; the repeated e-mail address too, if
     * it is the same; the street address, where a whole address was typed for the municipality. Empty outside STEP1.
     */
    public fun taking(field: Field, suggestion: Personal): List<ItemText> = registration.taking(field, suggestion)

    /**
     * A result of the search window taken. Of a whole address that was [searched] for, the rest becomes the street
     * address, where none is typed.
     */
    public fun take(found: Municipality, searched: String): InputResult {
        enter(Item.MUNICIPALITY, searched)
        return take(Field.MUNICIPALITY, Personal(found.fullName))
    }

    /**
     * The municipality search window, best match first; empty outside STEP1. It takes names, English ones too, postal
     * codes and whole addresses; `prefecture` is a [dev.toroku.engine.Prefecture]'s number. What [state] says beside the
     * page stays, unless the registration has expired.
     */
    public fun searchMunicipalities(query: String, prefecture: UByte?, limit: Int): List<Municipality> =
        synchronized(stateLock) {
            try {
                val input = Input.SearchMunicipalities(prefecture, Personal(query), limit.toUInt())
                val step = registration.handle(input, clock.instant())
                val found = step.answer as? Answer.Municipalities
                if (found == null) accepted(step) else current.value = current.value.copy(screen = step.screen)
                found?.results.orEmpty()
            } catch (_: Misuse) {
                emptyList()
            }
        }

    /** The link to the Terms of Use; the answer names the version to show. */
    public fun showTerms(): InputResult = handle(Input.ShowTerms)

    /** Checks "I agree to the Terms of Use" of the version that was shown. */
    public fun agree(version: String): InputResult = handle(Input.Agree(version))

    /** Unchecks it. */
    public fun disagree(): InputResult = handle(Input.Disagree)

    /** The button Confirm of STEP1. */
    public fun confirm(): InputResult = handle(Input.Confirm)

    /** The button Back of STEP1 and STEP2. */
    public fun back(): InputResult = handle(Input.Back)

    /** The button Registration of STEP2, with the digest of the page it was pressed on. */
    public fun register(digest: Digest): InputResult = handle(Input.Register(digest, language))

    /** The button Back to Top Page of STEP3. */
    public fun backToTop(): InputResult = handle(Input.BackToTop)

    /** Any input, for what has no action of its own: the host's reports. */
    public fun handle(input: Input): InputResult = synchronized(stateLock) {
        try {
            accepted(registration.handle(input, clock.instant()))
        } catch (misuse: Misuse) {
            InputResult.Refused(misuse)
        }
    }

    /**
     * Carries out what the engine orders, order after order, until none waits, and reports each result back.
     * Call it when [RegistrationState.effect] is there, after a restore too. What the last report led to;
     * `null` where nothing was reported.
     *
     * What the store throws ends the call and stands in the state as [RegistrationState.failure], with a message; the
     * order waits for [retry]. What [RegistrationStore.submit] throws counts as an office that was not reached, which
     * ends the call too. A cancellation comes through, and so does [UnsupportedOperationException]: a store for another
     * way to issue.
     */
    public suspend fun carryOut(store: RegistrationStore): InputResult? = carryOutLock.withLock {
        this.store = store
        var last: InputResult? = null
        while (last !is InputResult.Refused) {
            val effect = current.value.effect ?: break
            setFailure(null)
            val report = orFailure {
                store.keep(save())
                report(effect, store)
            } ?: break
            last = handle(report)
            if (current.value.isWaitingForNetwork) break
        }
        last
    }

    private suspend fun orFailure(work: suspend () -> Input): Input? = try {
        work()
    } catch (unfit: UnsupportedOperationException) {
        throw unfit
    } catch (failed: Exception) {
        // A time limit of the store's own is an exception of this kind too, and no cancellation of the call.
        currentCoroutineContext().ensureActive()
        setFailure(StoreFailure(failed))
        null
    }

    private fun setFailure(failure: StoreFailure?) = synchronized(stateLock) {
        val state = current.value
        if (failure != null) {
            current.value = state.copy(failure = failure, message = language.words.text(FAILED))
        } else if (state.failure != null) {
            current.value = state.copy(failure = null, message = state.code?.let(language.words::wording))
        }
    }

    /** Once more what [carryOut] began, with its store: for a button, or for when the network is back. */
    public suspend fun retry(): InputResult? = store?.let { carryOut(it) }

    private suspend fun report(effect: Effect, store: RegistrationStore): Input = when (effect) {
        is Effect.ReserveUserId ->
            if (store.reserve(effect.key, effect.userId)) {
                Input.UserIdReserved(effect.userId)
            } else {
                Input.UserIdTaken(effect.userId)
            }
        is Effect.ReserveNumber -> Input.NumberReserved(store.nextNumber(effect.key, effect.attempt))
        is Effect.Commit -> when (store.commit(effect.commit)) {
            CommitResult.STORED -> Input.Committed(effect.commit.key)
            CommitResult.TAKEN -> Input.UserIdTaken(effect.commit.userId)
            CommitResult.FAILED -> Input.StorageFailed
        }
        is Effect.Submit -> when (val result = submit(effect.submission, store)) {
            is SubmissionResult.Registered -> Input.Registered(effect.submission.key, result.userId)
            is SubmissionResult.Refused -> Input.Refused(effect.submission.key, result.problems)
            SubmissionResult.NotReached -> Input.NotReached(effect.submission.key)
        }
    }

    private suspend fun submit(submission: Submission, store: RegistrationStore): SubmissionResult = try {
        store.submit(submission)
    } catch (unfit: UnsupportedOperationException) {
        throw unfit
    } catch (_: Exception) {
        currentCoroutineContext().ensureActive()
        SubmissionResult.NotReached
    }

    /**
     * The registration as bytes, for process death: into `SavedStateHandle`, or an app's private encrypted storage.
     * They hold personal data in clear.
     */
    public fun save(guard: Guard = Guard()): Secret = registration.save(guard)

    /** Frees the registration in the engine; its actions throw from then on. */
    override fun close(): Unit = registration.close()

    private fun accepted(step: Step): InputResult.Accepted {
        current.value = RegistrationState(step.screen, step.answer, step.code, step.text, step.effect)
        return InputResult.Accepted(step.answer, step.text)
    }

    private fun accepted(key: Keystroke): InputResult.Accepted {
        val page = (current.value.screen as Screen.Entry).page
        current.value = RegistrationState(Screen.Entry(page.after(key)), key.answer, key.code, key.text)
        return InputResult.Accepted(key.answer, key.text)
    }

    /** Only what has changed is another object, so that a view draws no more than that anew. */
    private fun EntryPage.after(key: Keystroke): EntryPage {
        val entered = key.item
        val others = draft.filter { it.item != entered.item }
        return copy(
            draft = if (entered.text.expose().isEmpty()) others else (others + entered).sortedBy { it.item },
            reports = reports.map { report -> key.reports.find { it.field == report.field } ?: report },
            hasExpired = key.hasExpired,
        )
    }

    public companion object {
        private const val FAILED = "network.failed"

        /** The registration that was saved. The guard is the one it was saved with, or one whose counter is not above. */
        @JvmStatic
        @JvmOverloads
        public fun restore(
            snapshot: Secret,
            policy: Policy,
            language: Language,
            guard: Guard = Guard(),
            clock: Clock = Clock.systemUTC(),
            random: RandomSource = RandomSource.SECURE,
        ): Restored = try {
            Restored.Model(RegistrationModel(Registration.restore(snapshot, guard, policy, language), clock, random))
        } catch (error: SnapshotException) {
            Restored.Unusable(error, language.words.wording(snapshotErrorCode()))
        }
    }
}
