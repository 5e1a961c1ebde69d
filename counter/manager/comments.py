"""What visitors wrote beside ratings that are no low ones, for those who follow up."""

from flask import Blueprint, Response

from counter.manager.feedback import follows_up
from hall.feedback.comments import Comments
from hall.feedback.views import CommentView, comment_view
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.openapi import Operation, operation


def blueprint(context: Context) -> Blueprint:
    """Return the route."""
    routes = Blueprint("feedback_comments", __name__, url_prefix="/api/v1/feedback")

    @routes.get("/comments")
    @operation(
        Operation(
            "What visitors wrote beside ratings that are no low ones, the newest first; that it was read is recorded.",
            {200: list[CommentView]},
            problems=(401, 403, 503),
            needs="staff",
        )
    )
    def comments() -> Response:
        return answer([comment_view(one) for one in context[Comments].read(follows_up(context))])

    return routes
