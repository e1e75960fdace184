package dev.toroku

import java.security.SecureRandom

/** Where secret bytes come from: the platform's secure source, or a test's own. */
public fun interface RandomSource {
    /** This many fresh bytes. */
    public fun bytes(count: Int): ByteArray

    public companion object {
        /** [SecureRandom]. */
        @JvmField
        public val SECURE: RandomSource = RandomSource { count -> ByteArray(count).also(SecureRandom()::nextBytes) }
    }
}

/** 32 bytes: a registration, or a password link. */
public fun RandomSource.entropy(): Secret = Secret(bytes(32))

/** 16 bytes: a password's salt. */
public fun RandomSource.salt(): Secret = Secret(bytes(16))
