export { t as provenancePredicate } from "./attest5.js";
import "./engine33.js";
