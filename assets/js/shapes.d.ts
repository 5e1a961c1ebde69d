// What the server answers and pushes, made from the types in hall/ and the faces. Not written by hand:
// .venv/bin/python -m tests.house.shapes

/** By language. */
export type Text = Record<string, string>;

/** Feedback as the clerk sees it whom it is about: neither who gave it, nor their words, nor the score. */
export interface AboutMe {
  number: string; kind: string; status: string; day: string; reasons: string[]; appeal: string | null;
  may_appeal: boolean;
}

/** A case with its receipt: `url` is its page, in the QR code. `printing` is False when no paper will come out. */
export interface AcceptedCase {
  number: string; status: string; matter: string; name: Text; due: string; provisional: boolean;
  due_state: string | null; left_workdays: number; outcome: string | null; prolonged_by: number; reason: string | null;
  suspended: string | null; grounds: string | null; wish: WishView | null; counter: string; by: string; owner: string;
  trail: TakenStep[]; url: string; code: string; printing: boolean;
}

/** An account, without its PIN. `badge` is what visitors see; `id` is what its owner signs in with. */
export interface AccountView {
  id: string; name: string; role: string; badge: string; disabled: boolean; counters: string[];
}

/** Advice to open `counter` at `opens_at`, for `service` above all. */
export interface AdviceView {
  service: string; counter: string; opens_at: string; limit_s: number; over_without: number; over_with: number;
}

/** What somebody should see to, in words, about a service, counter or device. */
export interface AlarmView {
  code: string; about: string; degree: number; text: Text; since: string | null; noted: NotedView | null;
}

/** A visitor who waits at a kiosk since `at`; `taken_by` is the account of who is coming. */
export interface AssistanceView {
  id: number; kind: string; place: string; lang: string; at: string; taken_by: string | null;
}

/** Somebody who may serve and was at no counter last week. */
export interface AwayView {
  staff: string; name: string;
}

/** The backups in this server's folder, and when the oldest of them will have been deleted at the latest. */
export interface BackupsView {
  count: number; oldest: string | null; newest: string | null; keep_days: number;
}

/** A zone's whole wall. */
export interface Board {
  version: number; zone: string; time: string; calls: CallView[]; waiting: WaitingView[]; counters: CounterOnWall[];
  notices: MessageView[]; emergency: MessageView | null; ready: string[]; volume: number; dark: DarkView | null;
  door: Door;
}

/** The receipt of a booking: `url` is its visitor's own page, `code` is typed at a kiosk. */
export interface BookedAppointment {
  token: string; code: string; url: string; at: string; service: string;
}

/** So many visitors have booked for `at` and are still to come. */
export interface BookedView {
  at: string; service: string; count: number;
}

/** One call on a wall. `id` grows; a screen speaks each once. `audio` lists clips to play in order. */
export interface CallView {
  id: number; number: string; service: string; counter: string; counter_name: Text; text: Text; audio: string[];
  recall: boolean; at: string; status: Status;
}

/** A case as its number alone tells it: how far it is. */
export interface CaseNumber {
  number: string; status: string;
}

/** A case with what names its applicant, as long as that is kept; `words` came with how it stands. */
export interface CaseRecord {
  number: string; status: string; matter: string; name: Text; due: string; provisional: boolean;
  due_state: string | null; left_workdays: number; outcome: string | null; prolonged_by: number; reason: string | null;
  suspended: string | null; grounds: string | null; wish: WishView | null; counter: string; by: string; owner: string;
  trail: TakenStep[]; applicant: string; phone: string; remark: string; words: string;
}

/** A step that was taken, and when. */
export interface CaseStep {
  step: string; at: string;
}

export interface CaseView {
  number: string; status: string; matter: string; name: Text; due: string; provisional: boolean;
  due_state: string | null; left_workdays: number; outcome: string | null; prolonged_by: number; reason: string | null;
  suspended: string | null; grounds: string | null; wish: WishView | null; counter: string; by: string; owner: string;
  trail: TakenStep[];
}

/** Every case that is not done, the next due first; `count` tells of all. */
export interface Cases {
  figures: Figures; count: number; cases: CaseView[];
}

