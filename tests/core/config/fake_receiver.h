// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>

#include "alertmanager/receivers/read.h"
#include "alertmanager/receivers/registry.h"

namespace hearth::tests {

/// A kind of receivers that sends nothing, and keeps what was read.
struct FakeReceiver final : alertmanager::IntegrationOptions {
    alertmanager::Secret url;
    bool sendResolved = true;
    std::string text;
    std::shared_ptr<const http::ClientOptions> http;

    std::string_view kind() const override { return "fake"; }
    bool sendsResolved() const override { return sendResolved; }
    std::unique_ptr<alertmanager::Integration> build(const alertmanager::IntegrationTools&) const override {
        return nullptr;
    }
    bool equals(const alertmanager::IntegrationOptions& other) const override { return &other == this; }

    static std::shared_ptr<const alertmanager::IntegrationOptions> parse(yaml::MapReader& entry,
                                                                         alertmanager::ParseContext& context) {
        auto out = std::make_shared<FakeReceiver>();
        alertmanager::readSecretUrl(entry, context, "url", out->url);
        entry.boolean("send_resolved", out->sendResolved);
        entry.text("text", out->text);
        out->http = context.http(entry);
        if (out->url.empty()) {
            entry.complain("one of url or url_file must be configured");
        }
        return out;
    }
};

inline constexpr std::array<std::string_view, 1> kFakeSecrets{"url"};
inline constexpr std::array<alertmanager::IntegrationKind, 2> kFakeKinds{
    {{.key = "fake_configs", .secretKeys = kFakeSecrets, .own = false, .parse = FakeReceiver::parse},
     {.key = "ours_configs", .secretKeys = kFakeSecrets, .own = true, .parse = FakeReceiver::parse}}};

} // namespace hearth::tests
