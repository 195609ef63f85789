import com.cloudbees.groovy.cps.Continuable
import com.cloudbees.groovy.cps.SerializableScript
import org.codehaus.groovy.runtime.InvokerHelper

/** Base class of pipelines and of vars/*.groovy under Jenkins' transformation: a step suspends the program, and whoever drives it performs the step. */
abstract class CpsScript extends SerializableScript {
    /** Not part of the program: a controller loads the library anew after a restart. */
    static final Map vars = [:]
    static Object blocks
    static Map environment

    @Override
    Object invokeMethod(String name, Object given) {
        if (getMetaClass().respondsTo(this, name, given as Object[])) return super.invokeMethod(name, given)
        if (vars.containsKey(name)) return InvokerHelper.invokeMethod(vars[name], 'call', given)
        if (Agent.isBlock(name)) return InvokerHelper.invokeMethod(blocks, 'around', [name, given as List] as Object[])
        return Continuable.suspend(name, [name, given as List] as ArrayList)
    }

    @Override
    Object getProperty(String name) {
        if (name == 'scm') return [:]
        if (name == 'env') return environment
        return vars.containsKey(name) ? vars[name] : super.getProperty(name)
    }
}