/** One change of the plan: `how` is "imported", "edited" or "restored". */
export interface ChangeView {
  version: string; at: string; by: string; how: string; changes: Changed[];
}

/** One key that a change changed. */
export interface Changed {
  key: string; before: unknown; after: unknown;
}

/** Whether a plan would do, what it would do, and what it would change in the version that it was made from. */
export interface Checked {
  version: string; mistakes: Mistake[]; advice: Mistake[]; effects: Effect[]; changes: Changed[];
}

/** One hall. What was never heard is None, and so are `longest_s` where nobody waits and `on_time` without cases. */
export interface CityHallView {
  name: Text; url: string; now: HeardView; waiting: number | null; longest_s: number | null; faults: number | null;
  fault_texts: Text[]; on_time_now: HeardView; on_time: number | null;
}

/** The halls, in the order of the file. */
export interface CityView {
  halls: CityHallView[];
}

/** Who serves: the name and number on the badge, None where no number is known. */
export interface Clerk {
  name: string; badge: string | null;
}

/** A one-time code, and the address that a device may open instead of typing it. */
export interface CodeView {
  code: string; until: string; url: string;
}

/** A column, and what it holds: count, number, seconds, share, text or materials. */
export interface ColumnView {
  name: string; kind: string;
}

/** What a visitor wrote beside a rating that is no low one. */
export interface CommentView {
  day: string; service: string | null; counter: string | null; clerk: string | null; score: number; text: string;
}

export interface Compared {
  from: string; to: string; rows: Record<string, unknown>[]; totals: Record<string, unknown>; recorded: boolean;
}

/** One counter: who works there, with which visitor since when, and whether help is asked for. */
export interface CounterNow {
  id: string; name: Text; zone: string; status: string; closing: boolean; reason: string | null; staff: string | null;
  since: string | null; number: string | null; ticket_status: string | null; ticket_since: string | null;
  help: HelpView | null;
}

/** One counter of a zone: "open", "paused" or "closed", and the number in front of it. */
export interface CounterOnWall {
  id: string; name: Text; status: string; number: string | null;
}

/** The screen over one counter. `call` is the id of the call that stands, None when nobody is being called. */
export interface CounterScreen {
  version: number; counter: string; name: Text; services: Text[]; time: string; status: string; reason: string | null;
  number: string | null; call: number | null; clerk: Clerk | null; door: Door; emergency: MessageView | null;
}

/** The ticket in front of the counter: also the visitor's language and the services that follow. */
export interface CurrentView {
  class: string; wait_s: WaitView | null; expected_at: string | null; latest_at: string | null; after_break: boolean;
  id: string; number: string; service: string; then: string[]; status: Status; ahead: number; others_ahead: number;
  counters_open: number; closed: Door | null; counter: string | null; issued_at: string; called_at: string | null;
  started_at: string | null; finished_at: string | null; calls: number; put_off: boolean; rated: boolean; lang: string;
  may_miss: boolean; times_called: number; returns: boolean;
}

/** From when until when a screen is dark, unless somebody is called, waits or has to be warned. */
export interface DarkView {
  begins: string; ends: string;
}

/** A message: `at` is when it was taken or first tried, `due` when it is tried again, `why` what was wrong last. */
export interface DeliveryView {
  id: string; state: "accepted" | "waiting" | "dead"; at: string; attempts: number | null; why: string | null;
  due: string | null;
}

/** What is wrong with a device. */
export interface DeviceFault {
  code: string; text: Text;
}

/** A fault: what it is about, since when, until when, who reported it (None: the hall found it), who dealt with it. */
export interface DeviceFaultView {
  id: string; device: Text; code: string | null; urgent: boolean; since: string; until: string | null;
  by: string | null; seen_to_by: string | null; text: string; remark: string; ends_itself: boolean;
}

/** A device. `version` is the digest of the pages it shows; what was not heard since the server started is None. */
export interface DeviceView {
  id: string; kind: string; name: string; place: string | null; online: boolean; last_seen: string | null;
  screen: string | null; version: string | null; current: boolean | null; faults: DeviceFault[];
  shown: ShownView | null;
}

