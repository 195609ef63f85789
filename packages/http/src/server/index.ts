export type { ServerAnswer } from './answer.ts'
export type { TlsFiles } from './credentials.ts'
export { type Answer, type HttpServer, type ListenOptions, listen, type RequestEntry } from './listen.ts'
export type { ServerRequest } from './request.ts'
