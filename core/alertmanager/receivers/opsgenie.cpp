// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/json_fields.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"
#include "alertmanager/receivers/truncate.h"
#include "base/text.h"

namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMaxMessageRunes = 130;

struct Responder {
    std::string id;
    std::string name;
    std::string username;
    std::string type;

    bool empty() const { return id.empty() && name.empty() && username.empty() && type.empty(); }
    bool operator==(const Responder&) const = default;
};

struct OpsGenieFields {
    CommonFields common;
    Secret apiKey;
    std::string apiUrl; ///< Ends with a slash.
    std::string message = R"({{ template "opsgenie.default.message" . }})";
    std::string description = R"({{ template "opsgenie.default.description" . }})";
    std::string source = R"({{ template "opsgenie.default.source" . }})";
    std::map<std::string, std::string> details;
    std::string entity;
    std::vector<Responder> responders;
    std::string actions;
    std::string tags;
    std::string note;
    std::string priority;
    bool updateAlerts = false;

    bool operator==(const OpsGenieFields&) const = default;
};

/// The parts between commas, without empty ones.
std::vector<std::string> parts(std::string_view text) {
    std::vector<std::string> list;
    for (const auto part : split(trim(text), ',')) {
        if (!part.empty()) {
            list.emplace_back(part);
        }
    }
    return list;
}

class OpsGenie final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "opsgenie";

    OpsGenie(OpsGenieFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        const auto key = texts.text(HEARTH_TRY(textOf(m_fields.apiKey, tools().files, "api_key")));
        const auto alias = hashOfGroup(texts.notification().groupKey);
        std::vector<HttpPost> posts;
        if (!texts.isFiring()) {
            posts.push_back(close(texts, alias));
        } else {
            const auto message = truncated(texts.text(m_fields.message), kMaxMessageRunes, "message");
            const auto description = texts.text(m_fields.description);
            posts.push_back(create(texts, alias, message, description));
            if (m_fields.updateAlerts) {
                posts.push_back(update(alias, "message", message));
                posts.push_back(update(alias, "description", description));
            }
        }
        for (auto& post : posts) {
            post.headers = {{"Authorization", "GenieKey " + key}};
            post.secrets = {key};
        }
        return posts;
    }

    bool isRetried(int status) const override {
        constexpr int kTooMany = 429;
        return status / 100 == 5 || status == kTooMany;
    }

  private:
    HttpPost close(MessageTexts& texts, const std::string& alias) const {
        HttpPost post;
        post.url = fmt::format("{}v2/alerts/{}/close?identifierType=alias", m_fields.apiUrl, alias);
        JsonWriter json(post.body);
        json.beginObject().field("source", texts.text(m_fields.source)).endObject();
        return post;
    }

    HttpPost update(const std::string& alias, std::string_view what, const std::string& text) const {
        HttpPost post;
        post.method = "PUT";
        post.url = fmt::format("{}v2/alerts/{}/{}?identifierType=alias", m_fields.apiUrl, alias, what);
        JsonWriter json(post.body);
        json.beginObject();
        fieldIfAny(json, what, text);
        json.endObject();
        return post;
    }

    HttpPost create(MessageTexts& texts, const std::string& alias, const std::string& message,
                    const std::string& description) const {
        HttpPost post;
        post.url = m_fields.apiUrl + "v2/alerts";
        JsonWriter json(post.body);
        json.beginObject().field("alias", alias).field("message", message);
        fieldIfAny(json, "description", description);
        writeDetails(json, texts);
        json.field("source", texts.text(m_fields.source));
        objectsIfAny(json, "responders", respondersOf(texts), [&json](const Responder& responder) {
            fieldIfAny(json, "id", responder.id);
            fieldIfAny(json, "name", responder.name);
            fieldIfAny(json, "username", responder.username);
            json.field("type", responder.type);
        });
        textsIfAny(json, "tags", parts(texts.text(m_fields.tags)));
        fieldIfAny(json, "note", texts.text(m_fields.note));
        fieldIfAny(json, "priority", texts.text(m_fields.priority));
        fieldIfAny(json, "entity", texts.text(m_fields.entity));
        textsIfAny(json, "actions", parts(texts.text(m_fields.actions)));
        json.endObject();
        return post;
    }

    /// The labels that all alerts have, and what the entry says on top.
    void writeDetails(JsonWriter& json, MessageTexts& texts) const {
        std::map<std::string, std::string> details(texts.data().commonLabels.begin(), texts.data().commonLabels.end());
        for (const auto& [name, source] : m_fields.details) {
            details[name] = texts.text(source);
        }
        json.key("details").beginObject();
        for (const auto& [name, value] : details) {
            json.field(name, value);
        }
        json.endObject();
    }

    std::vector<Responder> respondersOf(MessageTexts& texts) const {
        std::vector<Responder> list;
        for (const auto& source : m_fields.responders) {
            Responder responder{texts.text(source.id), texts.text(source.name), texts.text(source.username),
                                texts.text(source.type)};
            if (responder.type == "teams") {
                for (auto& name : parts(responder.name)) {
                    list.push_back({.id = {}, .name = std::move(name), .username = {}, .type = "team"});
                }
            } else if (!responder.empty()) {
                list.push_back(std::move(responder));
            }
        }
        return list;
    }

    const OpsGenieFields m_fields;
};

void readResponder(yaml::MapReader& map, Responder& responder) {
    map.text("id", responder.id);
    map.text("name", responder.name);
    map.text("username", responder.username);
    map.text("type", responder.type);
    map.finish();
    if (responder.id.empty() && responder.name.empty() && responder.username.empty()) {
        map.complain("opsGenieConfig responder has to have at least one of id, username or name specified");
    }
    constexpr std::array<std::string_view, 5> kTypes{"team", "teams", "user", "escalation", "schedule"};
    if (!responder.type.contains("{{") && std::ranges::find(kTypes, toLowerAscii(responder.type)) == kTypes.end()) {
        map.complain(
            "opsGenieConfig responder type does not match valid options team, teams, user, escalation, schedule");
    }
}

std::shared_ptr<const IntegrationOptions> parseOpsGenie(yaml::MapReader& entry, ParseContext& context) {
    OpsGenieFields fields;
    readCommon(entry, context, fields.common);
    readSecret(entry, context, "api_key", fields.apiKey);
    fields.apiKey = fields.apiKey.empty() ? context.global().opsgenieApiKey : fields.apiKey;
    if (fields.apiKey.empty()) {
        entry.complain("no global OpsGenie API Key set either inline or in a file");
    }
    fields.apiUrl = context.global().opsgenieApiUrl;
    readUrl(entry, "api_url", fields.apiUrl);
    fields.apiUrl += fields.apiUrl.ends_with('/') ? "" : "/";
    entry.text("message", fields.message);
    entry.text("description", fields.description);
    entry.text("source", fields.source);
    entry.textMap("details", fields.details);
    entry.text("entity", fields.entity);
    entry.each("responders", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader map(entry.complaints(), node, where);
        readResponder(map, fields.responders.emplace_back());
    });
    entry.text("actions", fields.actions);
    entry.text("tags", fields.tags);
    entry.text("note", fields.note);
    entry.text("priority", fields.priority);
    entry.boolean("update_alerts", fields.updateAlerts);
    return makeOptions<OpsGenie>(std::move(fields));
}

constexpr std::array<std::string_view, 1> kSecrets{"api_key"};

} // namespace

const IntegrationKind kOpsGenieKind{"opsgenie_configs", kSecrets, false, parseOpsGenie};

} // namespace hearth::alertmanager
