// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <string>

#include "base/clock.h"
#include "base/file_system.h"
#include "template/notification_templates.h"
#include "template/rule_template.h"
#include "template/time_layout.h"

/// The data that the cases in tests/corpus/template were made with.
namespace hearth::templates::cases {

inline Time at(std::string_view text) {
    return parseTime(text, kRfc3339NanoLayout, TimeZone()).value();
}

inline NotificationData notification() {
    NotificationData data;
    data.receiver = "team\\.x";
    data.status = "firing";
    data.reason = "first notification";
    data.alerts.push_back({.status = "firing",
                           .labels = {{"alertname", "Down"}, {"instance", "a:9100"}, {"severity", "page"}},
                           .annotations = {{"link", "http://x/?a=b&c=d"}, {"summary", "a is <down>"}},
                           .startsAt = at("2024-03-31T00:30:00Z"),
                           .endsAt = Time(),
                           .generatorUrl = "http://p:9090/graph?g0.expr=up+%3D%3D+0",
                           .fingerprint = "0123456789abcdef"});
    data.alerts.push_back({.status = "resolved",
                           .labels = {{"alertname", "Down"}, {"instance", "b:9100"}},
                           .annotations = {},
                           .startsAt = at("2024-03-30T12:00:00.5Z"),
                           .endsAt = at("2024-03-31T01:02:03.045Z"),
                           .generatorUrl = "",
                           .fingerprint = "fedcba9876543210"});
    data.groupLabels = {{"alertname", "Down"}};
    data.commonLabels = {{"alertname", "Down"}, {"cluster", "c\"1'"}, {"zone", "eu"}};
    data.routeLabels = {{"loop", "{{ routeLabels \"loop\" }}"}, {"owner", "{{ .GroupLabels.alertname }}-team"}};
    data.externalUrl = "http://am:9093";
    return data;
}

inline constexpr const char* kDefinitions =
    "{{ define \"__subject\" }}[{{ .Status | toUpper }}{{ if eq .Status \"firing\" }}:{{ .Alerts.Firing | len }}"
    "{{ end }}] {{ .GroupLabels.SortedPairs.Values | join \" \" }}{{ end }}"
    "{{ define \"list\" }}{{ range . }}{{ .Name }}={{ .Value }};{{ end }}{{ end }}"
    "{{ define \"loop\" }}{{ template \"loop\" . }}{{ end }}";

inline Result<std::vector<QuerySample>> query(const std::string& text) {
    if (text == "many") {
        return std::vector<QuerySample>{
            {model::Labels({{"__name__", "up"}, {"instance", "b:9100"}, {"job", "node"}}), 1.0},
            {model::Labels({{"__name__", "up"}, {"instance", "a:9100"}, {"job", "node"}}), 0.5},
            {model::Labels({{"__name__", "up"}, {"__value__", "x"}, {"instance", "c:9100"}}),
             std::numeric_limits<double>::infinity()},
        };
    }
    if (text == "one") {
        return std::vector<QuerySample>{{model::Labels({{"instance", "a"}}), 11.0}};
    }
    if (text == "none") {
        return std::vector<QuerySample>();
    }
    return fail(ErrorCode::kInvalidArgument, "no such query: " + text);
}

inline Result<std::string> expandRule(const std::string& text, model::Labels labels, double value) {
    RuleEnvironment environment;
    environment.now = 1700000000123;
    environment.query = query;
    environment.externalUrl = "http://prom.example:9090/path";
    environment.pathPrefix = "/path";
    const auto data = alertValue({.labels = std::move(labels),
                                  .externalLabels = model::Labels({{"region", "eu"}, {"replica", "1"}}),
                                  .externalUrl = environment.externalUrl,
                                  .value = value});
    auto parsed = RuleTemplate::parse("X", text);
    if (!parsed) {
        return std::unexpected(std::move(parsed).error().withContext("error parsing template __alert_X"));
    }
    return parsed->expand(data, environment);
}

/// Expands notification texts with the definitions above.
class Notifier {
  public:
    Notifier()
        : m_templates(m_clock, m_files) {
        m_isReady = m_templates.add("", kDefinitions).has_value();
    }
    bool isReady() const { return m_isReady; }
    Result<std::string> expand(const std::string& text, Mode mode = Mode::kText) const {
        return m_templates.expand(text, m_data, mode);
    }

  private:
    SystemClock m_clock;
    PosixFileSystem m_files;
    NotificationTemplates m_templates;
    NotificationData m_data = notification();
    bool m_isReady = false;
};

} // namespace hearth::templates::cases
