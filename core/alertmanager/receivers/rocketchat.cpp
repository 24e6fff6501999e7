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

struct RocketChatAction {
    std::string text;
    std::string url;
    std::string message;

    bool operator==(const RocketChatAction&) const = default;
};

struct RocketChatFields {
    CommonFields common{.sendResolved = false, .http = {}};
    std::string apiUrl;
    Secret token;
    Secret tokenId;
    std::string channel;
    std::string color = R"({{ if eq .Status "firing" }}red{{ else }}green{{ end }})";
    std::string title = R"({{ template "rocketchat.default.title" . }})";
    std::string titleLink = R"({{ template "rocketchat.default.titlelink" . }})";
    std::string text = R"({{ template "rocketchat.default.text" . }})";
    std::vector<AttachmentField> fields;
    bool shortFields = false;
    std::string emoji = R"({{ template "rocketchat.default.emoji" . }})";
    std::string iconUrl = R"({{ template "rocketchat.default.iconurl" . }})";
    std::string imageUrl;
    std::string thumbUrl;
    std::vector<RocketChatAction> actions;

    bool operator==(const RocketChatFields&) const = default;
};

class RocketChat final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "rocketchat";

    RocketChat(RocketChatFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        const auto token = HEARTH_TRY(textOf(m_fields.token, tools().files, "token"));
        const auto tokenId = HEARTH_TRY(textOf(m_fields.tokenId, tools().files, "token_id"));
        HttpPost post;
        post.url = m_fields.apiUrl + "api/v1/chat.postMessage";
        post.headers = {{"X-Auth-Token", token}, {"X-User-Id", tokenId}};
        post.secrets = {token, tokenId};
        const auto channel = texts.text(m_fields.channel);
        post.about = fmt::format("channel {}", quoteGo(channel));
        JsonWriter json(post.body);
        json.beginObject();
        fieldIfAny(json, "channel", channel);
        fieldIfAny(json, "emoji", texts.text(m_fields.emoji));
        fieldIfAny(json, "avatar", texts.text(m_fields.iconUrl));
        json.key("attachments").beginArray();
        writeAttachment(json, texts);
        json.endArray().endObject();
        return std::vector{std::move(post)};
    }

    /// Refusals may come with status 200.
    Outcome judge(const HttpPost& /*post*/, const http::ClientResponse& response) override {
        const auto json = nlohmann::json::parse(response.body, nullptr, false);
        if (!json.is_object()) {
            return retryOutcome("could not unmarshal JSON response " + quoteGo(answerText(response)),
                                Outcome::Cause::kClientError);
        }
        if (json.contains("success") && json["success"] == true) {
            return {};
        }
        const auto said = json.find("error");
        return failedOutcome("error response from Rocketchat: " +
                                 (said != json.end() && said->is_string() ? said->get<std::string>() : std::string()),
                             Outcome::Cause::kClientError);
    }

  private:
    void writeAttachment(JsonWriter& json, MessageTexts& texts) const {
        json.beginObject();
        fieldIfAny(json, "title", truncated(texts.text(m_fields.title), kMaxTitleRunes, "title"));
        fieldIfAny(json, "title_link", texts.text(m_fields.titleLink));
        fieldIfAny(json, "text", texts.text(m_fields.text));
        fieldIfAny(json, "image_url", texts.text(m_fields.imageUrl));
        fieldIfAny(json, "thumb_url", texts.text(m_fields.thumbUrl));
        fieldIfAny(json, "color", texts.text(m_fields.color));
        writeAttachmentFields(json, texts, m_fields.fields, m_fields.shortFields);
        objectsIfAny(json, "actions", m_fields.actions, [&](const RocketChatAction& action) {
            json.field("type", "button");
            fieldIfAny(json, "text", texts.text(action.text));
            fieldIfAny(json, "url", texts.text(action.url));
            json.key("is_webview").boolean(false);
            fieldIfAny(json, "msg", texts.text(action.message));
            json.key("msg_in_chat_window").boolean(false);
        });
        json.endObject();
    }

    const RocketChatFields m_fields;
};

/// Rocket.Chat knows buttons only; what else an action may say has no effect.
void readActions(yaml::MapReader& entry, RocketChatFields& fields) {
    entry.each("actions", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader map(entry.complaints(), node, where);
        auto& action = fields.actions.emplace_back();
        std::string unused;
        bool unusedFlag = false;
        map.text("text", action.text);
        map.text("url", action.url);
        map.text("msg", action.message);
        // The reader of Alertmanager has these names without underscores.
        for (const auto* const key : {"type", "imageurl", "webviewheightratio", "msgprocessingtype"}) {
            map.text(key, unused);
        }
        map.boolean("iswebview", unusedFlag);
        map.boolean("msginchatwindow", unusedFlag);
        map.finish();
    });
}

void readTarget(yaml::MapReader& entry, ParseContext& context, RocketChatFields& fields) {
    const auto& global = context.global();
    fields.apiUrl = global.rocketchatApiUrl;
    readUrl(entry, "api_url", fields.apiUrl);
    fields.apiUrl += fields.apiUrl.ends_with('/') ? "" : "/";
    readSecret(entry, context, "token", fields.token);
    readSecret(entry, context, "token_id", fields.tokenId);
    fields.token = fields.token.empty() ? global.rocketchatToken : fields.token;
    fields.tokenId = fields.tokenId.empty() ? global.rocketchatTokenId : fields.tokenId;
    if (fields.tokenId.empty()) {
        entry.complain("no global Rocketchat TokenID set either inline or in a file");
    }
    if (fields.token.empty()) {
        entry.complain("no global Rocketchat Token set either inline or in a file");
    }
}

std::shared_ptr<const IntegrationOptions> parseRocketChat(yaml::MapReader& entry, ParseContext& context) {
    RocketChatFields fields;
    bool linkNames = false; // accepted by Alertmanager, without effect
    readCommon(entry, context, fields.common);
    readTarget(entry, context, fields);
    entry.text("channel", fields.channel);
    entry.text("color", fields.color);
    entry.text("title", fields.title);
    entry.text("title_link", fields.titleLink);
    entry.text("text", fields.text);
    fields.fields = readAttachmentFields(entry, "");
    entry.boolean("short_fields", fields.shortFields);
    entry.text("emoji", fields.emoji);
    entry.text("icon_url", fields.iconUrl);
    entry.text("image_url", fields.imageUrl);
    entry.text("thumb_url", fields.thumbUrl);
    entry.boolean("link_names", linkNames);
    readActions(entry, fields);
    return makeOptions<RocketChat>(std::move(fields));
}

constexpr std::array<std::string_view, 2> kSecrets{"token", "token_id"};

} // namespace

const IntegrationKind kRocketChatKind{"rocketchat_configs", kSecrets, false, parseRocketChat};

} // namespace hearth::alertmanager