/** Whether the hall is open; else why it is not, and when it opens (RFC 3339) if that is known. */
export interface Door {
  open: boolean; why: "early" | "lunch" | "late" | "day_off" | "holiday" | null; opens_at: string | null; over: boolean;
}

/** How many cases, enquiries or remarks of visitors are due soon or overdue. */
export interface DueView {
  what: string; count: number;
}

/** What the change would do to those who are here now. */
export interface Effect {
  code: string; text: Text;
}

/** The emergency that stands, or None. */
export interface EmergencyNow {
  emergency: MessageView | null;
}

/** An endpoint and its newest key, which is said this once. */
export interface EndpointKey {
  key: string; endpoint: EndpointView;
}

/** An address that is told. `waiting` are tried again, `dead` were given up; `gone`: it wants no more (410). */
export interface EndpointView {
  id: string; url: string; kinds: string[]; made_at: string; made_by: string; key_since: string; gone: boolean;
  waiting: number; dead: number; accepted_at: string | null;
}

/** What one clerk received first, took over and resolved lately, and answers for now. */
export interface EnquiriesFiguresView {
  staff: string; received: number; accepted: number; resolved: number; open: number;
}

/** What somebody answers for, and what is offered to them or to the counter where they work. */
export interface EnquiriesHere {
  mine: EnquiryView[]; offered: EnquiryView[]; passed_on: EnquiryView[];
}

/** All that is open, and the figures of the last `days` days for the whole hall and by clerk. */
export interface EnquiriesNow {
  open: EnquiryView[]; days: number; received: number; resolved: number; handed_over_share: number | null;
  handed_over_goal: number; resolved_share: number | null; resolved_goal: number; clerks: EnquiriesFiguresView[];
}

/** An enquiry as it stands; `owner` answers for it, `late` once it was open for too many of the hall's own hours. */
export interface EnquiryView {
  id: string; counter: string; ticket: string | null; service: string | null; received_at: string; late: boolean;
  owner: string; offer: LinkView | null; outcome: string | null; chain: LinkView[]; about: string; reply: string;
}

/** A deletion: when, by whom, of how many records of each kind; what was kept back, and why. */
export interface ErasureView {
  number: string; at: string; by: string; found_by: "ticket" | "reference" | "phone"; kinds: Record<string, number>;
  kept: KeptBack[];
}

/** A fact by its key: promised_limit, statutory_limit, fee, where, hours, phone, result, forms. */
export interface FactView {
  key: string; text: Text;
}

/** What somebody should mend, in words; `about` names the device, folder or counter, empty for the hall itself. */
export interface FaultView {
  code: string; text: Text; since: string; about: string;
}

/** What is out of order now, and the latest that was; `count` is how many there are in all. */
export interface FaultsView {
  time: string; faults: DeviceFaultView[]; count: number;
}

/** What is not closed, or has an appeal to be decided, the next due first. */
export interface FeedbackList {
  count: number; overdue: number; feedback: FeedbackView[];
}

/** Feedback with its words, as long as they are kept; what is not known any more is empty. */
export interface FeedbackRecord {
  number: string; kind: string; source: string; status: string; day: string; service: string | null;
  counter: string | null; clerk: string | null; score: number | null; reasons: string[]; anonymous: boolean;
  assigned_to: string | null; contact_due: string | null; contact_state: string | null; answer_due: string;
  answer_state: string | null; call_back_due: string | null; call_back_state: string | null; provisional: boolean;
  put_right: boolean; satisfied: boolean | null; appeal: string | null; steps: string[]; ticket: string | null;
  text: string; contact: string; about: string; answer: string; answer_before: string; appeal_reason: string;
  trail: StaffStep[];
}

/** A step that was taken, and when. */
export interface FeedbackStep {
  step: string; at: string;
}

