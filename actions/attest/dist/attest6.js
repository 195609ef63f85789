export { t as provenancePredicate } from "./attest5.js";
import "./engine22.js";
