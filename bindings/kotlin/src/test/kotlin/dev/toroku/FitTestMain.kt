package dev.toroku

/** Makes one call, which loads the library. */
fun main() {
    println(UserId.parse("hdlpf38617"))
}
