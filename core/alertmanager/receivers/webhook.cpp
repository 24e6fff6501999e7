// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "alertmanager/receivers/alerts_json.h"
#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/payload.h"
#include "alertmanager/receivers/read.h"

namespace hearth::alertmanager {
namespace {

struct WebhookFields {
    CommonFields common;
    Secret url; ///< The URL is a template.
    std::uint64_t maxAlerts = 0;
    model::DurationMs timeout = 0;
    Payload payload;

    bool operator==(const WebhookFields&) const = default;
};

class Webhook final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "webhook";

    Webhook(WebhookFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options, fields.timeout)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        HttpPost post;
        post.url = texts.text(HEARTH_TRY(textOf(m_fields.url, tools().files, "url")));
        HEARTH_TRY(texts.status());
        if (post.url.empty()) {
            return fail(ErrorCode::kInvalidArgument, "webhook URL is empty after templating");
        }
        post.body = HEARTH_TRY(bodyOf(texts));
        return std::vector{std::move(post)};
    }

    std::span<const AlertPtr> alertsOf(const Notification& notification) const override {
        const std::span<const AlertPtr> alerts = notification.alerts;
        return m_fields.maxAlerts == 0 ? alerts
                                       : alerts.first(std::min<std::size_t>(alerts.size(), m_fields.maxAlerts));
    }

  private:
    Result<std::string> bodyOf(MessageTexts& texts) const {
        if (m_fields.payload.empty()) {
            return webhookJson(texts.data(), texts.notification());
        }
        const auto payload =
            m_fields.payload.render([&texts](const std::string& source) { return texts.tryText(source); });
        if (!payload) {
            return std::unexpected(Error(payload.error()).withContext("failed to render custom payload"));
        }
        return payload->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }

    const WebhookFields m_fields;
};

std::shared_ptr<const IntegrationOptions> parseWebhook(yaml::MapReader& entry, ParseContext& context) {
    WebhookFields fields;
    readCommon(entry, context, fields.common);
    readSecret(entry, context, "url", fields.url);
    if (fields.url.empty()) {
        entry.complain("one of url or url_file must be configured");
    }
    if (!fields.url.value.empty() && !fields.url.value.contains("{{")) {
        if (const auto checked = checkUrl(fields.url.value); !checked) {
            entry.complain(checked.error().message());
        }
    }
    entry.unsignedInteger("max_alerts", fields.maxAlerts);
    readGoDuration(entry, "timeout", fields.timeout);
    if (const auto* const payload = entry.take("payload"); payload != nullptr && payload->kind != yaml::Kind::kNull) {
        fields.payload = Payload(*payload);
    }
    return makeOptions<Webhook>(std::move(fields));
}

constexpr std::array<std::string_view, 1> kSecrets{"url"};

} // namespace

const IntegrationKind kWebhookKind{"webhook_configs", kSecrets, false, parseWebhook};

} // namespace hearth::alertmanager
