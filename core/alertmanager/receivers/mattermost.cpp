// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "alertmanager/receivers/attachment_fields.h"
#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/json_fields.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"
#include "base/text.h"

namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMaxTextRunes = 16'383;

struct MattermostAttachment {
    std::string fallback;
    std::string color;
    std::string pretext;
    std::string text;
    std::string authorName;
    std::string authorLink;
    std::string authorIcon;
    std::string title;
    std::string titleLink;
    std::vector<AttachmentField> fields;
    std::string thumbUrl;
    std::string footer;
    std::string footerIcon;
    std::string imageUrl;

    bool operator==(const MattermostAttachment&) const = default;
};

struct MattermostFields {
    CommonFields common;
    Secret webhookUrl;
    std::string channel;
    std::string username = R"({{ template "mattermost.default.username" . }})";
    /// What the entry itself says; its text is the message's where there are attachments.
    MattermostAttachment own{.fallback = R"({{ template "mattermost.default.fallback" . }})",
                             .color = R"({{ template "mattermost.default.color" . }})",
                             .text = R"({{ template "mattermost.default.text" . }})",
                             .title = R"({{ template "mattermost.default.title" . }})",
                             .titleLink = R"({{ template "mattermost.default.titlelink" . }})"};
    std::vector<MattermostAttachment> attachments;
    std::string iconUrl;
    std::string iconEmoji;
    std::string type;
    std::string card;
    std::string priority;
    bool requestedAck = false;
    bool persistentNotifications = false;

    bool operator==(const MattermostFields&) const = default;
};

class Mattermost final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "mattermost";

    Mattermost(MattermostFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        HttpPost post;
        post.url = HEARTH_TRY(textOf(m_fields.webhookUrl, tools().files, "webhook_url"));
        if (post.url.empty()) {
            return fail(ErrorCode::kInvalidArgument, "webhook url missing");
        }
        const auto channel = texts.text(m_fields.channel);
        post.about = fmt::format("channel {}", quoteGo(channel));
        JsonWriter json(post.body);
        json.beginObject();
        if (!m_fields.attachments.empty()) {
            fieldIfAny(json, "text", truncated(texts.text(m_fields.own.text), kMaxTextRunes, "text"));
        }
        fieldIfAny(json, "channel", channel);
        fieldIfAny(json, "username", texts.text(m_fields.username));
        fieldIfAny(json, "icon_url", texts.text(m_fields.iconUrl));
        fieldIfAny(json, "icon_emoji", texts.text(m_fields.iconEmoji));
        objectsIfAny(json, "attachments",
                     m_fields.attachments.empty() ? std::vector{m_fields.own} : m_fields.attachments,
                     [&](const MattermostAttachment& attachment) { write(json, texts, attachment); });
        fieldIfAny(json, "type", texts.text(m_fields.type));
        if (!m_fields.card.empty()) {
            json.key("props").beginObject();
            fieldIfAny(json, "card", texts.text(m_fields.card));
            json.endObject();
        }
        if (!m_fields.priority.empty()) {
            writePriority(json, toLowerAscii(texts.text(m_fields.priority)));
        }
        json.endObject();
        return std::vector{std::move(post)};
    }

  private:
    static void write(JsonWriter& json, MessageTexts& texts, const MattermostAttachment& attachment) {
        fieldIfAny(json, "fallback", texts.text(attachment.fallback));
        fieldIfAny(json, "color", texts.text(attachment.color));
        fieldIfAny(json, "pretext", texts.text(attachment.pretext));
        fieldIfAny(json, "text", texts.text(attachment.text));
        fieldIfAny(json, "author_name", texts.text(attachment.authorName));
        fieldIfAny(json, "author_link", texts.text(attachment.authorLink));
        fieldIfAny(json, "author_icon", texts.text(attachment.authorIcon));
        fieldIfAny(json, "title", texts.text(attachment.title));
        fieldIfAny(json, "title_link", texts.text(attachment.titleLink));
        writeAttachmentFields(json, texts, attachment.fields, std::nullopt);
        fieldIfAny(json, "thumb_url", texts.text(attachment.thumbUrl));
        fieldIfAny(json, "footer", texts.text(attachment.footer));
        fieldIfAny(json, "footer_icon", texts.text(attachment.footerIcon));
        fieldIfAny(json, "image_url", texts.text(attachment.imageUrl));
    }

    /// Mattermost refuses flags that do not go with the priority.
    void writePriority(JsonWriter& json, std::string priority) const {
        if (priority != "urgent" && priority != "important" && priority != "standard") {
            tools().log.warn("Priority is set to standard due to invalid value", {{"priority", priority}});
            priority = "standard";
        }
        json.key("priority").beginObject().field("priority", priority);
        if (m_fields.requestedAck && priority != "standard") {
            json.key("requested_ack").boolean(true);
        }
        if (m_fields.persistentNotifications && priority == "urgent") {
            json.key("persistent_notifications").boolean(true);
        }
        json.endObject();
    }

    const MattermostFields m_fields;
};

void readAttachment(yaml::MapReader& map, MattermostAttachment& attachment) {
    map.text("fallback", attachment.fallback);
    map.text("color", attachment.color);
    map.text("pretext", attachment.pretext);
    map.text("text", attachment.text);
    map.text("author_name", attachment.authorName);
    map.text("author_link", attachment.authorLink);
    map.text("author_icon", attachment.authorIcon);
    map.text("title", attachment.title);
    map.text("title_link", attachment.titleLink);
    attachment.fields = readAttachmentFields(map, "Mattermost");
    map.text("thumb_url", attachment.thumbUrl);
    map.text("footer", attachment.footer);
    map.text("footer_icon", attachment.footerIcon);
    map.text("image_url", attachment.imageUrl);
}

void readParts(yaml::MapReader& entry, MattermostFields& fields) {
    entry.each("attachments", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader map(entry.complaints(), node, where);
        readAttachment(map, fields.attachments.emplace_back());
        map.finish();
    });
    entry.section("props", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader map(entry.complaints(), node, where);
        map.text("card", fields.card);
        map.finish();
    });
    entry.section("priority", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader map(entry.complaints(), node, where);
        map.text("priority", fields.priority);
        map.boolean("requested_ack", fields.requestedAck);
        map.boolean("persistent_notifications", fields.persistentNotifications);
        map.finish();
    });
}

std::shared_ptr<const IntegrationOptions> parseMattermost(yaml::MapReader& entry, ParseContext& context) {
    MattermostFields fields;
    readCommon(entry, context, fields.common);
    readSecretUrl(entry, context, "webhook_url", fields.webhookUrl);
    fields.webhookUrl = fields.webhookUrl.empty() ? context.global().mattermostWebhookUrl : fields.webhookUrl;
    if (fields.webhookUrl.empty()) {
        entry.complain("missing webhook_url or webhook_url_file on mattermost_config");
    }
    entry.text("channel", fields.channel);
    entry.text("username", fields.username);
    readAttachment(entry, fields.own);
    readParts(entry, fields);
    entry.text("icon_url", fields.iconUrl);
    entry.text("icon_emoji", fields.iconEmoji);
    entry.text("type", fields.type);
    return makeOptions<Mattermost>(std::move(fields));
}

constexpr std::array<std::string_view, 1> kSecrets{"webhook_url"};

} // namespace

const IntegrationKind kMattermostKind{"mattermost_configs", kSecrets, false, parseMattermost};

} // namespace hearth::alertmanager
