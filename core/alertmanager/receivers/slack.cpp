// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "alertmanager/receivers/attachment_fields.h"
#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/json_fields.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"
#include "base/text.h"

namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMaxTitleRunes = 1024;
constexpr std::string_view kPostUrl = "https://slack.com/api/chat.postMessage";
constexpr std::string_view kUpdateUrl = "https://slack.com/api/chat.update";
/// What the notification log keeps of the first message of a group.
constexpr std::string_view kThreadKey = "threadTs";
constexpr std::string_view kChannelKey = "channelId";

struct SlackConfirm {
    std::string title;
    std::string text;
    std::string okText;
    std::string dismissText;

    bool operator==(const SlackConfirm&) const = default;
};

struct SlackAction {
    std::string type;
    std::string text;
    std::string url;
    std::string style;
    std::string name;
    std::string value;
    std::optional<SlackConfirm> confirm;

    bool operator==(const SlackAction&) const = default;
};

struct SlackFields {
    CommonFields common{.sendResolved = false, .http = {}};
    Secret apiUrl;
    std::string channel;
    std::string username = R"({{ template "slack.default.username" . }})";
    std::string color = R"({{ template "slack.default.color" . }})";
    std::string title = R"({{ template "slack.default.title" . }})";
    std::string titleLink = R"({{ template "slack.default.titlelink" . }})";
    std::string pretext = R"({{ template "slack.default.pretext" . }})";
    std::string text = R"({{ template "slack.default.text" . }})";
    std::string messageText;
    std::vector<AttachmentField> fields;
    bool shortFields = false;
    std::string footer = R"({{ template "slack.default.footer" . }})";
    std::string fallback = R"({{ template "slack.default.fallback" . }})";
    std::string callbackId = R"({{ template "slack.default.callbackid" . }})";
    std::string iconEmoji = R"({{ template "slack.default.iconemoji" . }})";
    std::string iconUrl = R"({{ template "slack.default.iconurl" . }})";
    std::string imageUrl;
    std::string thumbUrl;
    bool linkNames = false;
    std::vector<std::string> markdownIn;
    std::vector<SlackAction> actions;
    bool updateMessage = false;
    model::DurationMs timeout = 0;

    bool operator==(const SlackFields&) const = default;
};

std::string remembered(const Notification& notification, std::string_view key) {
    const auto found = notification.remembered.find(std::string(key));
    const auto* const text =
        found == notification.remembered.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text != nullptr ? *text : std::string();
}

