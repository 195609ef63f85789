export { type TimestampClientOptions, timestampClient } from './client.ts'
export {
  TIMESTAMP_ERRORS,
  TimestampError,
  type TimestampErrorCode,
  type TimestampFailure,
  type TimestampFault,
} from './errors.ts'
export { type ResponderTimestamperOptions, responderTimestamper } from './local.ts'
export type { Poster, PostLimits } from './post.ts'
export { encodeTimestampQuery, type ParsedQuery, parseTimestampQuery, type TimestampQuery } from './request.ts'
export {
  DEFAULT_POLICY,
  type TimestampAnswerNote,
  type TimestampResponder,
  type TimestampResponderOptions,
  timestampResponder,
} from './responder.ts'
export {
  encodeGranted,
  encodeRejection,
  type FailureName,
  parseTimestampAnswer,
  type TimestampAnswer,
} from './response.ts'
export { type RequestEntry, type ServeOptions, serveTimestamps, type TimestampServer } from './serve.ts'
