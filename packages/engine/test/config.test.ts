import { canary, tempDir } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { loadConfig } from '../src/index.ts'

const KEY = 'uri: "pkcs11:token=ci;object=release"'

describe('chancery.yaml', () => {
  it('is the nearest from the folder upwards, with paths relative to itself', async () => {
    using dir = tempDir()
    dir.write(
      'chancery.yaml',
      `keys:\n  release:\n    ${KEY}\n    module: lib/m.so\n    pin: { file: .pin }\n    certificate: r.pem\n    softhsm: s.conf\ntrust: [ca.pem]\ntimestampTrust: [tsa.pem]\ntimestamp: { urls: ["http://tsa", "http://other"], quorum: 2 }\n`,
    )
    dir.write('a/b/x', '')
    const config = await loadConfig(dir.at('a/b'), undefined)
    expect(config).toEqual({
      path: dir.at('chancery.yaml'),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      keys: {
        release: {
          uri: 'pkcs11:token=ci;object=release',
          module: dir.at('lib/m.so'),
          softhsm: dir.at('s.conf'),
          pin: { file: dir.at('.pin') },
          certificate: dir.at('r.pem'),
        },
      },
      timestamp: { kind: 'urls', urls: ['http://tsa', 'http://other'], quorum: 2 },
      trust: [dir.at('ca.pem')],
      timestampTrust: [dir.at('tsa.pem')],
      identity: null,
      registry: { ca: [], mirrors: {}, mirrorTags: false, insecure: [] },
      log: null,
    })
    dir.write('a/chancery.yaml', '')
    expect(await loadConfig(dir.at('a/b'), undefined)).toMatchObject({ path: dir.at('a/chancery.yaml'), keys: {} })
  })

  it('says where signatures are logged', async () => {
    using dir = tempDir()
    const log = async (text: string): Promise<unknown> => {
      dir.write('chancery.yaml', `log: ${text}`)
      return (await loadConfig(dir.path, undefined)).log
    }
    const least = {
      kind: 'own',
      policy: null,
      ca: null,
      store: { kind: 'folder', dir: dir.at('l') },
      origin: 'log.example.com',
      key: 'log',
      otherKeys: [],
      formerKeys: [],
      events: dir.at('.chancery/events'),
      namesEvents: false,
    }
    const queue = dir.at('.chancery/log-queue')
    const postgres = 'host: db, port: 6432, database: logs, user: log, password: { env: PW }, ca: ca.pem'
    expect(await log(`{ postgres: { ${postgres} }, origin: log.example.com, key: log }`)).toMatchObject({
      store: {
        kind: 'postgres',
        origin: 'log.example.com',
        host: 'db',
        port: 6432,
        database: 'logs',
        user: 'log',
        password: { env: 'PW' },
        ca: dir.at('ca.pem'),
      },
    })
    const s3 = { kind: 's3', bucket: 'logs', prefix: null, region: null, endpoint: null, pathStyle: null, ca: null }
    expect(await log('{ s3: { bucket: logs }, origin: log.example.com, key: log }')).toMatchObject({ store: s3 })
    const other =
      'bucket: logs, prefix: a/b, region: eu-west-3, endpoint: "http://[::1]:9000", pathStyle: false, ca: ca.pem'
    expect(await log(`{ s3: { ${other} }, origin: log.example.com, key: log }`)).toMatchObject({
      store: {
        ...s3,
        prefix: 'a/b',
        region: 'eu-west-3',
        endpoint: 'http://[::1]:9000',
        pathStyle: false,
        ca: dir.at('ca.pem'),
      },
    })
    expect(await log('{ dir: l, origin: log.example.com, key: log }')).toEqual({ ...least, onFailure: 'error', queue })
    expect(await log('{ dir: l, origin: log.example.com, key: log, onFailure: queue, queue: q }')).toEqual({
      ...least,
      onFailure: 'queue',
      queue: dir.at('q'),
    })
    const policy = '{ dir: l, origin: log.example.com, key: log, policy: p, events: e }'
    expect(await log(policy)).toEqual({
      ...least,
      onFailure: 'error',
      queue,
      policy: dir.at('p'),
      events: dir.at('e'),
      namesEvents: true,
    })
  })

  it.each([
    ['l', true],
    ['l/events', true],
    ['./l/a/../events', true],
    ['l/.chancery/events', false],
    ['levents', false],
    ['events', false],
  ])('keeps events out of the folder that is served: %s', async (events, isRefused) => {
    using dir = tempDir()
    dir.write('chancery.yaml', `log: { dir: l, origin: log.example.com, key: log, events: "${events}" }`)
    const loading = loadConfig(dir.path, undefined)
    if (isRefused) await expect(() => loading).toThrowCode('CONFIG_INVALID')
    else expect((await loading).log?.events).toBe(dir.at(events))
  })

  it('says how registries are reached', async () => {
    using dir = tempDir()
    const mirrors = '{ docker.io: ["https://mirror.example.com/hub"], registry.lan:5000: https://mirror.lan }'
    dir.write(
      'chancery.yaml',
      `registry: { ca: ca.pem, mirrors: ${mirrors}, mirrorTags: true, insecure: [registry.lan:5000] }`,
    )
    expect((await loadConfig(dir.path, undefined)).registry).toEqual({
      ca: [dir.at('ca.pem')],
      mirrors: { 'docker.io': ['https://mirror.example.com/hub'], 'registry.lan:5000': ['https://mirror.lan'] },
      mirrorTags: true,
      insecure: ['registry.lan:5000'],
    })
  })

  it('may be missing, but not where it is named', async () => {
    using dir = tempDir()
    expect(await loadConfig(dir.path, undefined)).toEqual({
      path: null,
      sha256: null,
      keys: {},
      timestamp: null,
      trust: [],
      timestampTrust: [],
      identity: null,
      registry: { ca: [], mirrors: {}, mirrorTags: false, insecure: [] },
      log: null,
    })
    await expect(() => loadConfig(dir.path, 'none.yaml')).toThrowCode('CONFIG_NOT_FOUND')
  })

  it.each(['timestamp: []', 'timestamp:', 'timestamp: { urls: [] }', ''])('has no authority with %j', async (text) => {
    using dir = tempDir()
    dir.write('chancery.yaml', text)
    expect((await loadConfig(dir.path, undefined)).timestamp).toBeNull()
  })

  it('takes a responder of our own, and a module by its bare name', async () => {
    using dir = tempDir()
    dir.write('chancery.yaml', `timestamp: { key: tsa }\nkeys: { release: { ${KEY}, module: softhsm2.so } }\n`)
    const config = await loadConfig(dir.path, undefined)
    expect([config.timestamp, config.keys.release?.module]).toEqual([{ kind: 'key', key: 'tsa' }, 'softhsm2.so'])
  })
})

