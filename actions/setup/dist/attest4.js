export { t as provenancePredicate } from "./attest3.js";
import "./engine20.js";
