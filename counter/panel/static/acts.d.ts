import type { HandoverView, Panel } from "../shared/js/shapes.d.ts";
import type { Step } from "./steps.js";

/** What the templates of enquiries can ask for. */
export interface EnquiryActs {
  now(): Date;
  /** A manager answers for nobody's enquiry, and may hand over or resolve everybody's. */
  manages: boolean;
  /** Where this clerk works; a manager does nowhere. */
  here: object;
  enquiry(step: string, path: string, body: object, key?: string): unknown;
}

/** What the templates of cases can ask for. */
export interface CaseActs {
  case(step: string, number: string, body?: object): unknown;
}

/** What the panel's templates and questions can ask for. */
export interface Acts extends EnquiryActs, CaseActs {
  /** A step that cannot be taken now is answered too. */
  press(step: Step): void;
  take(step: Step): unknown;
  may(step: Step): boolean;
  pause(reason: string | undefined, handover: string): unknown;
  handover(left: HandoverView): unknown;
  transfer(to: object): unknown;
  resume(number: string): unknown;
  reinstate(number: string): unknown;
  callNumber(number: string): unknown;
  oneMore(service: string): unknown;
  finishWith(note: string, key: string): unknown;
  finishWhole(): unknown;
  close(): unknown;
  notice(body: object, key: string): unknown;
  enquiriesPath: string;
  accept(body: object, key: string): unknown;
  changeCounter(): void;
  signOut(): unknown;
  signInAgain(): void;
}

/** A question before a step. */
export type Asking = (acts: Acts, panel: Panel) => unknown;