describe('a configuration is refused', () => {
  it.each([
    ['an unknown member', 'keyz: {}', ['keyz', '"keys"']],
    ['an unknown member of a key', `keys: { a: { ${KEY}, certifcate: x } }`, ['keys.a.certifcate', '"certificate"']],
    ['a key without URI', 'keys: { a: {} }', ['keys.a.uri: is missing']],
    ['a URI of another kind', 'keys: { a: { uri: "file:/x" } }', ['keys.a.uri']],
    ['a PIN in the URI', 'keys: { a: { uri: "pkcs11:token=t?pin-value=1234" } }', ['keys.a.uri', 'pin-value']],
    ['two PIN sources', `keys: { a: { ${KEY}, pin: { env: A, file: b } } }`, ['keys.a.pin']],
    ['no PIN source', `keys: { a: { ${KEY}, pin: {} } }`, ['keys.a.pin']],
    ['a member that is no text', `keys: { a: { ${KEY}, certificate: [x] } }`, ['keys.a.certificate']],
    ['keys that are a list', 'keys: [a]', ['keys']],
    ['trust that is no list', 'trust: ca.pem', ['trust']],
    ['both kinds of timestamps', 'timestamp: { urls: [a], key: b }', ['timestamp']],
    ['a quorum of too many', 'timestamp: { urls: [a], quorum: 2 }', ['timestamp.quorum']],
    ['a quorum of our own responder', 'timestamp: { key: tsa, quorum: 2 }', ['timestamp.quorum']],
    ['a quorum of none', 'timestamp: { urls: [a], quorum: 0 }', ['timestamp.quorum']],
    ['timestampTrust that is no list', 'timestampTrust: tsa.pem', ['timestampTrust']],
    ['a service', 'service: { url: y }', ['service']],
    ['a log that lacks all', 'log: {}', ['log.dir: is missing', 'log.origin: is missing', 'log.key: is missing']],
    ['a log of an origin with a path', 'log: { dir: x, origin: a.example.com/x, key: k }', ['log.origin']],
    ['a log in a folder and elsewhere', 'log: { url: "https://a", dir: x, origin: a, publicKey: k }', ['log.dir']],
    ['a log without a key', 'log: { url: "https://a", origin: a }', ['log.publicKey: is missing']],
    ['a log in two places', 'log: { dir: x, postgres: { host: h, database: d }, origin: a, key: k }', ['log: is kept']],
    [
      'a log in a database that lacks all',
      'log: { postgres: {}, origin: a, key: k }',
      ['log.postgres.host: is missing', 'log.postgres.database: is missing'],
    ],
    [
      'a log in a database with what a URL has',
      'log: { postgres: { host: "u:p@h", port: 0, database: d, url: "postgresql://u:hunter2@h" }, origin: a, key: k }',
      ['log.postgres: a member is unknown', 'log.postgres.host', 'log.postgres.port'],
    ],
    [
      'a password in the file',
      'log: { postgres: { host: h, database: d, password: hunter2 }, origin: a, key: k }',
      ['log.postgres.password: is no mapping'],
    ],
    ['a log in a bucket without a name', 'log: { s3: {}, origin: a, key: k }', ['log.s3.bucket: is missing']],
    [
      'a log in a bucket with credentials',
      'log: { s3: { bucket: logs, secretAccessKey: hunter2 }, origin: a, key: k }',
      ['log.s3: a member is unknown'],
    ],
    [
      'a log in a bucket with what is none of its words',
      'log: { s3: { bucket: a/b, prefix: ../x, region: "eu west", pathStyle: 1 }, origin: a, key: k }',
      ['log.s3.bucket', 'log.s3.prefix', 'log.s3.region', 'log.s3.pathStyle'],
    ],
    [
      'a log in a bucket of a server over plain HTTP',
      'log: { s3: { bucket: logs, endpoint: "http://minio:9000" }, origin: a, key: k }',
      ['log.s3.endpoint'],
    ],
    [
      'a log in a bucket of a server with a password',
      'log: { s3: { bucket: logs, endpoint: "https://u:hunter2@s3.lan" }, origin: a, key: k }',
      ['log.s3.endpoint'],
    ],
    ['a log over plain HTTP', 'log: { url: "http://a", origin: a, publicKey: k }', ['log.url']],
    ['a log that fails in another way', 'log: { dir: x, origin: a, key: k, onFailure: ignore }', ['log.onFailure']],
    ['a mirror over plain HTTP', 'registry: { mirrors: { docker.io: ["http://m"] } }', ['registry.mirrors.docker.io']],
    ['a mirror of a URL', 'registry: { mirrors: { "https://a": ["https://m"] } }', ['registry.mirrors']],
    ['mirrors that are a list', 'registry: { mirrors: [a] }', ['registry.mirrors']],
    ['insecure without a host', 'registry: { insecure: true }', ['registry.insecure']],
    ['a flag that is a text', 'registry: { mirrorTags: "yes" }', ['registry.mirrorTags']],
    ['an unknown member of the registry', 'registry: { cas: x }', ['registry.cas', '"ca"']],
    ['a list', '- a', ['the file']],
    ['a text', 'hello', ['the file']],
    ['no YAML', 'keys: {', ['line 1']],
    ['a member twice', 'trust: []\ntrust: []', ['line 2', 'duplicate']],
    ['an alias of nothing', 'trust: *nothing', ['alias']],
    ['several things at once', 'a: 1\nb: 2\ntrust: 3', ['a is', 'b is', 'trust']],
  ])('for %s', async (_, text, words) => {
    using dir = tempDir()
    dir.write('chancery.yaml', text)
    const error: unknown = await loadConfig(dir.path, undefined).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 2 })
    for (const word of words) expect((error as Error).message.replaceAll(': is unknown', ' is unknown')).toContain(word)
  })

  const pin = canary()
  it.each([
    ['a bare PIN', `keys: { a: { ${KEY}, pin: ${pin.secret} } }`],
    ['a PIN as a member', `keys: { a: { ${KEY}, pin: { ${pin.secret} } } }`],
    ['a PIN under another name', `keys: { a: { ${KEY}, pin: { value: ${pin.secret} } } }`],
    ['a PIN in the URI', `keys: { a: { uri: "pkcs11:token=t?pin-value=${pin.secret}" } }`],
    ['a PIN for a URI', `keys: { a: { uri: "${pin.secret}" } }`],
    ['a PIN that looks like an alias', `keys: { a: { ${KEY}, pin: *${pin.secret} } }`],
    ['a PIN that looks like a tag', `keys: { a: { ${KEY}, pin: !${pin.secret} x } }`],
    ['a PIN that looks like a directive', `%${pin.secret}\n---\nkeys: 5\n`],
    ['a PIN in broken YAML', `keys:\n  a:\n   pin: "${pin.secret}\n  }`],
    ['a PIN behind a brace', `keys: { a: { ${KEY}, pin: } ${pin.secret} } }`],
    ['a PIN with a bad escape', `keys: { a: { ${KEY}, pin: "\\q${pin.secret}" } }`],
    ['a password of a mirror', `registry: { mirrors: { docker.io: ["https://ci:${pin.secret}@m"] } }`],
    ['a PIN twice', `keys: { a: { ${KEY}, pin: { ${pin.secret}: 1, ${pin.secret}: 2 } } }`],
  ])('without repeating %s', async (_, text) => {
    using dir = tempDir()
    dir.write('chancery.yaml', text)
    const error: unknown = await loadConfig(dir.path, undefined).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
    pin.assertAbsent(error)
  })
})
