export { n as logVerify } from "./cli11.js";
