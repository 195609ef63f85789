export { t as ConfiguredLog } from "./engine43.js";
