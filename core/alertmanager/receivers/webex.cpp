// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/json_fields.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"
#include "alertmanager/receivers/truncate.h"

namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMaxMessageBytes = 7439;

struct WebexFields {
    CommonFields common;
    std::string apiUrl;
    std::string message = R"({{ template "webex.default.message" . }})";
    std::string roomId;

    bool operator==(const WebexFields&) const = default;
};

class Webex final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "webex";

    Webex(WebexFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        HttpPost post;
        post.url = m_fields.apiUrl;
        JsonWriter json(post.body);
        json.beginObject().field("markdown", truncateBytes(texts.text(m_fields.message), kMaxMessageBytes));
        fieldIfAny(json, "roomId", texts.text(m_fields.roomId));
        json.endObject();
        return std::vector{std::move(post)};
    }

  private:
    const WebexFields m_fields;
};

std::shared_ptr<const IntegrationOptions> parseWebex(yaml::MapReader& entry, ParseContext& context) {
    WebexFields fields;
    readCommon(entry, context, fields.common);
    fields.apiUrl = context.global().webexApiUrl;
    readUrl(entry, "api_url", fields.apiUrl);
    entry.text("message", fields.message);
    entry.text("room_id", fields.roomId);
    if (fields.roomId.empty()) {
        entry.complain("missing room_id on webex_config");
    }
    if (!entry.has("http_config") || !fields.common.http.options->authorization) {
        entry.complain("missing webex_configs.http_config.authorization");
    }
    return makeOptions<Webex>(std::move(fields));
}

} // namespace

const IntegrationKind kWebexKind{"webex_configs", {}, false, parseWebex};

} // namespace hearth::alertmanager
