// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/json_fields.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"

namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMaxTitleRunes = 256;
constexpr std::size_t kMaxDescriptionRunes = 4096;
constexpr std::size_t kMaxContentRunes = 2000;
constexpr int kRed = 0x992D22;
constexpr int kGreen = 0x2ECC71;

struct DiscordFields {
    CommonFields common;
    Secret webhookUrl;
    std::string content;
    std::string title = R"({{ template "discord.default.title" . }})";
    std::string message = R"({{ template "discord.default.message" . }})";
    std::string username;
    std::string avatarUrl;

    bool operator==(const DiscordFields&) const = default;
};

class Discord final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "discord";

    Discord(DiscordFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        HttpPost post;
        post.url = HEARTH_TRY(textOf(m_fields.webhookUrl, tools().files, "webhook_url"));
        JsonWriter json(post.body);
        json.beginObject();
        json.field("content", truncated(texts.text(m_fields.content), kMaxContentRunes, "content"));
        json.key("embeds").beginArray().beginObject();
        json.field("title", truncated(texts.text(m_fields.title), kMaxTitleRunes, "title"));
        json.field("description", truncated(texts.text(m_fields.message), kMaxDescriptionRunes, "message"));
        json.key("color").number(texts.isFiring() ? kRed : kGreen).endObject().endArray();
        fieldIfAny(json, "username", m_fields.username);
        fieldIfAny(json, "avatar_url", m_fields.avatarUrl);
        json.endObject();
        return std::vector{std::move(post)};
    }

  private:
    const DiscordFields m_fields;
};

std::shared_ptr<const IntegrationOptions> parseDiscord(yaml::MapReader& entry, ParseContext& context) {
    DiscordFields fields;
    readCommon(entry, context, fields.common);
    readSecretUrl(entry, context, "webhook_url", fields.webhookUrl);
    if (fields.webhookUrl.empty()) {
        entry.complain("one of webhook_url or webhook_url_file must be configured");
    }
    entry.text("content", fields.content);
    entry.text("title", fields.title);
    entry.text("message", fields.message);
    entry.text("username", fields.username);
    entry.text("avatar_url", fields.avatarUrl);
    return makeOptions<Discord>(std::move(fields));
}

constexpr std::array<std::string_view, 1> kSecrets{"webhook_url"};

} // namespace

const IntegrationKind kDiscordKind{"discord_configs", kSecrets, false, parseDiscord};

} // namespace hearth::alertmanager
