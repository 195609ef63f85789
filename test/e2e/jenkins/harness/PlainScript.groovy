/** Base class of pipelines and of vars/*.groovy in plain Groovy: a call is a step, a block step with its body, or a step of the library. */
abstract class PlainScript extends Script {
    static Agent agent
    static final List scopes = []
    static final Map vars = [:]

    Object methodMissing(String name, Object given) {
        List args = given as List
        if (vars.containsKey(name)) return vars[name].invokeMethod('call', given)
        if (name == 'parallel') return args[0].collectEntries { branch, body -> [branch, body.call()] }
        if (!Agent.isBlock(name)) return agent.perform(name, args, scopes)
        scopes.add(agent.scopeOf(name, args))
        try {
            return args.last().call()
        } finally {
            scopes.remove(scopes.size() - 1)
        }
    }

    Object propertyMissing(String name) {
        if (vars.containsKey(name)) return vars[name]
        if (name == 'scm') return [:]
        throw new MissingPropertyException(name, PlainScript)
    }
}
