import { r as cleanUpGithub } from "./ci.js";
// actions/setup/src/post.ts
/** Removes what actions/setup made, when the job ends. */
cleanUpGithub(process.env);
export {};
