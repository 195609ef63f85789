import { t as require_dist } from "./protobuf-specs.js";
export default require_dist();
export {};
