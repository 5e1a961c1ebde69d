/** Spoken help in elder mode: recorded or made by the server, or else by a voice that the browser has. */

import { lang, t } from "../shared/js/page.js";
import { Voice } from "../shared/js/sound.js";
import { page } from "./kiosk-page.js";

const LOCALE = { zh: "zh-CN", en: "en-GB" }[lang] ?? lang;

export class Prompts {
  #on = false;
  #voice = new Voice();
  #count = 0;

  /** Whether anything is said. What will be said is fetched at once: the server may be away when it is needed. @param {boolean} on */
  set on(on) {
    this.#on = on;
    if (on) this.#voice.prepare(Object.values(page.prompts).flat());
    else this.hush();
  }

  /** Says the prompt of that name, and nothing that was still to be said. @param {string} name */
  say(name) {
    if (!this.#on) return;
    void this.#speak(page.prompts[name] ?? [], t(`kiosk.say_${name}`));
  }

  /** Says which number somebody got. @param {string} number */
  async sayTicket(number) {
    if (!this.#on) return;
    this.hush();
    const turn = this.#count;
    const text = `${t("kiosk.say_number", { number: [...number].join(" ") })} ${t("kiosk.say_ticket")}`;
    const clips = await this.#clips(number);
    if (turn === this.#count) void this.#speak([...clips, ...(page.prompts.ticket ?? [])], text); // else another screen has come
  }

  hush() {
    this.#count += 1;
    this.#voice.stop();
    globalThis.speechSynthesis?.cancel();
  }

  /** No sound is no reason to trouble the visitor. @param {string} number @returns {Promise<string[]>} */
  async #clips(number) {
    try {
      const answer = await fetch(`/kiosk/voice/${lang}/${encodeURIComponent(number)}`);
      return answer.ok ? await answer.json() : [];
    } catch {
      return [];
    }
  }

  /** @param {string[]} clips @param {string} text */
  async #speak(clips, text) {
    this.hush();
    const turn = this.#count;
    if (clips.length) {
      await this.#voice.say({ id: turn, clips, wanted: () => turn === this.#count });
      return;
    }
    const voice = globalThis.speechSynthesis?.getVoices().find((one) => one.lang.startsWith(lang));
    if (!voice) return;
    const saying = new SpeechSynthesisUtterance(text);
    Object.assign(saying, { voice, lang: LOCALE, rate: 0.9 });
    speechSynthesis.speak(saying);
  }
}
