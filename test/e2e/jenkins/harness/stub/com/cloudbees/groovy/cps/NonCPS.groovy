package com.cloudbees.groovy.cps

/** Jenkins has it; plain Groovy only has to know the name. */
@interface NonCPS {}
