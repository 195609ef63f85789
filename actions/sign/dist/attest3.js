export { t as provenancePredicate } from "./attest2.js";
import "./engine8.js";
