export { exchange, failureReason, isSafeUrl, readWithin } from './ask.ts'
export { faultOfAuthorities, trusting } from './authorities.ts'
export { HTTP_ERRORS, HttpError, type HttpErrorCode } from './errors.ts'
