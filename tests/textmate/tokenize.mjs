// Tokenises NORMiL files as VS Code does, with the extension's TextMate grammar.
// usage: node tokenize.mjs FILE...   prints a JSON list: of each file its lines, of each line [end, scopes] pairs
// in UTF-16 units, the innermost scope first.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const extension = new URL("../../vscode-extension/", import.meta.url);
const require = createRequire(new URL("package.json", extension));
const { loadWASM, OnigScanner, OnigString } = require("vscode-oniguruma");
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");

await loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
const file = fileURLToPath(new URL("syntaxes/normil.tmLanguage.json", extension));
const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new OnigScanner(patterns),
    createOnigString: (text) => new OnigString(text),
  }),
  loadGrammar: async () => parseRawGrammar(readFileSync(file, "utf8"), file),
});
const grammar = await registry.loadGrammar("source.normil");

function tokenize(text) {
  let state = INITIAL;
  return text.split(/\r\n|\n|\r/).map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ endIndex, scopes }) => [Math.min(endIndex, line.length), scopes.toReversed()]);
  });
}

const texts = process.argv.slice(2).map((path) => readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
process.stdout.write(JSON.stringify(texts.map(tokenize)));
