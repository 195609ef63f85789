// Job DSL: a folder whose credential only release jobs can use, and in it a job that builds tags by the Jenkinsfile of the repository.
folder('release') {
    description('Jobs that may sign. The credential hsm-pin is this folder\'s, not everybody\'s.')
}

multibranchPipelineJob('release/app') {
    branchSources {
        git {
            id('app')
            remote('https://git.example.com/acme/app.git')
            credentialsId('git-read')
            includes('v*')
        }
    }
    factory {
        workflowBranchProjectFactory {
            scriptPath('Jenkinsfile')
        }
    }
    orphanedItemStrategy {
        discardOldItems {
            numToKeep(20)
        }
    }
}
