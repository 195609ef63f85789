/** What we use of picomatch 4, which ships no types. */
declare module 'picomatch' {
  interface Options {
    readonly dot?: boolean
    readonly noextglob?: boolean
    readonly windows?: boolean
    /** Of the regular expression. */
    readonly flags?: string
  }
  function picomatch(pattern: string | readonly string[], options?: Options): (path: string) => boolean
  namespace picomatch {
    function scan(
      pattern: string,
      options?: Options,
    ): { readonly base: string; readonly glob: string; readonly isGlob: boolean }
  }
  export default picomatch
}