/** Feedback as those see it who follow it up. States: ok, near_due, overdue; on_time or late once done. */
export interface FeedbackView {
  number: string; kind: string; source: string; status: string; day: string; service: string | null;
  counter: string | null; clerk: string | null; score: number | null; reasons: string[]; anonymous: boolean;
  assigned_to: string | null; contact_due: string | null; contact_state: string | null; answer_due: string;
  answer_state: string | null; call_back_due: string | null; call_back_state: string | null; provisional: boolean;
  put_right: boolean; satisfied: boolean | null; appeal: string | null; steps: string[];
}

/** A total of a report, by its column, of last week and of the week before; None where there is nothing to say. */
export interface FigureView {
  report: string; column: string; kind: string; last: number | null; before: number | null;
}

/** The hall's open cases by how they stand, and by who answers for them. */
export interface Figures {
  version: number; due: Record<string, number>; by_staff: Record<string, Record<string, number>>; wishes: number;
  ready: number; decided: number; on_time: number | null; on_time_goal: number;
}

/** The whole floor. */
export interface FloorNow {
  version: number; time: string; waiting: number; served: number; missed: number; services: ServiceNow[];
  counters: CounterNow[]; alarms: AlarmView[]; loose: LooseView[]; loose_count: number; held: number;
  sounds: SoundNow[]; advice: AdviceView | null; outcomes: OutcomeView[];
}

/** A notice that a visitor brought along: what was lacking, by name, and who told it where. */
export interface FoundNotice {
  id: string; guide: string; name: Text; missing: string[]; at: string; url: string; counter: Text; by: string;
  lacking: Text[]; remark: string;
}

/** What is kept of a person: never the words. */
export interface FoundView {
  records: HeldView[];
}

/** The receipt: `url` is the page on which its holder reads what came of it. `printing`: a paper will come out. */
export interface GivenFeedback {
  token: string; url: string; number: string; printing: boolean;
}

/** `printing` is False when no paper will come out; `again`: the visit was told of the same matter before. */
export interface GivenNotice {
  id: string; guide: string; name: Text; missing: string[]; at: string; url: string; printing: boolean; again: boolean;
}

/** One version of a guide, and what it changed in the one before. */
export interface GuideChange {
  version: string; at: string | null; by: string; how: string; changes: Changed[];
}

/** A guide among others. `service` is whose ticket leads there. */
export interface GuideInList {
  id: string; name: Text; summary: Text; service: string | null;
}

/** A guide, also one that is gone; `how` is "file", "written", "removed" or "restored". */
export interface GuideListed {
  id: string; name: Text; there: boolean; shown: boolean; how: string; at: string | null; by: string;
}

/** A draft on the newest version; of `conflicts`, `before` is what counts now and `after` what the draft says. */
export interface GuideMerged {
  version: string; guide: Record<string, unknown>; conflicts: Changed[];
}

/** What a guide says, as its file would, and its version for If-Match; {} where there is none. */
export interface GuideNow {
  version: string; guide: Record<string, unknown>;
}

/** What screens draw, and the picture that the roll of 80 mm prints, as a PNG in base 64. */
export interface GuidePreviewed {
  screen: GuideView; roll: string;
}

/** `printing` is False when no paper will come out; `already`: it was asked for a moment ago and has come out. */
export interface GuidePrinted {
  guide: string; printing: boolean; already: boolean;
}

/** The hall's guide: what is open now. */
export interface GuideScreen {
  version: number; time: string; door: Door; today: string[]; counters: CounterOnWall[]; emergency: MessageView | null;
}

/** A whole guide. `found_by`: folded letters that a search without the server looks in. */
export interface GuideView {
  id: string; name: Text; summary: Text; service: string | null; facts: FactView[]; conditions: Text[];
  materials: MaterialView[]; steps: StepView[]; basis: Text[]; updated: string; found_by: string[];
}

/** What a clerk said to whoever takes over; empty where its time is over. */
export interface HandoverNote {
  note: string;
}

/** A note for whoever is at this counter now: from the clerk of `counter`, an account id. */
export interface HandoverView {
  counter: string; counter_name: Text; staff: string; at: string; read: boolean;
}

/** `status` is "ok"; otherwise `wrong` lists what is wrong. */
export interface Health {
  status: string; wrong: string[];
}

