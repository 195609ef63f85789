import { SaxesParser } from 'saxes'

/** An element with what we read of XML: names, attributes and elements within. Text is passed over. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[]
}

/** Where and what; the caller knows the file. */
export class XmlFault extends Error {}

const MAX_DEPTH = 64

/**
 * XML 1.0 as test tools write it. A document type is refused: its entities are what attacks on readers are made of, and no report has one.
 * @throws XmlFault
 */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser()
  const document: OpenElement = { name: '', attributes: new Map(), children: [] }
  const open = [document]
  const fault = (what: string): XmlFault => new XmlFault(`line ${parser.line}: ${what}`)
  parser.on('error', ({ message }) => {
    throw new XmlFault(`line ${message}`)
  })
  parser.on('doctype', () => {
    throw fault('a document type')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > MAX_DEPTH) throw fault(`more than ${MAX_DEPTH} elements in one another`)
    const element: OpenElement = { name, attributes: new Map(Object.entries(attributes)), children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  return document.children[0] as XmlElement
}
