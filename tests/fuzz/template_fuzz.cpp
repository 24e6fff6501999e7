// SPDX-License-Identifier: GPL-3.0-or-later
// No template breaks the parser or the executor, in text and in HTML mode; what it does stays within its limits.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/template/case_runner.h"

using namespace hearth;
using namespace hearth::templates;

namespace {

constexpr Limits kLimits{.steps = 20'000, .outputBytes = 1U << 16U, .totalBytes = 1U << 22U, .depth = 200};

void execute(const std::string& text, const std::shared_ptr<const FunctionTable>& functions, const Value& data,
             Environment& environment, Mode mode) {
    const TemplateSet set(functions);
    const auto parsed = set.parseText("fuzz", text);
    if (!parsed) {
        return;
    }
    const auto out = parsed->execute(data, {.mode = mode, .limits = kLimits, .stop = {}, .environment = &environment});
    if (out && out->size() > 4 * kLimits.outputBytes) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    static const auto kNotification = notificationValue(cases::notification());
    static const auto kAlert = alertValue({.labels = model::Labels({{"instance", "a:9100"}, {"job", "node"}}),
                                           .externalLabels = {},
                                           .externalUrl = "http://x",
                                           .value = 1.5});
    RuleEnvironment rule;
    rule.query = cases::query;
    NotificationEnvironment notification;
    notification.now = [] { return Time(); };
    notification.zone = [](const std::string&) -> Result<TimeZone> { return TimeZone(); };
    notification.routeLabel = [](const std::string& name) -> Result<std::string> { return name; };
    execute(text, consoleFunctions(), kAlert, rule, Mode::kHtml);
    execute(text, prometheusFunctions(), kAlert, rule, Mode::kText);
    execute(text, notificationFunctions(), kNotification, notification, Mode::kText);
    execute(text, notificationFunctions(), kNotification, notification, Mode::kHtml);
    (void)TimeZone::parse("fuzz", text);
    (void)parseTime(text.substr(0, size / 2), text.substr(size / 2), TimeZone());
    return 0;
}
