import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseXml, type XmlElement, XmlFault } from '../src/attest-xml.ts'

/** As a value that can be compared. */
function plain({ name, attributes, children }: XmlElement): unknown {
  return [name, Object.fromEntries(attributes), children.map(plain)]
}

describe('XML', () => {
  it('is read with its elements, attributes and characters; text is passed over', () => {
    const text = `<?xml version="1.0"?><!-- <no/> --><a x="1" y='"&lt;&#65;&#x1F600;&amp;amp;'\n>text > <b/>&#233;<![CDATA[<c> ]] ]]><b:c é-1.2 = "" ></b:c ></a>\n<!-- end -->`
    expect(plain(parseXml(text))).toEqual([
      'a',
      { x: '1', y: '"<A😀&amp;' },
      [
        ['b', {}, []],
        ['b:c', { 'é-1.2': '' }, []],
      ],
    ])
  })

  it.each([
    ['nothing', ''],
    ['text alone', 'hello'],
    ['text before', 'x<a/>'],
    ['text behind', '<a/>x'],
    ['two roots', '<a/><b/>'],
    ['an element that is open', '<a><b></b>'],
    ['elements across each other', '<a><b></a></b>'],
    ['an end without a start', '</a>'],
    ['an end too many', '<a/></a>'],
    ['a tag that does not end', '<a x="1"'],
    ['an attribute without quotes', '<a x=1/>'],
    ['an attribute without a value', '<a x/>'],
    ['an attribute that is there twice', '<a x="1" x="2"/>'],
    ['attributes without a space', '<a x="1"y="2"/>'],
    ['a tag in an attribute', '<a x="<"/>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a x="&b;"/>'],
    ['an unknown entity', '<a x="&b;"/>'],
    ['an entity without its end', '<a x="&amp"/>'],
    ['a character that there is not', '<a x="&#x110000;"/>'],
    ['half a character', '<a x="&#xD800;"/>'],
    ['character nought', '<a x="&#0;"/>'],
    ['a comment that does not end', '<a><!-- </a>'],
    ['text in CDATA that does not end', '<a><![CDATA[ </a>'],
    ['a tag without a name', '<a>< b/></a>'],
    ['65 elements in one another', '<a>'.repeat(65) + '</a>'.repeat(65)],
  ])('that is none is refused: %s', (_, text) => {
    expect(() => parseXml(text)).toThrow(XmlFault)
  })

  it('may have 64 elements in one another', () => {
    expect(parseXml('<a>'.repeat(64) + '</a>'.repeat(64)).name).toBe('a')
  })

  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9._-]{0,8}$/)
  const value = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''))
  const attributes = fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true })
  type Tree = [string, Record<string, string>, Tree[]]
  const treeOf = (depth: number): fc.Arbitrary<Tree> =>
    fc.tuple(name, attributes, depth === 0 ? fc.constant([]) : fc.array(treeOf(depth - 1), { maxLength: 3 }))
  const written = ([tag, given, children]: Tree): string => {
    const escaped = (text: string): string => text.replace(/[&<"\n]/g, (one) => `&#${one.codePointAt(0)};`)
    const list = Object.entries(given).map(([key, text]) => ` ${key}="${escaped(text)}"`)
    return `<${tag}${list.join('')}>${children.map(written).join('\n text ')}</${tag}>`
  }

  it('reads what was written', () => {
    fc.assert(
      fc.property(treeOf(3), (one) => {
        expect(plain(parseXml(written(one)))).toEqual(one)
      }),
    )
  })

  it('reads anything to an end, or refuses it', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '/',
      '<a',
      '</a>',
      '"',
      '=',
      ' x="1"',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '&',
      'é',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (all) => {
        try {
          parseXml(all.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(XmlFault)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('hostile or not, takes no more than a moment', () => {
    const hostile = [
      '<a '.repeat(200_000),
      `<a x="${'&'.repeat(200_000)}"/>`,
      `<a${' '.repeat(200_000)}x`,
      `<${'a'.repeat(200_000)}`,
    ]
    for (const text of hostile) expect(() => parseXml(text)).toThrow(XmlFault)
  })
})
