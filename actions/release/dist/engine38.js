export { t as prepareImages } from "./engine37.js";
