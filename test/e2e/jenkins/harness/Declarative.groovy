/**
 * A `pipeline { ... }` as the declarative syntax defines it: sections are gathered first, then each agent checks out, `when` decides, and `post` runs by the
 * result. A word that the syntax has not is an error, as it is in Jenkins.
 */
class Declarative {
    private final Script script
    private final Agent agent
    private final Map env

    Declarative(Script script, Agent agent) {
        this.script = script
        this.agent = agent
        env = agent.environment
    }

    void run(Closure body) {
        Section pipeline = section('pipeline', ['agent', 'options', 'environment', 'tools', 'triggers', 'parameters', 'stages', 'post'], body)
        if (pipeline.given.agent == null) throw new Failure('Missing required section "agent"')
        if (pipeline.given.stages == null) throw new Failure('Missing required section "stages"')
        perform(pipeline) { runStages(pipeline.given.stages) }
    }

    private void runStages(Closure body) {
        for (one in section('stages', ['stage'], body).stages) {
            Section stage = section('stage', ['agent', 'options', 'environment', 'tools', 'when', 'steps', 'stages', 'parallel', 'post'], one)
            if (stage.given.when != null && !holds(stage.given.when)) continue
            perform(stage) {
                if (stage.given.steps != null) steps(stage.given.steps)
                else if (stage.given.stages != null) runStages(stage.given.stages)
                else if (stage.given.parallel != null) runStages(stage.given.parallel)
                else throw new Failure('Nothing to execute within stage')
            }
        }
    }

    private void perform(Section section, Closure work) {
        if (section.given.options != null) words(['timeout', 'disableConcurrentBuilds', 'timestamps', 'buildDiscarder', 'skipDefaultCheckout'], section.given.options)
        if (section.given.agent instanceof Closure) words(['label', 'docker', 'image', 'args', 'reuseNode'], section.given.agent)
        Throwable failure = null
        try {
            if (section.given.agent != null && section.given.agent != 'none') agent.perform('checkout', [[:]], [])
            work()
        } catch (Throwable thrown) {
            failure = thrown
        }
        if (section.given.post != null) {
            Section post = this.section('post', ['always', 'success', 'failure', 'cleanup'], section.given.post)
            for (condition in ['always', failure == null ? 'success' : 'failure', 'cleanup']) {
                if (post.given[condition] == null) continue
                try {
                    steps(post.given[condition])
                } catch (Throwable thrown) {
                    // The build says what went wrong first.
                    failure = failure ?: thrown
                }
            }
        }
        if (failure != null) throw failure
    }

    /** Within steps the words are those of scripted pipelines. */
    private void steps(Closure body) {
        body.delegate = script
        body.resolveStrategy = Closure.DELEGATE_ONLY
        body.call()
    }

    private boolean holds(Closure condition) {
        Map tests = [buildingTag: { env.TAG_NAME != null }, branch: { env.BRANCH_NAME == it }, tag: { env.TAG_NAME != null && env.TAG_NAME ==~ it.replace('*', '.*') }]
        boolean all = true
        condition.delegate = new Words(tests.keySet() as List, { name, args -> all &= tests[name].call(args ? args[0] : null) })
        condition.resolveStrategy = Closure.DELEGATE_ONLY
        condition.call()
        return all
    }

    private static void words(List known, Closure body) {
        body.delegate = new Words(known, { name, args -> args.findAll { it instanceof Closure }.each { words(known, it) } })
        body.resolveStrategy = Closure.DELEGATE_ONLY
        body.call()
    }

    private static Section section(String name, List known, Closure body) {
        Section gathered = new Section(name, known)
        body.delegate = gathered
        body.resolveStrategy = Closure.DELEGATE_ONLY
        body.call()
        return gathered
    }
}

/** Takes the words that it knows and gives them to whoever wants to hear them. */
class Words {
    private final List known
    private final Closure heard

    Words(List known, Closure heard) {
        this.known = known
        this.heard = heard
    }

    Object methodMissing(String name, Object given) {
        if (!(name in known)) throw new Failure('Unknown word "' + name + '"')
        heard.call(name, given as List)
        return null
    }
}

/** What stands in a section: each part once, stages in their order. */
class Section {
    final String name
    final List known
    final Map given = [:]
    final List stages = []
    /** `agent any`, `agent none`. */
    final String any = 'any'
    final String none = 'none'

    Section(String name, List known) {
        this.name = name
        this.known = known
    }

    Object methodMissing(String part, Object args) {
        if (!(part in known)) throw new Failure('Undefined section "' + part + '" in ' + name)
        if (part == 'stage') stages << args[1]
        else if (given.containsKey(part)) throw new Failure('Multiple occurrences of the ' + part + ' section')
        else given[part] = args[0]
        return null
    }
}
