"""The methods of the Bot API, each a function of the world and its checked parameters."""

from collections.abc import Callable
from typing import TypeAlias

from ..schema import JsonObject
from ..state import State
from . import chats, edits, forum, messages, profile, reactions, webhooks

Handler: TypeAlias = Callable[[State, JsonObject], object]

# getUpdates waits and is therefore the world's own affair.
HANDLERS: dict[str, Handler] = {
    "answerCallbackQuery": reactions.answer_callback_query,
    "closeForumTopic": forum.close_topic,
    "copyMessage": messages.copy_message,
    "createForumTopic": forum.create_topic,
    "deleteForumTopic": forum.delete_topic,
    "deleteMessage": edits.delete_message,
    "deleteMessages": edits.delete_messages,
    "deleteMyCommands": profile.delete_commands,
    "deleteWebhook": webhooks.delete_webhook,
    "editForumTopic": forum.edit_topic,
    "editMessageCaption": edits.edit_caption,
    "editMessageReplyMarkup": edits.edit_reply_markup,
    "editMessageText": edits.edit_text,
    "forwardMessage": messages.forward_message,
    "getChat": chats.get_chat,
    "getChatAdministrators": chats.get_administrators,
    "getChatMember": chats.get_member,
    "getChatMemberCount": chats.get_member_count,
    "getFile": messages.get_file,
    "getForumTopicIconStickers": forum.icon_stickers,
    "getMe": profile.get_me,
    "getMyCommands": profile.get_commands,
    "getMyDescription": profile.get_description,
    "getMyName": profile.get_name,
    "getMyShortDescription": profile.get_short_description,
    "getUserProfilePhotos": profile.get_photos,
    "getWebhookInfo": webhooks.get_webhook_info,
    "pinChatMessage": chats.pin_message,
    "reopenForumTopic": forum.reopen_topic,
    "sendChatAction": chats.send_action,
    "sendDocument": messages.send_document,
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "setMessageReaction": reactions.set_reaction,
    "setMyCommands": profile.set_commands,
    "setMyDescription": profile.set_description,
    "setMyName": profile.set_name,
    "setMyProfilePhoto": profile.set_photo,
    "setMyShortDescription": profile.set_short_description,
    "setWebhook": webhooks.set_webhook,
    "unpinChatMessage": chats.unpin_message,
}

# What counts against the limits on sending.
SENDS = frozenset({"copyMessage", "forwardMessage", "sendDocument", "sendMessage", "sendPhoto"})

# What counts in groups only, where people who measured were stopped at some twenty edits a minute.
EDITS = frozenset({"editMessageCaption", "editMessageReplyMarkup", "editMessageText"})

# Parameters that exist and have no part in this product.
NOT_PLAYED_PARAMETERS = frozenset(
    {
        "allow_paid_broadcast",
        "business_connection_id",
        "certificate",
        "direct_messages_topic_id",
        "inline_message_id",
        "ip_address",
        "message_effect_id",
        "suggested_post_parameters",
        "thumbnail",
        "video_start_timestamp",
    }
)
