"""What `config.toml` may say: its tables, keys and the values they take."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from hall.configuration import values
from hall.configuration.city import CityPart
from hall.configuration.phrases import Phrases
from hall.configuration.refers import Refers
from hall.configuration.times import SpanList, Turn
from hall.configuration.values import ByTime, Id, Minutes, Name, Share, TicketLine
from hall.configuration.walls import MediumPart, ScreensPart, ZonePart
from hall.configuration.wifi import WifiPart

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


StaffId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
"""The id of an account."""


class Part(BaseModel):
    """One table of the file: exact types, no unknown keys."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class HallPart(Part):
    """The table [hall]."""

    name: Name
    timezone: Annotated[str, AfterValidator(values.zone_info)] = "Asia/Shanghai"
    public_url: Annotated[str, AfterValidator(values.url)] = "http://127.0.0.1:8000"
    wifi: WifiPart | None = None


class HoursPart(Part):
    """The table [hours]."""

    turns_at: Turn = 0
    mon: SpanList = ()
    tue: SpanList = ()
    wed: SpanList = ()
    thu: SpanList = ()
    fri: SpanList = ()
    sat: SpanList = ()
    sun: SpanList = ()
    calendar: Literal["china", "none"] = "china"
    exceptions: dict[Annotated[date, BeforeValidator(values.single_date)], SpanList] = {}


class GroupPart(Part):
    """The table [[groups]]."""

    id: Id
    name: Name


class ServicePart(Part):
    """The table [[services]]."""

    id: Id
    group: Annotated[str, Refers("groups")]
    name: Name
    prefix: Annotated[str, Field(pattern=r"^[A-Z]{1,3}$")]
    covers: Name | None = None
    guide: Annotated[Id | None, Refers("guides")] = None
    usual_min: Annotated[float, Field(gt=0, le=480)] = 8.0
    then: Annotated[list[str], Field(max_length=5), Refers("services")] = []
    bookable: bool = False


class CounterPart(Part):
    """The table [[counters]]."""

    id: Id
    name: Name | None = None
    zone: Annotated[str, Refers("zones")]
    services: Annotated[list[str], Field(min_length=1), Refers("services")]
    covers: Annotated[list[str], Refers("services")] = []


class StandInPart(Part):
    """The table [[stand_ins]]."""

    staff: StaffId
    by: StaffId
    counter: Annotated[Id | None, Refers("counters")] = None


class ClassPart(Part):
    """The table [[classes]]."""

    id: Id
    name: Name
    head_start_min: Minutes = 0
    ask: Name | None = None


class QueuePart(Part):
    """The table [queue]."""

    priority_head_start_min: Minutes = 20
    appointment_head_start_min: Minutes = 20
    appointment_late_min: Minutes = 15
    appointment_late_credit_min: Minutes = 10
    preference_tolerance_min: Minutes = 3
    missed_return_behind: Annotated[int, Field(ge=0, le=50)] = 3
    calls_before_no_show: Annotated[int, Field(ge=1, le=5)] = 1
    start_after_call_s: Annotated[int, Field(ge=0, le=600)] = 0
    clerks_call_any: bool = False
    clerks_put_first: bool = True
    one_counter_per_clerk: bool = True


class AppointmentsPart(Part):
    """The table [appointments]."""

    slot_min: Annotated[int, Field(ge=5, le=240)] = 20
    walk_in_share: Share = 0.5
    days_ahead: Annotated[int, Field(ge=0, le=90)] = 14
    early_min: Annotated[int, Field(ge=0, le=240)] = 30
    per_week: Annotated[int, Field(ge=0, le=50)] = 0
    no_shows: Annotated[int, Field(ge=0, le=10)] = 0
    blocked_days: Annotated[int, Field(ge=1, le=365)] = 30


class LimitsPart(Part):
    """The table [limits]."""

    wait_warn_min: Minutes = 15
    wait_alarm_min: Minutes = 25
    many_waiting: Annotated[int, Field(ge=1, le=1000)] = 10
    call_stands_min: Annotated[int, Field(ge=1, le=120)] = 3
    counter_idle_min: Annotated[int, Field(ge=1, le=240)] = 10
    enquiry_late_h: Annotated[int, Field(ge=1, le=24 * 365)] = 8
    counter_left_min: Annotated[int, Field(ge=0, le=120)] = 5


class CasesPart(Part):
    """The table [cases]."""

    review: Name = {"zh": "本级人民政府", "en": "the people's government at the same level"}
    review_days: Annotated[int, Field(ge=1, le=365)] = 60
    court: Name = {"zh": "有管辖权的人民法院", "en": "the people's court that has jurisdiction"}
    court_months: Annotated[int, Field(ge=1, le=24)] = 6


class PatrolPart(Part):
    """The table [[patrol]]."""

    id: Id
    every: Literal["day", "month"] = "day"
    name: Name


class FeedbackPart(Part):
    """The table [feedback]."""

    answer_workdays: Annotated[int, Field(ge=1, le=60)] = 5


