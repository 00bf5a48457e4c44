// Drives VS Code in a browser page: what a person does with it and sees in it. Every wait says what for.

const LIMIT = 45_000;

export class Workbench {
  /** `page` is Playwright's; `shots` the path prefix of screenshots; `address` where code-server answers. */
  constructor(page, address, shots) {
    this.page = page;
    this.address = address;
    this.shots = shots;
    this.count = 0;
    this.waiting = "the page";
  }

  /** Opens the folder with a file in the editor. */
  async open(folder, file) {
    const payload = JSON.stringify([["openFile", `vscode-remote://${new URL(this.address).host}${folder}/${file}`]]);
    const query = new URLSearchParams({ folder, payload });
    await this.page.goto(`${this.address}?${query}`);
    await this.sees("the workbench", ".monaco-workbench .part.statusbar");
    await this.sees(`the tab of ${file}`, ".tabs-container .tab.active", file);
    await this.sees("text in the editor", ".monaco-editor .view-line");
    await this.sees("the status of the extension, which is then active", "[id='status.languageStatus']");
  }

  /** Until VS Code knows of a debugger, F5 only opens the view whose button says that there is one. */
  async readyToDebug() {
    await this.press("Control+Shift+D");
    await this.sees("a debugger in the Run view", ".welcome-view-content .monaco-button", "Run and Debug");
    await this.press("Control+1");
    await this.sees("the cursor in the editor", ".editor-instance .monaco-editor.focused");
  }

  /** Waits until an element that matches is visible, with `text` in it where that is given. */
  async sees(what, selector, text) {
    const found = this.page.locator(selector, text === undefined ? {} : { hasText: text }).first();
    await this.until(what, () => found.waitFor({ state: "visible", timeout: LIMIT }));
    return found;
  }

  /** Waits until no such element is visible. */
  async misses(what, selector, text) {
    const found = this.page.locator(selector, text === undefined ? {} : { hasText: text }).first();
    await this.until(what, () => found.waitFor({ state: "hidden", timeout: LIMIT }));
  }

  /** Waits until `read` gives a value that `accepts`, and returns that. */
  async reads(what, read, accepts) {
    const deadline = Date.now() + LIMIT;
    let value;
    await this.until(what, async () => {
      for (;;) {
        value = await read();
        if (accepts(value)) {
          return;
        }
        if (Date.now() > deadline) {
          throw new Error(`it is ${JSON.stringify(value)}`);
        }
        // The next frame: what VS Code shows changes with frames only.
        await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      }
    });
    return value;
  }

  async until(what, wait) {
    this.waiting = what;
    try {
      await wait();
    } catch (error) {
      throw new Error(`waited for ${what}\n${error.message}`);
    }
  }

  async shot(name) {
    this.count += 1;
    // disabled: those that end are shown at their end
    await this.page.screenshot({ path: `${this.shots}-${this.count}-${name}.png`, animations: "disabled" });
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  /** Runs a command by its title, as with F1. */
  async command(title) {
    await this.press("F1");
    const input = await this.sees("the command palette", ".quick-input-widget input");
    await input.fill(`>${title}`);
    await this.sees(`the command ${title}`, ".quick-input-list .monaco-list-row.focused", title);
    await this.press("Enter");
  }

  /** The rectangle of `text` in the editor's visible lines. */
  async place(text) {
    await this.sees(`"${text}" in the editor`, ".monaco-editor .view-line", text);
    return this.page.evaluate((text) => {
      for (const line of document.querySelectorAll(".monaco-editor .view-line")) {
        const characters = [];
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          for (let offset = 0; offset < node.data.length; offset++) {
            characters.push({ node, offset, character: node.data[offset].replace("\u00a0", " ") });
          }
        }
        const start = characters.map(({ character }) => character).join("").indexOf(text);
        if (start >= 0) {
          const range = document.createRange();
          const [first, last] = [characters[start], characters[start + text.length - 1]];
          range.setStart(first.node, first.offset);
          range.setEnd(last.node, last.offset + 1);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x, y, width, height };
        }
      }
      throw new Error(`"${text}" is not in the visible lines`);
    }, text);
  }

  /** Moves the mouse over `text` and waits for what appears there. */
  async hover(text, expected) {
    const { x, y, width, height } = await this.place(text);
    await this.page.mouse.move(x + width / 2, y + height / 2);
    const hovers = ".monaco-hover:not(.hidden), .debug-hover-widget";
    return this.sees(`a hover over "${text}" with "${expected}"`, hovers, expected);
  }

  /** Sets the cursor after `text`. */
  async clickAfter(text) {
    const { x, y, width, height } = await this.place(text);
    await this.page.mouse.click(x + width, y + height / 2);
  }

  /** The line of the cursor, by the status bar. */
  async cursorLine() {
    const position = await this.sees("the position of the cursor", "[id='status.editor.selection']", /^Ln \d+/);
    return Number((await position.innerText()).match(/\d+/)[0]);
  }

  /** The colour in which `text` is shown. */
  async colour(text) {
    const { x, y, width, height } = await this.place(text);
    return this.page.evaluate(
      ([x, y]) => {
        const element = document.elementsFromPoint(x, y).find((each) => /\bmtk\d/.test(each.className));
        return element && getComputedStyle(element).color;
      },
      [x + width / 2, y + height / 2],
    );
  }
}
