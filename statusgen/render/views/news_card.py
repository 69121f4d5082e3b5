"""The picture that goes with a link to an announced update, and its address."""

from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.news import News
from statusgen.model import EventKind, State
from statusgen.render import urls
from statusgen.render.announcement import NewsItem, news_item
from statusgen.render.context import SiteContext
from statusgen.render.palette import PLAIN, SHAPES
from statusgen.render.pictures import MEDIA_TYPE, SIZE
from statusgen.render.pictures.news_card import NewsCard, news_key
from statusgen.render.views.parts import Sign
from statusgen.render.views.sharing import SharePicture, sample_note


def news_state(news: News, item: NewsItem) -> State | None:
    """Return the worst state in an item, None for what was called off.

    Planned work is maintenance.
    """
    if not item.affected:
        return None if news.phase is EventKind.CANCELLED else State.OPERATIONAL
    is_planned = isinstance(news.entry, MaintenanceNow)
    return State.UNDER_MAINTENANCE if is_planned else item.affected[0][1]


def news_sign(context: SiteContext, news: News, item: NewsItem) -> Sign:
    """Return the state in an item with its word; where nothing is affected, that of its phase."""
    state = news_state(news, item)
    word = context.words.state(state) if item.affected else context.words.say(news.phase.label)
    return Sign(None if state is None else SHAPES[state], word)


def news_card(context: SiteContext, news: News) -> NewsCard:
    """Return what the picture of an announced update shows; nothing later changes it."""
    item, words = news_item(context, news), context.words
    time = f"{words.moment(news.at, None)} {words.zone_name(news.at)}"
    return NewsCard(
        state=news_state(news, item),
        word=news_sign(context, news, item).label,
        title=item.title,
        status=f"{item.heading}, {time}",
        name=context.text(context.content.site.name),
        note=sample_note(context),
    )


def news_picture_path(context: SiteContext, news: News, card: NewsCard) -> str:
    """Return the path of the picture of an announced update."""
    shape = PLAIN if card.state is None else SHAPES[card.state]
    about = f"{urls.news_pictures(shape, context.language)}{news.entry.stable_id}-{news.id}"
    return urls.picture(about, news_key(card))


def news_picture(context: SiteContext, news: News) -> SharePicture | None:
    """Return the picture of an announced update, None where its letters cannot be drawn."""
    card = news_card(context, news)
    if not card.is_drawable:
        return None
    path = news_picture_path(context, news, card)
    words = (f"{card.name}: {card.word}", card.title, card.status, card.note)
    return SharePicture(context.url + path, ". ".join(filter(None, words)), MEDIA_TYPE, *SIZE)
