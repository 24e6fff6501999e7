// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/json_fields.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"

/// Both ways into Microsoft Teams: connectors (msteams) and workflows (msteamsv2).
namespace hearth::alertmanager {
namespace {

struct TeamsFields {
    CommonFields common;
    Secret webhookUrl;
    std::string title;
    std::string summary;
    std::string text;

    bool operator==(const TeamsFields&) const = default;
};

class Teams : public HttpIntegration {
  public:
    Teams(TeamsFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) final {
        HttpPost post;
        post.url = HEARTH_TRY(textOf(m_fields.webhookUrl, tools().files, "webhook_url"));
        JsonWriter json(post.body);
        write(json, texts);
        return std::vector{std::move(post)};
    }
    virtual void write(JsonWriter& json, MessageTexts& texts) const = 0;

    const TeamsFields& fields() const { return m_fields; }

  private:
    const TeamsFields m_fields;
};

class MessageCard final : public Teams {
  public:
    static constexpr std::string_view kKind = "msteams";
    using Teams::Teams;

  private:
    void write(JsonWriter& json, MessageTexts& texts) const override {
        json.beginObject().field("@context", "http://schema.org/extensions").field("type", "MessageCard");
        json.field("title", texts.text(fields().title)).field("summary", texts.text(fields().summary));
        json.field("text", texts.text(fields().text));
        json.field("themeColor", texts.isFiring() ? "8C1A1A" : "2DC72D").endObject();
    }
};

class AdaptiveCard final : public Teams {
  public:
    static constexpr std::string_view kKind = "msteamsv2";
    using Teams::Teams;

  private:
    void write(JsonWriter& json, MessageTexts& texts) const override {
        json.beginObject().field("type", "message").key("attachments").beginArray().beginObject();
        json.field("contentType", "application/vnd.microsoft.card.adaptive").key("contentUrl").null();
        json.key("content").beginObject().field("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.field("type", "AdaptiveCard").field("version", "1.2").key("body").beginArray();
        json.beginObject().field("type", "TextBlock").field("text", texts.text(fields().title));
        json.field("weight", "Bolder").field("size", "Medium").key("wrap").boolean(true);
        json.field("style", "heading").field("color", texts.isFiring() ? "Attention" : "Good").endObject();
        json.beginObject().field("type", "TextBlock").field("text", texts.text(fields().text));
        json.key("wrap").boolean(true).endObject().endArray();
        json.key("msteams").beginObject().field("width", "full").endObject();
        json.endObject().endObject().endArray().endObject();
    }
};

void readTeams(yaml::MapReader& entry, ParseContext& context, TeamsFields& fields) {
    readCommon(entry, context, fields.common);
    readSecretUrl(entry, context, "webhook_url", fields.webhookUrl);
    if (fields.webhookUrl.empty()) {
        entry.complain("one of webhook_url or webhook_url_file must be configured");
    }
    entry.text("title", fields.title);
    entry.text("text", fields.text);
}

std::shared_ptr<const IntegrationOptions> parseMessageCard(yaml::MapReader& entry, ParseContext& context) {
    TeamsFields fields;
    fields.title = R"({{ template "msteams.default.title" . }})";
    fields.summary = R"({{ template "msteams.default.summary" . }})";
    fields.text = R"({{ template "msteams.default.text" . }})";
    readTeams(entry, context, fields);
    entry.text("summary", fields.summary);
    return makeOptions<MessageCard>(std::move(fields));
}

std::shared_ptr<const IntegrationOptions> parseAdaptiveCard(yaml::MapReader& entry, ParseContext& context) {
    TeamsFields fields;
    fields.title = R"({{ template "msteamsv2.default.title" . }})";
    fields.text = R"({{ template "msteamsv2.default.text" . }})";
    readTeams(entry, context, fields);
    // Alone of all receivers it takes the file's proxy where its own http_config names none.
    const auto& proxy = context.global().http->proxyUrl;
    if (fields.common.http.options->proxyUrl.empty() && !proxy.empty()) {
        auto options = *fields.common.http.options;
        options.proxyUrl = proxy;
        fields.common.http.options = std::make_shared<const http::ClientOptions>(std::move(options));
    }
    return makeOptions<AdaptiveCard>(std::move(fields));
}

constexpr std::array<std::string_view, 1> kSecrets{"webhook_url"};

} // namespace

const IntegrationKind kMsTeamsKind{"msteams_configs", kSecrets, false, parseMessageCard};
const IntegrationKind kMsTeamsV2Kind{"msteamsv2_configs", kSecrets, false, parseAdaptiveCard};

} // namespace hearth::alertmanager
