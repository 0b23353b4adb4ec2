"""What the stand-in knows of the Bot API's shape: the methods it plays and the types nested in them.

One line a method or type (long ones are wrapped), in the order and spelling of the Bot API 10.1 manual:
`name: field Type, field! Type|Type, field [Type]`. `!` marks a required field, `|` separates the types a
field may have, brackets are arrays. Only shapes are here; lengths and permissions are where they are checked.
A test compares every line with a machine-readable manual, where there is one.
"""

METHODS = """
getMe:
getUpdates: offset Integer, limit Integer, timeout Integer, allowed_updates [String]
setWebhook: url! String, certificate InputFile, ip_address String, max_connections Integer,
  allowed_updates [String], drop_pending_updates Boolean, secret_token String
deleteWebhook: drop_pending_updates Boolean
getWebhookInfo:
sendMessage: business_connection_id String, chat_id! Integer|String, message_thread_id Integer,
  direct_messages_topic_id Integer, text! String, parse_mode String, entities [MessageEntity],
  link_preview_options LinkPreviewOptions, disable_notification Boolean, protect_content Boolean,
  allow_paid_broadcast Boolean, message_effect_id String, suggested_post_parameters
  SuggestedPostParameters, reply_parameters ReplyParameters, reply_markup
  InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply
forwardMessage: chat_id! Integer|String, message_thread_id Integer, direct_messages_topic_id
  Integer, from_chat_id! Integer|String, video_start_timestamp Integer, disable_notification
  Boolean, protect_content Boolean, message_effect_id String, suggested_post_parameters
  SuggestedPostParameters, message_id! Integer
copyMessage: chat_id! Integer|String, message_thread_id Integer, direct_messages_topic_id Integer,
  from_chat_id! Integer|String, message_id! Integer, video_start_timestamp Integer, caption String,
  parse_mode String, caption_entities [MessageEntity], show_caption_above_media Boolean,
  disable_notification Boolean, protect_content Boolean, allow_paid_broadcast Boolean,
  message_effect_id String, suggested_post_parameters SuggestedPostParameters, reply_parameters
  ReplyParameters, reply_markup
  InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply
sendPhoto: business_connection_id String, chat_id! Integer|String, message_thread_id Integer,
  direct_messages_topic_id Integer, photo! InputFile|String, caption String, parse_mode String,
  caption_entities [MessageEntity], show_caption_above_media Boolean, has_spoiler Boolean,
  disable_notification Boolean, protect_content Boolean, allow_paid_broadcast Boolean,
  message_effect_id String, suggested_post_parameters SuggestedPostParameters, reply_parameters
  ReplyParameters, reply_markup
  InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply
sendDocument: business_connection_id String, chat_id! Integer|String, message_thread_id Integer,
  direct_messages_topic_id Integer, document! InputFile|String, thumbnail InputFile|String, caption
  String, parse_mode String, caption_entities [MessageEntity], disable_content_type_detection
  Boolean, disable_notification Boolean, protect_content Boolean, allow_paid_broadcast Boolean,
  message_effect_id String, suggested_post_parameters SuggestedPostParameters, reply_parameters
  ReplyParameters, reply_markup
  InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply
sendChatAction: business_connection_id String, chat_id! Integer|String, message_thread_id Integer,
  action! String
setMessageReaction: chat_id! Integer|String, message_id! Integer, reaction [ReactionType], is_big
  Boolean
getFile: file_id! String
getChat: chat_id! Integer|String
getChatAdministrators: chat_id! Integer|String, return_bots Boolean
getChatMemberCount: chat_id! Integer|String
getChatMember: chat_id! Integer|String, user_id! Integer
pinChatMessage: business_connection_id String, chat_id! Integer|String, message_id! Integer,
  disable_notification Boolean
unpinChatMessage: business_connection_id String, chat_id! Integer|String, message_id Integer
getForumTopicIconStickers:
createForumTopic: chat_id! Integer|String, name! String, icon_color Integer, icon_custom_emoji_id
  String
editForumTopic: chat_id! Integer|String, message_thread_id! Integer, name String,
  icon_custom_emoji_id String
closeForumTopic: chat_id! Integer|String, message_thread_id! Integer
reopenForumTopic: chat_id! Integer|String, message_thread_id! Integer
deleteForumTopic: chat_id! Integer|String, message_thread_id! Integer
answerCallbackQuery: callback_query_id! String, text String, show_alert Boolean, url String,
  cache_time Integer
setMyCommands: commands! [BotCommand], scope BotCommandScope, language_code String
deleteMyCommands: scope BotCommandScope, language_code String
getMyCommands: scope BotCommandScope, language_code String
setMyProfilePhoto: photo! InputProfilePhoto
setMyName: name String, language_code String
getMyName: language_code String
getUserProfilePhotos: user_id! Integer, offset Integer, limit Integer
setMyDescription: description String, language_code String
getMyDescription: language_code String
setMyShortDescription: short_description String, language_code String
getMyShortDescription: language_code String
editMessageText: business_connection_id String, chat_id Integer|String, message_id Integer,
  inline_message_id String, text String, parse_mode String, entities [MessageEntity],
  link_preview_options LinkPreviewOptions, rich_message InputRichMessage, reply_markup
  InlineKeyboardMarkup
editMessageCaption: business_connection_id String, chat_id Integer|String, message_id Integer,
  inline_message_id String, caption String, parse_mode String, caption_entities [MessageEntity],
  show_caption_above_media Boolean, reply_markup InlineKeyboardMarkup
editMessageReplyMarkup: business_connection_id String, chat_id Integer|String, message_id Integer,
  inline_message_id String, reply_markup InlineKeyboardMarkup
deleteMessage: chat_id! Integer|String, message_id! Integer
deleteMessages: chat_id! Integer|String, message_ids! [Integer]
"""

