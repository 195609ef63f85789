export { t as prepareImages } from "./engine47.js";