class Slack final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "slack";

    Slack(SlackFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options, fields.timeout)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        HttpPost post;
        post.url = HEARTH_TRY(textOf(m_fields.apiUrl, tools().files, "api_url"));
        auto channel = texts.text(m_fields.channel);
        std::string timestamp;
        if (m_fields.updateMessage) {
            const auto first = remembered(texts.notification(), kThreadKey);
            const auto where = remembered(texts.notification(), kChannelKey);
            if (!first.empty() && !where.empty()) {
                post.url = kUpdateUrl;
                timestamp = first;
                channel = where;
            }
        }
        post.body = bodyOf(texts, channel, timestamp);
        post.about = fmt::format("channel {}", quoteGo(channel));
        return std::vector{std::move(post)};
    }

    Outcome judge(const HttpPost& /*post*/, const http::ClientResponse& response) override {
        if (!http::headerValue(response.headers, "Content-Type").starts_with("application/json")) {
            return response.body == "ok"
                       ? Outcome()
                       : failedOutcome("received an error response from Slack: " + answerText(response),
                                       Outcome::Cause::kClientError);
        }
        const auto json = nlohmann::json::parse(response.body, nullptr, false);
        if (!json.is_object()) {
            return retryOutcome("could not unmarshal JSON response " + quoteGo(answerText(response)),
                                Outcome::Cause::kClientError);
        }
        const auto text = [&json](const char* name) {
            const auto found = json.find(name);
            return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
        };
        if (!json.contains("ok") || json["ok"] != true) {
            return failedOutcome("error response from Slack: " + text("error"), Outcome::Cause::kClientError);
        }
        Outcome sent;
        if (m_fields.updateMessage && !text("ts").empty() && !text("channel").empty()) {
            sent.remember = {{std::string(kThreadKey), text("ts")}, {std::string(kChannelKey), text("channel")}};
        }
        return sent;
    }

  private:
    std::string bodyOf(MessageTexts& texts, const std::string& channel, const std::string& timestamp) const {
        std::string body;
        JsonWriter json(body);
        json.beginObject();
        fieldIfAny(json, "channel", channel);
        fieldIfAny(json, "ts", timestamp);
        fieldIfAny(json, "username", texts.text(m_fields.username));
        fieldIfAny(json, "icon_emoji", texts.text(m_fields.iconEmoji));
        fieldIfAny(json, "icon_url", texts.text(m_fields.iconUrl));
        if (m_fields.linkNames) {
            json.key("link_names").boolean(true);
        }
        fieldIfAny(json, "text", texts.text(m_fields.messageText));
        json.key("attachments").beginArray();
        writeAttachment(json, texts);
        json.endArray().endObject();
        return body;
    }

    void writeAttachment(JsonWriter& json, MessageTexts& texts) const {
        json.beginObject();
        fieldIfAny(json, "title", truncated(texts.text(m_fields.title), kMaxTitleRunes, "title"));
        fieldIfAny(json, "title_link", texts.text(m_fields.titleLink));
        fieldIfAny(json, "pretext", texts.text(m_fields.pretext));
        json.field("text", texts.text(m_fields.text)).field("fallback", texts.text(m_fields.fallback));
        json.field("callback_id", texts.text(m_fields.callbackId));
        writeAttachmentFields(json, texts, m_fields.fields, m_fields.shortFields);
        objectsIfAny(json, "actions", m_fields.actions,
                     [&](const SlackAction& action) { writeAction(json, texts, action); });
        fieldIfAny(json, "image_url", texts.text(m_fields.imageUrl));
        fieldIfAny(json, "thumb_url", texts.text(m_fields.thumbUrl));
        json.field("footer", texts.text(m_fields.footer));
        fieldIfAny(json, "color", texts.text(m_fields.color));
        textsIfAny(json, "mrkdwn_in",
                   m_fields.markdownIn.empty() ? std::vector<std::string>{"fallback", "pretext", "text"}
                                               : m_fields.markdownIn);
        json.endObject();
    }

    static void writeAction(JsonWriter& json, MessageTexts& texts, const SlackAction& action) {
        fieldIfAny(json, "type", texts.text(action.type));
        fieldIfAny(json, "text", texts.text(action.text));
        fieldIfAny(json, "url", texts.text(action.url));
        fieldIfAny(json, "style", texts.text(action.style));
        fieldIfAny(json, "name", texts.text(action.name));
        fieldIfAny(json, "value", texts.text(action.value));
        if (action.confirm) {
            json.key("confirm").beginObject();
            fieldIfAny(json, "text", texts.text(action.confirm->text));
            fieldIfAny(json, "title", texts.text(action.confirm->title));
            fieldIfAny(json, "ok_text", texts.text(action.confirm->okText));
            fieldIfAny(json, "dismiss_text", texts.text(action.confirm->dismissText));
            json.endObject();
        }
    }

    const SlackFields m_fields;
};

void readConfirm(yaml::MapReader& map, SlackAction& action) {
    map.section("confirm", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader item(map.complaints(), node, where);
        SlackConfirm confirm;
        item.text("title", confirm.title);
        item.text("text", confirm.text);
        item.text("ok_text", confirm.okText);
        item.text("dismiss_text", confirm.dismissText);
        item.finish();
        if (confirm.text.empty()) {
            item.complain("missing text in Slack confirmation configuration");
        }
        action.confirm = std::move(confirm);
    });
}

