export { n as logVerify } from "./cli13.js";
