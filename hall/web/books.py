"""The books that outlive a day, opened over one journal; what in them names a person has a vault of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hall.cases.book import CaseBook
from hall.configuration import Configuration
from hall.enquiries.book import EnquiryBook
from hall.journal.journal import Journal
from hall.journal.publisher import Committed
from hall.messages.book import ContentBook
from hall.notices.book import NoticeBook
from hall.queue.desk.visit import Desk
from hall.store.vault import Vault


@dataclass(frozen=True)
class Books:
    """One book a stream."""

    content: ContentBook
    notices: NoticeBook
    cases: CaseBook
    enquiries: EnquiryBook


def open_books(
    journal: Journal,
    vaults: Path,
    desk: Desk,
    configuration: Configuration,
    *,
    clock: Callable[[], float],
    new_token: Callable[[], str],
    publish: Callable[[Committed], None],
) -> Books:
    """Open the books; `vaults` is the folder of the vaults, that of the tickets being the folder itself."""
    today = desk.today
    return Books(
        content=ContentBook(journal, clock=clock, publish=publish),
        notices=NoticeBook(journal, Vault(vaults), clock=clock, today=today, new_token=new_token),
        cases=CaseBook(
            journal,
            Vault(vaults / "cases"),
            clock=clock,
            today=today,
            calendar=configuration.workdays,
            new_token=new_token,
            publish=publish,
        ),
        enquiries=EnquiryBook(
            journal, Vault(vaults / "enquiries"), clock=clock, today=today, new_token=new_token, publish=publish
        ),
    )
