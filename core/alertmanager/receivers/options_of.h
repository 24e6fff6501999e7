// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

#include "alertmanager/notify/integration.h"
#include "alertmanager/receivers/registry.h"
#include "http/options.h"

namespace hearth::alertmanager {

/// Options of an HTTP client, equal where they say the same.
struct SharedHttp {
    std::shared_ptr<const http::ClientOptions> options;

    bool operator==(const SharedHttp& other) const {
        return options == other.options || (options && other.options && *options == *other.options);
    }
};

/// What entries of all kinds say.
struct CommonFields {
    bool sendResolved = true;
    SharedHttp http;

    bool operator==(const CommonFields&) const = default;
};
/// `send_resolved` and `http_config`.
void readCommon(yaml::MapReader& entry, ParseContext& context, CommonFields& out);

/// The IntegrationOptions of a kind. `Fields` are its values, comparable, with `common` (CommonFields); `Sender` is its
/// Integration, made of (Fields, IntegrationTools), and names the kind (`kKind`).
template <class Fields, class Sender>
class OptionsOf final : public IntegrationOptions {
  public:
    explicit OptionsOf(Fields fields)
        : m_fields(std::move(fields)) {}

    std::string_view kind() const override { return Sender::kKind; }
    bool sendsResolved() const override { return m_fields.common.sendResolved; }
    std::unique_ptr<Integration> build(const IntegrationTools& tools) const override {
        return std::make_unique<Sender>(m_fields, tools);
    }
    bool equals(const IntegrationOptions& other) const override {
        const auto* const same = dynamic_cast<const OptionsOf*>(&other);
        return same != nullptr && same->m_fields == m_fields;
    }

  private:
    const Fields m_fields;
};

template <class Sender, class Fields>
std::shared_ptr<const IntegrationOptions> makeOptions(Fields fields) {
    return std::make_shared<const OptionsOf<Fields, Sender>>(std::move(fields));
}

} // namespace hearth::alertmanager
