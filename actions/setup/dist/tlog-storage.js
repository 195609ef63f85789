import { I as ChanceryError } from "./core.js";
// packages/tlog-storage/src/errors.ts
const TLOG_STORAGE_ERRORS = {
	LOG_NOT_FOUND: {
		family: "usage",
		howToFix: "Check the place: no log has been made there (chancery log init makes one)."
	},
	LOG_EXISTS: {
		family: "usage",
		howToFix: "Open the log that is there, or make the new one elsewhere."
	},
	LOG_STATE_MALFORMED: {
		family: "malformed",
		howToFix: "Something else has written to the state: bring the whole log back from a copy."
	},
	LOG_DAMAGED: {
		family: "untrusted",
		howToFix: "The message says what does not fit: bring the newest copy of the log back, and compare it with what witnesses have seen before it goes on."
	},
	LOG_ROLLED_BACK: {
		family: "untrusted",
		howToFix: "Parts of the log are older than others: bring the newest copy back whole. Going on from an older one would be a fork."
	},
	LOG_ORIGIN_MISMATCH: {
		family: "usage",
		howToFix: "Give the origin that the log was made with, or its own place."
	},
	LOG_KEY_MISMATCH: {
		family: "usage",
		howToFix: "Use the log's own key; where it was replaced, name the former one as such."
	},
	LOG_BUSY: {
		family: "environment",
		howToFix: "Another process writes to the log and does not let go of it: see whether it hangs, then try again."
	},
	LOG_SIGNING_FAILED: {
		family: "environment",
		howToFix: "See the cause: the key could not sign the checkpoint. The entries may be in the log; add them again."
	},
	LOG_STORE_UNAVAILABLE: {
		family: "environment",
		howToFix: "The message says what did not answer, or broke off: see to it, then try again. What was added last may be in the log."
	},
	LOG_STORE_REFUSED: {
		family: "usage",
		howToFix: "The message says what the server refused: check its address, the name of what is meant, the user and the rights."
	},
	LOG_STORE_UNSAFE: {
		family: "usage",
		howToFix: "The log could lose entries there, or fork: change what the message names, or keep the log elsewhere."
	},
	LOG_STORE_CLIENT_MISSING: {
		family: "usage",
		howToFix: "Install the package that the message names, where chancery is installed."
	},
	LOG_CLOSED: {
		family: "usage",
		howToFix: "Add entries before the log is closed."
	}
};
var TlogStorageError = class extends ChanceryError {
	constructor(code, message, options) {
		super(TLOG_STORAGE_ERRORS, code, message, options);
		this.name = "TlogStorageError";
	}
};
// packages/tlog-storage/src/log-store.ts
const CHECKPOINT_PATH = "checkpoint";
export { TlogStorageError as n, CHECKPOINT_PATH as t };
