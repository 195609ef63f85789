/** Base class of pipelines and of vars/*.groovy in plain Groovy: a call is a step, a block step with its body, or a step of the library. */
abstract class PlainScript extends Script {
    static Agent agent
    static final List scopes = []
    static final Map vars = [:]

    Object methodMissing(String name, Object given) {
        List args = given as List
        if (vars.containsKey(name)) return vars[name].invokeMethod('call', given)
        if (name == 'pipeline') return new Declarative(this, agent).run(args[0])
        if (name == 'script') return args[0].call()
        if (name == 'parallel') return args[0].collectEntries { branch, body -> [branch, body.call()] }
        if (!Agent.isBlock(name)) return agent.perform(name, args, scopes)
        scopes.add(agent.scopeOf(name, args))
        try {
            for (int left = name == 'retry' ? args[0] : 1; ; left--) {
                try {
                    return args.last().call()
                } catch (Failure failure) {
                    if (left == 1) throw failure
                }
            }
        } finally {
            scopes.remove(scopes.size() - 1)
        }
    }

    Object propertyMissing(String name) {
        if (vars.containsKey(name)) return vars[name]
        if (name == 'scm') return [:]
        if (name == 'env') return agent.environment
        if (name == 'docker') return new Docker(script: this)
        throw new MissingPropertyException(name, PlainScript)
    }
}
