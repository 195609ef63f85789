import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeCommand } from '../src/command-file.ts'
import { toolCacheFolder } from '../src/tool-cache.ts'

let dir: ReturnType<typeof tempDir>
beforeAll(() => {
  dir = tempDir()
})
afterAll(() => dir[Symbol.dispose]())

describe('the command on PATH', () => {
  test('is started with its arguments as they are, whatever its path has in it', () => {
    const program = dir.at("it's $HOME.js")
    writeFileSync(program, 'console.log(JSON.stringify(process.argv.slice(2)))')
    writeCommand(dir.at('bin'), { node: process.execPath, program }, 'linux')
    expect(readdirSync(dir.at('bin'))).toEqual(['chancery'])
    const given = ['verify', 'a b', '$HOME', "'", '*']
    const { stdout } = spawnSync(join(dir.at('bin'), 'chancery'), given, { encoding: 'utf8' })
    expect(JSON.parse(stdout)).toEqual(given)
  })

  // cmd.exe: "" quotes, % is expanded also between quotes and doubled to stand for itself, %* is the rest of the line, lines end in CRLF.
  test('on Windows is there for cmd, and for the shell of Git', () => {
    const command = { node: 'C:\\hosted tool\\node.exe', program: 'C:\\100%\\chancery.js' }
    writeCommand(dir.at('windows'), command, 'win32')
    expect(readFileSync(dir.at('windows/chancery.cmd'), 'utf8')).toBe(
      '@"C:\\hosted tool\\node.exe" "C:\\100%%\\chancery.js" %*\r\n',
    )
    expect(readFileSync(dir.at('windows/chancery'), 'utf8')).toBe(
      "#!/bin/sh\nexec 'C:/hosted tool/node.exe' 'C:/100%/chancery.js' \"$@\"\n",
    )
  })
})

describe('the tool cache', () => {
  test.each([
    ['linux', { XDG_CACHE_HOME: '/c' }, '/c/chancery/tools'],
    ['darwin', {}, '/Library/Caches/chancery/tools'],
    ['win32', { LOCALAPPDATA: '/profile/AppData/Local' }, '/profile/AppData/Local/chancery/tools'],
    ['win32', {}, '/AppData/Local/chancery/tools'],
    ['linux', {}, '/.cache/chancery/tools'],
    ['win32', { RUNNER_TOOL_CACHE: '/hostedtoolcache' }, '/hostedtoolcache'],
  ])('on %s with %j is below the caches of the user, or what the runner says', (platform, env, end) => {
    expect(toolCacheFolder({ env }, platform).endsWith(end)).toBe(true)
  })
})
