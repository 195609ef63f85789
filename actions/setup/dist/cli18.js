export { n as serve } from "./cli19.js";
