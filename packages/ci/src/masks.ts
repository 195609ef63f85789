import { secretForms } from './secrets.ts'

/** What must not be shown, for platforms that know no secrets of ours. */
export class Masks {
  readonly #forms: string[] = []

  add(secret: string): void {
    this.#forms.push(...secretForms(secret))
    // A secret that begins with another must not leave its rest behind.
    this.#forms.sort((a, b) => b.length - a.length)
  }

  hide(text: string): string {
    return this.#forms.reduce((masked, form) => masked.replaceAll(form, '****'), text)
  }
}
