// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/error.h"
#include "yaml/document.h"

namespace hearth::alertmanager {

/// Any YAML whose texts are templates: the payload of a webhook, the details of an incident. Immutable, cheap to copy.
/// Threads: thread-safe.
class Payload {
  public:
    /// Nothing.
    Payload() = default;
    /// Scalars have the types that Go's YAML reader gives them.
    explicit Payload(const yaml::Node& node);
    explicit Payload(nlohmann::json value);

    bool empty() const { return m_value == nullptr; }
    /// The value itself; not where it is empty.
    const nlohmann::json& value() const { return *m_value; }

    /// Expands keys and texts with `expand`. A text that turns out to be YAML of another type becomes that: `3` a
    /// number, `{a: 1}` a map. Alertmanager: DeepCopyWithTemplate().
    Result<nlohmann::json> render(const std::function<Result<std::string>(const std::string&)>& expand) const;

    bool operator==(const Payload& other) const;

  private:
    std::shared_ptr<const nlohmann::json> m_value;
};

} // namespace hearth::alertmanager
