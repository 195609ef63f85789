/**
 * Runs a pipeline with the library under the CPS transformation of Jenkins. After every step the whole program is serialized, dropped and read
 * back, as after a restart of the controller. Argument: a JSON file with its order.
 */
import com.cloudbees.groovy.cps.Continuable
import com.cloudbees.groovy.cps.Continuation
import com.cloudbees.groovy.cps.CpsTransformer
import com.cloudbees.groovy.cps.ObjectInputStreamWithLoader
import com.cloudbees.groovy.cps.Outcome
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation
import org.codehaus.groovy.control.CompilerConfiguration

Map order = Report.order(args[0])
Agent agent = new Agent(order)
CompilerConfiguration configuration = new CompilerConfiguration(scriptBaseClass: CpsScript.name)
configuration.addCompilationCustomizers(new CpsTransformer())
GroovyShell shell = new GroovyShell(CpsScript.classLoader, new Binding(), configuration)
CpsScript.environment = agent.environment
CpsScript.blocks = shell.parse(new File(order.harness, 'Blocks.groovy.txt').text, 'Blocks.groovy')
new File(order.library, 'vars').eachFileMatch(~/.*\.groovy/) { CpsScript.vars[it.name - '.groovy'] = shell.parse(it) }

Driver driver = new Driver(agent, shell.classLoader)
Script pipeline = shell.parse(order.pipeline, 'Jenkinsfile.groovy')
File disk = order.restart == null ? null : new File(order.durable, 'program')
if (disk != null && !disk.exists()) driver.restart = [label: order.restart, disk: disk]
Outcome outcome = disk?.exists() ? driver.goOn(disk) : driver.run([new Strand(program: new Continuable(pipeline))])
Report.leave(order, agent, outcome.normal, outcome.abnormal, [largest: driver.largest, freezes: driver.freezes])

/** As on a controller: a loop over a list or a map can be frozen. */
class FrozenIterators {
    static Iterator iterator(List list) { return new Walk(items: new ArrayList(list)) }

    static Iterator iterator(Map map) {
        return new Walk(items: map.collect { new AbstractMap.SimpleImmutableEntry(it.key, it.value) })
    }
}

class Walk implements Iterator, Serializable {
    static final long serialVersionUID = 1
    List items
    int at = 0

    boolean hasNext() { return at < items.size() }
    Object next() { return items[at++] }
    void remove() { throw new UnsupportedOperationException() }
}

/** One strand of the program: the main one, or a branch of `parallel`. */
class Strand implements Serializable {
    static final long serialVersionUID = 1
    Continuable program
    List scopes = []
    /** What it is given when it goes on; null: it waits for its branches. */
    Outcome next = new Outcome(null, null)
    Integer parent
    String name
    Map results = null
}

class Driver {
    final Agent agent
    final ClassLoader loader
    /** Bytes for each strand. */
    int largest = 0
    int freezes = 0
    /** The label of the step during which the controller restarts, and where its program lies then; null: it does not. */
    Map restart = null

    Driver(Agent agent, ClassLoader loader) {
        this.agent = agent
        this.loader = loader
    }

    /** Strands take turns, a step each, so that branches interleave. */
    Outcome run(List strands) {
        int turn = 0
        while (true) {
            Strand strand = strands[turn % strands.size()]
            turn++
            if (strand.next == null) continue
            Outcome given = strand.next
            strand.next = null
            Outcome yielded = strand.program.run0(given, Continuable.categories + [FrozenIterators])
            if (!strand.program.isResumable()) {
                if (strand.parent == null) return yielded
                end(strands, strand, yielded)
            } else {
                // While a step runs, the program lies on the disk: what it holds then is its size.
                int at = strands.indexOf(strand)
                byte[] frozen = freeze(strands)
                largest = Math.max(largest, frozen.size().intdiv(strands.size()))
                strands = thaw(frozen)
                Object step = yielded.replay()
                if (restart != null && step[0] == 'sh' && step[1][0].label == restart.label) crash(strands, strands[at], step)
                perform(strands, strands[at], step)
            }
            strands = thaw(freeze(strands))
        }
    }

    /** A controller that has restarted: the program comes from the disk, and the step that was running is attached to again. */
    Outcome goOn(File disk) {
        Map left = disk.withObjectInputStream(loader) { it.readObject() }
        agent.calls.addAll(left.calls)
        agent.archived.addAll(left.archived)
        agent.console.append(left.console)
        List strands = thaw(left.program)
        strands[left.at].next = new Outcome(agent.ended(left.step, new File(left.control)), null)
        return run(strands)
    }

    /** Ends this process as a crash would, once the step is running. */
    private void crash(List strands, Strand strand, List step) {
        agent.calls << step[0]
        File control = agent.startDurably(step[1][0].script, strand.scopes)
        Map left = [program: freeze(strands), at: strands.indexOf(strand), step: step[1][0], control: control.path,
                    calls: new ArrayList(agent.calls), archived: new ArrayList(agent.archived), console: agent.console.toString()]
        restart.disk.withObjectOutputStream { it.writeObject(left) }
        Runtime.runtime.halt(0)
    }

    private void perform(List strands, Strand strand, Object step) {
        String name = step[0]
        List given = step[1]
        try {
            if (name == 'enterBlock') {
                strand.scopes.add(agent.scopeOf(given[0], given[1]))
            } else if (name == 'leaveBlock') {
                strand.scopes.remove(strand.scopes.size() - 1)
            } else if (name == 'parallel') {
                strand.results = [:]
                given[0].each { branch, body -> strands.add(new Strand(program: start(body), scopes: new ArrayList(strand.scopes), parent: strands.indexOf(strand), name: branch)) }
                return
            } else {
                strand.next = new Outcome(agent.perform(name, given, strand.scopes), null)
                return
            }
            strand.next = new Outcome(null, null)
        } catch (Throwable error) {
            strand.next = new Outcome(null, error)
        }
    }

    private static Continuable start(Closure body) {
        try {
            body.call()
        } catch (CpsCallableInvocation invocation) {
            return new Continuable(invocation.invoke(null, null, Continuation.HALT))
        }
        throw new IllegalStateException('the body of a branch is not transformed')
    }

    private static void end(List strands, Strand strand, Outcome outcome) {
        Strand parent = strands[strand.parent]
        parent.results[strand.name] = outcome
        strand.parent = -1
        if (strands.any { it.parent == strands.indexOf(parent) }) return
        Throwable failed = parent.results.values().find { it.abnormal != null }?.abnormal
        Map values = parent.results.collectEntries { [it.key, it.value.normal] }
        parent.next = failed == null ? new Outcome(values, null) : new Outcome(null, failed)
    }

    private byte[] freeze(List strands) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()
        new ObjectOutputStream(bytes).withStream { it.writeObject(strands) }
        freezes++
        return bytes.toByteArray()
    }

    private List thaw(byte[] bytes) {
        return new ObjectInputStreamWithLoader(new ByteArrayInputStream(bytes), loader).readObject()
    }
}
