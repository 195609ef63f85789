export { t as provenancePredicate } from "./attest3.js";
import "./engine11.js";
