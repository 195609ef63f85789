export { t as provenancePredicate } from "./attest5.js";
import "./engine23.js";