/** When a hall said that (None: never), whether it is still so, and why and since when it says nothing. */
export interface HeardView {
  at: string | null; fresh: boolean; trouble: string | null; since: string | null;
}

/** A record with words: of what kind, which facts there are, until when; `needed` says why the hall keeps it. */
export interface HeldView {
  label: string; kind: string; number: string; day: string; facts: string[]; last_day: string | null;
  needed: string | null;
}

/** A call for the manager, and who is coming. */
export interface HelpView {
  at: string; taken_by: string | null;
}

/** A day of the coming seven with other hours than usual: `spans` and `usual` as "08:30-12:00". */
export interface HoursView {
  date: string; spans: string[]; usual: string[];
}

/** One thing to be looked at. `state`: "open" (still to do), "not_done" (its time is over), "in_order", "fault". */
export interface ItemView {
  id: string; name: Text; state: string; by: string | null; at: string | null; remark: string;
}

/** A record whose words the hall still needs: `why` is "case_open" or "feedback_open". */
export interface KeptBack {
  kind: string; number: string; why: string;
}

/** What is kept of a kind: its setting and days; how much, since when, and when the next of it is deleted. */
export interface KindView {
  kind: string; whom: string; facts: string[]; setting: string | null; days: number | null; count: number;
  standing: number; oldest: string | null; next_deleted: string | null;
}

/** One link of the chain: "received", "offered", "withdrawn", "accepted", "declined" or "resolved". */
export interface LinkView {
  at: string; what: string; by: string; to_staff: string | null; to_counter: string | null;
}

/** That somebody read what names a person: when, who, what it was, of which record. */
export interface LookView {
  at: string; by: string; what: string; about: string | null;
}

/** The looks of the last `days` days, the latest first; `count` tells of all. `unread`: days that are damaged. */
export interface LooksView {
  days: number; count: number; looks: LookView[]; unread: string[];
}

/** One visitor: for which service and at which counter alone, why in nobody's hands, and since when. */
export interface LooseView {
  number: string; service: string; counter: string | null; why: "unattended" | "held" | "one_counter" | "missed";
  since: string;
}

/** A token that was made; `secret` is said this once. */
export interface MadeToken {
  secret: string; token: TokenView;
}

/** One paper to bring. `wanted` tells how many originals and copies. */
export interface MaterialView {
  id: string; name: Text; wanted: Text; required: boolean; note: Text | null;
}

/** A file that walls can show; `size` in bytes. `mark` changes when it does. */
export interface MediumFile {
  id: string; kind: "picture" | "video"; size: number; mark: string;
}

/** A draft on the newest version; of `conflicts`, `before` is what counts now and `after` what the draft says. */
export interface Merged {
  version: string; plan: Record<string, unknown>; conflicts: Changed[];
}

/** A text for everybody, by language; `audio` lists clips to play in order when it is `spoken`. */
export interface MessageView {
  id: number; text: Text; spoken: boolean; audio: string[]; at: string; until: string | null; starts_at: string | null;
  zones: string[]; drill: boolean;
}

/** What is wrong, and where in the plan. */
export interface Mistake {
  loc: (string | number)[]; msg: string;
}

/** The whole page. `backup_at` is None when there is none. */
export interface MondayView {
  first: string; last: string; before_first: string; before_last: string; figures: FigureView[]; unread: string[];
  due: DueView[]; away: AwayView[]; ails: AlarmView[]; hours: HoursView[]; backup_at: string | null;
}

/** A clerk's note; `number` and `service` are None where it is for who takes over the counter. */
export interface NoteView {
  at: string; counter: string | null; staff: string; number: string | null; service: string | null; text: string;
}

/** Who took note of an alarm, an account id, and when. */
export interface NotedView {
  by: string; at: string;
}

/** The notes of a day, the latest first, as far as they are still kept. */
export interface NotesView {
  day: string; notes: NoteView[];
}

/** A notice as given; `url` is its page, in the QR code. */
export interface NoticeView {
  id: string; guide: string; name: Text; missing: string[]; at: string; url: string;
}

