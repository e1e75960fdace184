package dev.toroku.client

import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import java.time.LocalDate

/** The office's policy: what an app must know to confirm what the office will take. */
public class OfficePolicy internal constructor(
    /** For the engine; user IDs are left to the office. A setting of the app's own goes into a copy. */
    public val settings: PolicySettings,
    /** The languages that the office has words and mails in, by their tags. */
    public val languages: List<String>,
    /** Requests a minute from one address; 0 is no limit. */
    public val requestsPerMinute: Int,
    /** Registrations in 24 hours for one mailbox, and as many new links; 0 is no limit. */
    public val mailsPerMailbox: Int,
    /** The day that the office's directory of municipalities holds for. */
    public val directoryAsOf: LocalDate,
    /** The version of the office's engine. */
    public val engineVersion: String,
) {
    /** The engine's policy of [settings]. */
    public fun toPolicy(): Policy = Policy(settings)
}

/** The Terms of Use. */
public class Terms internal constructor(
    /** The version, for `agree`. */
    public val version: String,
    /** The language of the texts, by its tag. */
    public val language: String,
    /** The title. */
    public val title: String,
    /** What stands before the sections. */
    public val lead: String,
    /** The sections in order. */
    public val sections: List<Section>,
) {
    /** A section. */
    public class Section internal constructor(
        /** Its title. */
        public val title: String,
        /** Its text. */
        public val text: String,
    )
}