SlackAction readAction(yaml::MapReader& map) {
    SlackAction action;
    map.text("type", action.type);
    map.text("text", action.text);
    map.text("url", action.url);
    map.text("style", action.style);
    map.text("name", action.name);
    map.text("value", action.value);
    readConfirm(map, action);
    map.finish();
    if (action.type.empty() || action.text.empty()) {
        map.complain(fmt::format("missing {} in Slack action configuration", action.type.empty() ? "type" : "text"));
    }
    if (!action.url.empty()) { // a link, not a button that asks back
        action.name.clear();
        action.value.clear();
        action.confirm.reset();
    } else if (action.name.empty()) {
        map.complain("missing name or url in Slack action configuration");
    }
    return action;
}

void readTexts(yaml::MapReader& entry, SlackFields& fields) {
    entry.text("channel", fields.channel);
    entry.text("username", fields.username);
    entry.text("color", fields.color);
    entry.text("title", fields.title);
    entry.text("title_link", fields.titleLink);
    entry.text("pretext", fields.pretext);
    entry.text("text", fields.text);
    entry.text("message_text", fields.messageText);
    entry.text("footer", fields.footer);
    entry.text("fallback", fields.fallback);
    entry.text("callback_id", fields.callbackId);
    entry.text("icon_emoji", fields.iconEmoji);
    entry.text("icon_url", fields.iconUrl);
    entry.text("image_url", fields.imageUrl);
    entry.text("thumb_url", fields.thumbUrl);
}

/// The webhook's URL, or the app's with its token as `Authorization`; the entry's own words before the file's.
void readTarget(yaml::MapReader& entry, ParseContext& context, SlackFields& fields) {
    const auto& global = context.global();
    Secret token;
    std::string appUrl = global.slackAppUrl;
    readSecretUrl(entry, context, "api_url", fields.apiUrl);
    readSecret(entry, context, "app_token", token);
    readUrl(entry, "app_url", appUrl);
    if (!fields.apiUrl.empty() && !token.empty()) {
        entry.complain("at most one of api_url/api_url_file & app_token/app_token_file must be configured");
    }
    if (fields.updateMessage && fields.apiUrl.value != kPostUrl) {
        entry.complain(
            fmt::format("update_message can only be used with bot tokens. api_url must be set to {}", kPostUrl));
    }
    const bool hasOwnHttp = entry.has("http_config");
    const bool hasOwnLogin = hasOwnHttp && fields.common.http.options->authorization.has_value();
    if (token.empty() && !hasOwnLogin && fields.apiUrl.value.empty()) {
        token = global.slackAppToken;
    }
    fields.apiUrl = fields.apiUrl.empty() ? global.slackApiUrl : fields.apiUrl;
    if (token.empty() && fields.apiUrl.empty()) {
        entry.complain("no Slack API URL nor App token set either inline or in a file");
    }
    if (token.empty()) {
        return;
    }
    auto options = *fields.common.http.options;
    if (options.authorization) {
        entry.complain("http authorization can't be set when using Slack App tokens");
    }
    options.authorization = {.type = "Bearer", .credentials = token.value, .credentialsFile = token.file};
    fields.common.http.options = std::make_shared<const http::ClientOptions>(std::move(options));
    fields.apiUrl = {.value = appUrl, .file = {}};
}

std::shared_ptr<const IntegrationOptions> parseSlack(yaml::MapReader& entry, ParseContext& context) {
    SlackFields fields;
    readCommon(entry, context, fields.common);
    readTexts(entry, fields);
    fields.fields = readAttachmentFields(entry, "Slack");
    entry.boolean("short_fields", fields.shortFields);
    entry.boolean("link_names", fields.linkNames);
    entry.texts("mrkdwn_in", fields.markdownIn);
    entry.each("actions", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader map(entry.complaints(), node, where);
        fields.actions.push_back(readAction(map));
    });
    entry.boolean("update_message", fields.updateMessage);
    readGoDuration(entry, "timeout", fields.timeout);
    readTarget(entry, context, fields);
    return makeOptions<Slack>(std::move(fields));
}

constexpr std::array<std::string_view, 2> kSecrets{"api_url", "app_token"};

} // namespace

const IntegrationKind kSlackKind{"slack_configs", kSecrets, false, parseSlack};

} // namespace hearth::alertmanager
