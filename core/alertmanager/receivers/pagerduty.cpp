// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <nlohmann/json.hpp>

#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/json_fields.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/payload.h"
#include "alertmanager/receivers/read.h"
#include "alertmanager/receivers/truncate.h"

namespace hearth::alertmanager {
namespace {

using nlohmann::json;

constexpr std::string_view kFirstApiUrl = "https://events.pagerduty.com/generic/2010-04-15/create_event.json";
constexpr std::size_t kMaxEventBytes = 512'000;
constexpr std::size_t kMaxSummaryRunes = 1024;

struct PagerDutyImage {
    std::string src;
    std::string alt;
    std::string href;

    bool operator==(const PagerDutyImage&) const = default;
};

struct PagerDutyLink {
    std::string href;
    std::string text;

    bool operator==(const PagerDutyLink&) const = default;
};

struct PagerDutyFields {
    CommonFields common;
    Secret serviceKey;
    Secret routingKey;
    std::string url;
    std::string client = R"({{ template "pagerduty.default.client" . }})";
    std::string clientUrl = R"({{ template "pagerduty.default.clientURL" . }})";
    std::string description = R"({{ template "pagerduty.default.description" .}})";
    Payload details;
    std::vector<PagerDutyImage> images;
    std::vector<PagerDutyLink> links;
    std::string source;
    std::string severity;
    std::string className;
    std::string component;
    std::string group;
    model::DurationMs timeout = 0;

    /// The first version of the events API, by a service's key.
    bool isFirstApi() const { return !serviceKey.empty(); }
    bool operator==(const PagerDutyFields&) const = default;
};

void setIfAny(json& object, const char* name, std::string value) {
    if (!value.empty()) {
        object[name] = std::move(value);
    }
}

class PagerDuty final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "pagerduty";

    PagerDuty(PagerDutyFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options, fields.timeout)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        const bool isFirst = m_fields.isFirstApi();
        const auto& secret = isFirst ? m_fields.serviceKey : m_fields.routingKey;
        const auto key = texts.text(HEARTH_TRY(textOf(secret, tools().files, isFirst ? "service_key" : "routing_key")));
        HEARTH_TRY(texts.status());
        if (key.empty()) {
            return fail(ErrorCode::kInvalidArgument,
                        isFirst ? "service key cannot be empty" : "routing key cannot be empty");
        }
        const auto details =
            m_fields.details.render([&texts](const std::string& source) { return texts.tryText(source); });
        if (!details) {
            return std::unexpected(Error(details.error()).withContext("failed to render details"));
        }
        auto message = isFirst ? firstEvent(texts, key, *details) : event(texts, key, *details);
        HttpPost post;
        post.url = isFirst ? std::string(kFirstApiUrl) : m_fields.url;
        post.secrets = {key};
        post.body = bodyOf(message);
        return std::vector{std::move(post)};
    }

    bool isRetried(int status) const override {
        constexpr int kForbidden = 403; // how the first API says that there were too many
        constexpr int kTooMany = 429;
        return status / 100 == 5 || status == (m_fields.isFirstApi() ? kForbidden : kTooMany);
    }

    std::string detailOf(const http::ClientResponse& response) const override {
        constexpr int kBadRequest = 400;
        const auto said = json::parse(response.body, nullptr, false);
        if (response.status != kBadRequest || !said.is_object()) {
            return {};
        }
        const auto message = said.find("message");
        std::string text = message != said.end() && message->is_string() ? message->get<std::string>() : "";
        const auto errors = said.find("errors");
        std::string_view separator = ": ";
        for (std::size_t i = 0; errors != said.end() && errors->is_array() && i < errors->size(); ++i) {
            if (errors->at(i).is_string()) {
                text.append(std::exchange(separator, ",")).append(errors->at(i).get<std::string>());
            }
        }
        return text;
    }

  private:
    json firstEvent(MessageTexts& texts, const std::string& key, const json& details) const {
        json message;
        message["service_key"] = key;
        message["incident_key"] = hashOfGroup(texts.notification().groupKey);
        message["event_type"] = texts.isFiring() ? "trigger" : "resolve";
        setIfAny(message, "description", truncated(texts.text(m_fields.description), kMaxSummaryRunes, "description"));
        message["event_action"] = "";
        message["payload"] = nullptr;
        if (texts.isFiring()) {
            setIfAny(message, "client", texts.text(m_fields.client));
            setIfAny(message, "client_url", texts.text(m_fields.clientUrl));
        }
        message["details"] = details;
        return message;
    }

