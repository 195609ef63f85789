import java.lang.annotation.ElementType
import java.lang.annotation.Target

/** Which libraries a pipeline takes, and of which version; the one of this checkout is there already. */
@Target([ElementType.LOCAL_VARIABLE])
@interface Library {
    String[] value()
}
