export { t as serve } from "./cli15.js";
