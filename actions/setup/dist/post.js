import { r as cleanUpGithub } from "./ci.js";
// actions/setup/src/post.ts
cleanUpGithub(process.env);
export {};
