import { n as encodeFailure, o as readBuffer, r as hashGroups } from "./files2.js";
import { parentPort } from "node:worker_threads";
// packages/files/src/lane-worker.ts
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
