// java.lang.ref.Cleaner is on Android from API 33 on; this does on all what the glue needs of it.
private class UniffiPhantomCleaner : UniffiCleaner {
    private val unreachable = java.lang.ref.ReferenceQueue<Any>()
    private val registered: MutableSet<Registered> = ConcurrentHashMap.newKeySet()

    init {
        val thread = Thread({
            while (true) {
                try {
                    (unreachable.remove() as Registered).clean()
                } catch (_: Exception) {
                    // One that cannot be freed does not keep the others.
                }
            }
        }, "toroku-cleaner")
        thread.isDaemon = true
        thread.start()
    }

    override fun register(value: Any, cleanUpTask: Runnable): UniffiCleaner.Cleanable =
        Registered(value, cleanUpTask).also { registered.add(it) }

    private inner class Registered(value: Any, private val task: Runnable) :
        java.lang.ref.PhantomReference<Any>(value, unreachable), UniffiCleaner.Cleanable {
        override fun clean() {
            if (registered.remove(this)) {
                clear()
                task.run()
            }
        }
    }
}

