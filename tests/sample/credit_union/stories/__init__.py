"""The stories of the credit union, told in order."""

from __future__ import annotations

from collections.abc import Callable

from tests.sample.credit_union.stories.changes import changes
from tests.sample.credit_union.stories.everyday import everyday
from tests.sample.credit_union.stories.incoming import incoming
from tests.sample.credit_union.stories.ledgers import ledgers
from tests.sample.credit_union.stories.mail import mail
from tests.sample.credit_union.stories.meetings import meetings
from tests.sample.credit_union.stories.outgoing import outgoing
from tests.sample.credit_union.stories.seals import seals
from tests.sample.office import Office

STORIES: tuple[Callable[[Office], None], ...] = (ledgers, changes, meetings, outgoing, incoming, seals, mail, everyday)
