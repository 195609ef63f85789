export { t as prepareImages } from "./engine33.js";
