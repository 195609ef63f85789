/** An element with what we read of XML: names, attributes and elements within. Text is passed over. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
}

/** Where and what; the caller knows the file. */
export class XmlFault extends Error {}

const MAX_DEPTH = 64
const NAME = '[A-Za-z_:\\u0080-\\uFFFF][-A-Za-z0-9._:\\u0080-\\uFFFF]*'
/** Everything between `<` and `>` that stands for no element. A document type is no such thing: its entities are what attacks on readers are made of. */
const PASSED_OVER = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
] as const
const END_TAG = new RegExp(`</(${NAME})\\s*>`, 'y')
const START_TAG = new RegExp(`<(${NAME})`, 'y')
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y')
const TAG_CLOSE = /\s*(\/?)>/y
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * XML 1.0 as test tools write it: no document type, and no entities but the five and characters by number. Well-formedness is checked as far as
 * elements and attributes go: every tag is closed, in its order, once.
 * @throws XmlFault
 */
export function parseXml(text: string): XmlElement {
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) at = pattern.lastIndex
    return match
  }
  const fault = (what: string): XmlFault => new XmlFault(`line ${text.slice(0, at).split('\n').length}: ${what}`)
  const document: OpenElement = { name: '', attributes: new Map(), children: [] }
  const open = [document]
  for (;;) {
    const parent = open.at(-1) as OpenElement
    const next = text.indexOf('<', at)
    const between = text.slice(at, next < 0 ? text.length : next)
    if (parent === document && between.trim() !== '') throw fault('text outside of the root element')
    if (next < 0) break
    at = next
    const passed = PASSED_OVER.find(([begin]) => text.startsWith(begin, at))
    if (passed) {
      const [begin, finish] = passed
      const until = text.indexOf(finish, at + begin.length)
      if (until < 0) throw fault(`${begin} has no ${finish}`)
      at = until + finish.length
      continue
    }
    const end = take(END_TAG)
    if (end) {
      if (parent === document || parent.name !== end[1]) throw fault(`</${end[1]}> closes nothing`)
      open.pop()
      continue
    }
    const start = take(START_TAG)
    if (!start) throw fault('a document type, or a tag that is none')
    if (parent === document && document.children.length > 0) throw fault('a second root element')
    const attributes = new Map<string, string>()
    for (let found = take(ATTRIBUTE); found; found = take(ATTRIBUTE)) {
      const [, name = '', double, single] = found
      if (attributes.has(name)) throw fault(`the attribute ${name} is there twice`)
      attributes.set(name, decoded(double ?? single ?? '', fault))
    }
    const close = take(TAG_CLOSE)
    if (!close) throw fault(`the tag <${start[1]} does not end`)
    const element: OpenElement = { name: start[1] as string, attributes, children: [] }
    parent.children.push(element)
    if (close[1] === '/') continue
    if (open.length > MAX_DEPTH) throw fault(`more than ${MAX_DEPTH} elements in one another`)
    open.push(element)
  }
  const [root] = document.children
  if (open.length > 1 || !root) throw fault(root ? `<${open.at(-1)?.name}> is not closed` : 'no element')
  return root
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[]
}

function decoded(value: string, fault: (what: string) => XmlFault): string {
  return value.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const [, hex, decimal] = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name) ?? []
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16)
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    const character = Object.hasOwn(ENTITIES, name)
      ? ENTITIES[name]
      : isCharacter
        ? String.fromCodePoint(code)
        : undefined
    if (character === undefined || !whole.endsWith(';')) throw fault(`${whole.slice(0, 20)} is no entity that we know`)
    return character
  })
}