TYPES = """
BotCommand: command! String, description! String
BotCommandScopeDefault: type! String
BotCommandScopeAllPrivateChats: type! String
BotCommandScopeAllGroupChats: type! String
BotCommandScopeAllChatAdministrators: type! String
BotCommandScopeChat: type! String, chat_id! Integer|String
BotCommandScopeChatAdministrators: type! String, chat_id! Integer|String
BotCommandScopeChatMember: type! String, chat_id! Integer|String, user_id! Integer
CopyTextButton: text! String
InputProfilePhotoStatic: type! String, photo! String
ForceReply: force_reply! Boolean, input_field_placeholder String, selective Boolean
InlineKeyboardButton: text! String, icon_custom_emoji_id String, style String, url String,
  callback_data String, web_app WebAppInfo, login_url LoginUrl, switch_inline_query String,
  switch_inline_query_current_chat String, switch_inline_query_chosen_chat
  SwitchInlineQueryChosenChat, copy_text CopyTextButton, callback_game CallbackGame, pay Boolean
InlineKeyboardMarkup: inline_keyboard! [[InlineKeyboardButton]]
KeyboardButton: text! String, icon_custom_emoji_id String, style String, request_users
  KeyboardButtonRequestUsers, request_chat KeyboardButtonRequestChat, request_managed_bot
  KeyboardButtonRequestManagedBot, request_contact Boolean, request_location Boolean, request_poll
  KeyboardButtonPollType, web_app WebAppInfo
LinkPreviewOptions: is_disabled Boolean, url String, prefer_small_media Boolean, prefer_large_media
  Boolean, show_above_text Boolean
MessageEntity: type! String, offset! Integer, length! Integer, url String, user User, language
  String, custom_emoji_id String, unix_time Integer, date_time_format String
ReactionTypeEmoji: type! String, emoji! String
ReactionTypeCustomEmoji: type! String, custom_emoji_id! String
ReactionTypePaid: type! String
ReplyKeyboardMarkup: keyboard! [[KeyboardButton]], is_persistent Boolean, resize_keyboard Boolean,
  one_time_keyboard Boolean, input_field_placeholder String, selective Boolean
ReplyKeyboardRemove: remove_keyboard! Boolean, selective Boolean
ReplyParameters: message_id! Integer, chat_id Integer|String, allow_sending_without_reply Boolean,
  quote String, quote_parse_mode String, quote_entities [MessageEntity], quote_position Integer,
  checklist_task_id Integer, poll_option_id String
"""

# Types that are known to exist and refused when used: nothing in this product needs them.
NOT_PLAYED = frozenset(
    {
        "CallbackGame",
        "InputProfilePhotoAnimated",
        "InputRichMessage",
        "KeyboardButtonPollType",
        "KeyboardButtonRequestChat",
        "KeyboardButtonRequestManagedBot",
        "KeyboardButtonRequestUsers",
        "LoginUrl",
        "SuggestedPostParameters",
        "SwitchInlineQueryChosenChat",
        "User",
        "WebAppInfo",
    }
)

# Types that are a choice of others, told apart by the value of their field `type`.
CHOICES = {
    "BotCommandScope": {
        "default": "BotCommandScopeDefault",
        "all_private_chats": "BotCommandScopeAllPrivateChats",
        "all_group_chats": "BotCommandScopeAllGroupChats",
        "all_chat_administrators": "BotCommandScopeAllChatAdministrators",
        "chat": "BotCommandScopeChat",
        "chat_administrators": "BotCommandScopeChatAdministrators",
        "chat_member": "BotCommandScopeChatMember",
    },
    "InputProfilePhoto": {"static": "InputProfilePhotoStatic", "animated": "InputProfilePhotoAnimated"},
    "ReactionType": {
        "emoji": "ReactionTypeEmoji",
        "custom_emoji": "ReactionTypeCustomEmoji",
        "paid": "ReactionTypePaid",
    },
}
