"""Methods about the bot itself."""

from ..errors import bad_request
from ..files import is_jpeg
from ..profile import DEFAULT_SCOPE, Scope
from ..schema import JsonObject
from ..state import State


def get_me(state: State, params: JsonObject) -> JsonObject:
    """Play getMe."""
    del params
    return {
        **state.bot.as_json(),
        "first_name": state.profile.text("name", ""),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


def set_commands(state: State, params: JsonObject) -> bool:
    """Play setMyCommands."""
    scope = _scope(state, params)
    if not params["commands"]:
        state.profile.delete_commands(scope, _language(params))
    else:
        state.profile.set_commands(params["commands"], scope, _language(params))
    return True


def delete_commands(state: State, params: JsonObject) -> bool:
    """Play deleteMyCommands."""
    state.profile.delete_commands(_scope(state, params), _language(params))
    return True


def get_commands(state: State, params: JsonObject) -> list[JsonObject]:
    """Play getMyCommands."""
    return state.profile.commands(_scope(state, params), _language(params))


def set_name(state: State, params: JsonObject) -> bool:
    """Play setMyName."""
    return _set_text(state, params, "name")


def get_name(state: State, params: JsonObject) -> JsonObject:
    """Play getMyName."""
    return {"name": state.profile.text("name", _language(params))}


def set_photo(state: State, params: JsonObject) -> bool:
    """Play setMyProfilePhoto."""
    upload = params["photo"]["photo"]
    stored = state.files.keep(upload, "photo")
    if not is_jpeg(upload.content):
        raise bad_request("IMAGE_PROCESS_FAILED")
    state.profile.set_photo(stored)
    return True


def get_photos(state: State, params: JsonObject) -> JsonObject:
    """Play getUserProfilePhotos, of the bot: people here have no pictures."""
    photo = state.profile.photo if params["user_id"] == state.bot.id else None
    sizes = [[{**photo.as_json, "width": 640, "height": 640}]] if photo is not None else []
    return {"total_count": len(sizes), "photos": sizes}


def set_description(state: State, params: JsonObject) -> bool:
    """Play setMyDescription."""
    return _set_text(state, params, "description")


def get_description(state: State, params: JsonObject) -> JsonObject:
    """Play getMyDescription."""
    return {"description": state.profile.text("description", _language(params))}


def set_short_description(state: State, params: JsonObject) -> bool:
    """Play setMyShortDescription."""
    return _set_text(state, params, "short_description")


def get_short_description(state: State, params: JsonObject) -> JsonObject:
    """Play getMyShortDescription."""
    return {"short_description": state.profile.text("short_description", _language(params))}


def _set_text(state: State, params: JsonObject, what: str) -> bool:
    state.profile.set_text(what, params.get(what, ""), _language(params))
    return True


def _language(params: JsonObject) -> str:
    language: str = params.get("language_code", "")
    return language


def _scope(state: State, params: JsonObject) -> Scope:
    scope: JsonObject | None = params.get("scope")
    if scope is None:
        return DEFAULT_SCOPE
    chat = state.find_chat(scope["chat_id"]) if "chat_id" in scope else None
    if chat is not None and chat.is_private and scope["type"] != "chat":
        raise bad_request("can't use this command scope in private chats")
    return scope["type"], chat.id if chat else 0, scope.get("user_id", 0)
