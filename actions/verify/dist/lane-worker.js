import { i as readBuffer, n as encodeFailure, r as hashGroups } from "./files.js";
import { parentPort } from "node:worker_threads";
// packages/files/src/lane-worker.ts
/** A thread that hashes: the entry point that worker-lane.ts starts. It is given one task at a time. */
const buffer = readBuffer();
const port = parentPort;
if (port === null) throw new Error("lane-worker is started as a thread");
port.on("message", ({ fd, groups, cancel }) => {
	hashGroups(groups, {
		fd,
		cancel,
		buffer,
		shared: false
	}).then((digests) => port.postMessage({
		kind: "digests",
		digests
	}), (error) => port.postMessage({
		kind: "failed",
		failure: encodeFailure(error)
	}));
});
export {};