/** A call as the kiosk knows it; `taken`: somebody is coming. */
export interface OnTheWay {
  id: number; kind: string; taken: boolean;
}

/** What came of advice: whether the counter called anybody in that hour, and how many waited too long. */
export interface OutcomeView {
  service: string; counter: string; opens_at: string; limit_s: number; over_without: number; over_with: number;
  followed: boolean; over: number;
}

/** An appointment as its visitor sees it, without what names a person. */
export interface OwnAppointment {
  token: string; code: string; url: string; at: string; service: string; service_name: Text;
  status: "booked" | "arrived" | "cancelled" | "missed"; fits: boolean;
}

/** Feedback as its visitor sees it: nothing that names anybody. */
export interface OwnFeedback {
  number: string; kind: string; status: string; contact_due: string | null; contacted: string | null; reached: boolean;
  answer_due: string; provisional: boolean; call_back_due: string | null; answer: string | null;
  put_right: string | null; satisfied: boolean | null; appeal: string | null; may_judge: boolean; steps: FeedbackStep[];
}

/** A ticket on its holder's phone: also how many notices and cases came of it. */
export interface OwnTicket {
  class: string; wait_s: WaitView | null; expected_at: string | null; latest_at: string | null; after_break: boolean;
  id: string; number: string; service: string; then: string[]; status: Status; ahead: number; others_ahead: number;
  counters_open: number; closed: Door | null; counter: string | null; issued_at: string; called_at: string | null;
  started_at: string | null; finished_at: string | null; calls: number; put_off: boolean; rated: boolean;
  version: number; notices: number; cases: number;
}

/** One counter as its clerk sees it: the present ticket, the queue it serves, held and missed tickets. */
export interface Panel {
  version: number; day: string; id: string; name: Text; zone: string; services: string[]; covering: string[];
  status: string; closing: boolean; reason: string | null; staff: string | null; since: string | null; time: string;
  current: CurrentView | null; waiting: number; queue: TicketView[]; held: TicketView[]; held_count: number;
  missed: TicketView[]; missed_count: number; today: PanelFiguresView; undo: UndoView | null; help: HelpView | null;
  handovers: HandoverView[]; booked: BookedView[];
}

/** The clerk's own day. */
export interface PanelFiguresView {
  served: number; missed: number; mean_s: number | null;
}

/** What is to be looked at now, None where the hall has no such list or is closed; and how earlier rounds went. */
export interface PatrolView {
  day: RoundView | null; month: RoundView | null; earlier: SumView[];
}

/** The plan that counts, and its version for If-Match. */
export interface PlanNow {
  version: string; plan: Record<string, unknown>;
}

/** A printer's state, and whether a ticket comes out in it. */
export interface PrinterNow {
  state: string; prints: boolean;
}

/** Every printer by name, and the one of a kiosk whose address names none. */
export interface Printers {
  version: number; usual: string | null; printers: Record<string, PrinterNow>;
}

/** What is kept; and what was deleted on request, the latest first. */
export interface PrivacyView {
  today: string; kinds: KindView[]; standing: StandingView[]; backups: BackupsView; erasures: ErasureView[];
}

export interface Problem {
  type: string; title: string; status: number; detail: string; opens_at?: string; errors?: Record<string, unknown>[];
}

/** A ticket that was rated; `follow_up`: its holder can read what comes of it, with the ticket's own token. */
export interface RatedTicket {
  class: string; wait_s: WaitView | null; expected_at: string | null; latest_at: string | null; after_break: boolean;
  id: string; number: string; service: string; then: string[]; status: Status; ahead: number; others_ahead: number;
  counters_open: number; closed: Door | null; counter: string | null; issued_at: string; called_at: string | null;
  started_at: string | null; finished_at: string | null; calls: number; put_off: boolean; rated: boolean;
  follow_up: boolean;
}

/** A case as its receipt tells it. `provisional`: the promised day may move with the arrangement of holidays. */
export interface ReceiptView {
  number: string; status: string; matter: string; name: Text; on_the_spot: boolean; due: string; provisional: boolean;
  outcome: string | null; prolonged_by: number; reason: string | null; suspended: string | null; grounds: string | null;
  words: string; remedies: Remedies | null; corrected: boolean; steps: CaseStep[];
}

