import { openRepository, RegistryError } from '../src/index.ts'

/** Prints the digest of tag 1 of the repository in its argument, or the error's code. */
try {
  const { digest } = await openRepository(process.argv[2] ?? '', { retries: 0 }).resolve('1')
  console.log(digest)
} catch (error) {
  console.log(error instanceof RegistryError ? error.code : String(error))
}
