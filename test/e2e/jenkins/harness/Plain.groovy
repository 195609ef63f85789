/** Runs a pipeline with the library as plain Groovy. Argument: a JSON file with its order. */
import org.codehaus.groovy.control.CompilerConfiguration

Map order = Report.order(args[0])
Agent agent = new Agent(order)
CompilerConfiguration configuration = new CompilerConfiguration(scriptBaseClass: PlainScript.name)
GroovyShell shell = new GroovyShell(PlainScript.classLoader, new Binding(), configuration)
PlainScript.agent = agent
new File(order.library, 'vars').eachFileMatch(~/.*\.groovy/) { PlainScript.vars[it.name - '.groovy'] = shell.parse(it) }
Object value = null
Throwable error = null
try {
    value = shell.parse(order.pipeline, 'Jenkinsfile.groovy').run()
} catch (Throwable thrown) {
    error = thrown
}
Report.leave(order, agent, value, error, [:])
