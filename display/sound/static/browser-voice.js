/** The browser's own voice: better than none where no clip can be had. */

const LIMIT_MS = 15_000; // some browsers never tell that they have finished

/**
 * Reads a text in Chinese, with its number digit by digit.
 * @param {Record<string, string>} text @param {string} [number]
 * @returns {Promise<boolean>} whether there was such a voice and it spoke
 */
export function browserVoice(text, number) {
  const voice = globalThis.speechSynthesis?.getVoices().find(({ lang }) => lang.startsWith("zh"));
  if (!voice || !text.zh) return Promise.resolve(false);
  const words = number ? text.zh.replace(number, [...number].join(" ")) : text.zh;
  const speech = Object.assign(new SpeechSynthesisUtterance(words), { voice, lang: voice.lang });
  return new Promise((told) => {
    const timer = setTimeout(() => (speechSynthesis.cancel(), told(false)), LIMIT_MS);
    const end = (/** @type {boolean} */ spoke) => (clearTimeout(timer), told(spoke));
    speech.onend = () => end(true);
    speech.onerror = () => end(false);
    speechSynthesis.speak(speech);
  });
}