    json event(MessageTexts& texts, const std::string& key, const json& details) const {
        json message;
        message["routing_key"] = key;
        message["event_action"] = texts.isFiring() ? "trigger" : "resolve";
        message["dedup_key"] = hashOfGroup(texts.notification().groupKey);
        setIfAny(message, "client", texts.text(m_fields.client));
        setIfAny(message, "client_url", texts.text(m_fields.clientUrl));
        auto& payload = message["payload"];
        payload["summary"] = truncated(texts.text(m_fields.description), kMaxSummaryRunes, "summary");
        payload["source"] = texts.text(m_fields.source);
        payload["severity"] = texts.text(m_fields.severity);
        setIfAny(payload, "class", texts.text(m_fields.className));
        setIfAny(payload, "component", texts.text(m_fields.component));
        setIfAny(payload, "group", texts.text(m_fields.group));
        payload["custom_details"] = details;
        addImages(texts, message);
        return message;
    }

    void addImages(MessageTexts& texts, json& message) const {
        for (const auto& image : m_fields.images) {
            if (auto src = texts.text(image.src); !src.empty()) {
                message["images"].push_back(
                    {{"src", std::move(src)}, {"alt", texts.text(image.alt)}, {"href", texts.text(image.href)}});
            }
        }
        for (const auto& link : m_fields.links) {
            if (auto href = texts.text(link.href); !href.empty()) {
                message["links"].push_back({{"href", std::move(href)}, {"text", texts.text(link.text)}});
            }
        }
    }

    /// PagerDuty takes events up to a size: the details go first.
    std::string bodyOf(json& message) const {
        const auto dump = [&message] { return message.dump(-1, ' ', false, json::error_handler_t::replace); };
        auto body = dump();
        if (body.size() <= kMaxEventBytes) {
            return body;
        }
        auto& details = m_fields.isFirstApi() ? message["details"] : message["payload"]["custom_details"];
        details = {
            {"error", "Custom details have been removed because the original event exceeds the maximum size of 512KB"}};
        tools().log.warn("Truncated details of an event that is too large", {{"bytes", std::to_string(body.size())}});
        return dump();
    }

    const PagerDutyFields m_fields;
};

/// What stands under `details`, with what always does.
Payload readDetails(yaml::MapReader& entry) {
    json details = {{"firing", "{{ .Alerts.Firing | toJson }}"},
                    {"resolved", "{{ .Alerts.Resolved | toJson }}"},
                    {"num_firing", "{{ .Alerts.Firing | len }}"},
                    {"num_resolved", "{{ .Alerts.Resolved | len }}"}};
    entry.section("details", [&](const yaml::Node& node, const std::string& where) {
        if (node.kind != yaml::Kind::kMap) {
            entry.complaints().add(node, "expected a map", where);
            return;
        }
        details.update(Payload(node).value());
    });
    return Payload(std::move(details));
}

void readImages(yaml::MapReader& entry, PagerDutyFields& fields) {
    entry.each("images", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader map(entry.complaints(), node, where);
        auto& image = fields.images.emplace_back();
        map.text("src", image.src);
        map.text("alt", image.alt);
        map.text("href", image.href);
        map.finish();
    });
    entry.each("links", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader map(entry.complaints(), node, where);
        auto& link = fields.links.emplace_back();
        map.text("href", link.href);
        map.text("text", link.text);
        map.finish();
    });
}

std::shared_ptr<const IntegrationOptions> parsePagerDuty(yaml::MapReader& entry, ParseContext& context) {
    PagerDutyFields fields;
    readCommon(entry, context, fields.common);
    readSecret(entry, context, "service_key", fields.serviceKey);
    readSecret(entry, context, "routing_key", fields.routingKey);
    if (fields.serviceKey.empty() && fields.routingKey.empty()) {
        entry.complain("missing service or routing key in PagerDuty config");
    }
    fields.url = context.global().pagerdutyUrl;
    readUrl(entry, "url", fields.url);
    entry.text("client", fields.client);
    entry.text("client_url", fields.clientUrl);
    entry.text("description", fields.description);
    fields.details = readDetails(entry);
    readImages(entry, fields);
    entry.text("source", fields.source);
    fields.source = fields.source.empty() ? fields.client : fields.source;
    entry.text("severity", fields.severity);
    fields.severity = fields.severity.empty() ? "error" : fields.severity;
    entry.text("class", fields.className);
    entry.text("component", fields.component);
    entry.text("group", fields.group);
    readGoDuration(entry, "timeout", fields.timeout);
    return makeOptions<PagerDuty>(std::move(fields));
}

constexpr std::array<std::string_view, 2> kSecrets{"service_key", "routing_key"};

} // namespace

const IntegrationKind kPagerDutyKind{"pagerduty_configs", kSecrets, false, parsePagerDuty};

} // namespace hearth::alertmanager
