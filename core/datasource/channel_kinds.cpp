// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/channel_kinds.h"

#include <algorithm>
#include <array>

namespace hearth::datasource {
namespace {

using enum FieldType;

constexpr std::array kEmail{
    ChannelField{"to", kAddresses, true},
    ChannelField{"smarthost", kHostPort, true},
    ChannelField{"security", kSecurity, false, "starttls"},
    ChannelField{"from", kAddresses, true},
    ChannelField{"auth_username", kText},
    ChannelField{"auth_password", kSecret},
};
constexpr std::array kNtfy{
    ChannelField{"topic", kText, true},
    ChannelField{"server", kUrl, false, "https://ntfy.sh"},
    ChannelField{"token", kSecret},
};
constexpr std::array kGotify{
    ChannelField{"url", kUrl, true},
    ChannelField{"token", kSecret, true},
};
constexpr std::array kTelegram{
    ChannelField{"chat_id", kNumber, true},
    ChannelField{"bot_token", kSecret, true},
};
constexpr std::array kSlack{
    ChannelField{"channel", kText},
    ChannelField{"api_url", kSecret, true},
};
constexpr std::array kWebhookUrl{
    ChannelField{"webhook_url", kSecret, true},
};
constexpr std::array kMattermost{
    ChannelField{"channel", kText},
    ChannelField{"webhook_url", kSecret, true},
};
constexpr std::array kWebhook{
    ChannelField{"url", kUrl, true},
};
constexpr std::array kCommand{
    ChannelField{"command", kWords, true},
};

constexpr std::array kKinds{
    ChannelKind{"desktop", "desktop_configs", {}, true},
    ChannelKind{"email", "email_configs", kEmail},
    ChannelKind{"ntfy", "ntfy_configs", kNtfy, true},
    ChannelKind{"gotify", "gotify_configs", kGotify, true},
    ChannelKind{"telegram", "telegram_configs", kTelegram},
    ChannelKind{"slack", "slack_configs", kSlack},
    ChannelKind{"discord", "discord_configs", kWebhookUrl},
    ChannelKind{"msteamsv2", "msteamsv2_configs", kWebhookUrl},
    ChannelKind{"mattermost", "mattermost_configs", kMattermost},
    ChannelKind{"webhook", "webhook_configs", kWebhook},
    ChannelKind{"command", "command_configs", kCommand, true},
};

constexpr std::array kPresets{
    MailPreset{"Gmail", "smtp.gmail.com:587", "starttls", "https://myaccount.google.com/apppasswords", true},
    MailPreset{"Outlook / Microsoft 365", "smtp.office365.com:587", "starttls",
               "https://account.microsoft.com/security", true},
    MailPreset{"iCloud", "smtp.mail.me.com:587", "starttls", "https://account.apple.com/", true},
    MailPreset{"Fastmail", "smtp.fastmail.com:465", "tls", "https://app.fastmail.com/settings/security", true},
    MailPreset{"GMX", "mail.gmx.com:587", "starttls", "", false},
    MailPreset{"Yahoo! JAPAN", "smtp.mail.yahoo.co.jp:465", "tls", "", false},
};

} // namespace

std::span<const ChannelKind> channelKinds() {
    return kKinds;
}

const ChannelKind* findChannelKind(std::string_view kind) {
    const auto* const found = std::ranges::find(kKinds, kind, &ChannelKind::kind);
    return found == kKinds.end() ? nullptr : &*found;
}

std::span<const MailPreset> mailPresets() {
    return kPresets;
}

} // namespace hearth::datasource