/** How it stands with saying the text in one language: "ready", "making" (ask again), or "unsaid". */
export interface RehearsedText {
  lang: string; readiness: "ready" | "making" | "unsaid"; audio: string[];
}

/** Where somebody can object to a decision, and within which time: review by an office, and the court. */
export interface Remedies {
  review: Text; review_days: number; court: Text; court_months: number;
}

/** Whether messages are sent about the ticket. */
export interface ReminderView {
  asked: boolean;
}

export interface ReportView {
  report: string; from: string; to: string; by: string; columns: ColumnView[]; rows: Record<string, unknown>[];
  totals: Record<string, unknown>; spread: number[]; recorded: boolean; unread: string[]; compared: Compared | null;
}

/** `printing` is False when no paper will come out; `already`: it was asked for a moment ago and has come out. */
export interface Reprinted {
  number: string; printing: boolean; already: boolean;
}

/** A role: what it may, and what the hall's settings grant it besides. */
export interface RoleView {
  id: string; may: string[]; granted: string[];
}

/** A day's or month's round; what was not done when it ended is told as not done. */
export interface RoundView {
  period: string; over: boolean; items: ItemView[];
}

/** A call still to be said: how short and when, if nothing else happens. */
export interface SaidNext {
  call: number; form: string; starts_at: string;
}

/** What is being said: the call's id, or None for a message ("notice", "emergency"). */
export interface SayingNow {
  call: number | null; form: string; since: string;
}

/** One service: who waits, since when the longest has, the wait of a newcomer, and its open counters. */
export interface ServiceNow {
  wait_s: WaitView | null; expected_at: string | null; latest_at: string | null; after_break: boolean; id: string;
  name: Text; waiting: number; longest_since: string | null; counters_open: number; booked: number;
}

/** A service on the kiosk. `closed_reason` is None while it is open. */
export interface ServiceView {
  wait_s: WaitView | null; expected_at: string | null; latest_at: string | null; after_break: boolean; id: string;
  group: string; name: Text; covers: Text; prefix: string; guide: string | null; open: boolean;
  closed_reason: string | null; opens_at: string | null; waiting: number; others_ahead: number; counters_open: number;
}

/** What a kiosk offers. */
export interface Services {
  version: number; services: ServiceView[]; door: Door; emergency: Text | null; drill: boolean;
}

/** Where an account is signed in: `id` names the session here alone, and opens nothing. */
export interface SessionShown {
  id: string; counter: string | null; since: string;
}

/** A session that began; `token` is said this once. */
export interface SessionView {
  token: string; staff: StaffView; counter: string | null;
}

/** The words that a screen showed when it was asked: no photograph, and nothing of pictures and videos. */
export interface ShownView {
  at: string; lines: string[];
}

/** A slot: when it begins, and how many may still book it. */
export interface SlotView {
  at: string; free: number;
}

/** A zone's calls of today: how soon the latest were heard, by what means, how short, and what was never said. */
export interface SoundNow {
  zone: string; calls: number; usual_s: number | null; slowest_s: number | null; by: Record<string, number>;
  said: number; answered_first: number; never: number; forms: Record<string, number>;
}

/** The plan of speech of a zone, and today's figures. */
export interface SpeechNow {
  version: number; zone: string; voice: string | null; saying: SayingNow | null; next: SaidNext[]; said: number;
  answered_first: number; never: number; taken_back: number; forms: Record<string, number>;
}

/** An appointment as staff see it who help its visitor; name and telephone as far as they were given. */
export interface StaffAppointment {
  token: string; code: string; url: string; at: string; service: string; service_name: Text;
  status: "booked" | "arrived" | "cancelled" | "missed"; fits: boolean; name: string; phone: string;
}

/** A step, and which account took it. */
export interface StaffStep {
  step: string; at: string; by: string;
}

/** An account, without its PIN. */
export interface StaffView {
  id: string; name: string; role: string; badge: string;
}

