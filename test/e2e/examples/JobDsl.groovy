import groovy.json.JsonOutput

/** Reads a Job DSL script without Jenkins: prints the words it uses as a tree of [word, arguments, what stands in its braces]. */
class Recorder {
    final List words = []

    Object methodMissing(String name, Object given) {
        List args = given as List
        words << [name, args.findAll { !(it instanceof Closure) }, args && args.last() instanceof Closure ? recorded(args.last()) : []]
        return null
    }

    static List recorded(Closure body) {
        Recorder inner = new Recorder()
        body.delegate = inner
        body.resolveStrategy = Closure.DELEGATE_ONLY
        body.call()
        return inner.words
    }
}

Closure script = new GroovyShell().evaluate('return {\n' + new File(args[0]).getText('UTF-8') + '\n}')
println JsonOutput.toJson(Recorder.recorded(script))
