// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/json_fields.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"
#include "alertmanager/receivers/truncate.h"
#include "base/text.h"

namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMaxMessageRunes = 4096;
/// Markup cannot be cut off anywhere.
constexpr std::string_view kTooLong =
    "Alertmanager notification could not be sent: the message is longer than Telegram "
    "allows. Please check the template that makes it.";

struct TelegramFields {
    CommonFields common;
    std::string apiUrl;
    Secret token;
    std::int64_t chatId = 0;
    std::string chatIdFile;
    std::int64_t threadId = 0;
    std::string message = R"({{ template "telegram.default.message" . }})";
    bool silent = false;
    std::string parseMode = "HTML";

    bool operator==(const TelegramFields&) const = default;
};

class Telegram final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "telegram";

    Telegram(TelegramFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        const auto token = HEARTH_TRY(textOf(m_fields.token, tools().files, "bot_token"));
        HttpPost post;
        post.url = fmt::format("{}/bot{}/sendMessage", m_fields.apiUrl, token);
        post.secrets = {token};
        JsonWriter json(post.body);
        json.beginObject().field("chat_id", HEARTH_TRY(chatId()));
        json.field("text", messageOf(texts));
        fieldIfAny(json, "parse_mode", m_fields.parseMode);
        json.field("disable_web_page_preview", "true");
        if (m_fields.silent) {
            json.field("disable_notification", "true");
        }
        if (m_fields.threadId != 0) {
            json.field("message_thread_id", std::to_string(m_fields.threadId));
        }
        json.endObject();
        return std::vector{std::move(post)};
    }

    /// Whatever Telegram does not like may be over soon.
    bool isRetried(int /*status*/) const override { return true; }

    std::string detailOf(const http::ClientResponse& response) const override {
        const auto json = nlohmann::json::parse(response.body, nullptr, false);
        const bool known = json.is_object() && json.contains("description") && json["description"].is_string();
        return known ? json["description"].get<std::string>() : response.body;
    }

    Outcome judge(const HttpPost& /*post*/, const http::ClientResponse& response) override {
        const auto json = nlohmann::json::parse(response.body, nullptr, false);
        const bool isOk = json.is_object() && json.contains("ok") && json["ok"] == true;
        return isOk ? Outcome() : retryOutcome("telegram: " + detailOf(response));
    }

  private:
    Result<std::string> chatId() const {
        if (m_fields.chatIdFile.empty()) {
            return std::to_string(m_fields.chatId);
        }
        auto text = HEARTH_TRY(textOf({.value = {}, .file = m_fields.chatIdFile}, tools().files, "chat_id"));
        std::int64_t id = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
        if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("could not parse chat_id from {}", m_fields.chatIdFile));
        }
        return text;
    }

    std::string messageOf(MessageTexts& texts) const {
        if (m_fields.parseMode != "HTML") {
            return truncated(texts.text(m_fields.message), kMaxMessageRunes, "message");
        }
        auto text = texts.html(m_fields.message);
        return countRunes(text) > kMaxMessageRunes ? std::string(kTooLong) : text;
    }

    const TelegramFields m_fields;
};

void readTarget(yaml::MapReader& entry, ParseContext& context, TelegramFields& fields) {
    fields.apiUrl = context.global().telegramApiUrl;
    readUrl(entry, "api_url", fields.apiUrl);
    readSecret(entry, context, "bot_token", fields.token);
    fields.token = fields.token.empty() ? context.global().telegramBotToken : fields.token;
    if (fields.token.empty()) {
        entry.complain("missing bot_token or bot_token_file on telegram_config");
    }
    if (const auto* const chat = entry.take("chat_id")) {
        fields.chatId = yaml::readInteger(entry.complaints(), *chat, entry.pathOf("chat_id")).value_or(0);
    }
    entry.text("chat_id_file", fields.chatIdFile);
    if (fields.chatId == 0 && fields.chatIdFile.empty()) {
        entry.complain("missing chat_id or chat_id_file on telegram_config");
    }
    if (fields.chatId != 0 && !fields.chatIdFile.empty()) {
        entry.complain("at most one of chat_id & chat_id_file must be configured");
    }
    fields.chatIdFile = fields.chatIdFile.empty() ? fields.chatIdFile : context.resolved(fields.chatIdFile);
}

std::shared_ptr<const IntegrationOptions> parseTelegram(yaml::MapReader& entry, ParseContext& context) {
    TelegramFields fields;
    readCommon(entry, context, fields.common);
    readTarget(entry, context, fields);
    if (const auto* const thread = entry.take("message_thread_id")) {
        fields.threadId = yaml::readInteger(entry.complaints(), *thread, entry.pathOf("message_thread_id")).value_or(0);
    }
    entry.text("message", fields.message);
    entry.boolean("disable_notifications", fields.silent);
    entry.text("parse_mode", fields.parseMode);
    constexpr std::array<std::string_view, 4> kModes{"", "Markdown", "MarkdownV2", "HTML"};
    if (std::ranges::find(kModes, fields.parseMode) == kModes.end()) {
        entry.complain("unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string");
    }
    return makeOptions<Telegram>(std::move(fields));
}

constexpr std::array<std::string_view, 1> kSecrets{"bot_token"};

} // namespace

const IntegrationKind kTelegramKind{"telegram_configs", kSecrets, false, parseTelegram};

} // namespace hearth::alertmanager
