import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { tempDir } from '@chancery/testkit'
import { afterEach, describe, expect, test } from 'vitest'
import { HSM_ERRORS } from '../src/errors.ts'
import { loadPkcs11js } from '../src/pkcs11js.ts'

const PACKAGE = dirname(createRequire(import.meta.url).resolve('pkcs11js'))

describe('pkcs11js', () => {
  afterEach(() => {
    delete process.env.CHANCERY_PKCS11JS
  })

  test('is loaded from beside this package', () => {
    expect(loadPkcs11js().PKCS11).toBeTypeOf('function')
  })

  test.each([
    ['its package folder', PACKAGE],
    ['a folder with node_modules', dirname(dirname(PACKAGE))],
    ['its binary', join(PACKAGE, 'build', 'Release', 'pkcs11.node')],
  ])('is loaded from CHANCERY_PKCS11JS: %s', (_, path) => {
    process.env.CHANCERY_PKCS11JS = path
    expect(loadPkcs11js().PKCS11).toBeTypeOf('function')
  })

  test('that is not where CHANCERY_PKCS11JS says is missing, though it is elsewhere', () => {
    using dir = tempDir()
    process.env.CHANCERY_PKCS11JS = dir.path
    expect(loadPkcs11js).toThrow(expect.objectContaining({ code: 'PKCS11JS_MISSING', exitCode: 3 }))
  })

  test('without its build is missing, and the error says how to build it', () => {
    using dir = tempDir()
    dir.write('node_modules/pkcs11js/package.json', '{ "name": "pkcs11js", "main": "index.js" }')
    dir.write('node_modules/pkcs11js/index.js', "module.exports = require('./build/Release/pkcs11.node')")
    process.env.CHANCERY_PKCS11JS = dir.path
    expect(loadPkcs11js).toThrow(expect.objectContaining({ code: 'PKCS11JS_MISSING' }))
    expect(HSM_ERRORS.PKCS11JS_MISSING.howToFix).toContain(
      'npm install-scripts approve pkcs11js && npm rebuild pkcs11js',
    )
  })

  test('is not loaded by importing the package', async () => {
    const index = new URL('../src/index.ts', import.meta.url).href
    const script = `await import(${JSON.stringify(index)}); console.log(process.report.getReport().sharedObjects.join('\\n'))`
    const run = promisify(execFile)(process.execPath, [
      '--conditions=@chancery/source',
      '--input-type=module',
      '-e',
      script,
    ])
    const { stdout } = await run
    expect(stdout).toContain('libc')
    expect(stdout).not.toContain('pkcs11')
  })
})