/** What the hall keeps outside the vaults; `count` is None where it is not counted. */
export interface StandingView {
  what: string; count: number | null;
}

/** Where a ticket stands. */
export type Status = "waiting" | "called" | "serving" | "held" | "finished" | "no_show" | "cancelled" | "expired";

/** One step of the procedure. */
export interface StepView {
  name: Text; text: Text;
}

/** An earlier round in figures. */
export interface SumView {
  period: string; due: number; in_order: number; faults: number; not_done: number;
}

/** What the tablet at a counter shows. */
export interface Tablet {
  version: number; counter: string; name: Text; status: string; clerk: Clerk | null; visit: ToRate | null;
}

/** With its receipt: `url` is the visitor's page. `printing` is False when no paper will come out. */
export interface TakenDown {
  number: string; kind: string; source: string; status: string; day: string; service: string | null;
  counter: string | null; clerk: string | null; score: number | null; reasons: string[]; anonymous: boolean;
  assigned_to: string | null; contact_due: string | null; contact_state: string | null; answer_due: string;
  answer_state: string | null; call_back_due: string | null; call_back_state: string | null; provisional: boolean;
  put_right: boolean; satisfied: boolean | null; appeal: string | null; steps: string[]; token: string; url: string;
  printing: boolean;
}

/** A step, and which account took it; `about` is what was chosen: an outcome, a reason, an account. */
export interface TakenStep {
  step: string; at: string; by: string; about: string | null;
}

/** A ticket as only the one who took it sees it: with its secret token and the address of its page. */
export interface TakenTicket {
  class: string; wait_s: WaitView | null; expected_at: string | null; latest_at: string | null; after_break: boolean;
  id: string; number: string; service: string; then: string[]; status: Status; ahead: number; others_ahead: number;
  counters_open: number; closed: Door | null; counter: string | null; issued_at: string; called_at: string | null;
  started_at: string | null; finished_at: string | null; calls: number; put_off: boolean; rated: boolean; token: string;
  url: string;
}

/** What came of it: "printed", "perhaps" or "not"; `detail` in technical words. */
export interface TestPrinted {
  outcome: string; detail: string;
}

/** A case accepted for a ticket; `url` is its page. */
export interface TicketCase {
  number: string; status: string; matter: string; name: Text; on_the_spot: boolean; due: string; provisional: boolean;
  outcome: string | null; prolonged_by: number; reason: string | null; suspended: string | null; grounds: string | null;
  words: string; remedies: Remedies | null; corrected: boolean; steps: CaseStep[]; url: string;
}

/** A ticket as everybody may see it. */
export interface TicketView {
  class: string; wait_s: WaitView | null; expected_at: string | null; latest_at: string | null; after_break: boolean;
  id: string; number: string; service: string; then: string[]; status: Status; ahead: number; others_ahead: number;
  counters_open: number; closed: Door | null; counter: string | null; issued_at: string; called_at: string | null;
  started_at: string | null; finished_at: string | null; calls: number; put_off: boolean; rated: boolean;
}

/** The visit to rate; the tablet stops asking at `until`. */
export interface ToRate {
  ticket: string; number: string; service: Text; until: string;
}

/** A platform's token, without its secret. It was never used where the times are null. */
export interface TokenView {
  id: string; name: string; scopes: string[]; made_at: string; made_by: string; first_used: string | null;
  last_used: string | null; ended_at: string | null;
}

/** The step that can be taken back until `until`. */
export interface UndoView {
  step: string; number: string; until: string;
}

/** The note on the visitor at the counter, as it was left last; empty where there is none, or it is kept no more. */
export interface VisitorNote {
  note: string;
}

/** A predicted remaining wait in seconds: its median and its 90th percentile. */
export interface WaitView {
  likely: number; late: number;
}

/** Who waits for one service: the first numbers, and how many in all. */
export interface WaitingView {
  service: string; name: Text; numbers: string[]; count: number;
}

/** That the promised day be put off by so many working days. */
export interface WishView {
  workdays: number; reason: string; by: string;
}