class VoicePart(Part):
    """The table [voice]."""

    enabled: bool = True
    languages: Annotated[list[Literal["zh", "en"]], Field(min_length=1), AfterValidator(values.once_each)] = [
        "zh",
        "en",
    ]
    one: Literal["一", "幺"] = "一"
    repeats: Annotated[int, Field(ge=1, le=3)] = 1
    rate: Annotated[int, Field(ge=80, le=300)] = 160
    volume: Share = 1.0
    volume_by_time: ByTime = {}
    stale_after_s: Annotated[int, Field(ge=5, le=600)] = 60
    cache_mb: Annotated[int, Field(ge=5, le=2000)] = 100


class LoudspeakerPart(Part):
    """The table [loudspeaker]."""

    zones: Annotated[list[str], Refers("zones")] = []
    player: Annotated[list[str], AfterValidator(values.player)] | None = None


class SignPart(Part):
    """The table [[signs]]."""

    counter: Annotated[str, Refers("counters")]
    kind: Literal["network", "serial"]
    address: str
    protocol: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,32}$"), Refers("protocols")]
    number: Annotated[int, Field(ge=0, le=255)] = 1


class TicketPart(Part):
    """The table [ticket]."""

    greeting: TicketLine | None = None
    notes: Annotated[list[TicketLine], Field(max_length=4)] = []
    advice: TicketLine | None = None


class PrinterPart(Part):
    """The table [[printers]]."""

    id: Id
    kind: Literal["network", "usb", "serial", "file", "pdf", "system"]
    address: str | None = None
    folder: str | None = None
    name: str | None = None
    width_mm: Literal[58, 80] = 80
    mode: Literal["picture", "text"] = "picture"


class KioskPart(Part):
    """The table [kiosk]."""

    printer: Annotated[str | None, Refers("printers")] = None
    idle_s: Annotated[int, Field(ge=10, le=600)] = 45
    priority: list[Name] = values.PRIORITY


class PrivacyPart(Part):
    """The table [privacy]."""

    keep_visits_days: Annotated[int, Field(ge=0, le=3650)] = 30
    keep_cases_days: Annotated[int, Field(ge=0, le=3650)] = 30
    keep_feedback_days: Annotated[int, Field(ge=0, le=3650)] = 90
    keep_appointments_days: Annotated[int, Field(ge=0, le=3650)] = 90


class SecurityPart(Part):
    """The table [security]."""

    trusted_networks: list[Annotated[str, AfterValidator(values.network)]] = ["127.0.0.0/8", "::1/128"]
    trusted_proxies: list[Annotated[str, AfterValidator(values.network)]] = []
    host_names: list[Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]{1,253}$")]] = []
    platform_networks: list[Annotated[str, AfterValidator(values.network)]] = []
    https_port: Annotated[int, Field(ge=0, le=65535)] = 8443


class BackupPart(Part):
    """The table [backup]."""

    folder: Annotated[str, Field(min_length=1)] = "backups"
    at: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] = "12:30"


class RemindersPart(Part):
    """The table [reminders]."""

    kind: Literal["off", "http", "serial"] = "off"
    address: str | None = None
    token: Annotated[str, Field(min_length=1)] | None = None


class StorePart(Part):
    """The table [store]."""

    url: Annotated[str, AfterValidator(values.store_url)] = "tinydb:"
    hall: Id = "hall"


class File(Part):
    """The whole file."""

    hall: HallPart
    hours: HoursPart
    groups: Annotated[list[GroupPart], Field(min_length=1)]
    services: Annotated[list[ServicePart], Field(min_length=1)]
    zones: Annotated[list[ZonePart], Field(min_length=1)]
    counters: Annotated[list[CounterPart], Field(min_length=1)]
    screens: ScreensPart = ScreensPart()
    media: Annotated[list[MediumPart], Field(max_length=200)] = []
    stand_ins: Annotated[list[StandInPart], Field(max_length=500)] = []
    classes: list[ClassPart] = []
    queue: QueuePart = QueuePart()
    appointments: AppointmentsPart = AppointmentsPart()
    limits: LimitsPart = LimitsPart()
    cases: CasesPart = CasesPart()
    feedback: FeedbackPart = FeedbackPart()
    voice: VoicePart = VoicePart()
    loudspeaker: LoudspeakerPart = LoudspeakerPart()
    printers: list[PrinterPart] = []
    signs: list[SignPart] = []
    ticket: TicketPart = TicketPart()
    kiosk: KioskPart = KioskPart()
    patrol: Annotated[list[PatrolPart], Field(max_length=60)] = []
    phrases: Phrases = {}
    privacy: PrivacyPart = PrivacyPart()
    security: SecurityPart = SecurityPart()
    reminders: RemindersPart = RemindersPart()
    store: StorePart = StorePart()
    city: CityPart = CityPart()
    backup: BackupPart = BackupPart()
