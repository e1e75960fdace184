package dev.toroku.client

import dev.toroku.InputResult
import dev.toroku.OfficeStore
import dev.toroku.RegistrationModel
import dev.toroku.Secret
import dev.toroku.SubmissionResult
import dev.toroku.engine.Submission
import kotlin.time.TimeMark
import kotlin.time.TimeSource
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/**
 * The store of an app away from the office. One submission is one request; [carryOutUntilAnswered] goes on until it is answered.
 *
 * [keepSnapshot] puts the model's snapshot where it outlives the process: with it alone a killed app goes on with the
 * same submission. The snapshot holds personal data in clear: an encrypted file of the app's own, not a preference.
 */
public class NetworkStore(
    private val client: OfficeClient,
    private val time: TimeSource = TimeSource.Monotonic,
    private val keepSnapshot: suspend (Secret) -> Unit,
) : OfficeStore {
    private val lastFailure = MutableStateFlow<OfficeAnswer.Failed?>(null)

    /** Until when the office wants to be left alone. */
    @Volatile
    private var notBefore: TimeMark? = null

    /** Why the last submission was not answered; `null` where it was. */
    public val failure: StateFlow<OfficeAnswer.Failed?> = lastFailure.asStateFlow()

    override suspend fun keep(snapshot: Secret): Unit = keepSnapshot(snapshot)

    /** One request; none where the office has asked for a pause that is not over. */
    override suspend fun submit(submission: Submission): SubmissionResult {
        if (notBefore?.hasPassedNow() == false) return SubmissionResult.NotReached
        val answer = client.register(submission)
        val failed = answer as? OfficeAnswer.Failed
        notBefore = failed?.retryAfter?.let { time.markNow() + it }
        lastFailure.value = failed
        return when (answer) {
            is OfficeAnswer.Given -> SubmissionResult.Registered(answer.value.userId)
            is OfficeAnswer.Refused -> SubmissionResult.Refused(answer.problems.toEngine())
            is OfficeAnswer.Failed -> SubmissionResult.NotReached
        }
    }

    /** How much of the office's pause is left. */
    internal fun pauseLeft() = notBefore?.elapsedNow()?.unaryMinus()
}

/**
 * Submits what was confirmed, again and again with pauses, until the office has registered or refused it, or until another
 * try would not help: then [NetworkStore.failure] says why. In between the model's state says that it waits for the
 * network. Cancelling it loses nothing; call it again, after a restore too. What [carryOut][RegistrationModel.carryOut]
 * gives.
 */
public suspend fun RegistrationModel.carryOutUntilAnswered(store: NetworkStore, backoff: Backoff = Backoff()): InputResult? {
    var failures = 0
    while (true) {
        val result = carryOut(store)
        if (!state.value.isWaitingForNetwork || store.failure.value?.mayPass == false) return result
        failures++
        backoff.pause(failures, store.pauseLeft())
    }
}
