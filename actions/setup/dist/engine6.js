export { D as suggestion } from "./engine.js";
import "./engine4.js";
import "./engine5.js";
