import '@chancery/testkit/matchers'
import { parseCertificate, parsePem, verifyTimestampToken } from '@chancery/codec'
import { fromUtf8, utf8 } from '@chancery/core'
import { vectors } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { parseTimestampAnswer } from '../src/index.ts'

/** Their imprint is the SHA-512 of this. */
const message = utf8('hello')

describe('answers of another authority', () => {
  test.each(vectors('timestamp'))('$id: $why', (vector) => {
    const { token, status } = parseTimestampAnswer(vector.read())
    expect(status).toBe(0)
    const [chain = ''] = vector.trustFiles ?? []
    const certificates = parsePem(fromUtf8(vector.read(chain))).map(({ bytes }) => parseCertificate(bytes))
    const verify = (): unknown => verifyTimestampToken(token as Uint8Array, message, certificates)
    if (vector.expect === 'valid-signature') {
      expect(verify()).toMatchObject({ policy: '1.3.6.1.4.1.57264.2', time: new Date('2024-10-08T15:40:32Z') })
    } else expect(verify).toThrowCode('TIMESTAMP_INVALID')
  })
})
