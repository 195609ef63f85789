/**
 * chancerySetup { ... }: within the braces `chancery` is on PATH, and the PKCS#11 addon where the signing steps find it; what was made for it is
 * removed afterwards, but for the addon, which stays in the agent's tool cache. Without braces the cache is all that it leaves.
 */
Object call(Closure body) {
    return call([:], body)
}

Object call(Map arguments = [:], Closure body = null) {
    Map left = chancerySign.launch('setup', chancerySign.inputsOf(arguments))
    Object value = null
    try {
        if (body != null) {
            withEnv(left.env) {
                value = body.call()
            }
        }
    } finally {
        for (folder in left.cleanUp) {
            dir(folder) {
                deleteDir()
            }
        }
    }
    return value
}
